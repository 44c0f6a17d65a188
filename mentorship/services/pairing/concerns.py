"""Concerns that people tell the coordinators about their match.

A concern stays readable when the person whom it is about is erased: nobody gets rid of what others
say about them by erasing themselves. So its text may still describe somebody who is gone, until
its writer is erased too.
"""

from sqlalchemy import Select, or_, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Application, Concern, Pair, Person, Round
from mentorship.services.audit import record


def tell(session: AnySession, person: Person, pair: Pair, text: str) -> Concern:
    """Keep what somebody wants the coordinators of the pair's round to know."""
    concern = Concern(writer=person, round_id=pair.mentee.round_id, pair=pair, text=text)
    session.add(concern)
    record(session, person, "tell concern", concern)
    return concern


def concern_with_id(session: AnySession, concern_id: int) -> Concern | None:
    return session.get(Concern, concern_id)


def concerns_in(round_: Round, reader: Person) -> Select[tuple[Concern]]:
    """Return the query of the concerns of a round that a coordinator may read, newest first.

    One about a match of the reader's own is for the other coordinators, unless she wrote it.
    """
    own = select(Application.id).where(Application.person_id == reader.id)
    own_pairs = select(Pair.id).where(or_(Pair.mentee_id.in_(own), Pair.mentor_id.in_(own)))
    may_read = or_(
        Concern.written_by == reader.id,
        Concern.pair_id.is_(None),
        Concern.pair_id.not_in(own_pairs),
    )
    in_round = select(Concern).where(Concern.round_id == round_.id, may_read)
    return in_round.order_by(Concern.id.desc())


def concerns_by(session: AnySession, person: Person) -> list[Concern]:
    return list(session.scalars(select(Concern).where(Concern.written_by == person.id)))


def mark_done(session: AnySession, actor: Person, concern: Concern) -> None:
    """Note that a coordinator has taken care of a concern."""
    concern.done_at, concern.done_by = now(), actor.id
    record(session, actor, "mark concern done", concern)
