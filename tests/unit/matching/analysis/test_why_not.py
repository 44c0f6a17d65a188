"""Why not this other mentor: what is said, held against insisting on it."""

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


def test_a_ban_a_floor_and_a_pin_are_told_apart():
    banned = match(PROGRAM, MENTEES, MENTORS, banned=[("ana", "eli")])
    assert why_not(banned, "ana", "eli") == Forbidden((), True, False, False)
    floor = match(PROGRAM, MENTEES, MENTORS, floor=4)
    assert why_not(floor, "ana", "eli") == Forbidden((), False, True, False)
    pinned = match(PROGRAM, MENTEES, MENTORS, pinned=[("ana", "dee")])
    assert why_not(pinned, "ana", "eli") == Forbidden((), False, False, True)
    assert why_not(pinned, "bo", "dee") == Forbidden((), False, False, True)


def test_who_would_lose_what_is_said_of_everybody_who_would_move():
    costs = why_not(match(PROGRAM, MENTEES, MENTORS), "ana", "eli")
    assert (costs.people, costs.points) == (0, 3.0)
    first, second = costs.moves
    assert (first.mentee_id, first.before_id, first.after_id) == ("ana", "dee", "eli")
    assert (first.before, first.after) == (6.0, 3.0)
    assert (second.mentee_id, second.before_id, second.after_id) == ("bo", "eli", "dee")


def test_a_pair_of_the_round_itself_costs_nothing():
    assert why_not(match(PROGRAM, MENTEES, MENTORS), "ana", "dee") == PairCost(0, 0.0, ())


def test_somebody_unknown_is_refused_by_name():
    with pytest.raises(InvalidProblemError, match="'zoe'"):
        why_not(match(PROGRAM, MENTEES, MENTORS), "zoe", "dee")


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
@pytest.mark.parametrize("seed", range(15))
def test_the_moves_are_what_insisting_on_the_pair_does(seed, objective):
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
            why = why_not(result, mentee, mentor)
            if isinstance(why, PairCost):
                check_moves(result, why, (mentee, mentor))


def check_moves(result, why, pair):
    moved = {pair.mentee_id: pair.mentor_id for pair in result.pairs}
    for move in why.moves:
        assert moved.pop(move.mentee_id, None) == move.before_id
        if move.after_id is not None:
            moved[move.mentee_id] = move.after_id
    assert moved[pair[0]] == pair[1]
    places = dict(zip(result.pair_scores.mentors.ids, result.problem.mentor_capacity, strict=True))
    for mentor in set(moved.values()):
        assert list(moved.values()).count(mentor) <= places[mentor]
    loads = [list(moved.values()).count(mentor) for mentor in places]
    scores = [result.pair_scores.scores(*places_of(result, *one)).item() for one in moved.items()]
    total = sum(scores) - 0.5 * sum(load * (load - 1) / 2 for load in loads)
    assert total == pytest.approx(result.total - why.points)
    if result.objective == "most_people":
        assert len(moved) == result.assignment.people - why.people


def places_of(result, mentee, mentor):
    compared = result.pair_scores
    return np.array([compared.mentees.ids.index(mentee)]), np.array(
        [compared.mentors.ids.index(mentor)]
    )
