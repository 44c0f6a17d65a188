"""An uploaded spreadsheet until its import: stored sealed, reread on request, then deleted."""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy import CursorResult, delete, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import ImportSheet, Person, Round
from mentorship.privacy.data_keys import data_keys
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.runtime import current_runtime
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record
from mentorship.services.imports.mapping import Entries, SurveyMapping
from mentorship.services.imports.parsing.header_rows import HeaderRows, Row
from mentorship.services.imports.parsing.read_upload import Reading, read_upload
from mentorship.services.imports.parsing.table import Table, shortened
from mentorship.services.imports.plan import Plan, apply_plan, plan_import
from mentorship.services.imports.rows import SurveyRow, survey_rows
from mentorship.services.imports.saved_mappings import save_mapping, saved_mapping
from mentorship.services.imports.unknown_answers import (
    UnknownAnswers,
    common_words,
    list_unknown_answers,
)

MAX_SHOWN_CELLS = 8
UPLOAD_LIFETIME = timedelta(days=1)
Meaning = list[str] | None
"""The codes that an answer stands for: an empty list if it is left out, None if none is chosen."""

AnswerMeanings = Mapping[str, Mapping[str, Meaning]]
"""By question and answer."""


def store_upload(session: AnySession, actor: Person, into: Round, content: bytes) -> ImportSheet:
    """Read and store an upload; it replaces an earlier one of the same person for the round."""
    lock_people(session, [actor.id])  # or two uploads at once would not see each other
    delete_stale_uploads(session)
    delete_with_keys(
        session,
        select(ImportSheet).where(
            ImportSheet.round_id == into.id, ImportSheet.uploaded_by == actor.id
        ),
    )
    sheet = ImportSheet(round_id=into.id, uploaded_by=actor.id)
    _store_reading(
        session, sheet, content, _reading_as_before(session, read_upload(content), content)
    )
    session.add(sheet)
    record(session, actor, "upload sheet", sheet)
    return sheet


def _reading_as_before(session: AnySession, likeliest: Reading, content: bytes) -> Reading:
    """Return the reading with the header rows of an earlier import, if there was one."""
    numbers = [number for number, _cells in likeliest.top_rows]
    rows = [likeliest.header, *(HeaderRows(number, number) for number in numbers)]
    for header in [*rows, *(HeaderRows(first, last) for first, last in pairwise(numbers))]:
        if saved_mapping(session, Table.below(likeliest.top_rows, header)) is not None:
            return read_upload(content, likeliest.choice, header)
    return likeliest


def reread_upload(
    session: AnySession, sheet: ImportSheet, choice: str, header: HeaderRows | None = None
) -> None:
    """Read a stored upload by another encoding, another sheet, or other rows of headers.

    Header rows that were chosen for another reading may be beyond its end: they are found again.
    """
    content = base64.b64decode(sheet.content["upload"])
    if choice != sheet.content["choice"]:
        header = None
    _store_reading(session, sheet, content, read_upload(content, choice, header))


def _store_reading(
    session: AnySession, sheet: ImportSheet, content: bytes, reading: Reading
) -> None:
    sheet.content = {
        "upload": base64.b64encode(content).decode("ascii"),
        "table": reading.table.as_json(),
        "choice": reading.choice,
        "titles": reading.titles,
        "header": str(reading.header),
        "top_rows": shortened_rows(reading.top_rows),
    }
    sheet.mapping = saved_mapping(session, reading.table)


def shortened_rows(rows: Sequence[Row]) -> list[Row]:
    """Return rows cut to what a page shows of them."""
    return [
        (number, [shortened(cell) for cell in cells[:MAX_SHOWN_CELLS]]) for number, cells in rows
    ]


def stored_reading(sheet: ImportSheet) -> Reading:
    content = sheet.content
    table = Table.from_json(content["table"])
    return Reading(
        table,
        content["choice"],
        tuple(content["titles"]),
        # An upload of a day ago was stored without these.
        header=HeaderRows.parse(content.get("header", "1")),
        top_rows=content.get("top_rows", [(1, table.headers)]),
    )


def upload_with_id(session: AnySession, sheet_id: int) -> ImportSheet | None:
    return session.get(ImportSheet, sheet_id)


def pending_upload_id(session: AnySession, actor: Person, into: Round) -> int | None:
    """Return the id of the upload that somebody has not yet imported or deleted."""
    return session.scalar(
        select(ImportSheet.id).where(
            ImportSheet.round_id == into.id,
            ImportSheet.uploaded_by == actor.id,
            ImportSheet.created_at > now() - UPLOAD_LIFETIME,
        )
    )


