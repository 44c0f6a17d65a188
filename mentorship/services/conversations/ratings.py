"""What people said after their first conversations, as the final match counts it."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.models import Application, Conversation, MatchRun, Round

RATHER_NOT, VERY_MUCH = 1, 5
"""The lowest rating, which keeps the two apart, and the highest."""

Ratings = tuple[int, int, int | None, int | None]
"""A mentee, a mentor, the mentee's rating of the mentor and the mentor's of the mentee."""


def ratings_among(session: AnySession, round_: Round, ids: Collection[int]) -> list[Ratings]:
    """Return the ratings of a round's conversations between some applications.

    Of two conversations between the same people, the newer one counts.
    """
    among = set(ids)
    rows = session.scalars(invited_in(round_).where(_answered()).order_by(Conversation.id))
    ratings = {
        (item.mentee_id, item.mentor_id): (item.mentee_rating, item.mentor_rating)
        for item in rows.all()
        if {item.mentee_id, item.mentor_id} <= among and item.can_be_read() and not item.called_off
    }
    return [(*pair, *both) for pair, both in sorted(ratings.items())]


def latest_between(session: AnySession, mentee_id: int, mentor_id: int) -> Conversation | None:
    """Return the newest conversation of two people of which one has said how it was."""
    own = Conversation.mentee_id == mentee_id, Conversation.mentor_id == mentor_id
    newest = select(Conversation).where(*own, _answered()).order_by(Conversation.id.desc())
    found = session.scalars(newest.limit(1)).first()
    return found if found is not None and found.can_be_read() else None


def declined_pairs(ratings: Iterable[Ratings]) -> set[tuple[int, int]]:
    """Return the pairs of whom one would rather not be matched with the other."""
    return {(mentee, mentor) for mentee, mentor, *both in ratings if RATHER_NOT in both}


def has_answers(session: AnySession, round_: Round) -> bool:
    """Return whether anybody has said how a conversation of a round was."""
    return session.scalar(invited_in(round_).where(_answered()).limit(1)) is not None


def _answered() -> ColumnElement[bool]:
    return or_(
        Conversation.mentee_answered_at.is_not(None), Conversation.mentor_answered_at.is_not(None)
    )


def invited_in(round_: Round) -> Select[tuple[Conversation]]:
    """Return the query of the conversations of a round to which the two were invited."""
    return conversations_in(round_).where(Conversation.invited_at.is_not(None))


def with_people(rows: Select[tuple[Conversation]]) -> Select[tuple[Conversation]]:
    """Have a query of conversations read both people in the same statement."""
    both = Conversation.mentee, Conversation.mentor
    return rows.options(
        *(joinedload(side).joinedload(Application.profile) for side in both),
        *(joinedload(side).joinedload(Application.person) for side in both),
    )


def conversations_in(round_: Round) -> Select[tuple[Conversation]]:
    return (
        select(Conversation)
        .join(MatchRun, MatchRun.id == Conversation.match_run_id)
        .where(MatchRun.round_id == round_.id)
        .execution_options(populate_existing=True)
    )
