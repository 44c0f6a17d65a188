"""The list of suggestions: of one round or of all, of the newest runs and of earlier ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    MatchRun,
    Pair,
    PairState,
    Profile,
    Round,
    Suggestion,
    SuggestionState,
)
from mentorship.privacy.sealed_rows import open_documents
from mentorship.services.searched_lists import SearchedList, in_order, names_of, sealed_columns

mentee, mentor = aliased(Application), aliased(Application)
mentee_profile, mentor_profile = aliased(Profile), aliased(Profile)


@dataclass(frozen=True)
class ListedSuggestion:
    """What a list shows of a suggestion; what cannot be read is None."""

    id: int
    state: SuggestionState
    mentee_id: int
    mentor_id: int
    suggested_at: datetime | None
    round_id: int
    round_name: str
    pair_state: PairState | None
    has_started: bool
    explanation: dict[str, Any] | None = field(repr=False)
    mentee_name: str | None = field(repr=False)
    mentor_name: str | None = field(repr=False)


SUGGESTIONS = SearchedList(
    ids=select(Suggestion.id)
    .join(Suggestion.match_run)
    .join(mentee, mentee.id == Suggestion.mentee_id)
    .join(mentor, mentor.id == Suggestion.mentor_id),
    profiles={mentee_profile: Suggestion.mentee_id, mentor_profile: Suggestion.mentor_id},
    person_ids=(mentee.person_id, mentor.person_id),
    state=Suggestion.state,
    conditions={
        "round": lambda code: MatchRun.round_id == int(code),
        "state": lambda code: Suggestion.state == SuggestionState(code),
    },
    orders={
        "newest": (Suggestion.match_run_id.desc(), Suggestion.rank),
        "oldest": (Suggestion.match_run_id, Suggestion.rank),
        "strongest": (Suggestion.rank, Suggestion.match_run_id.desc()),
    },
)


def with_ids(session: AnySession, ids: Sequence[int]) -> list[ListedSuggestion]:
    """Return what a list shows of suggestions, in the order of their ids."""
    rows: Sequence[Any] = session.execute(
        select(
            Suggestion.id,
            Suggestion.state,
            Suggestion.mentee_id,
            Suggestion.mentor_id,
            MatchRun.finished_at,
            MatchRun.round_id,
            Round.name,
            Pair.state,
            Pair.started_at.is_not(None),
            Suggestion.row_token,
            Suggestion.sealed,
            *sealed_columns(mentee_profile, mentor_profile),
        )
        .join(MatchRun, MatchRun.id == Suggestion.match_run_id)
        .join(Round, Round.id == MatchRun.round_id)
        .join(mentee_profile, mentee_profile.application_id == Suggestion.mentee_id)
        .join(mentor_profile, mentor_profile.application_id == Suggestion.mentor_id)
        .outerjoin(Pair, Pair.suggestion_id == Suggestion.id)
        .where(Suggestion.id.in_(ids))
    ).all()
    names = names_of(session, [row[-4:] for row in rows])
    documents = open_documents(session, Suggestion, [tuple(row[-6:-4]) for row in rows])
    suggestions = (
        ListedSuggestion(*[*row[:-6], document["explanation"] if document else None, *both])
        for row, document, both in zip(rows, documents, names, strict=True)
    )
    return in_order(suggestions, ids)
