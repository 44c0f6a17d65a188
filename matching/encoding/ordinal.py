"""An ordered scale, such as grades: where everybody stands on it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matching.encoding.categorical import Codes
from matching.encoding.text import same_text
from matching.errors import InvalidTableError
from matching.tables.people import People


def codes_on_scale(
    order: Sequence[str], mentees: People, mentee: str, mentors: People, mentor: str
) -> Codes:
    """Encode a column of each side as places on a scale, lowest first.

    Raises
    ------
    InvalidTableError
        An answer is not on the scale; names the table, the row, the column and the answer.
    """
    _refuse_answers_off(order, mentees, mentee)
    _refuse_answers_off(order, mentors, mentor)
    return Codes.on_scale(order, mentees.text(mentee), mentors.text(mentor))


def climbs(places: int) -> npt.NDArray[np.int64]:
    """Count the steps from every place (rows) of a scale up to every place (columns).

    >>> climbs(2).tolist()
    [[0, 1], [-1, 0]]
    """
    return np.arange(places) - np.arange(places)[:, np.newaxis]


def _refuse_answers_off(order: Sequence[str], people: People, column: str) -> None:
    known = {"", *map(same_text, order)}
    answers = people.text(column)
    wrong = {answer for answer in dict.fromkeys(answers) if same_text(answer) not in known}
    for person, answer in enumerate(answers):
        if answer in wrong:
            where = people.where(person, column)
            raise InvalidTableError(f"{where}: {answer!r} is not on the scale {', '.join(order)}")
