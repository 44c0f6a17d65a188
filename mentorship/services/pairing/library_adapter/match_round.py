"""Match a round."""

# Annotations stay unevaluated: naming a type of the library would import all of it, and SciPy
# and pandas with it, into every web process. Only a match run needs them.
from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matching
from matching.parallel.progress import Progress, Stage
from mentorship.after_commit import AnySession
from mentorship.models import MatchRun, Role, Round
from mentorship.services.applications.submission import live_pair_counts, pool
from mentorship.services.applications.waiting import who_waited
from mentorship.services.conversations.ratings import declined_pairs, ratings_among
from mentorship.services.match_settings.settings import from_document
from mentorship.services.pairing import extra_points
from mentorship.services.pairing.exclusion_review import PairOfIds
from mentorship.services.pairing.library_adapter import conversations
from mentorship.services.pairing.library_adapter.match_input import MatchInput, match_input
from mentorship.services.pairing.library_adapter.unmatched_reasons import reasons_of_unmatched
from mentorship.services.pairing.pair_constraints import banned_pairs, pinned_pairs
from mentorship.services.pairing.run_results import ProposedPair, RunResult
from mentorship.services.training.required import who_is_trained

if TYPE_CHECKING:
    import pandas as pd

ExplanationOfPair = dict[PairOfIds, dict[str, Any]]
STAGES = (Stage.SCORING, Stage.SOLVING, Stage.EXPLAINING)
"""The stages of a match run that advance its percentage, in order."""


class MatchFailedError(Exception):
    """A run failed; the message is one word for the cause and names nobody."""


def read_input(
    session: AnySession,
    round_: Round,
    *,
    counts_conversations: bool = False,
    counts_training: bool = False,
) -> MatchInput:
    """Read the unmatched people of a round who have free capacity, and the pairs that are given.

    Whoever cannot be read is left out: nobody knows whom they must not be matched with. If
    conversations count, two of whom one would rather not be matched with the other are kept apart,
    also if a coordinator has pinned them.
    """
    applications = [item for item in pool(session, round_) if item.is_readable]
    taken = live_pair_counts(session, round_)
    capacity = {item.id: max(0, item.capacity - taken[item.id]) for item in applications}
    matchable = [item for item in applications if capacity[item.id]]
    ids = [item.id for item in matchable]
    ratings = ratings_among(session, round_, ids) if counts_conversations else []
    declined = declined_pairs(ratings)
    banned = sorted({*banned_pairs(session, matchable), *declined})
    pinned = pinned_pairs(session, round_, matchable, banned)
    given = match_input(
        [item for item in applications if item.role is Role.MENTOR or capacity[item.id]],
        capacity,
        banned,
        [pair for pair in pinned if pair not in declined],
        who_waited(session, ids),
    )
    trained = sorted(who_is_trained(session, ids)) if counts_training else []
    return dataclasses.replace(given, conversations=ratings, trained=trained)


def match_round(
    run: MatchRun, given: MatchInput, report_percent: Callable[[int], None]
) -> matching.MatchResult:
    """Match people by a run's settings; the same input and settings give the same result."""
    program, tables = program_and_tables(run, given)
    person_of = {
        int(row[0]): int(row[1]) for rows in (given.mentees, given.mentors) for row in rows
    }
    banned, progress = list(given.banned), percent_progress(report_percent)
    rescore = conversations.rescored(run, given)
    while True:
        result = _call_library(run, program, tables, banned, given.pinned, progress, rescore)
        duplicates = reciprocal_duplicates(result, person_of)
        if not duplicates:
            return result
        banned += duplicates


def program_and_tables(
    run: MatchRun, given: MatchInput
) -> tuple[matching.Program, list[pd.DataFrame]]:
    """Return what the library reads: a run's programme, and the tables of both sides."""
    settings = from_document(run.settings)
    program, tables = matching.Program.from_mapping(settings.program), given.data_frames()
    for kind in extra_points.KINDS:
        people, points = given.with_extra_points(kind), settings.extra_points(kind)
        if people and points:
            tables = [kind.mark(table, people) for table in tables]
            program = program.with_criterion(kind.criterion(points))
    return program, tables


