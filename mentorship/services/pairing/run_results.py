"""The result of a match run: leave out who left while it ran, and store the rest."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    MatchRun,
    Role,
    Round,
    Suggestion,
    Unmatched,
)
from mentorship.services.applications.locking import lock_people
from mentorship.services.applications.readiness import is_ready
from mentorship.services.pairing.suggestions import supersede
from mentorship.services.pairing.unmatched_groups import in_order
from mentorship.services.pairing.unmatched_questions import with_questions_asked

SCORE_BANDS = 10
PARTNER_LEFT: Mapping[str, Any] = {"kind": "partner_left"}


@dataclass(frozen=True)
class ProposedPair:
    """Two applications, and why they fit."""

    mentee_id: int
    mentor_id: int
    explanation: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class RunResult:
    """Pairs with the highest score first, and by application id what is known of the others."""

    pairs: Sequence[ProposedPair]
    mentees: Set[int]
    capacity_of_mentor: Mapping[int, int]
    reason_of_unmatched: Mapping[int, Mapping[str, Any]] = field(repr=False)

    def among(self, present: Set[int]) -> "RunResult":
        """Return the result for the applications that are still there.

        Whoever was to be matched with somebody who left, and with nobody else, is told so.
        """
        pairs = [pair for pair in self.pairs if {pair.mentee_id, pair.mentor_id} <= present]
        abandoned = (_matched(self.pairs) - _matched(pairs)) & present
        reasons = {
            id_: reason for id_, reason in self.reason_of_unmatched.items() if id_ in present
        }
        return RunResult(
            pairs,
            self.mentees & present,
            {id_: self.capacity_of_mentor[id_] for id_ in self.capacity_of_mentor.keys() & present},
            reasons | dict.fromkeys(sorted(abandoned), PARTNER_LEFT),
        )


def _matched(pairs: Sequence[ProposedPair]) -> set[int]:
    return {id_ for pair in pairs for id_ in (pair.mentee_id, pair.mentor_id)}


def lock_pool(session: AnySession, round_: Round) -> dict[int, Application]:
    """Return by id the applications that can be matched; nobody leaves until the commit.

    The people are locked first, in order of id, and their applications read then.
    """
    people = select(Application.person_id).where(Application.round_id == round_.id)
    lock_people(session, set(session.scalars(people)))
    in_round = select(Application).where(Application.round_id == round_.id)
    with_people = in_round.options(joinedload(Application.person)).execution_options(
        populate_existing=True
    )
    return {item.id: item for item in session.scalars(with_people.where(is_ready()))}


def store(
    session: AnySession, run: MatchRun, result: RunResult, pool: Mapping[int, Application]
) -> None:
    """Store a result, which is about people of the pool, in place of undecided suggestions."""
    decided = supersede(session, run.round)
    session.add_all(
        Suggestion(
            match_run=run,
            mentee=pool[pair.mentee_id],
            mentor=pool[pair.mentor_id],
            rank=rank,
            explanation=pair.explanation,
            **decided.get((pair.mentee_id, pair.mentor_id), {}),
        )
        for rank, pair in enumerate(result.pairs, start=1)
    )
    _store_unmatched(session, run, result.reason_of_unmatched, pool)
    run.mentees, run.mentors = len(result.mentees), len(result.capacity_of_mentor)
    run.capacity, run.suggested = sum(result.capacity_of_mentor.values()), len(result.pairs)
    run.score_bands = score_bands([pair.explanation for pair in result.pairs])


def _store_unmatched(
    session: AnySession,
    run: MatchRun,
    reasons: Mapping[int, Mapping[str, Any]],
    pool: Mapping[int, Application],
) -> None:
    """Store the people without a suggestion in the order in which a page shows them."""
    reasons = with_questions_asked(session, run, reasons)
    for role in Role:
        of_role = {id_: reason for id_, reason in reasons.items() if pool[id_].role is role}
        session.add_all(
            Unmatched(match_run=run, application=pool[id_], reason=reason)
            for id_, reason in in_order(of_role)
        )


def score_bands(explanations: Sequence[Mapping[str, Any]]) -> list[int]:
    """Count explanations by their share of the best possible score, in equal bands."""
    shares = (item["score"] / item["max_score"] for item in explanations)
    counts = Counter(min(SCORE_BANDS - 1, int(share * SCORE_BANDS)) for share in shares)
    return [counts[band] for band in range(SCORE_BANDS)]
