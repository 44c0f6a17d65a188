"""Who should have a first conversation with whom, before the final match."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import matching
from mentorship.models import MatchRun
from mentorship.services.conversations.proposals import Planned, Proposal
from mentorship.services.match_settings.settings import from_document
from mentorship.services.pairing import extra_points
from mentorship.services.pairing.library_adapter.conversations import extra_points_of
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.match_round import (
    MatchFailedError,
    percent_progress,
    program_and_tables,
)
from mentorship.services.pairing.run_kinds import ConversationLimits

if TYPE_CHECKING:
    from matching.pair_scores.pair_scores import PairScores
    from matching.parallel.progress import Progress

MAX_PAIRS = 1_000_000
"""Pairs of a round for which this is computed; so many take one worker some seconds."""


def propose(
    run: MatchRun, given: MatchInput, planned: Planned, report_percent: Callable[[int], None]
) -> list[Proposal]:
    """Return who should meet whom by a run's settings: the best total, under all rules.

    Mentees whose match coordinators have approved or pinned are left out, and the spots of their
    mentors. So is whoever has as many conversations already as the settings allow.
    """
    if not given.mentees or not given.mentors:
        return []
    if len(given.mentees) * len(given.mentors) > MAX_PAIRS:
        raise MatchFailedError("size")
    present = given.ids()
    known = {pair for pair in planned.pairs if present.issuperset(pair)}
    given = dataclasses.replace(given, banned=sorted({*given.banned, *known}))
    try:
        return list(_proposals(run, given, planned, percent_progress(report_percent)))
    except matching.MatchingError as error:
        # The library's message may contain ids; the type of the error is enough.
        raise MatchFailedError(type(error).__name__) from None


def _proposals(
    run: MatchRun, given: MatchInput, planned: Planned, progress: Progress
) -> Iterator[Proposal]:
    limits, settings = ConversationLimits.of(run), from_document(run.settings)
    pair_scores = _pair_scores(run, given)
    problem = _problem(pair_scores, given, planned, limits, progress)
    floor = settings.floor if isinstance(settings.floor, int | float) else 0.0
    options = problem, limits.per_mentee, limits.per_mentor
    found = matching.introduce(*options, floor=floor, seed=run.seed)
    matching.check_introductions(problem, found, *options[1:], floor=floor)
    extra = extra_points_of(given, settings)
    criteria = pair_scores.program.criteria
    highest = math.fsum(item.weight for item in criteria if item.name not in extra_points.NAMES)
    best_first = sorted(found.pairs, key=lambda pair: (-problem.scores[pair], pair))
    by_ids = (
        Proposal(
            int(pair_scores.mentees.ids[mentee]),
            int(pair_scores.mentors.ids[mentor]),
            max(0.0, float(problem.scores[mentee, mentor] - extra[mentee, mentor])) / highest,
        )
        for mentee, mentor in best_first
    )
    return _within_limits(by_ids, given, planned.counts, limits)


def _pair_scores(run: MatchRun, given: MatchInput) -> PairScores:
    from matching.pair_scores.pair_scores import PairScores
    from matching.tables.people import People

    program, (mentees, mentors) = program_and_tables(run, given)
    return PairScores.of(
        program,
        People.from_table(mentees, program.mentees, "mentees"),
        People.from_table(mentors, program.mentors, "mentors"),
    )


def _problem(
    pair_scores: PairScores,
    given: MatchInput,
    planned: Planned,
    limits: ConversationLimits,
    progress: Progress,
) -> matching.Problem:
    import numpy as np

    from matching.pair_scores.build_problem import build_problem

    mentees, mentors = (
        {int(id_): at for at, id_ in enumerate(side.ids)}
        for side in (pair_scores.mentees, pair_scores.mentors)
    )
    banned = [(mentees[mentee], mentors[mentor]) for mentee, mentor in given.banned]
    problem = build_problem(pair_scores, banned, (), None, progress)
    scores, eligible = problem.rows(np.arange(len(mentees)))
    eligible, capacity = eligible.copy(), pair_scores.mentors.capacity.copy()
    for mentee, mentor in given.pinned:
        eligible[mentees[mentee]] = False
        capacity[mentors[mentor]] -= 1
    eligible[[at for id_, at in mentees.items() if planned.counts[id_] >= limits.per_mentee]] = 0
    full = [at for id_, at in mentors.items() if planned.counts[id_] >= limits.per_mentor]
    eligible[:, full] = False
    eligible[:, capacity <= 0] = False
    return matching.Problem(scores, eligible, capacity.clip(min=0))


def _within_limits(
    proposals: Iterable[Proposal],
    given: MatchInput,
    planned: Counter[int],
    limits: ConversationLimits,
) -> Iterator[Proposal]:
    """Leave out what would be too many together with earlier conversations, the weakest first.

    Of two people who each applied in both roles, one conversation is enough.
    """
    counts, together = Counter(planned), set()
    person_of = {int(row[0]): row[1] for rows in (given.mentees, given.mentors) for row in rows}
    for item in proposals:
        people = frozenset((person_of[item.mentee_id], person_of[item.mentor_id]))
        is_full = (
            counts[item.mentee_id] >= limits.per_mentee
            or counts[item.mentor_id] >= limits.per_mentor
        )
        if people not in together and not is_full:
            together.add(people)
            counts.update((item.mentee_id, item.mentor_id))
            yield item
