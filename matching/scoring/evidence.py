"""What a criterion found in a pair, as data that any language can put into words."""

from dataclasses import dataclass
from typing import ClassVar, Literal

PairSide = Literal["mentee", "mentor", "both"]


@dataclass(frozen=True)
class Missing:
    """Somebody left the question blank, so that the criterion gives its neutral share.

    Attributes
    ----------
    side : {"mentee", "mentor", "both"}
        Who did.
    """

    kind: ClassVar[str] = "missing"
    side: PairSide


@dataclass(frozen=True)
class AnyAnswer:
    """Somebody takes any answer of the other, so that the criterion gives its full share.

    Attributes
    ----------
    side : {"mentee", "mentor", "both"}
        Who does.
    """

    kind: ClassVar[str] = "any"
    side: PairSide


@dataclass(frozen=True)
class CommonItems:
    """Items on both lists.

    Attributes
    ----------
    items : tuple of str
        In alphabetical order; may be empty.
    enough : int
        How many give the full share; for similar items, how many there are on either list.
    """

    kind: ClassVar[str] = "common"
    items: tuple[str, ...]
    enough: int


@dataclass(frozen=True)
class Answers:
    """The single answer of each person."""

    kind: ClassVar[str] = "answers"
    mentee: str
    mentor: str


@dataclass(frozen=True)
class OrdinalDifference:
    """Two levels of a scale.

    Attributes
    ----------
    mentee, mentor : str
        The level of each.
    levels : int
        How many levels the mentor is above the mentee.
    """

    kind: ClassVar[str] = "ordinal"
    mentee: str
    mentor: str
    levels: int


@dataclass(frozen=True)
class Numbers:
    """Two numbers or ranges.

    Attributes
    ----------
    mentee, mentor : str
    gap : float
        The gap between them; 0 if they overlap.
    """

    kind: ClassVar[str] = "numbers"
    mentee: str
    mentor: str
    gap: float


@dataclass(frozen=True)
class Distance:
    """The two nearest locations of a pair.

    Attributes
    ----------
    mentee, mentor : str
    km : float
        The distance between them.
    """

    kind: ClassVar[str] = "distance"
    mentee: str
    mentor: str
    km: float


@dataclass(frozen=True)
class Texts:
    """The free text of each person."""

    kind: ClassVar[str] = "texts"
    mentee: str
    mentor: str


Evidence = (
    Missing | AnyAnswer | CommonItems | Answers | OrdinalDifference | Numbers | Distance | Texts
)


def missing_answer(mentee_answered: bool, mentor_answered: bool) -> Missing | None:
    """Return who left a question blank, or None if both have answered.

    Examples
    --------
    >>> missing_answer(True, False)
    Missing(side='mentor')
    """
    if mentee_answered and mentor_answered:
        return None
    if mentee_answered:
        return Missing("mentor")
    return Missing("mentee" if mentor_answered else "both")
