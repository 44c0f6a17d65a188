"""Ordinal answers, such as grades, as levels of a scale."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matching.encoding.categorical import CategoryCodes
from matching.encoding.text import fold_text
from matching.errors import InvalidTableError
from matching.tables.people import People


def ordinal_codes(
    scale: Sequence[str],
    mentees: People,
    mentee_column: str,
    mentors: People,
    mentor_column: str,
) -> CategoryCodes:
    """Encode a column of each side as levels of a scale, lowest first.

    Raises
    ------
    InvalidTableError
        An answer is not on the scale; names the table, the row, the column and the answer.
    """
    _refuse_answers_off_scale(scale, mentees, mentee_column)
    _refuse_answers_off_scale(scale, mentors, mentor_column)
    return CategoryCodes.with_categories(
        scale, mentees.text(mentee_column), mentors.text(mentor_column)
    )


def level_differences(levels: int) -> npt.NDArray[np.int64]:
    """Return by how many levels each level (columns) is above each other level (rows).

    Examples
    --------
    >>> level_differences(2).tolist()
    [[0, 1], [-1, 0]]
    """
    return np.arange(levels) - np.arange(levels)[:, np.newaxis]


def _refuse_answers_off_scale(scale: Sequence[str], people: People, column: str) -> None:
    allowed = {"", *map(fold_text, scale)}
    answers = people.text(column)
    invalid = {answer for answer in dict.fromkeys(answers) if fold_text(answer) not in allowed}
    for person, answer in enumerate(answers):
        if answer in invalid:
            where = people.where(person, column)
            raise InvalidTableError(f"{where}: {answer!r} is not on the scale {', '.join(scale)}")
