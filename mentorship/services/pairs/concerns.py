"""Concerns that people tell the coordinators about their match.

A concern stays readable when the person whom it is about is erased: nobody gets rid of what others
say about them by erasing themselves. So its text may still describe somebody who is gone, until
its writer is erased too.
"""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Application, Concern, Pair, Person, Round
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record
from mentorship.services.messages import completion, threads


def tell(
    session: AnySession, person: Person, pair: Pair, text: str, *, urgent: bool = False
) -> Concern:
    """Keep what somebody wants the coordinators to know, and open a thread for their answers.

    The same concern sent twice at once is kept once. Nothing is lost if the pair goes at
    this moment: the other person is erased, or the introduction called back.
    """
    round_id = pair.mentee.round_id
    lock_people(session, {person.id})
    still = select(Pair).where(Pair.id == pair.id).execution_options(populate_existing=True)
    latest = _latest(session, person, pair)
    if latest is not None and _is_double_tap(latest, text):
        return latest
    about = session.scalar(still)
    concern = Concern(writer=person, round_id=round_id, pair=about, text=text)
    session.add(concern)
    record(session, person, "tell concern", concern)
    threads.open_for_concern(session, concern, urgent=urgent)
    return concern


def _latest(session: AnySession, person: Person, pair: Pair) -> Concern | None:
    own = select(Concern).where(Concern.written_by == person.id, Concern.pair_id == pair.id)
    return session.scalar(own.order_by(Concern.id.desc()).limit(1))


def _is_double_tap(concern: Concern, text: str) -> bool:
    return concern.created_at > now() - threads.DOUBLE_TAP and concern.text == text


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
    return in_round.order_by(Concern.id.desc()).options(selectinload(Concern.thread))


def concerns_by(session: AnySession, person: Person) -> list[Concern]:
    return list(session.scalars(select(Concern).where(Concern.written_by == person.id)))


def mark_done(session: AnySession, actor: Person, concern: Concern) -> None:
    """Note that a coordinator has taken care of a concern."""
    completion.mark_concern_done(session, actor, concern)
