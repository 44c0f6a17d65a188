"""Who would meet whom: what a run proposes, what a coordinator takes out, and the invitation."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import delete, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Application, Conversation, MatchRun, Person, Round
from mentorship.services.applications.locking import lock, lock_people
from mentorship.services.applications.readiness import is_ready
from mentorship.services.audit import record
from mentorship.services.conversations.ratings import conversations_in, invited_in, with_people
from mentorship.services.email import queue
from mentorship.services.pairing.pair_constraints import banned_pairs

PairOfIds = tuple[int, int]


@dataclass(frozen=True)
class Proposal:
    """Two applications that could talk, and their share of the best possible score."""

    mentee_id: int
    mentor_id: int
    share: float = field(repr=False)


@dataclass(frozen=True)
class Planned:
    """The pairs of a round that were invited before, and how many conversations each person has.

    Nobody is asked twice to meet the same person. One that was called off does not count.
    """

    pairs: list[PairOfIds]
    counts: Counter[int]


def conversation_with_id(session: AnySession, conversation_id: int) -> Conversation | None:
    return session.get(Conversation, conversation_id)


def planned_in(session: AnySession, round_: Round) -> Planned:
    invited = list(session.scalars(invited_in(round_)))
    stands = [item for item in invited if item.can_be_read() and not item.called_off]
    return Planned(
        sorted({(item.mentee_id, item.mentor_id) for item in invited}),
        Counter(id_ for item in stands for id_ in (item.mentee_id, item.mentor_id)),
    )


def store(
    session: AnySession,
    run: MatchRun,
    proposals: Sequence[Proposal],
    pool: Mapping[int, Application],
) -> None:
    """Store what a run proposes in place of what was proposed before and nobody was invited to.

    ``pool`` are the people of the round, locked. Whoever was invited meanwhile is left out.
    """
    delete_proposals(session, run.round)
    known = set(planned_in(session, run.round).pairs)
    kept = [
        item
        for item in proposals
        if {item.mentee_id, item.mentor_id} <= pool.keys()
        and (item.mentee_id, item.mentor_id) not in known
    ]
    session.add_all(
        Conversation(
            match_run=run,
            mentee=pool[item.mentee_id],
            mentor=pool[item.mentor_id],
            share=item.share,
        )
        for item in kept
    )
    run.suggested = len(kept)


def delete_proposals(session: AnySession, round_: Round) -> None:
    runs = select(MatchRun.id).where(MatchRun.round_id == round_.id)
    proposed = Conversation.match_run_id.in_(runs), Conversation.invited_at.is_(None)
    session.execute(delete(Conversation).where(*proposed))


def listed(session: AnySession, round_: Round) -> list[Conversation]:
    """Return the conversations of a round with both people, by mentee, the best first."""
    rows = session.scalars(with_people(conversations_in(round_)))
    readable = [item for item in rows if item.can_be_read()]
    shown = (item for item in readable if not item.called_off)
    return sorted(shown, key=lambda item: (item.mentee_id, -item.share, item.mentor_id))


def take_out(session: AnySession, actor: Person, conversation: Conversation) -> None:
    """Take a proposal out, or call off what the two were invited to."""
    lock(session, conversation.mentee_id, conversation.mentor_id)
    found = refreshed(session, conversation.id)
    if found is None:
        return
    record(session, actor, "call off conversation", found)
    if found.invited_at is None:
        session.delete(found)
    else:
        found.called_off = True


def refreshed(session: AnySession, conversation_id: int) -> Conversation | None:
    """Return a conversation as earlier decisions left it; None if it was deleted."""
    own = select(Conversation).where(Conversation.id == conversation_id)
    return session.scalar(own.execution_options(populate_existing=True))


@dataclass(frozen=True)
class Invitation:
    """The proposals of a round to which both can be invited, and those that are not possible."""

    possible: list[Conversation]
    impossible: list[Conversation]

    def digest(self) -> str:
        """Return what tells one set of pairs from another: what is confirmed is what was shown."""
        ids = ",".join(str(item.id) for item in sorted(self.possible, key=lambda item: item.id))
        return hashlib.sha256(ids.encode()).hexdigest()[:16]


def invitation(session: AnySession, round_: Round) -> Invitation:
    proposed = [item for item in listed(session, round_) if item.invited_at is None]
    apart = impossible_pairs(session, proposed)
    is_apart = {item.id: (item.mentee_id, item.mentor_id) in apart for item in proposed}
    return Invitation(
        [item for item in proposed if not is_apart[item.id]],
        [item for item in proposed if is_apart[item.id]],
    )


def impossible_pairs(
    session: AnySession, conversations: Collection[Conversation]
) -> set[PairOfIds]:
    """Return the pairs of which one does not take part any more, or who must not be matched."""
    people = {item.id: item for row in conversations for item in (row.mentee, row.mentor)}
    if not people:
        return set()
    ready = select(Application.id).where(Application.id.in_(people), is_ready())
    takes_part = set(session.scalars(ready))
    apart = set(banned_pairs(session, list(people.values())))
    return apart | {
        (row.mentee_id, row.mentor_id)
        for row in conversations
        if not {row.mentee_id, row.mentor_id} <= takes_part
    }


def invite(session: AnySession, actor: Person, round_: Round, confirmed: str) -> int:
    """Invite everybody who is proposed to their conversations, or nobody; return how many.

    ``confirmed`` is the digest of the proposals that the coordinator has seen.
    """
    proposed = [item for item in listed(session, round_) if item.invited_at is None]
    lock_people(session, {id_ for item in proposed for id_ in item.person_ids()})
    shown = invitation(session, round_)
    if not shown.possible or shown.digest() != confirmed:
        raise UserFacingError(
            _("These conversations have changed since. Please look at them again.")
        )
    people: dict[int, Person] = {}
    for item in shown.possible:
        item.invited_at = now()
        record(session, actor, "invite to conversation", item)
        people |= {side.person_id: side.person for side in (item.mentee, item.mentor)}
    for person in people.values():
        queue.notify(session, person)
    return len(shown.possible)
