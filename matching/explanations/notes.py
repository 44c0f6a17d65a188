"""What to know about a result before trusting it, as data that any language can put into words."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class SamePeople:
    """Some people are in both tables; nobody is paired with themself.

    Attributes
    ----------
    people : int
        How many ids are in both.
    """

    kind: ClassVar[str] = "same_people"
    people: int


@dataclass(frozen=True)
class ShortRows:
    """Rows of a CSV file end before the last column; what they lack was taken as blank.

    Attributes
    ----------
    source : str
    rows : tuple of int
        Their numbers, ascending.
    """

    kind: ClassVar[str] = "short_rows"
    source: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class NothingInCommon:
    """No answer of any mentee is an answer of any mentor: perhaps the two sides are spelled apart.

    Attributes
    ----------
    title : str
        Of the rule or criterion that compares them.
    mentee_column, mentor_column : str
    mentee_answer, mentor_answer : str
        An example of each side.
    """

    kind: ClassVar[str] = "nothing_in_common"
    title: str
    mentee_column: str
    mentor_column: str
    mentee_answer: str
    mentor_answer: str


@dataclass(frozen=True)
class UnsplitItem:
    """An item was read as one, but all its parts are items of the other side.

    Attributes
    ----------
    where : str
        The source, row and column of the first such cell.
    item : str
    cells : int
        How many cells of the column have such items.
    """

    kind: ClassVar[str] = "unsplit_item"
    where: str
    item: str
    cells: int


@dataclass(frozen=True)
class UnlistedAnyAnswer:
    """An answer that sounds as if anybody suited is compared like every other one.

    Attributes
    ----------
    title : str
        Of the rule or criterion that compares it.
    answer : str
        What the entry's option ``any`` could list.
    people : int
        How many gave it.
    """

    kind: ClassVar[str] = "unlisted_any_answer"
    title: str
    answer: str
    people: int


@dataclass(frozen=True)
class MarkupInItems:
    """Brackets or quotes are part of items, as if a list had been exported in an unknown way.

    Attributes
    ----------
    where : str
        The source, row and column of the first such cell.
    item : str
        Its first such item.
    cells : int
        How many cells of the column have such items.
    """

    kind: ClassVar[str] = "markup_in_items"
    where: str
    item: str
    cells: int


Note = SamePeople | ShortRows | NothingInCommon | UnsplitItem | UnlistedAnyAnswer | MarkupInItems
