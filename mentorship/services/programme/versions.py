"""The versions of the programme's words: read the newest one, store the next one.

The rows are the truth, for every process. Whoever needs the words asks `NewestProgramme`: one
indexed statement in each transaction compares the version, and a version is parsed once.
"""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, scoped_session

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import ConfigurationError, UserFacingError
from mentorship.models import Person, ProgrammeVersion
from mentorship.programme import (
    SITE_LANGUAGES,
    Programme,
    entries_added_later,
    from_entries,
    keep_codes,
    to_entries,
)
from mentorship.runtime import current_runtime
from mentorship.services.audit import record
from mentorship.services.insertion import insert_if_absent

MEMO = "programme"
FIRST_VERSION = 1
FROM_FILE = "file"
NEWEST = (
    select(ProgrammeVersion.id, ProgrammeVersion.created_at)
    .order_by(ProgrammeVersion.id.desc())
    .limit(1)
)
# A document may have been written before the site learned its other languages.
LANGUAGES_NEEDED = SITE_LANGUAGES[:1]

Version = tuple[int, datetime]
"""The number of a version, and its time: a restored backup may use a number again."""


class NewestProgramme:
    """Returns the programme's words as the newest version has them.

    Before the first version, they are those of the file that the service was started with.
    """

    def __init__(self, session: scoped_session[Any], from_file: Programme) -> None:
        self._session = session
        self._from_file = from_file
        # Replaced as a whole, so that threads never see the words of another version.
        self._parsed: tuple[Version, Programme] | None = None

    def __call__(self) -> Programme:
        session = self._session()
        transaction, programme = session.info.get(MEMO, (None, self._from_file))
        if transaction is None or transaction is not session.get_transaction():
            programme = self._newest(session)
            session.info[MEMO] = (session.get_transaction(), programme)
        return programme

    def _newest(self, session: Session) -> Programme:
        # On the connection: a query of the session would first write what has been changed in it.
        row = session.connection().execute(NEWEST).first()
        if row is None:
            return self._from_file
        version, parsed = (row.id, row.created_at), self._parsed
        if parsed is None or parsed[0] != version:
            document = select(ProgrammeVersion.document).where(ProgrammeVersion.id == row.id)
            text = session.connection().execute(document).scalar_one()
            parsed = self._parsed = (version, replace(parse(text), version=row.id))
        return parsed[1]


def document_of(programme: Programme) -> str:
    """Return the words as a version stores them: the order of choices is part of them."""
    return json.dumps(to_entries(programme), ensure_ascii=False)


def parse(document: str) -> Programme:
    return from_entries({**entries_added_later(), **json.loads(document)}, LANGUAGES_NEEDED)


def newest_first() -> Select[tuple[ProgrammeVersion]]:
    return (
        select(ProgrammeVersion)
        .order_by(ProgrammeVersion.id.desc())
        .options(joinedload(ProgrammeVersion.author))
    )


def version_with_id(session: AnySession, version_id: int) -> ProgrammeVersion | None:
    return session.get(ProgrammeVersion, version_id)


def version_before(session: AnySession, version: ProgrammeVersion) -> ProgrammeVersion | None:
    return session.get(ProgrammeVersion, version.id - 1)


def save(session: AnySession, actor: Person, base: int, changed: Programme, part: str) -> None:
    """Store changed words as the version after ``base``, unless they are as they were.

    No code is lost or gets another meaning: a choice that the changed words leave out is a former
    one from now on.
    """
    before = current_runtime().programme
    words = document_of(keep_codes(before, changed))
    if words == document_of(before):
        return
    try:
        parse(words)  # what could not be read again must not be stored
    except ConfigurationError as error:
        raise UserFacingError(_("Nothing has been saved: %(error)s", error=error)) from None
    if before.version != base or not _add(session, before, words, part, actor):
        raise UserFacingError(
            _(
                "Somebody has changed the words since you opened this page, so yours are not saved "
                "yet. Look at the words as they are now. Then send yours once more, if you still "
                "want to."
            )
        )
    session.info.pop(MEMO, None)


def _add(session: AnySession, before: Programme, words: str, part: str, actor: Person) -> bool:
    """Add a version; of several who add the same one at once, its id lets one through.

    Before the first change, the words that it changes are kept as a version too.
    """
    number = before.version + 1
    if number == FIRST_VERSION:
        if not _insert(session, number, document_of(before), FROM_FILE, None):
            return False
        number += 1
    if not _insert(session, number, words, part, actor.id):
        return False
    record(session, actor, "change programme", session.get_one(ProgrammeVersion, number))
    return True


def _insert(session: AnySession, number: int, words: str, part: str, author_id: int | None) -> bool:
    values = {"document": words, "part": part, "created_at": now(), "created_by": author_id}
    return insert_if_absent(session, ProgrammeVersion, id=number, **values)
