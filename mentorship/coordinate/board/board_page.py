"""The review board as a page: the list, and the pair that is looked at beside it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import request
from flask_sqlalchemy.pagination import Pagination

from mentorship.coordinate import labels
from mentorship.coordinate.board import board_labels
from mentorship.coordinate.board.board_filters import Choices, codes, filter_choices
from mentorship.extensions import db
from mentorship.models import (
    UNDECIDED,
    Board,
    BoardDecision,
    MatchRun,
    RunAnalysis,
    RunState,
    Suggestion,
)
from mentorship.services.board import board_list, boards, decision_log, introducing
from mentorship.services.board.board_list import (
    SHOWN,
    BoardFilter,
    BoardList,
    BoardRow,
    Mark,
    PairFacts,
)
from mentorship.services.board.state import BoardState, Move
from mentorship.services.run_analysis import results
from mentorship.services.searched_lists import profile_names
from mentorship.web.access_control import require_person
from mentorship.web.paging import paginate_sequence

ROWS_PER_PAGE = 25


@dataclass(frozen=True)
class NamedMove:
    """Who gets another mentor, by name; "" for nobody."""

    mentee: str = field(repr=False)
    before: str = field(repr=False)
    after: str = field(repr=False)


class BoardPage:
    """What the templates of the board show of a run."""

    def __init__(self, run: MatchRun, suggestion: Suggestion | None = None) -> None:
        self.run, self.suggestion = run, suggestion
        board = boards.board_of(db.session, run)
        self.board: Board | None = board if board is not None and board.can_be_read() else None

    @cached_property
    def state(self) -> BoardState | None:
        return None if self.board is None else boards.read_state(self.board)

    @cached_property
    def newer_run(self) -> MatchRun | None:
        """The newest result of the round, if it has replaced this run."""
        done = (run for run in self._later_runs if run.state is RunState.DONE)
        return next(done, None)

    @cached_property
    def is_open(self) -> bool:
        """Whether something can be decided here."""
        return self.board is not None and not self._later_runs

    @cached_property
    def _later_runs(self) -> list[MatchRun]:
        return boards.later_runs(db.session, self.run)

    @cached_property
    def analysis(self) -> RunAnalysis | None:
        """The analysis of the run, if it is done."""
        return results.finished_analysis(db.session, self.run)

    @cached_property
    def stayed(self) -> dict[tuple[int, int], int]:
        """In how many of the weightings that were tried each pair of the run holds, by ids."""
        if self.analysis is None:
            return {}
        return {(mentee, mentor): count for mentee, mentor, count in self.analysis.stayed}

    @cached_property
    def chosen(self) -> BoardFilter:
        """The filter that the URL asks for; unknown codes are ignored."""
        return BoardFilter(**codes(request.args, self.choices))

    @cached_property
    def choices(self) -> dict[str, Choices]:
        """The codes of every filter, with their labels."""
        return filter_choices()

    @cached_property
    def words(self) -> dict[str, str]:
        """The words that rows of the list have, by their codes."""
        words = {state.value: str(word) for state, word in board_labels.INTRODUCTIONS.items()}
        return words | {
            code: word
            for name in ("state", "strength", "mark")
            for code, word in self.choices[name].items()
        }

    @cached_property
    def url_values(self) -> dict[str, Any]:
        """The filter as values of a URL."""
        return {name: code for name, code in asdict(self.chosen).items() if code}

    @cached_property
    def list(self) -> BoardList:
        tried = self.analysis.weightings if self.analysis else 0
        steadiness = {pair: count / tried for pair, count in self.stayed.items()} if tried else {}
        rows = board_list.read_rows(db.session, self.run, require_person())
        return BoardList(rows, PairFacts(self.state, steadiness), self.chosen)

    @cached_property
    def page(self) -> Pagination:
        """The page of the list that has the pair that is looked at, unless the URL names one."""
        index = 0 if self.row is None else self.list.index_of(self.row)
        return paginate_sequence(self.list.listed, ROWS_PER_PAGE, index // ROWS_PER_PAGE + 1)

    @property
    def query(self) -> str:
        """The filter as the end of a URL."""
        return "?" + urlencode(self.url_values) if self.url_values else ""

    @cached_property
    def names(self) -> dict[int, str | None]:
        """The names on this page of the list, by application; None for one that is damaged."""
        return profile_names(db.session, {id_ for row in self.page.items for id_ in row.pair})

    @cached_property
    def row(self) -> BoardRow | None:
        """The row of the pair that is looked at."""
        return None if self.suggestion is None else self.list.with_id(self.suggestion.id)

    @cached_property
    def state_counts(self) -> dict[str, int]:
        """How many suggestions are in each state, by its code; "" counts all."""
        counts = self.list.counts
        return {"": len(self.list.rows), **{state.value: counts[state] for state in SHOWN}}

    @property
    def is_pinned(self) -> bool:
        return self.row is not None and Mark.PINNED in self.list.facts.marks(self.row)

    @property
    def can_be_rejected(self) -> bool:
        """Whether the pair that is looked at can be rejected now, or decided otherwise."""
        return self.suggestion is not None and self.is_open and self.suggestion.state in UNDECIDED

    @property
    def can_be_called_back(self) -> bool:
        """Whether nobody has answered the introduction of the pair."""
        pair = None if self.suggestion is None else self.suggestion.pair
        return pair is not None and introducing.is_unanswered(pair)

    def steadiness(self, suggestion: Suggestion) -> str:
        """Say how often the pair holds; "" if that is not known."""
        held = self.stayed.get((suggestion.mentee_id, suggestion.mentor_id))
        if held is None or self.analysis is None:
            return ""
        return board_labels.steadiness(held, self.analysis.weightings)

    @cached_property
    def latest_decision(self) -> BoardDecision | None:
        """The newest decision about the pair that stands."""
        if self.board is None or self.suggestion is None:
            return None
        return decision_log.latest_about(db.session, self.board, self.suggestion)

    @cached_property
    def to_undo(self) -> BoardDecision | None:
        if self.board is None:
            return None
        return decision_log.next_to_undo(db.session, self.board, require_person())

    @cached_property
    def to_redo(self) -> BoardDecision | None:
        if self.board is None:
            return None
        return decision_log.next_to_redo(db.session, self.board, require_person())


def names_of(moves: Iterable[Move]) -> list[NamedMove]:
    """Return moves with the names of everybody in them, read by one statement."""
    all_moves = list(moves)
    ids = {id_ for move in all_moves for id_ in move if id_ is not None}
    names = profile_names(db.session, ids)
    unreadable = labels.unreadable_name()
    return [
        NamedMove(*("" if id_ is None else names.get(id_) or unreadable for id_ in move))
        for move in all_moves
    ]
