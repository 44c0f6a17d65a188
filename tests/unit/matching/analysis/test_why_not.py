"""Why not another pair, compared with the result of requiring it."""

import numpy as np
import pandas as pd
import pytest

from matching import Forbidden, InvalidProblemError, PairCost, Program, match, why_not

PROGRAM = Program.from_mapping(
    {
        "title": "Topics",
        "mentees": {"id": "id"},
        "mentors": {"id": "id", "capacity": "places"},
        "rule": [{"name": "group", "kind": "different", "column": "group"}],
        "criterion": [{"name": "topics", "kind": "shared items", "column": "topics", "weight": 6}],
    }
)


def table(*rows):
    return pd.DataFrame(rows, columns=["id", "topics", "group", "places"], dtype=str)


MENTEES = table(("ana", "x,y", "a", ""), ("bo", "x", "a", ""), ("cy", "z", "b", ""))
MENTORS = table(("dee", "x,y", "b", "1"), ("eli", "x", "b", "1"), ("flo", "x,z", "a", "1"))


def test_a_rule_that_forbids_the_pair_is_named():
    assert why_not(match(PROGRAM, MENTEES, MENTORS), "ana", "flo") == Forbidden(
        rules=("group",), banned=False, under_floor=False, pinned=False
    )


def test_a_ban_a_floor_and_a_pin_are_distinguished():
    banned = match(PROGRAM, MENTEES, MENTORS, banned=[("ana", "eli")])
    assert why_not(banned, "ana", "eli") == Forbidden((), True, False, False)
    floor = match(PROGRAM, MENTEES, MENTORS, floor=4)
    assert why_not(floor, "ana", "eli") == Forbidden((), False, True, False)
    pinned = match(PROGRAM, MENTEES, MENTORS, pinned=[("ana", "dee")])
    assert why_not(pinned, "ana", "eli") == Forbidden((), False, False, True)
    assert why_not(pinned, "bo", "dee") == Forbidden((), False, False, True)


def test_every_reassigned_mentee_is_listed_with_both_scores():
    costs = why_not(match(PROGRAM, MENTEES, MENTORS), "ana", "eli")
    assert (costs.people, costs.points) == (0, 3.0)
    first, second = costs.reassignments
    assert (first.mentee_id, first.before_id, first.after_id) == ("ana", "dee", "eli")
    assert (first.before, first.after) == (6.0, 3.0)
    assert (second.mentee_id, second.before_id, second.after_id) == ("bo", "eli", "dee")


def test_a_matched_pair_costs_nothing():
    assert why_not(match(PROGRAM, MENTEES, MENTORS), "ana", "dee") == PairCost(0, 0.0, ())


def test_an_unknown_id_is_refused():
    with pytest.raises(InvalidProblemError, match="'zoe'"):
        why_not(match(PROGRAM, MENTEES, MENTORS), "zoe", "dee")


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
@pytest.mark.parametrize("seed", range(15))
def test_the_reassignments_give_the_pair_at_the_stated_cost(seed, objective):
    random = np.random.default_rng(seed)

    def topics():
        return ",".join(random.choice(list("uvwxyz"), random.integers(1, 4), replace=False))

    mentees = table(*[(f"e{n}", topics(), random.choice(["a", "b"]), "") for n in range(6)])
    mentors = table(
        *[
            (f"m{n}", topics(), random.choice(["a", "b"]), random.choice(["0", "1", "2"]))
            for n in range(5)
        ]
    )
    result = match(PROGRAM, mentees, mentors, objective=objective, load_penalty=0.5)
    for mentee in mentees["id"]:
        for mentor in mentors["id"]:
            cost = why_not(result, mentee, mentor)
            if isinstance(cost, PairCost):
                check_cost(result, cost, (mentee, mentor))


def check_cost(result, cost, pair):
    mentor_of = {pair.mentee_id: pair.mentor_id for pair in result.pairs}
    for change in cost.reassignments:
        assert mentor_of.pop(change.mentee_id, None) == change.before_id
        if change.after_id is not None:
            mentor_of[change.mentee_id] = change.after_id
    assert mentor_of[pair[0]] == pair[1]
    capacity = dict(
        zip(result.pair_scores.mentors.ids, result.problem.mentor_capacity, strict=True)
    )
    for mentor in set(mentor_of.values()):
        assert list(mentor_of.values()).count(mentor) <= capacity[mentor]
    loads = [list(mentor_of.values()).count(mentor) for mentor in capacity]
    scores = [
        result.pair_scores.scores(*positions(result, *item)).item() for item in mentor_of.items()
    ]
    total = sum(scores) - 0.5 * sum(load * (load - 1) / 2 for load in loads)
    assert total == pytest.approx(result.total - cost.points)
    if result.objective == "most_people":
        assert len(mentor_of) == result.assignment.people - cost.people


def positions(result, mentee, mentor):
    pair_scores = result.pair_scores
    return np.array([pair_scores.mentees.ids.index(mentee)]), np.array(
        [pair_scores.mentors.ids.index(mentor)]
    )
