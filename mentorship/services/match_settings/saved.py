"""Saved settings: the next version under a name, and the versions that there are."""

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import MatchSettings, Person
from mentorship.services.audit import record
from mentorship.services.insertion import insert_if_absent
from mentorship.services.match_settings.settings import RunSettings, from_document


class NewerVersionError(Exception):
    """Somebody else has saved settings under the same name since the page was opened."""


def save(
    session: AnySession,
    actor: Person | None,
    name: str,
    settings: RunSettings,
    seen_version: int | None = None,
) -> MatchSettings:
    """Save settings as the next version of a name; settings as they were make no new version.

    ``seen_version`` is the newest version of this name that the coordinator has seen; without it,
    whatever there is counts as seen.

    Raises
    ------
    NewerVersionError
        There is a newer version than the one seen, or somebody saves one at this moment.
    """
    newest = newest_version(session, name)
    document = settings.to_document()
    if newest is not None and newest.document == document:
        return newest
    version = 0 if newest is None else newest.version
    if seen_version is not None and version != seen_version:
        raise NewerVersionError
    values = {"document": document, "created_at": now(), "created_by": actor.id if actor else None}
    if not insert_if_absent(session, MatchSettings, name=name, version=version + 1, **values):
        raise NewerVersionError
    row = session.scalars(versions_of(name).limit(1)).one()
    record(session, actor, "save matching settings", row)
    return row


def newer_version_sentence() -> str:
    return _(
        "Somebody else has saved a newer version under this name since you opened the page. What "
        "you typed is still here, and is not saved yet. Save it once more to make it the newest "
        "version, or choose another name."
    )


def newest_version(session: AnySession, name: str) -> MatchSettings | None:
    return session.scalar(versions_of(name).limit(1))


def versions_of(name: str) -> Select[tuple[MatchSettings]]:
    """Return the query of the versions of a name, the newest first, each with its author."""
    return (
        select(MatchSettings)
        .where(MatchSettings.name == name)
        .order_by(MatchSettings.version.desc())
        .options(joinedload(MatchSettings.author))
    )


def newest_of_each_name() -> Select[tuple[MatchSettings]]:
    """Return the query of the newest version of each name, the one saved last first."""
    newest_ids = select(func.max(MatchSettings.id)).group_by(MatchSettings.name)
    return (
        select(MatchSettings)
        .where(MatchSettings.id.in_(newest_ids))
        .order_by(MatchSettings.id.desc())
        .options(joinedload(MatchSettings.author))
    )


def settings_with_id(session: AnySession, settings_id: int) -> MatchSettings | None:
    return session.get(MatchSettings, settings_id)


def version_before(session: AnySession, row: MatchSettings) -> MatchSettings | None:
    return session.scalar(versions_of(row.name).where(MatchSettings.version < row.version).limit(1))


def settings_of(row: MatchSettings) -> RunSettings:
    return from_document(row.document)
