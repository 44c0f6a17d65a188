"""A participant's first conversations: with whom, and what they said of them."""

from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import (
    Application,
    Conversation,
    MatchRun,
    Person,
    Role,
    Round,
    RoundState,
    RunState,
)
from mentorship.services.applications.locking import lock
from mentorship.services.applications.submission import live_pair_counts
from mentorship.services.audit import record
from mentorship.services.conversations.proposals import impossible_pairs, refreshed
from mentorship.services.conversations.ratings import with_people
from mentorship.services.pairing.run_kinds import counts_conversations, suggests_matches

PAST = (RoundState.MEETING, RoundState.ARCHIVED)


@dataclass(frozen=True)
class OwnConversations:
    """Those that take place or took place, and whether another one that was planned does not."""

    conversations: list[Conversation] = field(repr=False)
    some_called_off: bool


def invited_with_id(session: AnySession, conversation_id: int) -> Conversation | None:
    """Return a conversation to which the two were invited; nobody else knows of one before."""
    found = session.get(Conversation, conversation_id)
    return found if found is not None and found.invited_at is not None else None


def conversations_of(session: AnySession, person: Person) -> OwnConversations:
    """Return the conversations of a person in the rounds in which matches are not made yet."""
    own = select(Application.id).where(Application.person_id == person.id)
    invited = (
        select(Conversation)
        .join(Conversation.match_run)
        .join(MatchRun.round)
        .where(
            or_(Conversation.mentee_id.in_(own), Conversation.mentor_id.in_(own)),
            Conversation.invited_at.is_not(None),
            Round.state.not_in(PAST),
        )
        .order_by(Conversation.id)
        .options(contains_eager(Conversation.match_run).contains_eager(MatchRun.round))
    )
    rows = session.scalars(with_people(invited)).all()
    shown = taking_place(session, list(rows))
    return OwnConversations(shown, some_called_off=len(shown) < len(rows))


def taking_place(session: AnySession, conversations: list[Conversation]) -> list[Conversation]:
    """Return the conversations of which nobody has left, and nobody keeps the two apart.

    Nor has one of the two been introduced to as many people as they can be matched with.
    """
    readable = [item for item in conversations if _can_be_read(item) and not item.called_off]
    apart = impossible_pairs(session, readable)
    rounds = {item.match_run.round for item in readable}
    taken = {
        id_: count for round_ in rounds for id_, count in live_pair_counts(session, round_).items()
    }
    return [
        item
        for item in readable
        if (item.mentee_id, item.mentor_id) not in apart
        and all(taken.get(side.id, 0) < side.capacity for side in (item.mentee, item.mentor))
    ]


def takes_place(session: AnySession, conversation: Conversation) -> bool:
    is_past = conversation.match_run.round.state in PAST
    return not is_past and bool(taking_place(session, [conversation]))


def _can_be_read(conversation: Conversation) -> bool:
    both = conversation.mentee, conversation.mentor
    return conversation.can_be_read() and all(side.is_readable for side in both)


def not_planned() -> str:
    return _(
        "This conversation is not planned any more. That happens for many reasons, and it does not "
        "mean that you did anything wrong."
    )


def rating_by(conversation: Conversation, role: Role) -> int | None:
    is_mentee = role is Role.MENTEE
    return conversation.mentee_rating if is_mentee else conversation.mentor_rating


def words_by(conversation: Conversation, role: Role) -> str:
    return conversation.mentee_words if role is Role.MENTEE else conversation.mentor_words


def has_counted(session: AnySession, conversation: Conversation, role: Role) -> bool:
    """Return whether a match run has counted what one of the two said, so that it stays.

    Somebody who has not answered yet can still do so: the next run counts it.
    """
    is_mentee = role is Role.MENTEE
    answered = conversation.mentee_answered_at if is_mentee else conversation.mentor_answered_at
    if answered is None:
        return False
    later = select(MatchRun).where(
        MatchRun.round_id == conversation.match_run.round_id,
        MatchRun.state == RunState.DONE,
        MatchRun.started_at > answered,
        suggests_matches(),
    )
    return any(counts_conversations(run) for run in session.scalars(later))


def answer(
    session: AnySession, person: Person, conversation: Conversation, rating: int, words: str
) -> None:
    """Keep how much somebody would like to be matched with the other one.

    Raises
    ------
    UserFacingError
        The conversation is not planned any more, or a match run has counted an earlier answer.
    """
    lock(session, conversation.mentee_id, conversation.mentor_id)
    found = refreshed(session, conversation.id)
    if found is None or not takes_place(session, found):
        raise UserFacingError(not_planned())
    role = found.role_of(person)
    if role is None:
        raise UserFacingError
    if has_counted(session, found, role):
        raise UserFacingError(already_counted())
    if role is Role.MENTEE:
        found.mentee_rating, found.mentee_words, found.mentee_answered_at = rating, words, now()
    else:
        found.mentor_rating, found.mentor_words, found.mentor_answered_at = rating, words, now()
    record(session, person, "answer conversation", found)
    person.news_emailed_at = None  # the answer shows that they have read the news


def already_counted() -> str:
    return _(
        "The coordinators have begun to match people with what you said, so it cannot be changed "
        "here any more. If something is different now, please write to them."
    )
