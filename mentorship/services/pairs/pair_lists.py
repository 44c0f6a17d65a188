"""The list of introductions and pairs, and which flags stand open for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from mentorship.after_commit import AnySession
from mentorship.models import Application, Pair, PairState, Person, Profile, Round
from mentorship.services.applications.application_lists import looked_after
from mentorship.services.match_support.due_list import flags_of, is_flagged
from mentorship.services.searched_lists import SearchedList, in_order, names_of, sealed_columns

mentee, mentor = aliased(Application), aliased(Application)
mentee_profile, mentor_profile = aliased(Profile), aliased(Profile)


@dataclass(frozen=True)
class ListedPair:
    """What a list shows of a pair; the name of somebody who cannot be read is None.

    When two people have met is theirs to know: of that, a list has the flags alone.
    """

    flags: Sequence[str]
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
    mentee_name: str | None = field(repr=False)
    mentor_name: str | None = field(repr=False)


def pairs_for(reader: Person) -> SearchedList:
    """Return the list of pairs for a coordinator, who reads no flag of a pair of her own."""
    return _pairs_for(reader.id)


@lru_cache(maxsize=64)
def _pairs_for(reader_id: int) -> SearchedList:
    return SearchedList(
        ids=select(Pair.id)
        .join(mentee, mentee.id == Pair.mentee_id)
        .join(mentor, mentor.id == Pair.mentor_id),
        profiles={mentee_profile: Pair.mentee_id, mentor_profile: Pair.mentor_id},
        person_ids=(mentee.person_id, mentor.person_id),
        state=Pair.state,
        conditions={
            "round": lambda code: mentee.round_id == int(code),
            "state": lambda code: Pair.state == PairState(code),
            "attention": lambda code: is_flagged(code, reader_id),
            "coordinator": lambda code: looked_after(Pair.coordinator_id, code),
        },
        orders={
            "newest": (Pair.created_at.desc(), Pair.id.desc()),
            "oldest": (Pair.created_at, Pair.id),
        },
    )


def with_ids(session: AnySession, reader: Person, ids: Sequence[int]) -> list[ListedPair]:
    """Return what a list shows a coordinator of pairs, in the order of their ids."""
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
            *sealed_columns(mentee_profile, mentor_profile),
        )
        .join(mentee, mentee.id == Pair.mentee_id)
        .join(Round, Round.id == mentee.round_id)
        .join(mentee_profile, mentee_profile.application_id == Pair.mentee_id)
        .join(mentor_profile, mentor_profile.application_id == Pair.mentor_id)
        .where(Pair.id.in_(ids))
    ).all()
    names = names_of(session, [row[-4:] for row in rows])
    flags = flags_of(session, reader, ids)
    pairs = (
        ListedPair(flags.get(row.id, ()), *row[:-4], *both)
        for row, both in zip(rows, names, strict=True)
    )
    return in_order(pairs, ids)
