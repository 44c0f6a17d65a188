"""One round from two tables of people to explained pairs."""

from dataclasses import dataclass

import pandas as pd

from matching.answer import Answer
from matching.assignment import solve
from matching.comparison import Comparison
from matching.errors import InvalidPinError
from matching.explain import MatchedPair, explain_pairs
from matching.people import People
from matching.problem import Problem
from matching.program import Program
from matching.progress import Progress, silent
from matching.unmatched import Unmatched, unmatched_mentees, unmatched_mentors
from matching.verify import verify
from matching.wishes import Wishes, in_ids, places_of


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
    problem : Problem
        The numbers behind it; both sides in order of id.
    answer : Answer
        Its optimum, already verified.
    """

    pairs: tuple[MatchedPair, ...]
    unmatched_mentees: tuple[Unmatched, ...]
    unmatched_mentors: tuple[Unmatched, ...]
    mentees: int
    mentors: int
    places: int
    problem: Problem
    answer: Answer

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
    seed: int = 0,
    banned: Wishes = (),
    pinned: Wishes = (),
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
    objective, seed
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
        A pinned pair is banned, breaks a rule, repeats a mentee or overfills a mentor.
    InvalidProblemError
        A pinned or banned id is in neither table, or the objective or seed is unknown.

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
        seed=seed,
        banned=banned,
        pinned=pinned,
        progress=progress,
    )


def match_people(
    program: Program,
    mentees: People,
    mentors: People,
    *,
    objective: str,
    seed: int,
    banned: Wishes = (),
    pinned: Wishes = (),
    progress: Progress = silent,
) -> MatchResult:
    """Do as `match` does with people who are already read, from files of any name."""
    comparison = Comparison.of(program, mentees, mentors)
    bans = sorted(set(places_of("banned", banned, mentees, mentors)))
    pins = places_of("pinned", pinned, mentees, mentors)
    problem = _problem(comparison, bans, pins, progress)
    progress("solving", 0, 1)
    answer = solve(problem, objective, seed)
    verify(problem, answer)
    return MatchResult(
        pairs=explain_pairs(comparison, problem, answer, progress),
        unmatched_mentees=unmatched_mentees(comparison, problem, answer, bans),
        unmatched_mentors=unmatched_mentors(comparison, problem, answer, bans),
        mentees=len(mentees),
        mentors=len(mentors),
        places=int(mentors.capacity.sum()),
        problem=problem,
        answer=answer,
    )


def _problem(
    comparison: Comparison,
    bans: list[tuple[int, int]],
    pins: list[tuple[int, int]],
    progress: Progress,
) -> Problem:
    scores, eligible = comparison.matrices(progress)
    for pair in bans:
        eligible[pair] = False
    try:
        return Problem(scores, eligible, comparison.mentors.capacity, pins)
    except InvalidPinError as error:
        raise in_ids(error, comparison, bans) from None
