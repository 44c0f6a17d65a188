"""What a match run's page lists: suggestions, and the people without one."""

import enum
from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from mentorship.after_commit import AnySession
from mentorship.models import Application, MatchRun, Role, Suggestion, SuggestionState, Unmatched


class RunList(enum.StrEnum):
    """One of the lists, as a URL names it."""

    PENDING = "pending"
    DECIDED = "decided"
    MENTEES = "mentees"
    MENTORS = "mentors"


ROLE_OF_LIST = {RunList.MENTEES: Role.MENTEE, RunList.MENTORS: Role.MENTOR}


def rows_in(run: MatchRun, run_list: RunList) -> Select[Any]:
    """Return the query of a list: suggestions, or people without one."""
    role = ROLE_OF_LIST.get(run_list)
    return suggestions_in(run, run_list) if role is None else unmatched_in(run, role)


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


def unmatched_in(run: MatchRun, role: Role) -> Select[tuple[Unmatched]]:
    """Return the query of the people in one role without a suggestion, with their profiles."""
    return (
        select(Unmatched)
        .join(Unmatched.application)
        .where(Unmatched.match_run_id == run.id, Application.role == role)
        .order_by(Unmatched.id)
        .options(contains_eager(Unmatched.application).joinedload(Application.profile))
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
    for role, number in session.execute(
        select(Application.role, func.count())
        .select_from(Unmatched)
        .join(Unmatched.application)
        .where(Unmatched.match_run_id == run.id)
        .group_by(Application.role)
    ):
        counted[RunList(f"{role}s")] = number
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
