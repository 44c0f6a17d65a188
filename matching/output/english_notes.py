"""English sentences for what to know about a result before trusting it."""

import json
from functools import singledispatch

from matching.explanations.notes import (
    MarkupInItems,
    NothingInCommon,
    SamePeople,
    ShortRows,
    UnlistedAnyAnswer,
    UnsplitItem,
)
from matching.output.quantities import pluralize


@singledispatch
def describe_note(note: object) -> str:
    """Return a note as one or two sentences.

    Examples
    --------
    >>> describe_note(SamePeople(1))
    '1 person is in both tables, and is not paired with themself.'
    """
    raise TypeError(f"no words for {type(note).__name__}")


@describe_note.register
def _(note: SamePeople) -> str:
    if note.people == 1:
        return "1 person is in both tables, and is not paired with themself."
    return (
        f"{note.people:,} people are in both tables, and nobody is paired with themself. "
        "If an id stands for two different people, give one of them another id."
    )


@describe_note.register
def _(note: ShortRows) -> str:
    if len(note.rows) == 1:
        return (
            f"{note.source}: row {note.rows[0]} ends before the last column. What is missing at "
            "its end was read as blank."
        )
    return (
        f"{note.source}: {len(note.rows):,} rows end before the last column, the first is row "
        f"{note.rows[0]}. What is missing at their ends was read as blank."
    )


@describe_note.register
def _(note: NothingInCommon) -> str:
    return (
        f"{note.title}: no answer of a mentee in {note.mentee_column!r} is an answer of a mentor "
        f"in {note.mentor_column!r}. Such as {note.mentee_answer!r} and {note.mentor_answer!r}: "
        "are both sides spelled and separated alike?"
    )


@describe_note.register
def _(note: UnlistedAnyAnswer) -> str:
    listed = json.dumps(note.answer, ensure_ascii=False)
    how_often = "once" if note.people == 1 else f"{note.people:,} times"
    return (
        f"{note.title}: the answer {note.answer!r}, given {how_often}, is compared like any "
        f"other one. If it suits everybody, write any = [{listed}]."
    )


@describe_note.register
def _(note: MarkupInItems) -> str:
    verb = "has" if note.cells == 1 else "have"
    return (
        f"{note.where}: {note.item!r} was read as one item. {pluralize(note.cells, 'cell')} of "
        f"this column {verb} brackets or quotes left; separate items by commas alone."
    )


@describe_note.register
def _(note: UnsplitItem) -> str:
    verb = "has" if note.cells == 1 else "have"
    return (
        f"{note.where}: {note.item!r} was read as one item, and its parts are items of the other "
        f"side. {pluralize(note.cells, 'cell')} of this column {verb} such an item; "
        "separate items by commas."
    )
