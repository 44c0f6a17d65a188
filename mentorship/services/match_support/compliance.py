"""How far the rules for looking after pairs are met, and how often flags were right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.models import Application, DueItem, Pair, Person, SupportEntry, SupportOutcome
from mentorship.runtime import current_runtime
from mentorship.services.match_support.due_list import flag_codes, of_others


@dataclass(frozen=True)
class RuleCompliance:
    """Of how many pairs a rule asks something, how many meet it, and how many rest."""

    rule: str
    pairs: int
    unmet: int
    resting: int

    @property
    def met(self) -> int:
        return self.pairs - self.unmet

    @property
    def share(self) -> float:
        return self.met / self.pairs


@dataclass(frozen=True)
class FlagRecord:
    """How often a flag was resolved, and how often there was something to look after."""

    flag: str
    resolved: int
    right: int


def is_unmet(day: date) -> ColumnElement[bool]:
    """Return the condition on an item that a rule is not met: overdue, or done too late."""
    is_overdue = and_(DueItem.done_on.is_(None), DueItem.due_on < day)
    return or_(is_overdue, DueItem.done_on > DueItem.due_on)


def by_rule(
    session: AnySession, reader: Person, round_id: int | None = None
) -> Sequence[RuleCompliance]:
    """Return how far each rule that is no flag is met, in the order of the rules.

    A pair meets a rule if nothing of it is overdue, and what is asked once was done in time. A pair
    of the reader's own is not counted.
    """
    rests = and_(DueItem.due_on.is_(None), DueItem.done_on.is_(None))
    counted = (
        select(
            DueItem.rule,
            func.count(DueItem.pair_id.distinct()),
            func.count(case((is_unmet(today()), DueItem.pair_id)).distinct()),
            func.count(case((rests, DueItem.pair_id)).distinct()),
        )
        .where(*_in_round(round_id), of_others(reader.id))
        .group_by(DueItem.rule)
    )
    found = {row[0]: RuleCompliance(*row) for row in session.execute(counted)}
    rules = [code for code in current_runtime().programme.cadence if code not in flag_codes()]
    return [found[code] for code in rules if code in found]


def unmet_ids(
    reader: Person, rule: str | None = None, round_id: int | None = None
) -> Select[tuple[int]]:
    """Return the query of the ids of what does not meet a rule, or any, for `due_list.listed`.

    Nothing about a pair of the reader's own: what the other one did is not for them to know.
    """
    rules = [rule] if rule else set(current_runtime().programme.cadence) - flag_codes()
    return (
        select(DueItem.id)
        .where(
            is_unmet(today()), DueItem.rule.in_(rules), *_in_round(round_id), of_others(reader.id)
        )
        .order_by(DueItem.rule, DueItem.due_on, DueItem.id)
    )


def flag_records(session: AnySession) -> Sequence[FlagRecord]:
    """Return how often each flag was right, of those that somebody has resolved."""
    counted = (
        select(
            SupportEntry.rule,
            func.count(),
            func.count(case((SupportEntry.was_right.is_(True), 1))),
        )
        .where(SupportEntry.outcome == SupportOutcome.DONE, SupportEntry.was_right.is_not(None))
        .group_by(SupportEntry.rule)
        .order_by(SupportEntry.rule)
    )
    return [FlagRecord(*row) for row in session.execute(counted)]


def _in_round(round_id: int | None) -> list[ColumnElement[bool]]:
    if round_id is None:
        return []
    mentees = select(Application.id).where(Application.round_id == round_id)
    return [DueItem.pair_id.in_(select(Pair.id).where(Pair.mentee_id.in_(mentees)))]
