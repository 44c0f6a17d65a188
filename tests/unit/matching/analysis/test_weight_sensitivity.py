"""The share of plausible weightings in which a pair stays."""

import pandas as pd
import pytest

from matching import InvalidProblemError, Program, match, weight_sensitivity


def program(topics, area):
    return Program.from_mapping(
        {
            "title": "Two criteria",
            "mentees": {"id": "id"},
            "mentors": {"id": "id"},
            "criterion": [
                {"name": "topics", "kind": "shared items", "column": "topics", "weight": topics},
                {"name": "area", "kind": "same", "column": "area", "weight": area},
            ],
        }
    )


def table(*rows):
    return pd.DataFrame(rows, columns=["id", "topics", "area"], dtype=str)


# Either both get their topic, or both their area: only the weights decide.
MENTEES = table(("e1", "x", "north"), ("e2", "y", "south"))
MENTORS = table(("m1", "x", "south"), ("m2", "y", "north"))


def test_pairs_that_every_weighting_prefers_always_stay():
    result = match(program(2, 1), MENTEES, table(("m1", "x", "north"), ("m2", "y", "south")))
    assert weight_sensitivity(result, draws=20) == {("e1", "m1"): 1.0, ("e2", "m2"): 1.0}


@pytest.mark.slow
def test_pairs_are_more_sensitive_the_closer_the_weights():
    close, clear = match(program(1.01, 1), MENTEES, MENTORS), match(program(2, 1), MENTEES, MENTORS)
    assert 0.3 < weight_sensitivity(close, draws=100)["e1", "m1"] < 0.75
    assert 0.9 < weight_sensitivity(clear, draws=100)["e1", "m1"] <= 1.0


def test_the_same_seed_gives_the_same_shares():
    result = match(program(1.1, 1), MENTEES, MENTORS)
    assert weight_sensitivity(result, draws=30, seed=4) == weight_sensitivity(
        result, draws=30, seed=4
    )


def test_pins_and_bans_hold_in_every_weighting():
    result = match(program(2, 1), MENTEES, MENTORS, pinned=[("e1", "m2")])
    assert weight_sensitivity(result, draws=20)["e1", "m2"] == 1.0
    banned = match(program(1.01, 1), MENTEES, MENTORS, banned=[("e1", "m2")])
    assert weight_sensitivity(banned, draws=20)["e1", "m1"] == 1.0


def test_criteria_without_weight_are_accepted():
    result = match(program(0, 0), MENTEES, MENTORS)
    assert set(weight_sensitivity(result, draws=5)) == {
        (pair.mentee_id, pair.mentor_id) for pair in result.pairs
    }


@pytest.mark.parametrize("draws", [0, -1, 1.5, "9", True])
def test_invalid_draws_are_refused(draws):
    with pytest.raises(InvalidProblemError, match="draws"):
        weight_sensitivity(match(program(1, 1), MENTEES, MENTORS), draws=draws)
