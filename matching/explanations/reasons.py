"""Why somebody has nobody, as data: words are put to it elsewhere, in any language."""

from dataclasses import dataclass
from typing import Literal

from matching.explanations.counterfactuals import Change

Kind = Literal["nobody_there", "no_places", "none_allowed", "all_taken"]


@dataclass(frozen=True)
class RuleCount:
    """How many people of the other side pass one rule with somebody, whatever the others say."""

    rule: str
    title: str
    passing: int


@dataclass(frozen=True)
class Rival:
    """Somebody who passes every rule, and is in other pairs.

    Attributes
    ----------
    id, name : str
        Who.
    score : float
        What the pair with them would score.
    current_score : float
        What their weakest pair scores.
    """

    id: str
    name: str
    score: float
    current_score: float


@dataclass(frozen=True)
class Reason:
    """Why a person has nobody.

    Attributes
    ----------
    kind : {"nobody_there", "no_places", "none_allowed", "all_taken"}
        ``nobody_there``: the other side is empty. ``no_places``: this mentor takes nobody.
        ``none_allowed``: nobody passes every rule and ban. ``all_taken``: whoever passes is
        in another pair, and the round as a whole is better so.
    others : int
        People on the other side; of mentors, those with a place.
    allowed : int
        Of them, those who pass every rule and ban.
    banned : int
        Of them, those banned with this person.
    passing : tuple of RuleCount
        Of them, those who pass each rule taken alone.
    rivals : tuple of Rival
        The few who pass and would suit best, the best first.
    change : Change or None
        The smallest change of this person's own answers that would have given them a pair.
    """

    kind: Kind
    others: int
    allowed: int
    banned: int
    passing: tuple[RuleCount, ...]
    rivals: tuple[Rival, ...] = ()
    change: Change | None = None

    @property
    def blocking(self) -> tuple[RuleCount, ...]:
        """The rules that leave nobody, each on its own."""
        return tuple(count for count in self.passing if count.passing == 0)


@dataclass(frozen=True)
class Unmatched:
    """Somebody without a pair, and why."""

    id: str
    name: str
    reason: Reason
