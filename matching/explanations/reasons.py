"""Why somebody is unmatched, as data that any language can put into words."""

from dataclasses import dataclass
from typing import Literal

from matching.explanations.counterfactuals import Change

ReasonKind = Literal["nobody_there", "no_capacity", "none_allowed", "below_floor", "all_taken"]


@dataclass(frozen=True)
class RuleCount:
    """How many people of the other side pass one rule with somebody, other rules aside.

    Attributes
    ----------
    rule, title : str
        The rule's stable key, and its title in words.
    passing : int
    """

    rule: str
    title: str
    passing: int


@dataclass(frozen=True)
class Rival:
    """Somebody who passes every rule with an unmatched person, but is not paired with them.

    Attributes
    ----------
    id, name : str
    score : float
        The score of a pair with the unmatched person.
    current_score : float
        The score of their weakest actual pair.
    is_free : bool
        Whether they could be in this pair without leaving one.
    """

    id: str
    name: str
    score: float
    current_score: float
    is_free: bool = False


@dataclass(frozen=True)
class NearMiss:
    """Somebody who breaks a single rule with an unmatched person.

    Attributes
    ----------
    id, name : str
    score : float
        The score that their pair would have.
    rule : str
        The name of the rule that it breaks.
    is_free : bool
        Whether they could be in this pair without leaving one.
    """

    id: str
    name: str
    score: float
    rule: str
    is_free: bool


@dataclass(frozen=True)
class Reason:
    """Why a person is unmatched.

    Attributes
    ----------
    kind : {"nobody_there", "no_capacity", "none_allowed", "below_floor", "all_taken"}
        ``nobody_there``: the other side is empty. ``no_capacity``: this mentor has no capacity.
        ``none_allowed``: nobody passes every rule and ban. ``below_floor``: with whoever passes,
        the score would be too low. ``all_taken``: whoever passes is in
        another pair, and the result as a whole is better so.
    others : int
        Other people on the other side; only mentors with capacity count.
    allowed : int
        Of them, those who pass every rule and ban.
    banned : int
        Of them, those banned with this person.
    passing : tuple of RuleCount
        Of them, those who pass each rule on its own.
    rivals : tuple of Rival
        Of the allowed, the few with the best scores, best first.
    near_misses : tuple of NearMiss
        The few who break a single rule, see `matching.explanations.near_misses`.
    change : Change or None
        The smallest change of this person's answers that would have got them a pair.
    """

    kind: ReasonKind
    others: int
    allowed: int
    banned: int
    passing: tuple[RuleCount, ...]
    rivals: tuple[Rival, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    change: Change | None = None

    @property
    def blocking(self) -> tuple[RuleCount, ...]:
        """The rules that nobody passes."""
        return tuple(count for count in self.passing if count.passing == 0)


@dataclass(frozen=True)
class Unmatched:
    """Somebody without a pair, and why.

    Attributes
    ----------
    id, name : str
    reason : Reason
    """

    id: str
    name: str
    reason: Reason
