"""The code of a new choice can be stored, and is none that was used before."""

import pytest

from mentorship.programme.reading import CODE
from mentorship.services.programme.codes import new_code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Know your rights", "know_your_rights"),
        ("Sanación y salud", "sanacion_y_salud"),
        ("24-hour hotline", "choice_24_hour_hotline"),
        ("한국어", "choice"),
        ("Elsewhere", "elsewhere_2"),
        ("A label of more than thirty letters", "a_label_of_more_than_thirty_le"),
    ],
)
def test_a_code_is_made_of_the_label(label: str, code: str) -> None:
    assert new_code(label, set()) == code
    assert CODE.fullmatch(code)


def test_a_code_that_was_used_is_not_used_again() -> None:
    assert new_code("Media", {"media", "media_2"}) == "media_3"
