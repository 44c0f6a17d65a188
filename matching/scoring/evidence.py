"""What a criterion saw in a pair, as data: words are put to it elsewhere, in any language."""

from dataclasses import dataclass
from typing import ClassVar, Literal

Asked = Literal["mentee", "mentor", "both"]


@dataclass(frozen=True)
class Missing:
    """Somebody left the question blank, so the criterion gives its neutral share.

    Attributes
    ----------
    side : {"mentee", "mentor", "both"}
        Who.
    """

    kind: ClassVar[str] = "missing"
    side: Asked


@dataclass(frozen=True)
class CommonItems:
    """Items that both have.

    Attributes
    ----------
    items : tuple of str
        Which, alphabetically; perhaps none.
    enough : int
        How many would give the full share; of similar items, how many there are on either list.
    """

    kind: ClassVar[str] = "common"
    items: tuple[str, ...]
    enough: int


@dataclass(frozen=True)
class Answers:
    """The one answer of each."""

    kind: ClassVar[str] = "answers"
    mentee: str
    mentor: str


@dataclass(frozen=True)
class OrdinalDifference:
    """Two places on a scale, and how many steps the mentor stands above."""

    kind: ClassVar[str] = "climb"
    mentee: str
    mentor: str
    steps: int


@dataclass(frozen=True)
class Numbers:
    """Two numbers or ranges, and how far they lie apart."""

    kind: ClassVar[str] = "numbers"
    mentee: str
    mentor: str
    apart: float


@dataclass(frozen=True)
class Distance:
    """The nearest places of the two, and the kilometres between them."""

    kind: ClassVar[str] = "distance"
    mentee: str
    mentor: str
    km: float


@dataclass(frozen=True)
class Texts:
    """What each has written."""

    kind: ClassVar[str] = "texts"
    mentee: str
    mentor: str


Evidence = Missing | CommonItems | Answers | OrdinalDifference | Numbers | Distance | Texts


def missing(mentee_answered: bool, mentor_answered: bool) -> Missing | None:
    """Say who left a question blank, if anybody did.

    >>> missing(True, False)
    Missing(side='mentor')
    """
    if mentee_answered and mentor_answered:
        return None
    if mentee_answered:
        return Missing("mentor")
    return Missing("mentee" if mentor_answered else "both")
