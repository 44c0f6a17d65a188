"""The list of what is due, for all pairs: calls, other flags, then what has been due longest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.models import Application, DueItem, Pair, Party, Person, Profile, Round
from mentorship.programme import CheckInFlag, Event
from mentorship.runtime import current_runtime
from mentorship.services.searched_lists import names_of, sealed_columns

mentee = aliased(Application)
mentee_profile, mentor_profile = aliased(Profile), aliased(Profile)


@dataclass(frozen=True)
class ListedItem:
    """Something that is due, and whom it is about; a name that cannot be read is None."""

    item: DueItem
    round_name: str
    mentee_name: str | None = field(repr=False)
    mentor_name: str | None = field(repr=False)


def flag_codes() -> set[str]:
    """Return the codes of the flags: those of check-ins, and those among the programme's rules."""
    rules = current_runtime().programme.cadence.items()
    return {flag.value for flag in CheckInFlag} | {code for code, rule in rules if rule.is_flag}


def is_due(until: date | None = None) -> ColumnElement[bool]:
    """Return the condition on an item that it is due: until today, or another day."""
    return (DueItem.due_on <= (until or today())) & DueItem.done_on.is_(None)


def is_flagged(code: str, reader_id: int) -> ColumnElement[bool]:
    """Return the condition on a pair that a flag stands open which the reader may see."""
    of_pair = DueItem.pair_id == Pair.id, DueItem.rule == code, is_due(), of_others(reader_id)
    return select(DueItem.id).where(*of_pair).exists()


def flags_of(
    session: AnySession, reader: Person, pair_ids: Collection[int]
) -> Mapping[int, Sequence[str]]:
    """Return the codes of the open flags of some pairs, by the pair's id; none of one's own."""
    raised = select(DueItem.pair_id, DueItem.rule).where(
        DueItem.pair_id.in_(pair_ids),
        DueItem.rule.in_(flag_codes()),
        is_due(),
        of_others(reader.id),
    )
    flags: dict[int, Sequence[str]] = {}
    for pair_id, rule in session.execute(raised.order_by(DueItem.due_on, DueItem.id)):
        flags[pair_id] = list(dict.fromkeys((*flags.get(pair_id, ()), rule)))
    return flags


def ids_due(
    reader: Person,
    *,
    own: bool = False,
    rules: Collection[str] | None = None,
    until: date | None = None,
) -> Select[tuple[int]]:
    """Return the query of the ids of what is due, in order; nothing about a pair of the reader's.

    Parameters
    ----------
    own
        Only of pairs that the reader looks after, or nobody does.
    rules
        Only what these rules and flags ask for.
    until
        Also what is due until a later day than today.
    """
    asked = [is_due(until), of_others(reader.id)]
    if own:
        of_colleagues = select(Pair.id).where(Pair.coordinator_id != reader.id)
        asked.append(DueItem.pair_id.not_in(of_colleagues))
    if rules is not None:
        asked.append(DueItem.rule.in_(rules))
    return select(DueItem.id).where(*asked).order_by(by_need(), DueItem.due_on, DueItem.id)


def by_need() -> ColumnElement[int]:
    """Return the order of items: who asks for a call, other flags, then what rules ask for."""
    is_call, is_flag = DueItem.rule == CheckInFlag.CALL_WANTED, DueItem.rule.in_(flag_codes())
    return case((is_call, 0), (is_flag, 1), else_=2)


def of_others(reader_id: int) -> ColumnElement[bool]:
    """Return the condition on an item that its pair is not the reader's own."""
    applications = select(Application.id).where(Application.person_id == reader_id)
    is_own = or_(Pair.mentee_id.in_(applications), Pair.mentor_id.in_(applications))
    return DueItem.pair_id.not_in(select(Pair.id).where(is_own))


def listed(session: AnySession, ids: Sequence[int]) -> list[ListedItem]:
    """Return items with whom they are about, in the order of their ids."""
    rows: Sequence[Any] = session.execute(
        select(DueItem, Round.name, *sealed_columns(mentee_profile, mentor_profile))
        .join(DueItem.pair)
        .join(mentee, mentee.id == Pair.mentee_id)
        .join(Round, Round.id == mentee.round_id)
        .join(mentee_profile, mentee_profile.application_id == Pair.mentee_id)
        .join(mentor_profile, mentor_profile.application_id == Pair.mentor_id)
        .where(DueItem.id.in_(ids))
        .options(contains_eager(DueItem.pair))
    ).all()
    names = names_of(session, [row[2:] for row in rows])
    by_id = {
        row[0].id: ListedItem(row[0], row[1], *both) for row, both in zip(rows, names, strict=True)
    }
    return [by_id[id_] for id_ in ids if id_ in by_id]


def count_due(
    session: AnySession, reader: Person, *, own: bool = False, until: date | None = None
) -> Mapping[str, int]:
    """Count what is due by rule."""
    due = ids_due(reader, own=own, until=until).order_by(None)
    counted = due.with_only_columns(DueItem.rule, func.count()).group_by(DueItem.rule)
    return dict(session.execute(counted).tuples().all())


def open_items_of(session: AnySession, pair: Pair) -> Sequence[DueItem]:
    """Return what is asked of a pair: flags first; what has no day, while it rests, comes last."""
    of_pair = select(DueItem).where(DueItem.pair_id == pair.id, DueItem.done_on.is_(None))
    in_order = by_need(), DueItem.due_on.is_(None), DueItem.due_on, DueItem.id
    return session.scalars(of_pair.order_by(*in_order)).all()


def day_due(session: AnySession, pair: Pair, event: Event, party: Party) -> date | None:
    """Return the first day by which a rule asks one of a pair for an event."""
    rules = current_runtime().programme.cadence.items()
    codes = [code for code, rule in rules if event in rule.met_by]
    asked = DueItem.pair_id == pair.id, DueItem.rule.in_(codes), DueItem.party == party
    open_days = select(func.min(DueItem.due_on)).where(*asked, DueItem.done_on.is_(None))
    return session.scalar(open_days)
