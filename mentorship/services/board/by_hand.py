"""Two people whom a coordinator names herself: found by name, and which rules they break."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.models import Application, MatchRun, Role
from mentorship.services.board.boards import OpenBoard
from mentorship.services.board.plans import PROTECTED_RULES
from mentorship.services.board.state import BoardState
from mentorship.services.name_search import name_matcher


@dataclass(frozen=True)
class TwoOfRun:
    """Two people of the round of a run, who need not be suggested to each other."""

    run: MatchRun
    mentee: Application
    mentor: Application


@dataclass(frozen=True)
class PairByHand:
    """What stands between two people: rules that can be overridden, and rules that cannot."""

    broken: list[str]
    share: float = field(repr=False)

    @property
    def is_protected(self) -> bool:
        """Whether nobody may pair these two."""
        return not PROTECTED_RULES.isdisjoint(self.broken)


def people_of_run(session: AnySession, state: BoardState, role: Role) -> list[Application]:
    """Return the people of a run in one role, with their profiles."""
    people = state.mentees if role is Role.MENTEE else state.mentors
    ids = {person.application_id for person in people}
    rows = select(Application).where(Application.id.in_(ids))
    return list(session.scalars(rows.options(joinedload(Application.profile))))


def found_by_name(people: list[Application], name: str) -> list[Application]:
    """Return the people whose name has all words of a search, in any script."""
    is_found = name_matcher(name)
    return [item for item in people if item.profile.can_be_read() and is_found(item.profile.name)]


def two_of_run(session: AnySession, run_id: int, mentee_id: int, mentor_id: int) -> TwoOfRun | None:
    """Return a mentee and a mentor of the round of a run, by their ids."""
    run = session.get(MatchRun, run_id)
    mentee, mentor = (session.get(Application, id_) for id_ in (mentee_id, mentor_id))
    if run is None or mentee is None or mentor is None:
        return None
    roles = mentee.role, mentor.role
    are_of_round = {mentee.round_id, mentor.round_id} == {run.round_id}
    is_pair = are_of_round and roles == (Role.MENTEE, Role.MENTOR)
    return TwoOfRun(run, mentee, mentor) if is_pair else None


def pair_by_hand(opened: OpenBoard, two: TwoOfRun) -> PairByHand:
    """Return what a pair would break; raise `KeyError` for somebody who is not in the run."""
    position = opened.state.position(two.mentee.id, two.mentor.id)
    score = opened.optimizer.score_of(position)
    return PairByHand(
        opened.optimizer.problem.broken_rules(*position), score / (opened.state.max_score or 1.0)
    )