def map_columns(sheet: ImportSheet, entries: Entries) -> None:
    """Store which column answers which question, and the codes of common words in them."""
    former = sheet.mapping or {}
    words = common_words(parse_mapping(entries), _rows(sheet, entries))
    sheet.mapping = {
        **entries,
        "answers": _merged(words, former.get("answers", {})),
        "leave_out_unknown": former.get("leave_out_unknown", False),
    }


def explain_answers(
    sheet: ImportSheet, answers: AnswerMeanings, *, leave_out_unknown: bool
) -> None:
    """Store the codes that a coordinator gives to answers; None removes them."""
    merged = _merged((sheet.mapping or {}).get("answers", {}), answers)
    sheet.mapping = {
        **(sheet.mapping or {}),
        "answers": {
            question: {text: codes for text, codes in meanings.items() if codes is not None}
            for question, meanings in merged.items()
        },
        "leave_out_unknown": leave_out_unknown,
    }


def _merged(former: AnswerMeanings, latter: AnswerMeanings) -> dict[str, dict[str, Meaning]]:
    return {
        question: {**former.get(question, {}), **latter.get(question, {})}
        for question in former.keys() | latter.keys()
    }


def answers_to_explain(sheet: ImportSheet) -> UnknownAnswers:
    """List the answers to explain, those that were explained earlier included."""
    entries = {**(sheet.mapping or {}), "answers": {}}
    return list_unknown_answers(parse_mapping(entries), _rows(sheet, entries))


def parse_mapping(entries: Entries) -> SurveyMapping:
    """Check entries as those of a mapping file are; they come from JSON, which has no dates."""
    return SurveyMapping.from_entries(
        {**entries, "privacy_notice": date.fromisoformat(entries["privacy_notice"])}
    )


def plan_upload(
    session: AnySession,
    sheet: ImportSheet,
    agreed_again: frozenset[int] = frozenset(),
    one_person: frozenset[int] = frozenset(),
) -> Plan:
    if sheet.mapping is None:
        raise UserFacingError(_("First say which column answers which question."))
    rows = _rows(sheet, sheet.mapping)
    return plan_import(session, rows, sheet.round, agreed_again, one_person)


def _rows(sheet: ImportSheet, entries: Entries) -> list[SurveyRow]:
    return survey_rows(stored_reading(sheet).table, parse_mapping(entries), sheet.created_at)


def upload_digest(sheet: ImportSheet) -> str:
    """Return a digest of all that a plan depends on, so that nobody imports what they never saw."""
    state = json.dumps([sheet.content, sheet.mapping], sort_keys=True)
    return current_runtime().blind_index(f"sheet {sheet.id} {state}").hex()


def commit_import(
    session: AnySession,
    actor: Person,
    sheet: ImportSheet,
    seen: str,
    agreed_again: frozenset[int] = frozenset(),
    one_person: frozenset[int] = frozenset(),
) -> Plan:
    """Apply the whole plan, save the mapping for later uploads, and delete this one.

    ``one_person`` are rows of which the coordinator says that their address has one owner.
    """
    if seen != upload_digest(sheet):
        raise UserFacingError(
            _("The sheet has changed since you looked at it. Check it again before you import it.")
        )
    into, plan = sheet.round, plan_upload(session, sheet, agreed_again, one_person)
    if plan.erased and not plan.to_import and not plan.to_withdraw:
        raise UserFacingError(
            _(
                "Nobody was imported. Everybody whom you could still import deleted their data: "
                "check the box of those who have agreed again."
            )
        )
    table, mapping = stored_reading(sheet).table, sheet.mapping or {}
    delete_upload(session, sheet)
    save_mapping(session, table, mapping)
    apply_plan(session, actor, plan, into, all_or_nothing=False)
    record(session, actor, "import applications", into)
    return plan


def delete_upload(session: AnySession, sheet: ImportSheet) -> None:
    """Delete an upload; of two people who import or delete it at once, only one succeeds."""
    deleted = session.execute(delete(ImportSheet).where(ImportSheet.id == sheet.id))
    if cast("CursorResult[Any]", deleted).rowcount != 1:
        raise UserFacingError(_("Somebody has decided about this sheet already."))
    data_keys(session).destroy_after_commit(sheet.key_id)


def delete_stale_uploads(session: AnySession) -> None:
    """Delete uploads that were neither imported nor deleted in `UPLOAD_LIFETIME`."""
    stale = ImportSheet.created_at < now() - UPLOAD_LIFETIME
    delete_with_keys(session, select(ImportSheet).where(stale))
