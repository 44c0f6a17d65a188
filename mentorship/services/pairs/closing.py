"""How a match ends: planned with a goodbye, or at once.

A match with a planned end stays open until one of the two says that they have said goodbye: no
page and no job ends it because the day has come.
"""

from datetime import date

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.models import Closure, Pair, PairState, Person
from mentorship.models.pair import END_MATCH
from mentorship.services.applications.locking import lock_pair
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.match_support import due_items
from mentorship.services.pairs.active_pairs import lock_active
from mentorship.services.pairs.pairs import close


def plan(session: AnySession, person: Person, pair: Pair, closure: Closure, last_day: date) -> None:
    """Plan the day on which two people say goodbye, or another day; the same twice is once."""
    role = lock_active(session, person, pair)
    if (pair.closure, pair.closes_on) == (closure, last_day):
        return
    pair.closure, pair.closes_on = closure, last_day
    record(session, person, "plan closing", pair)
    queue.notify(session, pair.other_side(role).person)
    due_items.refresh(session, pair)


def cancel(session: AnySession, person: Person, pair: Pair) -> None:
    """Go on as before, after an end was planned; twice is once."""
    role = lock_active(session, person, pair)
    if pair.closes_on is None:
        return
    pair.closure = pair.closes_on = None
    record(session, person, "cancel closing", pair)
    queue.notify(session, pair.other_side(role).person)
    due_items.refresh(session, pair)


def asks_about_goodbye(pair: Pair) -> bool:
    """Return whether the day of the goodbye has come."""
    return pair.closes_on is not None and pair.closes_on <= today()


def say_goodbye(session: AnySession, person: Person, pair: Pair) -> None:
    """End a match as it was planned, on whichever day: the two have said goodbye."""
    lock_active(session, person, pair)
    if pair.closes_on is None:
        raise UserFacingError(_("No end is planned any more, so your match goes on."))
    close(session, pair, said_by=None, closure=pair.closure)
    _tell(session, person, pair)


def how_it_ended(pair: Pair) -> Closure | None:
    """Return how a match ended, as the two may know: nobody is told that a coordinator did it."""
    return Closure.SUDDEN if pair.closure is Closure.REQUESTED else pair.closure


def end(session: AnySession, actor: Person, pair: Pair) -> None:
    """End a pair or an introduction at once: neither sees the other's contact details any more.

    Nobody is told who ended it. Both can be matched again, but not with each other.
    """
    lock_pair(session, pair)
    if pair.state is PairState.CLOSED:
        raise UserFacingError(_("This match has ended already."))
    role = pair.role_of(actor)
    at_once = Closure.SUDDEN if role is not None else Closure.REQUESTED
    has_started = pair.state is PairState.ACTIVE
    close(session, pair, said_by=role, closure=at_once if has_started else None)
    _tell(session, actor, pair)


def _tell(session: AnySession, actor: Person, pair: Pair) -> None:
    record(session, actor, END_MATCH, pair)
    for person in (pair.mentee.person, pair.mentor.person):
        if person.id != actor.id:
            queue.notify(session, person)
