"""One round from two tables of people to explained pairs."""

from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from matching.errors import InvalidPinError
from matching.explanations.pairs import MatchedPair, explain_pairs
from matching.explanations.reasons import Unmatched
from matching.explanations.unmatched import unmatched_mentees, unmatched_mentors
from matching.pair_scores.build_problem import pairable
from matching.pair_scores.pair_ids import Wishes, in_ids, places_of
from matching.pair_scores.pair_scores import Comparison
from matching.parallel.progress import Progress, silent
from matching.problem.protocol import Pair, Pairable
from matching.program.program import Program
from matching.solution.assignment import Answer
from matching.solution.solve import solve
from matching.solution.verify import verify
from matching.tables.people import People


@dataclass(frozen=True, eq=False)
class MatchResult:
    """An explained round.

    Attributes
    ----------
    pairs : tuple of MatchedPair
        The best score first.
    unmatched_mentees, unmatched_mentors : tuple of Unmatched
        Everybody without a pair, in order of id.
    mentees, mentors, places : int
        People in the tables, and mentees that the mentors could take.
    banned : tuple of (int, int)
        Pairs that were not to be, by their places in ``comparison``.
    comparison : Comparison
        Both sides, in order of id, by the programme's measures.
    answer : Answer
        The optimum, with its proof.
    """

    pairs: tuple[MatchedPair, ...]
    unmatched_mentees: tuple[Unmatched, ...]
    unmatched_mentors: tuple[Unmatched, ...]
    mentees: int
    mentors: int
    places: int
    banned: tuple[Pair, ...]
    comparison: Comparison
    answer: Answer

    @property
    def problem(self) -> Pairable:
        """The numbers behind it; both sides in order of id."""
        return self.answer.problem

    @property
    def total(self) -> float:
        """The points of all pairs."""
        return self.answer.total

    @property
    def objective(self) -> str:
        """What was sought."""
        return self.answer.objective

    @property
    def seed(self) -> int:
        """What settled ties."""
        return self.answer.seed


def match(
    program: Program,
    mentees: pd.DataFrame,
    mentors: pd.DataFrame,
    *,
    objective: str = "most_people",
    floor: float | Literal["auto"] | None = None,
    load_penalty: float = 0.0,
    seed: int = 0,
    banned: Wishes = (),
    pinned: Wishes = (),
    tolerance: float = 0.0,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> MatchResult:
    """Match two tables of people by a programme, and explain the outcome.

    Parameters
    ----------
    program : Program
        Rules, criteria and weights.
    mentees, mentors : pandas.DataFrame
        One row a person, every cell text, lists with commas between their items. The order of
        the rows decides nothing; the index names rows in messages.
    objective, floor, load_penalty, seed, tolerance, executor
        See `solve`.
    banned, pinned : iterable of (str, str)
        Ids (mentee, mentor) of pairs that must not and that must be suggested.
    progress : callable, optional
        Called with a stage, how much of it is done, and how much there is.

    Returns
    -------
    MatchResult

    Raises
    ------
    InvalidTableError
        A table is broken; names the table, the row and the column.
    InvalidPinError
        A pinned pair is banned, breaks a rule, scores under the floor, repeats a mentee or
        overfills a mentor.
    InvalidProblemError
        A pinned or banned id is in neither table, or what is sought is unknown.

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
    >>> pair.mentee_id, pair.mentor_id, pair.score, pair.most
    ('bo', 'chi', 2.0, 2.0)
    >>> pair.shares[0].evidence
    Common(items=('voting',), enough=1)
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
    )


def match_people(
    program: Program,
    mentees: People,
    mentors: People,
    *,
    objective: str = "most_people",
    floor: float | Literal["auto"] | None = None,
    load_penalty: float = 0.0,
    seed: int = 0,
    banned: Wishes = (),
    pinned: Wishes = (),
    tolerance: float = 0.0,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> MatchResult:
    """Do as `match` does with people who are already read, from files of any name."""
    comparison = Comparison.of(program, mentees, mentors)
    bans = sorted(set(places_of("banned", banned, mentees, mentors)))
    pins = places_of("pinned", pinned, mentees, mentors)
    try:
        problem = pairable(comparison, bans, pins, executor, progress)
        answer = solve(
            problem, objective, floor, load_penalty, seed,
            tolerance=tolerance, executor=executor, progress=progress,
        )  # fmt: skip
    except InvalidPinError as error:
        raise in_ids(error, comparison, bans) from None
    if answer.market.kept:
        verify(problem, answer)
    return MatchResult(
        pairs=explain_pairs(comparison, answer, progress),
        unmatched_mentees=unmatched_mentees(comparison, answer, bans),
        unmatched_mentors=unmatched_mentors(comparison, answer, bans),
        mentees=len(mentees),
        mentors=len(mentors),
        places=int(mentors.capacity.sum()),
        banned=tuple(bans),
        comparison=comparison,
        answer=answer,
    )
