"""What match support waits for: flags, and what is due by the rules."""

from datetime import datetime, time

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Person
from mentorship.programme import CheckInFlag
from mentorship.runtime import current_runtime
from mentorship.services.match_support import due_list
from mentorship.services.match_support.due_list import ListedItem
from mentorship.services.today.waiting import (
    MAX_ITEMS_SHOWN,
    NamedPerson,
    Queue,
    QueueKind,
    WaitingItem,
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
    counts = due_list.count_due(session, reader, own=own)
    count = sum(number for rule, number in counts.items() if rule in rules)
    ids = due_list.ids_due(reader, own=own, rules=rules).limit(MAX_ITEMS_SHOWN)
    items = due_list.listed(session, session.scalars(ids).all()) if count else []
    return Queue(kind, count, [_waiting(item) for item in items])


def _waiting(listed: ListedItem) -> WaitingItem:
    item, zone = listed.item, current_runtime().programme.time_zone
    return WaitingItem(
        item.pair_id,
        datetime.combine(item.due_on, time(), zone) if item.due_on else now(),
        [
            NamedPerson(item.pair.mentee_id, listed.mentee_name),
            NamedPerson(item.pair.mentor_id, listed.mentor_name),
        ],
        is_urgent=item.rule == CheckInFlag.CALL_WANTED,
        rule=item.rule,
    )
