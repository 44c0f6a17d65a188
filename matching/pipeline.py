"""The entry point: from two tables of people to explained pairs."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from matching.errors import InvalidPinError
from matching.explanations.notes import Note
from matching.explanations.pairs import MatchedPair, explain_pairs
from matching.explanations.reasons import Unmatched
from matching.explanations.table_checks import notes_on
from matching.explanations.unmatched import unmatched_mentees, unmatched_mentors
from matching.pair_scores.build_problem import build_problem
from matching.pair_scores.pair_ids import PairIds, pair_positions, pin_error_with_ids
from matching.pair_scores.pair_scores import PairScores
from matching.parallel.progress import Progress, silent
from matching.problem.protocol import Pair, ProblemProtocol
from matching.program.program import Program
from matching.solution.assignment import Assignment
from matching.solution.solve import solve
from matching.solution.verify import verify
from matching.tables.people import People

Rescore = Callable[[ProblemProtocol], ProblemProtocol]
"""Gives a problem other scores; eligibility, capacities and pins stay."""


def keep_scores(problem: ProblemProtocol) -> ProblemProtocol:
    """Leave the scores to the programme."""
    return problem


@dataclass(frozen=True, eq=False)
class MatchResult:
    """An optimal assignment with explanations.

    Attributes
    ----------
    pairs : tuple of MatchedPair
        Best score first.
    unmatched_mentees, unmatched_mentors : tuple of Unmatched
        Everybody without a pair, in order of id.
    mentees, mentors : int
        The number of people in the tables.
    capacity : int
        The number of mentees that all mentors together can take.
    banned : tuple of (int, int)
        Pairs that were not allowed, as positions in ``pair_scores``.
    pair_scores : PairScores
        Both sides, sorted by id, encoded for the programme.
    assignment : Assignment
        The optimum, with its proof.
    rescore : callable
        What gave the problem other scores than those of the programme, see `match`.
    """

    pairs: tuple[MatchedPair, ...]
    unmatched_mentees: tuple[Unmatched, ...]
    unmatched_mentors: tuple[Unmatched, ...]
    mentees: int
    mentors: int
    capacity: int
    banned: tuple[Pair, ...]
    pair_scores: PairScores
    assignment: Assignment
    rescore: Rescore = keep_scores

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What to know about the tables before trusting the result."""
        return notes_on(self.pair_scores)

    @property
    def problem(self) -> ProblemProtocol:
        """The optimization problem; both sides sorted by id."""
        return self.assignment.problem

    @property
    def total(self) -> float:
        """The sum of all scores, less the load penalty."""
        return self.assignment.total

    @property
    def objective(self) -> str:
        """What was maximized: ``most_people`` or ``best_total``."""
        return self.assignment.objective

    @property
    def seed(self) -> int:
        """The seed that breaks ties."""
        return self.assignment.seed


def match(
    program: Program,
    mentees: pd.DataFrame,
    mentors: pd.DataFrame,
    *,
    objective: str = "most_people",
    floor: float | Literal["auto"] | None = None,
    load_penalty: float = 0.0,
    seed: int = 0,
    banned: PairIds = (),
    pinned: PairIds = (),
    tolerance: float = 0.0,
    executor: Executor | None = None,
    progress: Progress = silent,
    rescore: Rescore = keep_scores,
) -> MatchResult:
    """Match two tables of people by a programme, and explain the result.

    Parameters
    ----------
    program : Program
        Rules, criteria and weights.
    mentees, mentors : pandas.DataFrame
        One row per person, every cell text, lists with commas between their items. The order of
        the rows has no effect; the index names rows in messages.
    objective, floor, load_penalty, seed, tolerance, executor
        See `solve`.
    banned, pinned : iterable of (str, str)
        Ids (mentee, mentor) of pairs that must not and that must be in the result.
    progress : callable, optional
        Called with a `Stage`, how many units of it are done, and how many there are.
    rescore : callable, optional
        Called with the problem; returns one with the scores that count instead, for example after
        first conversations. Both sides are sorted by id. Explanations stay those of the programme.

    Returns
    -------
    MatchResult

    Raises
    ------
    InvalidTableError
        A table is invalid; names the table, the row and the column.
    InvalidPinError
        A pinned pair is banned, breaks a rule, scores less than the floor, repeats a mentee or
        exceeds a mentor's capacity.
    InvalidProblemError
        A pinned or banned id is unknown, or an option is invalid.

    Examples
    --------
    >>> program = Program.from_mapping(
    ...     {
    ...         "title": "Topics",
    ...         "mentees": {"id": "id"},
    ...         "mentors": {"id": "id"},
    ...         "criterion": [
    ...             {"name": "topics", "kind": "shared items", "column": "topics", "weight": 2}
    ...         ],
    ...     }
    ... )
    >>> mentees = pd.DataFrame({"id": ["ana", "bo"], "topics": ["voting, housing", "voting"]})
    >>> mentors = pd.DataFrame({"id": ["chi"], "topics": ["voting"]})
    >>> result = match(program, mentees, mentors)
    >>> pair = result.pairs[0]
    >>> pair.mentee_id, pair.mentor_id, pair.score, pair.max_score
    ('bo', 'chi', 2.0, 2.0)
    >>> pair.criterion_scores[0].evidence
    CommonItems(items=('voting',), enough=1)
    >>> result.unmatched_mentees[0].reason.kind
    'all_taken'
    """
    return match_people(
        program,
        People.from_table(mentees, program.mentees, "mentees"),
        People.from_table(mentors, program.mentors, "mentors"),
        objective=objective,
        floor=floor,
        load_penalty=load_penalty,
        seed=seed,
        banned=banned,
        pinned=pinned,
        tolerance=tolerance,
        executor=executor,
        progress=progress,
        rescore=rescore,
    )


