"""The reasons of a pair of the board are those that a run would have given."""

from dataclasses import replace

import pytest

from mentorship.services.pairing.library_adapter.explanations import explain
from mentorship.services.pairing.library_adapter.match_round import run_result
from tests.unit.services.pairing.library_adapter.given_people import RUN, given, run_of

MENTEES = [{"interests": "music,poetry"}, {"interests": "poetry", "topics": "voting"}]
MENTORS = [{"interests": "poetry"}, {"interests": "music", "languages": "en,es"}]


@pytest.mark.usefixtures("runtime")
def test_a_pair_is_explained_as_a_run_that_suggests_it_would() -> None:
    for pair in ((1, 11), (1, 12), (2, 11)):
        with_pair = given(MENTEES, MENTORS, pinned=[pair], waited=[1, 12])
        (suggested,) = [
            item
            for item in run_result(run_of(with_pair), with_pair).pairs
            if (item.mentee_id, item.mentor_id) == pair
        ]
        without = given(MENTEES, MENTORS, waited=[1, 12])
        explained = explain(RUN, without, {pair: suggested.explanation["score"]})[pair]
        assert {**explained, "pinned": True} == suggested.explanation


def test_a_pair_that_breaks_a_rule_has_its_reasons_too() -> None:
    apart = given([{"availability": "mon_morning"}], [{}], banned=[(1, 11)])
    explained = explain(RUN, apart, {(1, 11): 5.0})[1, 11]
    assert explained["score"] > 0
    assert {share["criterion"] for share in explained["shares"]} >= {"topics", "time"}


@pytest.mark.usefixtures("runtime")
def test_the_score_on_the_board_stays_where_it_counts_a_conversation() -> None:
    talked = replace(given(MENTEES, MENTORS), conversations=[(1, 11, 5, 4)])
    explained = explain(RUN, talked, {(1, 11): 9.5, (2, 12): 3.0})
    assert explained[1, 11]["score"] == 9.5
    assert explained[1, 11]["conversation"] == {"answers": 2, "lowest": 4}
    assert "first_score" not in explained[2, 12]
