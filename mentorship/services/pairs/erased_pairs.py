"""Tell people that the other one of a pair has erased themselves: kindly, without a name.

Every row about the pair is erased with the other person. What stays for a while is that there was
an introduction or a match, so that it does not vanish without a word, and so that whoever looked
after the two can ask the remaining one how they are.
"""

from datetime import timedelta

from sqlalchemy import delete, select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import DecryptionError
from mentorship.models import ErasedPair, Pair, PairState, Person
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.pairs.exit_forms import both_stay_in_touch
from mentorship.services.pairs.pairs import pairs_of, role_in

RETENTION = timedelta(days=90)


def tell_others(session: AnySession, person: Person) -> None:
    """Tell everybody in an introduction or a match with a person who is about to be erased.

    So is whoever stays in touch with them after a match: how to reach them was on its page.
    """
    for pair in pairs_of(session, person):
        if pair.state is not PairState.CLOSED or both_stay_in_touch(session, pair):
            _tell_other(session, pair, person)


def _tell_other(session: AnySession, pair: Pair, erased: Person) -> None:
    other = pair.other_side(role_in(pair, erased))
    remains = ErasedPair(
        person_id=other.person_id,
        role=other.role,
        had_started=pair.started_at is not None,
        coordinator_id=pair.coordinator_id,
    )
    session.add(remains)
    try:
        queue.notify(session, other.person)
    except DecryptionError:  # in a restored database, of somebody who is about to be erased too
        return


def erased_pairs_of(session: AnySession, person: Person) -> list[ErasedPair]:
    """Return what remains of a person's pairs with people who are erased, the newest first."""
    own = select(ErasedPair).where(ErasedPair.person_id == person.id)
    return list(session.scalars(own.order_by(ErasedPair.id.desc())))


def erased_pair_with_id(session: AnySession, erased_pair_id: int) -> ErasedPair | None:
    return session.get(ErasedPair, erased_pair_id)


def mark_seen(session: AnySession, coordinator: Person, item: ErasedPair) -> None:
    """Note that a coordinator knows of it, and take it off her caseload; twice is once."""
    unseen = update(ErasedPair).where(
        ErasedPair.id == item.id, ErasedPair.coordinator_saw_at.is_(None)
    )
    done = unseen.values(coordinator_saw_at=now(), coordinator_id=None)
    seen = session.scalar(done.returning(ErasedPair.id))
    session.refresh(item)
    if seen is not None:
        record(session, coordinator, "mark erased pair seen", item)


def purge_old(session: AnySession) -> None:
    session.execute(delete(ErasedPair).where(ErasedPair.erased_at < now() - RETENTION))
