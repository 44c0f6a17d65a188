"""The list of a board: a run's suggestions, filtered, in the order in which to look at them."""

import enum
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import aliased

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    MatchRun,
    Pair,
    PairState,
    Person,
    Suggestion,
    SuggestionState,
)
from mentorship.services.board.state import BoardPerson, BoardState
from mentorship.services.reports.figures import direction_of, group_of

SHOWN = (
    SuggestionState.PENDING,
    SuggestionState.APPROVED,
    SuggestionState.HELD,
    SuggestionState.REJECTED,
    SuggestionState.INTRODUCED,
    SuggestionState.SUPERSEDED,
)
"""Who moved is not on the board. Suggestions are superseded together, by a newer run."""
MIN_STRONG_SHARE, MIN_GOOD_SHARE = 0.6, 0.4
"""Of the best possible score."""
MIN_STEADY_SHARE = 0.5
"""Of the plausible weightings: a pair that holds in fewer is unsteady."""
NEAR_FLOOR_SHARE = 0.05
"""Of the best possible score: a pair that is closer to the floor is marked."""


class Strength(enum.StrEnum):
    STRONG = "strong"
    GOOD = "good"
    POSSIBLE = "possible"


class Mark(enum.StrEnum):
    """What a coordinator should know before she decides, the most urgent first."""

    FLAGGED = "flagged"
    UNSTEADY = "unsteady"
    NEAR_FLOOR = "near_floor"
    NOTE = "note"
    PINNED = "pinned"


class BoardRow(NamedTuple):
    """A suggestion as the list needs it, as it comes from the database.

    ``pair_state`` is what became of it, once the two were introduced.
    """

    id: int
    mentee_id: int
    mentor_id: int
    state: SuggestionState
    pair_state: PairState | None
    rank: int
    flagged_by: int | None
    has_note: bool
    is_mine: bool | None

    @property
    def is_decided(self) -> bool:
        return self.state is not SuggestionState.PENDING

    @property
    def pair(self) -> tuple[int, int]:
        return self.mentee_id, self.mentor_id


def strength_of(share: float) -> Strength:
    """Return the word for a share of the best possible score."""
    if share >= MIN_STRONG_SHARE:
        return Strength.STRONG
    return Strength.GOOD if share >= MIN_GOOD_SHARE else Strength.POSSIBLE


@dataclass(frozen=True)
class BoardFilter:
    """Which rows are listed; "" stands for all. The codes are those of a URL."""

    state: str = ""
    strength: str = ""
    direction: str = ""
    language: str = ""
    region: str = ""
    mark: str = ""
    mine: str = ""


class PairFacts:
    """What the state of a board tells about pairs; without a board, nothing.

    ``steadiness`` is the share of plausible weightings in which a pair holds, by ids.
    """

    def __init__(
        self, state: BoardState | None, steadiness: Mapping[tuple[int, int], float]
    ) -> None:
        self._state = state
        self._unsteady = {pair for pair, share in steadiness.items() if share < MIN_STEADY_SHARE}
        self._score_of: dict[tuple[int, int], float] = {}
        if state is not None:
            self._score_of = {state.ids(pair): state.scores[pair[0]] for pair in state.pairs()}

    def place(self, row: BoardRow) -> tuple[object, ...]:
        """Return what the list is ordered by: what needs eyes first, then the weakest.

        Not by what is decided, so that nothing jumps when something is.
        """
        is_steady = row.pair not in self._unsteady
        is_clear = not self._is_near_floor(row.pair)
        return row.flagged_by is None, is_steady, is_clear, -row.rank, row.id

    def marks(self, row: BoardRow) -> list[Mark]:
        applies = {
            Mark.FLAGGED: row.flagged_by is not None,
            Mark.UNSTEADY: row.pair in self._unsteady,
            Mark.NEAR_FLOOR: self._is_near_floor(row.pair),
            Mark.NOTE: row.has_note,
            Mark.PINNED: not row.is_decided and row.pair in self._pinned,
        }
        return [mark for mark in Mark if applies[mark]]

    def strength(self, row: BoardRow) -> Strength | None:
        """Return the word for the score; None for who is not suggested now, or without a board."""
        score = self._score_of.get(row.pair)
        if self._state is None or score is None or not self._state.max_score:
            return None
        return strength_of(score / self._state.max_score)

    def direction(self, row: BoardRow) -> str:
        if not self._people:
            return ""
        mentee, mentor = (group_of(_items(self._people[id_].communities)) for id_ in row.pair)
        return direction_of(mentor, mentee)

    def languages(self, row: BoardRow) -> set[str]:
        """Return the languages that both speak comfortably."""
        spoken = [
            set(_items(self._people[id_].languages)) for id_ in row.pair if id_ in self._people
        ]
        return set.intersection(*spoken) if spoken else set()

    def regions(self, row: BoardRow) -> set[str]:
        return {self._people[id_].region for id_ in row.pair if id_ in self._people}

    @cached_property
    def _people(self) -> dict[int, BoardPerson]:
        if self._state is None:
            return {}
        everybody = (*self._state.mentees, *self._state.mentors)
        return {person.application_id: person for person in everybody}

    @cached_property
    def _pinned(self) -> set[tuple[int, int]]:
        return (
            set() if self._state is None else set(map(self._state.ids, self._state.solver.pinned))
        )

    def _is_near_floor(self, pair: tuple[int, int]) -> bool:
        if self._state is None or not self._state.options.floor:
            return False
        score = self._score_of.get(pair)
        limit = self._state.options.floor + NEAR_FLOOR_SHARE * self._state.max_score
        return score is not None and score < limit


