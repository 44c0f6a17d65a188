"""What a match run's page lists: its suggestions."""

import enum
from collections import Counter

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.models import Application, MatchRun, Suggestion, SuggestionState


class RunList(enum.StrEnum):
    """One of the lists, as a URL names it."""

    PENDING = "pending"
    DECIDED = "decided"


def suggestions_in(run: MatchRun, run_list: RunList) -> Select[tuple[Suggestion]]:
    """Return the query of a run's suggestions, the highest score first, with both profiles."""
    return (
        select(Suggestion)
        .where(Suggestion.match_run_id == run.id, _is_in(run_list))
        .order_by(Suggestion.rank)
        .options(
            joinedload(Suggestion.mentee).joinedload(Application.profile),
            joinedload(Suggestion.mentor).joinedload(Application.profile),
            joinedload(Suggestion.pair),
        )
    )


def counts(session: AnySession, run: MatchRun) -> Counter[RunList]:
    """Count the rows of each list."""
    counted: Counter[RunList] = Counter()
    for state, number in session.execute(
        select(Suggestion.state, func.count())
        .where(Suggestion.match_run_id == run.id)
        .group_by(Suggestion.state)
    ):
        counted[list_of(state)] += number
    return counted


def position(session: AnySession, suggestion: Suggestion) -> int:
    """Return how many suggestions come before one in its list."""
    before = select(func.count(Suggestion.id)).where(
        Suggestion.match_run_id == suggestion.match_run_id,
        Suggestion.rank < suggestion.rank,
        _is_in(list_of(suggestion.state)),
    )
    return session.scalar(before) or 0


def list_of(state: SuggestionState) -> RunList:
    return RunList.PENDING if state is SuggestionState.PENDING else RunList.DECIDED


def _is_in(run_list: RunList) -> ColumnElement[bool]:
    is_pending = Suggestion.state == SuggestionState.PENDING
    return is_pending if run_list is RunList.PENDING else ~is_pending
