"""Pause a pair, and go on: while it rests nothing is due, and nobody is reminded."""

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Pair, PairPause, PairState, Person
from mentorship.services.applications.locking import lock_pair
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.match_support import due_items
from mentorship.services.pairs.pairs import role_in


def open_pause(session: AnySession, pair: Pair) -> PairPause | None:
    """Return the pause that a pair is in; none once it has ended, while it rested or not."""
    if pair.state is PairState.CLOSED:
        return None
    of_pair = PairPause.pair_id == pair.id, PairPause.ended_at.is_(None)
    return session.scalar(select(PairPause).where(*of_pair))


def pause(session: AnySession, person: Person, pair: Pair) -> None:
    """Let a pair rest until one of the two goes on. A second tap changes nothing."""
    other = pair.other_side(role_in(pair, person)).person
    lock_pair(session, pair)
    if pair.state is not PairState.ACTIVE:
        raise UserFacingError(_("This match has ended already."))
    if open_pause(session, pair) is not None:
        return
    session.add(PairPause(pair_id=pair.id, started_by=person.id))
    record(session, person, "pause match", pair)
    queue.notify(session, other)
    due_items.refresh(session, pair)


def resume(session: AnySession, person: Person, pair: Pair) -> None:
    """Go on after a pause, whoever of the two began it. A second tap changes nothing."""
    other = pair.other_side(role_in(pair, person)).person
    lock_pair(session, pair)
    if not end_pause(session, pair):
        return
    record(session, person, "resume match", pair)
    queue.notify(session, other)
    due_items.refresh(session, pair)


def end_pause(session: AnySession, pair: Pair) -> bool:
    """End the pause that a pair is in; return whether there was one. The pair is locked."""
    current = open_pause(session, pair)
    if current is None:
        return False
    current.ended_at = now()
    return True