def percent_progress(report: Callable[[int], None]) -> Progress:
    """Return a callback for the library that reports per cent of the whole run.

    Any other stage reports the last percentage again, because a report also renews the run's lease.
    """
    percent = 0

    def progress(stage: Stage, done: int, total: int) -> None:
        nonlocal percent
        if stage in STAGES:
            share = (STAGES.index(stage) + done / max(total, 1)) / len(STAGES)
            percent = round(100 * share)
        report(percent)

    return progress


def _call_library(
    run: MatchRun,
    program: matching.Program,
    tables: Sequence[pd.DataFrame],
    banned: Sequence[tuple[int, int]],
    pinned: Sequence[tuple[int, int]],
    progress: Progress,
    rescore: conversations.Rescore,
) -> matching.MatchResult:
    settings = from_document(run.settings)
    try:
        return matching.match(
            program,
            *tables,
            objective=settings.objective,
            floor=settings.floor,
            load_penalty=settings.load_penalty,
            seed=run.seed,
            banned=_as_text(banned),
            pinned=_as_text(pinned),
            progress=progress,
            rescore=rescore,
        )
    except matching.InvalidPinError:
        raise MatchFailedError("pins") from None
    except matching.MatchingError as error:
        # The library's message may contain ids; the type of the error is enough.
        raise MatchFailedError(type(error).__name__) from None


def reciprocal_duplicates(
    result: matching.MatchResult, person_of: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return the lower-scored of two pairs in which the same two people mentor each other."""
    seen: set[frozenset[int]] = set()
    duplicates = []
    for pair in result.pairs:
        mentee, mentor = int(pair.mentee_id), int(pair.mentor_id)
        people = frozenset((person_of[mentee], person_of[mentor]))
        if people in seen:
            duplicates.append((mentee, mentor))
        seen.add(people)
    return duplicates


def _as_text(pairs: Sequence[tuple[int, int]]) -> list[tuple[str, str]]:
    return [(str(mentee), str(mentor)) for mentee, mentor in pairs]


def run_result(result: matching.MatchResult, given: MatchInput) -> RunResult:
    """Return a result in the words of the database: ids of applications, and sealed documents."""
    mentees, mentors = result.pair_scores.mentees, result.pair_scores.mentors
    pairs = [
        ProposedPair(*ids, explained) for ids, explained in _explanations(result, given).items()
    ]
    return RunResult(
        # By how well the two suit each other: the library counts the extra points too.
        pairs=sorted(pairs, key=lambda pair: -pair.explanation["score"]),
        mentees={int(id_) for id_ in mentees.ids},
        capacity_of_mentor={
            int(id_): int(capacity)
            for id_, capacity in zip(mentors.ids, mentors.capacity, strict=True)
        },
        reason_of_unmatched=reasons_of_unmatched(result),
    )


def _explanations(result: matching.MatchResult, given: MatchInput) -> ExplanationOfPair:
    explained = explanations_of(result.pairs)
    if not given.conversations or not explained:
        return explained
    scores = conversations.scores_of(result.problem, list(explained), given)
    extra = map(extra_points.total, explained.values())
    without = [score - points for score, points in zip(scores, extra, strict=True)]
    return conversations.counted(explained, without, given)


def explanations_of(pairs: Iterable[matching.MatchedPair]) -> ExplanationOfPair:
    """Return why each of some pairs fits, by (mentee id, mentor id)."""
    return {(int(pair.mentee_id), int(pair.mentor_id)): explanation(pair) for pair in pairs}


def explanation(pair: matching.MatchedPair) -> dict[str, Any]:
    """Return why two people fit, as a suggestion stores it."""
    explained = {
        "score": pair.score,
        "max_score": pair.max_score,
        "pinned": pair.pinned,
        "shares": [
            {
                "criterion": share.criterion,
                "share": share.share,
                "weight": share.weight,
                "evidence": share.evidence.kind,
                **dataclasses.asdict(share.evidence),
            }
            for share in pair.criterion_scores
        ],
    }
    return extra_points.set_apart(explained)
