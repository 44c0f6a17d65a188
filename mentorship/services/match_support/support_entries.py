"""What coordinators do about what is due: mark it as done, put it off, take that back."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.clock import now, today
from mentorship.errors import UserFacingError
from mentorship.models import (
    Application,
    DueItem,
    Pair,
    Party,
    Person,
    SupportEntry,
    SupportOutcome,
)
from mentorship.services.applications.decisions import UNDO_DURATION
from mentorship.services.applications.locking import lock_pair
from mentorship.services.audit import record
from mentorship.services.match_support import due_items

MAX_POSTPONED = timedelta(days=60)
MAX_NOTE_LENGTH = 1000
"""Characters of a note."""
MAX_UNDOABLE_SHOWN = 10


def due_item(session: AnySession, pair: Pair, rule: str, party: str) -> DueItem | None:
    """Return what a rule asks of one of a pair or of both; None if it asks for nothing."""
    if party not in set(Party):
        return None
    return session.scalar(
        select(DueItem).where(
            DueItem.pair_id == pair.id, DueItem.rule == rule, DueItem.party == Party(party)
        )
    )


def mark_done(
    session: AnySession,
    actor: Person,
    item: DueItem,
    note: str = "",
    *,
    was_right: bool | None = None,
) -> SupportEntry:
    """Note that something due is done; ``was_right`` says of a flag whether it meant anything."""
    item = _lock(session, item)
    return _add(session, actor, item, SupportOutcome.DONE, note, was_right=was_right)


def postpone(
    session: AnySession, actor: Person, item: DueItem, until: date, reason: str
) -> SupportEntry:
    """Put something off until a day, for a reason."""
    item = _lock(session, item)
    if not today() < until <= today() + MAX_POSTPONED:
        raise UserFacingError(
            _("Choose a day from tomorrow to %(days)s days from now.", days=MAX_POSTPONED.days)
        )
    return _add(session, actor, item, SupportOutcome.POSTPONED, reason, until=until)


def undo(session: AnySession, actor: Person, entry: SupportEntry) -> None:
    """Take back what a coordinator has noted in the last hour, as if it had not been noted."""
    pair = entry.pair
    lock_pair(session, pair)
    still = select(SupportEntry).where(SupportEntry.id == entry.id)
    if session.scalar(still.execution_options(populate_existing=True)) is None:
        raise UserFacingError(_("This has been undone already."))
    if entry.written_by != actor.id or entry.created_at < now() - UNDO_DURATION:
        raise UserFacingError(_("You can undo what you noted yourself, for an hour."))
    record(session, actor, "undo support entry", pair)
    session.delete(entry)
    due_items.refresh(session, pair)


def entry_with_id(session: AnySession, entry_id: int) -> SupportEntry | None:
    return session.get(SupportEntry, entry_id)


def entries_of(session: AnySession, pair: Pair) -> Sequence[SupportEntry]:
    """Return what was noted about a pair, the newest first."""
    of_pair = select(SupportEntry).where(SupportEntry.pair_id == pair.id)
    return session.scalars(of_pair.order_by(SupportEntry.id.desc())).all()


def postponement_of(session: AnySession, item: DueItem) -> SupportEntry | None:
    """Return the entry by which something was put off, unless it was done after that."""
    about = (
        SupportEntry.pair_id == item.pair_id,
        SupportEntry.rule == item.rule,
        SupportEntry.party == item.party,
    )
    newest_first = select(SupportEntry).where(*about).order_by(SupportEntry.id.desc())
    newest = session.scalar(newest_first.limit(1))
    is_put_off = newest is not None and newest.outcome is SupportOutcome.POSTPONED
    return newest if is_put_off else None


def undoable_entries(session: AnySession, actor: Person) -> Sequence[SupportEntry]:
    """Return what a coordinator has noted lately and can take back, the newest first.

    The names of the two are loaded with it, and only the newest entries are shown.
    """
    own = SupportEntry.written_by == actor.id, SupportEntry.created_at > now() - UNDO_DURATION
    of_pair = joinedload(SupportEntry.pair)
    return session.scalars(
        select(SupportEntry)
        .where(*own)
        .order_by(SupportEntry.id.desc())
        .limit(MAX_UNDOABLE_SHOWN)
        .options(of_pair.joinedload(Pair.mentee).joinedload(Application.profile))
        .options(of_pair.joinedload(Pair.mentor).joinedload(Application.profile))
    ).all()


def taken_care_of() -> str:
    return _("Somebody has taken care of this already.")


def _lock(session: AnySession, item: DueItem) -> DueItem:
    """Lock the two, and refuse if somebody has done it or put it off meanwhile."""
    due_on = item.due_on
    lock_pair(session, item.pair)
    still = select(DueItem).where(DueItem.id == item.id, DueItem.done_on.is_(None))
    current = session.scalar(still.execution_options(populate_existing=True))
    if current is None or current.due_on != due_on:
        raise UserFacingError(taken_care_of())
    return current


def _add(
    session: AnySession,
    actor: Person,
    item: DueItem,
    outcome: SupportOutcome,
    note: str,
    *,
    was_right: bool | None = None,
    until: date | None = None,
) -> SupportEntry:
    entry = SupportEntry(
        pair=item.pair,
        rule=item.rule,
        party=item.party,
        outcome=outcome,
        day=today(),
        until=until,
        was_right=was_right,
        written_by=actor.id,
        note=note,
    )
    session.add(entry)
    record(session, actor, f"support: {outcome}", item.pair)
    due_items.refresh(session, item.pair)
    return entry
