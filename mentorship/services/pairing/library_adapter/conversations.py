"""Scores that count what two people said after their first conversation.

A run counts conversations like this, with s for a pair's score without extra points and
h for the highest s (see `matching.final_problem` for the first case):

- Two who have talked: 0.9 · h · √(a · b) + 0.1 · s points, of the ratings a and b from 0 to 1.
- One or both have talked, but not with each other: 0.1 · s. They come last, so that nobody stays
  without a match if none of their conversations leads to one.
- Neither has talked to anybody: s, as without conversations. Nor has somebody, here, who was kept
  apart from everybody they talked with, as one of the two would rather not.

A rating that is missing counts as the average of all. Extra points, such as those for waiting, are
added to each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matching
from mentorship.services.match_settings.settings import RunSettings, from_document
from mentorship.services.pairing import extra_points
from mentorship.services.pairing.exclusion_review import PairOfIds
from mentorship.services.pairing.library_adapter.match_input import MatchInput

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from matching.problem.protocol import ProblemProtocol
    from mentorship.models import MatchRun

Rescore = Callable[["ProblemProtocol"], "ProblemProtocol"]
RATING_STEPS = 4
"""How many steps there are from the lowest rating, 1, to the highest."""


def rescored(run: MatchRun, given: MatchInput) -> Rescore:
    """Return what gives the problem of a run the scores that count its conversations."""

    def rescore(problem: ProblemProtocol) -> ProblemProtocol:
        if not given.conversations or not isinstance(problem, matching.Problem):
            return problem  # one too large for memory keeps its scores; bans hold all the same
        return _count(problem, given, from_document(run.settings))

    return rescore


def _count(problem: matching.Problem, given: MatchInput, settings: RunSettings) -> matching.Problem:
    import numpy as np

    from matching.introductions.feedback import RATING_WEIGHT

    positions = [_positions(rows) for rows in (given.mentees, given.mentors)]
    extra = extra_points_of(given, settings)
    base = matching.Problem(
        # Rounding can bring a difference of floats below 0.
        np.maximum(problem.scores - extra, 0.0),
        problem.eligible,
        problem.mentor_capacity,
    )
    ratings = {
        (positions[0][mentee], positions[1][mentor]): (_share(first), _share(second))
        for mentee, mentor, first, second in given.conversations
    }
    final = matching.final_problem(base, ratings.keys(), ratings)
    possible = [pair for pair in ratings if final.eligible[pair]]
    if not possible:
        return problem
    mentees, mentors = (np.array(side) for side in zip(*possible, strict=True))
    has_talked = np.isin(np.arange(len(given.mentees)), mentees)[:, np.newaxis]
    has_talked = has_talked | np.isin(np.arange(len(given.mentors)), mentors)
    scores = np.where(has_talked, (1 - RATING_WEIGHT) * base.scores, base.scores)
    scores[mentees, mentors] = final.scores[mentees, mentors]
    return matching.Problem.from_trusted_arrays(
        scores + extra, problem.eligible, problem.mentor_capacity, problem.pinned
    )


def _positions(rows: Sequence[Sequence[str]]) -> dict[int, int]:
    """Return the position of each application; the library sorts people by their ids as text."""
    return {int(id_): at for at, id_ in enumerate(sorted(row[0] for row in rows))}


def extra_points_of(given: MatchInput, settings: RunSettings) -> npt.NDArray[np.float64]:
    """Return the points of each pair that are beside its score."""
    import numpy as np

    sides = [np.zeros(len(rows)) for rows in (given.mentees, given.mentors)]
    for side, rows in zip(sides, (given.mentees, given.mentors), strict=True):
        positions = _positions(rows)
        for kind in extra_points.KINDS:
            ids = given.with_extra_points(kind)
            side[[positions[id_] for id_ in ids if id_ in positions]] += settings.extra_points(kind)
    mentees, mentors = sides
    return mentees[:, np.newaxis] + mentors


def _share(rating: int | None) -> float | None:
    return None if rating is None else (rating - 1) / RATING_STEPS


def scores_of(
    problem: ProblemProtocol, pairs: Sequence[PairOfIds], given: MatchInput
) -> list[float]:
    """Return what pairs score in the problem of a run."""
    import numpy as np

    positions = [_positions(rows) for rows in (given.mentees, given.mentors)]
    places = (
        np.array([side[id_] for id_ in ids], dtype=np.intp)
        for side, ids in zip(positions, zip(*pairs, strict=True), strict=True)
    )
    return [float(score) for score in problem.scores_of(*places)]


def counted(
    explained: Mapping[PairOfIds, dict[str, Any]], scores: Sequence[float], given: MatchInput
) -> dict[PairOfIds, dict[str, Any]]:
    """Return explanations with the scores that counted, and how the conversations went.

    ``scores`` are without extra points. Which of the two said what is not told.
    """
    banned = set(given.banned)
    talked = {
        pair: ratings
        for mentee, mentor, *ratings in given.conversations
        if (pair := (mentee, mentor)) not in banned
    }
    people = {id_ for pair in talked for id_ in pair}

    def count(pair: PairOfIds, first: dict[str, Any], score: float) -> dict[str, Any]:
        if people.isdisjoint(pair):
            return first
        ratings = [rating for rating in talked.get(pair, ()) if rating is not None]
        went = {"answers": len(ratings), "lowest": min(ratings, default=None)}
        return {**first, "score": score, "first_score": first["score"], "conversation": went}

    return {
        pair: count(pair, first, score)
        for (pair, first), score in zip(explained.items(), scores, strict=True)
    }