def explain(
    program: Program, mentees: pd.DataFrame, mentors: pd.DataFrame, pairs: PairIds
) -> tuple[MatchedPair, ...]:
    """Return why some pairs would fit, without matching anybody.

    Parameters
    ----------
    program : Program
    mentees, mentors : pandas.DataFrame
        See `match`: everybody, as how rare an answer is depends on the others.
    pairs : iterable of (str, str)
        Ids (mentee, mentor).

    Returns
    -------
    tuple of MatchedPair
        Best score first, as `match` would explain them.

    Raises
    ------
    InvalidTableError
        A table is invalid; names the table, the row and the column.
    InvalidProblemError
        An id is unknown.

    Examples
    --------
    >>> program = Program.from_mapping(
    ...     {
    ...         "title": "Topics",
    ...         "mentees": {"id": "id"},
    ...         "mentors": {"id": "id"},
    ...         "criterion": [
    ...             {"name": "topics", "kind": "shared items", "column": "topics", "weight": 2}
    ...         ],
    ...     }
    ... )
    >>> people = pd.DataFrame({"id": ["ana", "bo"], "topics": ["voting, housing", "voting"]})
    >>> explain(program, people, people.assign(id=["chi", "dao"]), [("ana", "dao")])[0].score
    1.0
    """
    sides = (
        People.from_table(mentees, program.mentees, "mentees"),
        People.from_table(mentors, program.mentors, "mentors"),
    )
    positions = pair_positions("pairs", pairs, *sides)
    return explain_pairs(PairScores.of(program, *sides), positions, (), silent)


def match_people(
    program: Program,
    mentees: People,
    mentors: People,
    *,
    objective: str = "most_people",
    floor: float | Literal["auto"] | None = None,
    load_penalty: float = 0.0,
    seed: int = 0,
    banned: PairIds = (),
    pinned: PairIds = (),
    tolerance: float = 0.0,
    executor: Executor | None = None,
    progress: Progress = silent,
    rescore: Rescore = keep_scores,
) -> MatchResult:
    """Match people who are already read; otherwise like `match`."""
    pair_scores = PairScores.of(program, mentees, mentors)
    bans = sorted(set(pair_positions("banned", banned, mentees, mentors)))
    pins = pair_positions("pinned", pinned, mentees, mentors)
    try:
        problem = rescore(build_problem(pair_scores, bans, pins, executor, progress))
        assignment = solve(
            problem, objective, floor, load_penalty, seed,
            tolerance=tolerance, executor=executor, progress=progress,
        )  # fmt: skip
    except InvalidPinError as error:
        raise pin_error_with_ids(error, pair_scores, bans) from None
    if assignment.scaled.is_dense:
        verify(problem, assignment)
    return MatchResult(
        pairs=explain_pairs(pair_scores, assignment.pairs(), problem.pinned, progress),
        unmatched_mentees=unmatched_mentees(pair_scores, assignment, bans),
        unmatched_mentors=unmatched_mentors(pair_scores, assignment, bans),
        mentees=len(mentees),
        mentors=len(mentors),
        capacity=int(mentors.capacity.sum()),
        banned=tuple(bans),
        pair_scores=pair_scores,
        assignment=assignment,
        rescore=rescore,
    )
