"""What is stored of why somebody is in no pair: who comes closest, and what the run has read."""

from typing import Any

import pandas as pd
import pytest

import matching
from mentorship.questions import blank_answers, match_columns
from mentorship.services.pairing.answer_digests import digest
from mentorship.services.pairing.library_adapter.unmatched_reasons import reasons_of_unmatched

SHARED = {
    "communities": "asian",
    "languages": "en",
    "modes": "online",
    "availability": "mon_evening",
    "topics": "media",
}


def person(id_: int, **answers: str) -> dict[str, str]:
    blank = dict.fromkeys(match_columns(blank_answers()), "")
    return {"id": str(id_), "person": str(id_), **blank, **SHARED, "capacity": "1", **answers}


def mentor(id_: int, **answers: str) -> dict[str, str]:
    return person(id_, **{"communities": "latino", **answers})


def reasons(
    mentees: list[dict[str, str]], mentors: list[dict[str, str]], **options: Any
) -> dict[int, dict[str, Any]]:
    program = matching.Program.shipped("cross-community")
    tables = pd.DataFrame(mentees, dtype=str), pd.DataFrame(mentors, dtype=str)
    return reasons_of_unmatched(matching.match(program, *tables, **options))


def other(id_: int, *rules: str, is_free: bool = False, **more: bool) -> dict[str, Any]:
    return {"id": id_, "rules": [*rules], "is_free": is_free, "is_below_floor": False, **more}


@pytest.fixture(autouse=True)
def _runtime(runtime: object) -> None:
    """Provide the programme whose questions have columns."""


def test_whom_a_change_leads_to_comes_before_who_is_taken() -> None:
    found = reasons([person(1), person(2)], [mentor(3), mentor(4, availability="sat_morning")])
    (id_,) = found.keys() & {1, 2}
    assert found[id_]["change"] == [["availability", "sat_morning"]]
    assert found[id_]["change_with"] == 4
    assert found[id_]["closest"] == [other(4, "time", is_free=True), other(3)]


def test_whom_two_changes_lead_to_is_named_with_both_rules() -> None:
    far = mentor(4, availability="sat_morning", modes="in_person")
    found = reasons([person(1)], [far])
    assert found[1]["closest"] == [other(4, "mode", "time", is_free=True)]
    assert len(found[1]["change"]) == 2


def test_whoever_fits_but_scores_too_little_is_said_to() -> None:
    found = reasons([person(1)], [mentor(2)], floor=9.0)
    assert found[1]["kind"] == "below_floor"
    assert found[1]["closest"] == [other(2, is_free=True, is_below_floor=True)]


def test_at_most_three_are_named_and_never_the_person_themselves() -> None:
    mentors = [mentor(id_) for id_ in (2, 3, 4, 5)]
    own = mentor(6, person="1")
    assert reasons([person(1)], [own])[1]["closest"] == []
    found = reasons([person(1, languages="zap")], [own, *mentors])[1]
    assert found["closest"] == [other(id_, "language", is_free=True) for id_ in (2, 3, 4)]


def test_the_answers_that_the_run_has_read_are_recognized() -> None:
    row = person(1, languages="zap")
    found = reasons([row], [mentor(2)])
    assert found[1]["answers"] == digest(
        {name: row[name] for name in match_columns(blank_answers())}
    )
