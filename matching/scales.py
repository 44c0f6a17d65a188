"""An ordered scale, such as grades: where everybody stands on it."""

from collections.abc import Sequence

from matching.encodings import Codes, same_text
from matching.errors import InvalidTableError
from matching.people import People


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


def _refuse_answers_off(order: Sequence[str], people: People, column: str) -> None:
    known = {"", *map(same_text, order)}
    for person, answer in enumerate(people.text(column)):
        if same_text(answer) not in known:
            where = people.where(person, column)
            raise InvalidTableError(f"{where}: {answer!r} is not on the scale {', '.join(order)}")
