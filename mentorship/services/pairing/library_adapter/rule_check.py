"""What each rule leaves of the pairs of a round, computed at once and without solving anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

import matching
from mentorship.errors import UserFacingError
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.stored_problem import KEPT_APART

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from matching.tables.people import People

    Mask = npt.NDArray[np.bool_]

MAX_PAIRS = 4_000_000
"""More pairs would take longer than somebody waits for a page."""
NO_CAPACITY = "0"


@dataclass(frozen=True)
class RuleEffect:
    """What one rule does.

    Attributes
    ----------
    rule
        Its name, or `KEPT_APART` for all pairs that must not be suggested.
    alone
        How many people it leaves without a partner even if it were the only rule.
    allowed
        The share of all pairs that it allows.
    opened
        How many partners whoever has none would get without this rule, by application id; the most
        first.
    """

    rule: str
    alone: int
    allowed: float
    opened: Mapping[int, int] = field(repr=False)


@dataclass(frozen=True)
class RuleCheck:
    """What the rules do to the people of a round, and who has no partner under all of them.

    The tightest rule comes first.
    """

    mentees: int
    mentors: int
    alone: Sequence[int] = field(repr=False)
    effects: Sequence[RuleEffect]

    @property
    def tightest(self) -> RuleEffect | None:
        """The rule that allows the fewest pairs, if any rule forbids a pair."""
        return next((effect for effect in self.effects if effect.allowed < 1), None)

    def effect_of(self, rule: str) -> RuleEffect | None:
        return next((effect for effect in self.effects if effect.rule == rule), None)


def check_rules(program: Mapping[str, Any], given: MatchInput) -> RuleCheck | None:
    """Return what each rule of a programme does; None if there are too many pairs for a page."""
    given = _with_capacity(given)
    shape = len(given.mentees), len(given.mentors)
    if shape[0] * shape[1] > MAX_PAIRS:
        return None
    if 0 in shape:
        everybody = [int(row[0]) for row in (*given.mentees, *given.mentors)]
        return RuleCheck(*shape, everybody, ())
    try:
        return _check(matching.Program.from_mapping(program), given)
    except matching.InvalidTableError:
        # What it says names an answer of somebody.
        raise UserFacingError(
            _("The program file of these settings does not fit an answer that somebody gave.")
        ) from None


def _with_capacity(given: MatchInput) -> MatchInput:
    capacity = given.columns.index("capacity")
    return replace(given, mentors=[row for row in given.mentors if row[capacity] != NO_CAPACITY])


def _check(program: matching.Program, given: MatchInput) -> RuleCheck:
    import numpy as np

    from matching.tables.people import People

    mentees, mentors = (
        People.from_table(table, side, name)
        for table, side, name in zip(
            given.data_frames(),
            (program.mentees, program.mentors),
            ("mentees", "mentors"),
            strict=True,
        )
    )
    rows, columns = np.arange(len(mentees)), np.arange(len(mentors))
    masks = {rule.name: rule.prepare(mentees, mentors)(rows, columns) for rule in program.rules}
    masks[KEPT_APART] = _not_banned(given, mentees, mentors)
    return _count(masks, [int(id_) for id_ in mentees.ids], [int(id_) for id_ in mentors.ids])


def _not_banned(given: MatchInput, mentees: People, mentors: People) -> Mask:
    import numpy as np

    row_of, column_of = (
        {int(id_): position for position, id_ in enumerate(side.ids)} for side in (mentees, mentors)
    )
    allowed = np.ones((len(mentees), len(mentors)), dtype=np.bool_)
    for mentee, mentor in given.banned:
        if mentee in row_of and mentor in column_of:
            allowed[row_of[mentee], column_of[mentor]] = False
    return allowed


def _count(masks: Mapping[str, Mask], mentees: list[int], mentors: list[int]) -> RuleCheck:
    """Count along rows and columns of what each rule allows."""
    import numpy as np

    broken = np.zeros((len(mentees), len(mentors)), dtype=np.uint8)
    for mask in masks.values():
        broken += ~mask

    def partners(allowed: Mask) -> npt.NDArray[np.int64]:
        """Return how many partners each mentee has, and then each mentor."""
        return np.concatenate([allowed.sum(axis=1), allowed.sum(axis=0)])

    ids = np.array(mentees + mentors)
    is_alone = partners(broken == 0) == 0
    effects = []
    for rule, mask in masks.items():
        opened = np.where(is_alone, partners((broken == 1) & ~mask), 0)
        most_first = np.argsort(-opened, kind="stable")[: np.count_nonzero(opened)]
        counts = zip(ids[most_first].tolist(), opened[most_first].tolist(), strict=True)
        alone = int(np.count_nonzero(partners(mask) == 0))
        effects.append(RuleEffect(rule, alone, float(mask.mean()), dict(counts)))
    effects.sort(key=lambda effect: effect.allowed)
    return RuleCheck(len(mentees), len(mentors), ids[is_alone].tolist(), effects)
