"""What match support waits for: flags, and what is due by the rules."""

from datetime import datetime, time

from mentorship.after_commit import AnySession
from mentorship.models import Person
from mentorship.runtime import current_runtime
from mentorship.services.match_support import due_list
from mentorship.services.match_support.check_in_flags import CheckInFlag
from mentorship.services.match_support.due_list import ListedItem
from mentorship.services.today.waiting import (
    NamedPerson,
    Queue,
    QueueKind,
    WaitingItem,
    first_rows,
)


def flags(session: AnySession, reader: Person, *, own: bool) -> Queue:
    """Return the open flags: who asks for a call, then the oldest."""
    return _queue(session, reader, QueueKind.FLAGS, due_list.flag_codes(), own=own)


def due(session: AnySession, reader: Person, *, own: bool) -> Queue:
    """Return what is due by the rules that are no flags."""
    rules = set(current_runtime().programme.cadence) - due_list.flag_codes()
    return _queue(session, reader, QueueKind.DUE, rules, own=own)


def _queue(
    session: AnySession, reader: Person, kind: QueueKind, rules: set[str], *, own: bool
) -> Queue:
    count, rows = first_rows(session, due_list.items_due(reader, own=own, rules=rules))
    items = [_waiting(item) for item in due_list.listed(session, rows)]
    return Queue(kind, count, items)


def _waiting(item: ListedItem) -> WaitingItem:
    zone = current_runtime().programme.time_zone
    return WaitingItem(
        item.pair_id,
        datetime.combine(item.due_on, time(), zone),
        [
            NamedPerson(item.mentee_id, item.mentee_name),
            NamedPerson(item.mentor_id, item.mentor_name),
        ],
        is_urgent=item.rule == CheckInFlag.CALL_WANTED,
        rule=item.rule,
    )
