"""Who comes closest to an unmatched person, compared with a plain double loop."""

import pandas as pd
import pytest

from matching import NearMiss, Program, match
from tests.unit.matching.explanations.test_counterfactuals import MAPPING, PROGRAM, random_tables

MODES = {"name": "mode", "kind": "share", "column": "mode"}


def table(*rows):
    return pd.DataFrame(rows, columns=["id", "times", "group", "mode", "places"], dtype=str)


def near(reason):
    return [(near_miss.id, near_miss.rule) for near_miss in reason.near_misses]


def test_whoever_breaks_a_single_rule_is_named_with_it():
    mentees = table(("e", "mon", "a", "", "1"))
    mentors = table(("m", "sat", "b", "", "1"), ("n", "sat", "a", "", "1"))
    result = match(PROGRAM, mentees, mentors)
    (person,) = result.unmatched_mentees
    assert person.reason.near_misses == (NearMiss("m", "m", 0.0, "time", is_free=True),)
    assert [near(other.reason) for other in result.unmatched_mentors] == [[("e", "time")], []]


def test_nobody_is_close_who_only_lacks_a_difference():
    mentees, mentors = table(("e", "mon", "a", "", "1")), table(("m", "mon", "a", "", "1"))
    (person,) = match(PROGRAM, mentees, mentors).unmatched_mentees
    assert person.reason.near_misses == ()


def test_a_banned_person_is_never_close():
    mentees, mentors = table(("e", "mon", "a", "", "1")), table(("m", "sat", "b", "", "1"))
    result = match(PROGRAM, mentees, mentors, banned=[("e", "m")])
    for person in (*result.unmatched_mentees, *result.unmatched_mentors):
        assert (person.reason.banned, person.reason.near_misses) == (1, ())


def test_what_could_be_changed_comes_before_what_could_not():
    program = Program.from_mapping(
        {**MAPPING, "mentees": {"id": "id", "changeable": ["times"]}, "rule": [
            {"name": "time", "kind": "share", "column": "times"}, MODES
        ]}
    )  # fmt: skip
    mentees = table(("e", "mon", "", "there", "1"))
    mentors = table(("m", "mon", "", "online", "1"), ("n", "sat", "", "there", "1"))
    (person,) = match(program, mentees, mentors).unmatched_mentees
    assert near(person.reason) == [("n", "time"), ("m", "mode")]


def test_whoever_is_free_comes_before_whoever_is_taken():
    mentees = table(("e", "mon", "a", "there", "1"), ("f", "tue", "a", "there", "1"))
    mentors = table(("m", "tue", "b", "there", "1"), ("n", "sat", "b", "", "1"))
    (person,) = match(PROGRAM, mentees, mentors).unmatched_mentees
    assert near(person.reason) == [("n", "time"), ("m", "time")]
    assert [other.is_free for other in person.reason.near_misses] == [True, False]


@pytest.mark.parametrize("seed", range(20))
def test_the_closest_are_those_of_a_plain_double_loop(seed):
    mentees, mentors = random_tables(seed)
    result = match(PROGRAM, mentees, mentors)
    for person in result.unmatched_mentees:
        mentee = mentees[mentees["id"] == person.id].iloc[0]
        expected = {mentor["id"] for _, mentor in mentors.iterrows() if is_near(mentee, mentor)}
        found = {other.id for other in person.reason.near_misses}
        assert found <= expected
        assert len(found) == min(3, len(expected))


def is_near(mentee, mentor):
    times = {*mentee["times"].split(",")} & {*mentor["times"].split(",")} - {""}
    return not times and mentee["group"] != mentor["group"] and mentor["places"] != "0"


def test_whoever_fits_but_scores_below_the_floor_is_the_reason():
    mentees, mentors = table(("e", "mon", "a", "", "1")), table(("m", "mon", "b", "", "1"))
    result = match(PROGRAM, mentees, mentors, floor=2.5)
    for person in (*result.unmatched_mentees, *result.unmatched_mentors):
        assert person.reason.kind == "below_floor"
        assert person.reason.rivals[0].is_free
