"""Concerns that people tell the coordinators about their match."""

from sqlalchemy import Select, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Concern, Pair, Person, Round
from mentorship.services.audit import record


def tell(session: AnySession, person: Person, pair: Pair, text: str) -> Concern:
    """Keep what somebody wants the coordinators of the pair's round to know."""
    concern = Concern(writer=person, round_id=pair.mentee.round_id, pair=pair, text=text)
    session.add(concern)
    record(session, person, "tell concern", concern)
    return concern


def concern_with_id(session: AnySession, concern_id: int) -> Concern | None:
    return session.get(Concern, concern_id)


def concerns_in(round_: Round) -> Select[tuple[Concern]]:
    """Return the query of the concerns about matches of a round, the newest first."""
    return select(Concern).where(Concern.round_id == round_.id).order_by(Concern.id.desc())


def concerns_by(session: AnySession, person: Person) -> list[Concern]:
    return list(session.scalars(select(Concern).where(Concern.written_by == person.id)))


def mark_done(session: AnySession, actor: Person, concern: Concern) -> None:
    """Note that a coordinator has taken care of a concern."""
    concern.done_at, concern.done_by = now(), actor.id
    record(session, actor, "mark concern done", concern)
