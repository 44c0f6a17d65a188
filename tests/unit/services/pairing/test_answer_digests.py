"""Whether answers that the matching compares are what a run has read."""

import pytest

from mentorship.questions import blank_answers, match_columns
from mentorship.services.pairing.answer_digests import digest

ANSWERS = {**blank_answers(), "name": "Mei", "availability": ["sat_morning"]}


def changed(**answers: object) -> bool:
    return digest(match_columns({**ANSWERS, **answers})) != digest(match_columns(ANSWERS))


@pytest.mark.usefixtures("runtime")
def test_another_time_is_a_change_and_another_name_is_none() -> None:
    assert changed(availability=["sat_morning", "sun_morning"])
    assert not changed(name="May", availability=["sat_morning"])
