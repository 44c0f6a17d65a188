"""The list of introductions and pairs, and which of them need somebody to ask how they are."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from mentorship.after_commit import AnySession
from mentorship.clock import now, today
from mentorship.models import Application, Meeting, Pair, PairState, Profile, Round
from mentorship.services.applications.application_lists import looked_after
from mentorship.services.searched_lists import SearchedList, in_order, names_of, sealed_columns

MAX_DAYS_WITHOUT_ANSWER = 5
"""After so many days, an introduction that one of the two has not answered waits for us."""
MAX_DAYS_WITHOUT_MEETING = 45
"""After so many days, a pair that has logged no meeting waits for us."""

mentee, mentor = aliased(Application), aliased(Application)
mentee_profile, mentor_profile = aliased(Profile), aliased(Profile)


class Attention(enum.StrEnum):
    """Why a pair waits for a coordinator."""

    UNANSWERED = "unanswered"
    NO_NEWS = "no_news"


@dataclass(frozen=True)
class ListedPair:
    """What a list shows of a pair; the name of somebody who cannot be read is None.

    When two people have met is theirs to know: a list says only that they have not for long.
    """

    id: int
    state: PairState
    mentee_id: int
    mentor_id: int
    mentee_agreed: bool
    mentor_agreed: bool
    introduced_at: datetime
    started_at: datetime | None
    closed_at: datetime | None
    coordinator_id: int | None
    round_id: int
    round_name: str
    is_unanswered: bool
    is_without_news: bool
    mentee_name: str | None = field(repr=False)
    mentor_name: str | None = field(repr=False)


def is_unanswered() -> ColumnElement[bool]:
    """Return the condition on a pair that it was introduced days ago and somebody is silent."""
    since = now() - timedelta(days=MAX_DAYS_WITHOUT_ANSWER)
    return and_(Pair.state == PairState.INTRODUCED, Pair.created_at <= since)


def is_without_news() -> ColumnElement[bool]:
    """Return the condition on a pair that began long ago and has not met since."""
    last_meeting = (
        select(func.max(Meeting.held_on)).where(Meeting.pair_id == Pair.id).scalar_subquery()
    )
    days = timedelta(days=MAX_DAYS_WITHOUT_MEETING)
    has_not_met = or_(last_meeting.is_(None), last_meeting <= today() - days)
    return and_(Pair.state == PairState.ACTIVE, Pair.started_at <= now() - days, has_not_met)


def _waits_because(code: str) -> ColumnElement[bool]:
    return is_unanswered() if Attention(code) is Attention.UNANSWERED else is_without_news()


PAIRS = SearchedList(
    ids=select(Pair.id)
    .join(mentee, mentee.id == Pair.mentee_id)
    .join(mentor, mentor.id == Pair.mentor_id),
    profiles={mentee_profile: Pair.mentee_id, mentor_profile: Pair.mentor_id},
    person_ids=(mentee.person_id, mentor.person_id),
    state=Pair.state,
    conditions={
        "round": lambda code: mentee.round_id == int(code),
        "state": lambda code: Pair.state == PairState(code),
        "attention": _waits_because,
        "coordinator": lambda code: looked_after(Pair.coordinator_id, code),
    },
    orders={
        "newest": (Pair.created_at.desc(), Pair.id.desc()),
        "oldest": (Pair.created_at, Pair.id),
    },
)


def with_ids(session: AnySession, ids: Sequence[int]) -> list[ListedPair]:
    """Return what a list shows of pairs, in the order of their ids."""
    rows: Sequence[Any] = session.execute(
        select(
            Pair.id,
            Pair.state,
            Pair.mentee_id,
            Pair.mentor_id,
            Pair.mentee_agreed_at.is_not(None),
            Pair.mentor_agreed_at.is_not(None),
            Pair.created_at,
            Pair.started_at,
            Pair.closed_at,
            Pair.coordinator_id,
            Round.id,
            Round.name,
            is_unanswered(),
            is_without_news(),
            *sealed_columns(mentee_profile, mentor_profile),
        )
        .join(mentee, mentee.id == Pair.mentee_id)
        .join(Round, Round.id == mentee.round_id)
        .join(mentee_profile, mentee_profile.application_id == Pair.mentee_id)
        .join(mentor_profile, mentor_profile.application_id == Pair.mentor_id)
        .where(Pair.id.in_(ids))
    ).all()
    names = names_of(session, [row[-4:] for row in rows])
    pairs = (ListedPair(*row[:-4], *both) for row, both in zip(rows, names, strict=True))
    return in_order(pairs, ids)