def _items(text: str) -> list[str]:
    return [item for item in text.split(",") if item]


@dataclass(frozen=True)
class BoardList:
    """All rows of a board, and those that a filter chooses, in the order to look at them."""

    rows: Sequence[BoardRow]
    facts: PairFacts
    chosen: BoardFilter

    @cached_property
    def listed(self) -> list[BoardRow]:
        return [row for _place, row in self._in_places]

    @cached_property
    def _in_places(self) -> list[tuple[tuple[object, ...], BoardRow]]:
        """The rows that the filter chooses with their places, of which no two are the same."""
        conditions = list(self._conditions())
        fitting = (row for row in self.rows if all(fits(row) for fits in conditions))
        return sorted((self.facts.place(row), row) for row in fitting)

    def _conditions(self) -> Iterator[Callable[[BoardRow], bool]]:
        """Yield what a row has to fulfil, for the parts of the filter that are in use."""
        chosen, facts = self.chosen, self.facts
        if chosen.state:
            yield lambda row: row.state == chosen.state
        if chosen.strength:
            yield lambda row: facts.strength(row) == chosen.strength
        if chosen.direction:
            yield lambda row: facts.direction(row) == chosen.direction
        if chosen.language:
            yield lambda row: chosen.language in facts.languages(row)
        if chosen.region:
            yield lambda row: chosen.region in facts.regions(row)
        if chosen.mark:
            yield lambda row: chosen.mark in facts.marks(row)
        if chosen.mine:
            yield lambda row: bool(row.is_mine)

    @cached_property
    def counts(self) -> Counter[SuggestionState]:
        return Counter(row.state for row in self.rows)

    @property
    def standing(self) -> int:
        """How many suggestions stand: whoever was in a rejected one has another by now."""
        return len(self.rows) - self.counts[SuggestionState.REJECTED]

    @property
    def decided(self) -> int:
        """How many of those that stand are decided."""
        return self.standing - self.counts[SuggestionState.PENDING]

    def index_of(self, row: BoardRow) -> int:
        """Return where a row is in the list, or would be if the filter chose it."""
        return bisect_left(self._places, self.facts.place(row))

    def before(self, row: BoardRow) -> BoardRow | None:
        """Return the listed row before another one, which need not be listed itself."""
        index = self.index_of(row)
        return self.listed[index - 1] if index else None

    def after(self, row: BoardRow) -> BoardRow | None:
        at = bisect_right(self._places, self.facts.place(row))
        return self.listed[at] if at < len(self.listed) else None

    @cached_property
    def _places(self) -> list[tuple[object, ...]]:
        return [place for place, _row in self._in_places]

    def with_id(self, suggestion_id: int) -> BoardRow | None:
        return next((row for row in self.rows if row.id == suggestion_id), None)


_MENTEE, _MENTOR = aliased(Application), aliased(Application)
# Composed once: for each page that takes some two milliseconds.
_ROWS = (
    select(
        Suggestion.id,
        Suggestion.mentee_id,
        Suggestion.mentor_id,
        Suggestion.state,
        Pair.state,
        Suggestion.rank,
        Suggestion.flagged_by,
        Suggestion.has_note,
        or_(
            _MENTEE.coordinator_id == bindparam("actor_id"),
            _MENTOR.coordinator_id == bindparam("actor_id"),
        ),
    )
    .join(_MENTEE, _MENTEE.id == Suggestion.mentee_id)
    .join(_MENTOR, _MENTOR.id == Suggestion.mentor_id)
    .outerjoin(Pair, Pair.suggestion_id == Suggestion.id)
    .where(Suggestion.match_run_id == bindparam("run_id"), Suggestion.state.in_(SHOWN))
)


def read_rows(session: AnySession, run: MatchRun, actor: Person) -> list[BoardRow]:
    """Return the rows of a run's board, by one statement."""
    rows = session.execute(_ROWS, {"run_id": run.id, "actor_id": actor.id})
    return [BoardRow._make(row) for row in rows]
