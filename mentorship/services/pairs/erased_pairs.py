"""Tell people kindly that the other one of a pair has erased themselves, without a name.

Every row about the pair is erased with the other person. What stays for a while is that there was
an introduction or a match, so that it does not vanish without a word.
"""

from datetime import timedelta

from sqlalchemy import delete, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import DecryptionError
from mentorship.models import ErasedPair, Pair, PairState, Person
from mentorship.services.email import queue
from mentorship.services.pairs.pairs import pairs_of, role_in

RETENTION = timedelta(days=90)


def tell_others(session: AnySession, person: Person) -> None:
    """Tell everybody in an introduction or a match with a person who is about to be erased."""
    for pair in pairs_of(session, person):
        if pair.state is not PairState.CLOSED:
            _tell_other(session, pair, person)


def _tell_other(session: AnySession, pair: Pair, erased: Person) -> None:
    other = pair.other_side(role_in(pair, erased))
    had_started = pair.state is PairState.ACTIVE
    session.add(ErasedPair(person_id=other.person_id, role=other.role, had_started=had_started))
    try:
        queue.notify(session, other.person)
    except DecryptionError:  # in a restored database, of somebody who is about to be erased too
        return


def erased_pairs_of(session: AnySession, person: Person) -> list[ErasedPair]:
    """Return what remains of a person's pairs with people who are erased, the newest first."""
    own = select(ErasedPair).where(ErasedPair.person_id == person.id)
    return list(session.scalars(own.order_by(ErasedPair.id.desc())))


def purge_old(session: AnySession) -> None:
    session.execute(delete(ErasedPair).where(ErasedPair.erased_at < now() - RETENTION))
