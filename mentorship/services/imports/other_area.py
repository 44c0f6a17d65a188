"""A neighborhood that is not in the programme's list, in the words of a sheet."""

from typing import cast

from flask_babel import gettext as _

from mentorship import vocabulary
from mentorship.questions import QUESTIONS, Answers, TextQuestion
from mentorship.services.imports.rows import SurveyRow
from mentorship.services.imports.text_answers import column_of, within_limit


def with_other_area(row: SurveyRow, answers: Answers, notes: list[str]) -> Answers:
    """Return answers in which the area and the name of another area agree, as the form asks."""
    area, name = answers["area"], answers["other_area"]
    if area == vocabulary.ELSEWHERE and not name:
        return {**answers, "other_area": _name_in_column_of_area(row, notes)}
    if name and not area:
        return {**answers, "area": vocabulary.ELSEWHERE}
    if name and area != vocabulary.ELSEWHERE:
        column = column_of(row, QUESTIONS["other_area"])
        notes.append(
            _("“%(column)s” is left out: a neighborhood of the list is chosen", column=column)
        )
        return {**answers, "other_area": ""}
    return answers


def _name_in_column_of_area(row: SurveyRow, notes: list[str]) -> str:
    question = cast("TextQuestion", QUESTIONS["other_area"])
    return within_limit(row, question, row.text("area"), QUESTIONS["area"], notes)
