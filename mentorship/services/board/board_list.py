"""The list of a board: a run's suggestions, filtered, in the order in which to look at them."""

import enum
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from mentorship.after_commit import AnySession
from mentorship.models import Application, MatchRun, Person, Suggestion, SuggestionState
from mentorship.services.board.state import BoardPerson, BoardState
from mentorship.services.reports.figures import direction_of, group_of

SHOWN = (
    SuggestionState.PENDING,
    SuggestionState.APPROVED,
    SuggestionState.HELD,
    SuggestionState.REJECTED,
    SuggestionState.INTRODUCED,
)
"""Who moved, or was replaced by a newer run, is not on the board."""
DECIDED = tuple(state for state in SHOWN if state is not SuggestionState.PENDING)
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


URGENT = (Mark.FLAGGED, Mark.UNSTEADY, Mark.NEAR_FLOOR)


@dataclass(frozen=True)
class BoardRow:
    """What the list knows of a suggestion."""

    id: int
    mentee_id: int
    mentor_id: int
    state: SuggestionState
    rank: int
    share: float | None = field(repr=False)
    direction: str = field(repr=False)
    languages: frozenset[str] = field(repr=False)
    regions: frozenset[str] = field(repr=False)
    marks: tuple[Mark, ...]
    is_mine: bool

    @property
    def strength(self) -> Strength | None:
        """The word for the score; none if the board is gone, or the pair is not suggested now."""
        return None if self.share is None else strength_of(self.share)

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def place(self) -> tuple[object, ...]:
        """Return what the list is ordered by: what needs eyes first, then the weakest.

        Not by what is decided, so that nothing jumps when something is.
        """
        return (*(mark not in self.marks for mark in URGENT), -self.rank, self.id)


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

    def fits(self, row: BoardRow) -> bool:
        return all(
            (
                self.state in ("", row.state, "decided" if row.is_decided else ""),
                self.strength in ("", row.strength),
                self.direction in ("", row.direction),
                not self.language or self.language in row.languages,
                not self.region or self.region in row.regions,
                not self.mark or self.mark in row.marks,
                not self.mine or row.is_mine,
            )
        )


@dataclass(frozen=True)
class BoardList:
    """All rows of a board in order, and those that a filter chooses."""

    rows: Sequence[BoardRow]
    chosen: BoardFilter

    @cached_property
    def listed(self) -> list[BoardRow]:
        return [row for row in self.rows if self.chosen.fits(row)]

    @cached_property
    def counts(self) -> Counter[SuggestionState]:
        return Counter(row.state for row in self.rows)

    @property
    def decided(self) -> int:
        """How many are decided, among those that stand: who was rejected has another by now."""
        return len(self.standing) - self.counts[SuggestionState.PENDING]

    @property
    def standing(self) -> list[BoardRow]:
        return [row for row in self.rows if row.state is not SuggestionState.REJECTED]

    def before(self, row: BoardRow) -> BoardRow | None:
        """Return the listed row before another one, which need not be listed itself."""
        earlier = [other for other in self.listed if other.place < row.place]
        return earlier[-1] if earlier else None

    def after(self, row: BoardRow) -> BoardRow | None:
        at = bisect_right([other.place for other in self.listed], row.place)
        return self.listed[at] if at < len(self.listed) else None

    def with_id(self, suggestion_id: int) -> BoardRow | None:
        return next((row for row in self.rows if row.id == suggestion_id), None)


def read_rows(
    session: AnySession,
    run: MatchRun,
    state: BoardState | None,
    steadiness: Mapping[tuple[int, int], float],
    actor: Person,
) -> list[BoardRow]:
    """Return the rows of a board in order, by one statement.

    Without a board, nothing is known of the people: they are not filtered by it. ``steadiness`` is
    the share of plausible weightings in which a pair holds, by ids.
    """
    mentee, mentor = aliased(Application), aliased(Application)
    rows = session.execute(
        select(
            Suggestion.id,
            Suggestion.mentee_id,
            Suggestion.mentor_id,
            Suggestion.state,
            Suggestion.rank,
            Suggestion.flagged_by,
            Suggestion.has_note,
            or_(mentee.coordinator_id == actor.id, mentor.coordinator_id == actor.id),
        )
        .join(mentee, mentee.id == Suggestion.mentee_id)
        .join(mentor, mentor.id == Suggestion.mentor_id)
        .where(Suggestion.match_run_id == run.id, Suggestion.state.in_(SHOWN))
    ).tuples()
    facts = _Facts(state, steadiness)
    return sorted((facts.row(*row) for row in rows), key=lambda row: row.place)


class _Facts:
    """What the state of a board tells about pairs."""

    def __init__(
        self, state: BoardState | None, steadiness: Mapping[tuple[int, int], float]
    ) -> None:
        self._state, self._steadiness = state, steadiness
        self._person: dict[int, BoardPerson] = {}
        self._score_of: dict[tuple[int, int], float] = {}
        self._pinned: set[tuple[int, int]] = set()
        if state is not None:
            everybody = (*state.mentees, *state.mentors)
            self._person = {person.application_id: person for person in everybody}
            self._score_of = {state.ids(pair): state.scores[pair[0]] for pair in state.pairs()}
            self._pinned = set(map(state.ids, state.solver.pinned))

    def row(
        self,
        id_: int,
        mentee_id: int,
        mentor_id: int,
        state: SuggestionState,
        rank: int,
        flagged_by: int | None,
        has_note: bool,
        is_mine: bool | None,
    ) -> BoardRow:
        pair = mentee_id, mentor_id
        direction, languages, regions = self._about(pair)
        marks = {
            Mark.FLAGGED: flagged_by is not None,
            Mark.UNSTEADY: self._steadiness.get(pair, 1.0) < MIN_STEADY_SHARE,
            Mark.NEAR_FLOOR: self._is_near_floor(pair),
            Mark.NOTE: has_note,
            Mark.PINNED: state is SuggestionState.PENDING and pair in self._pinned,
        }
        return BoardRow(
            id_,
            mentee_id,
            mentor_id,
            state,
            rank,
            self._share(pair),
            direction,
            languages,
            regions,
            tuple(mark for mark, applies in marks.items() if applies),
            bool(is_mine),
        )

    def _about(self, pair: tuple[int, int]) -> tuple[str, frozenset[str], frozenset[str]]:
        """Return the direction, the languages in common and the regions of a pair."""
        if not self._person:
            return "", frozenset(), frozenset()
        mentee, mentor = (self._person[id_] for id_ in pair)
        return (
            direction_of(group_of(mentor.communities), group_of(mentee.communities)),
            frozenset(mentee.languages) & frozenset(mentor.languages),
            frozenset({mentee.region, mentor.region}) - {""},
        )

    def _share(self, pair: tuple[int, int]) -> float | None:
        score = self._score_of.get(pair)
        if self._state is None or score is None or not self._state.max_score:
            return None
        return score / self._state.max_score

    def _is_near_floor(self, pair: tuple[int, int]) -> bool:
        score = self._score_of.get(pair)
        if self._state is None or score is None or not self._state.options.floor:
            return False
        return score - self._state.options.floor < NEAR_FLOOR_SHARE * self._state.max_score
