"""What the people of a group write together: any of them adds, changes and deletes it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import AdvocacyGroup, GroupDecision, GroupRow, GroupStep, Person
from mentorship.services.entry_versions import change_row, changed_meanwhile, entry_of
from mentorship.services.groups.members import lock_as_member
from mentorship.services.groups.row_entries import ENTRIES, MAX_ROWS, RowEntry


def add(session: AnySession, person: Person, group: AdvocacyGroup, entry: RowEntry) -> Any:
    """Add a row; if the same is there already, return that: a form sent twice adds one."""
    lock_as_member(session, person, group)
    earlier = rows_of(session, entry.MODEL, group)
    for row in earlier:
        if entry_of(row, type(entry)) == entry:
            return row
    if len(earlier) >= MAX_ROWS[entry.MODEL]:
        raise UserFacingError(
            _(
                "Your group has %(num)s of these, which is enough for now. Delete one first.",
                num=MAX_ROWS[entry.MODEL],
            )
        )
    _check_references(session, group, entry)
    row = entry.MODEL(group=group, written_by=person.id, **vars(entry))
    session.add(row)
    session.flush()
    return row


def change(
    session: AnySession, person: Person, row: GroupRow, entry: RowEntry, shown_version: str
) -> None:
    """Change a row; whoever is not the only one to have written it any more is not its writer."""
    group = _lock_row(session, person, row)
    _check_references(session, group, entry)
    if change_row(row, entry, shown_version):
        row.written_by = person.id if row.written_by == person.id else None


def delete(session: AnySession, person: Person, row: GroupRow) -> None:
    """Delete a row, if it still says what it said when it was last read."""
    shown = entry_of(row, ENTRIES[type(row)])
    _lock_row(session, person, row)
    if entry_of(row, ENTRIES[type(row)]) != shown:
        raise UserFacingError(changed_meanwhile())
    session.delete(row)
    session.flush()


def mark_step(session: AnySession, person: Person, step: GroupStep, *, is_done: bool) -> None:
    """Tick a step off, or back; asked for twice, it is done once."""
    _lock_row(session, person, step)
    if (step.done_at is not None) is not is_done:
        step.done_at = now() if is_done else None


def row_with_id(
    session: AnySession, model: type[Any], group: AdvocacyGroup, row_id: int
) -> Any | None:
    return session.scalar(select(model).where(model.id == row_id, model.group_id == group.id))


def rows_of(session: AnySession, model: type[Any], group: AdvocacyGroup) -> Sequence[Any]:
    """Return the rows of a kind that a group has, in the order in which they were written."""
    return session.scalars(select(model).where(model.group_id == group.id).order_by(model.id)).all()


def newest_decisions_first(group: AdvocacyGroup) -> Select[tuple[GroupDecision]]:
    own = select(GroupDecision).where(GroupDecision.group_id == group.id)
    return own.order_by(GroupDecision.decided_on.desc(), GroupDecision.id.desc())


def gone() -> str:
    return _("This is not there any more.")


def _lock_row(session: AnySession, person: Person, row: GroupRow) -> AdvocacyGroup:
    """Lock the group of a row, and read the row as earlier changes left it."""
    group, model, row_id = session.get_one(AdvocacyGroup, row.group_id), type(row), row.id
    lock_as_member(session, person, group)
    if session.get(model, row_id, populate_existing=True) is None:
        raise UserFacingError(gone())
    return group


def _check_references(session: AnySession, group: AdvocacyGroup, entry: RowEntry) -> None:
    """Refuse an entry that refers to a row that is gone, or is another group's."""
    for name, model in entry.REFERS_TO.items():
        row_id = getattr(entry, name)
        if row_id is not None and row_with_id(session, model, group, row_id) is None:
            raise UserFacingError(gone())
