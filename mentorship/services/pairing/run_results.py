"""The result of a match run, and how it is stored."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from mentorship.after_commit import AnySession
from mentorship.models import (
    MatchRun,
    Suggestion,
    Unmatched,
)
from mentorship.services.pairing.suggestions import supersede_pending

SCORE_BANDS = 10


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


def store(session: AnySession, run: MatchRun, result: RunResult) -> None:
    """Store a result in place of the round's undecided suggestions."""
    supersede_pending(session, run.round)
    session.add_all(
        Suggestion(
            match_run=run,
            mentee_id=pair.mentee_id,
            mentor_id=pair.mentor_id,
            rank=rank,
            explanation=pair.explanation,
        )
        for rank, pair in enumerate(result.pairs, start=1)
    )
    session.add_all(
        Unmatched(match_run=run, application_id=application_id, reason=dict(reason))
        for application_id, reason in result.reason_of_unmatched.items()
    )
    run.mentees, run.mentors = len(result.mentees), len(result.capacity_of_mentor)
    run.capacity, run.suggested = sum(result.capacity_of_mentor.values()), len(result.pairs)
    run.score_bands = score_bands([pair.explanation for pair in result.pairs])


def score_bands(explanations: Sequence[Mapping[str, Any]]) -> list[int]:
    """Count explanations by their share of the best possible score, in equal bands."""
    shares = (item["score"] / item["max_score"] for item in explanations)
    counts = Counter(min(SCORE_BANDS - 1, int(share * SCORE_BANDS)) for share in shares)
    return [counts[band] for band in range(SCORE_BANDS)]
