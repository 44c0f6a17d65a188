"""The smallest change of one's own answers, held against matching the round again with it."""

import numpy as np
import pandas as pd
import pytest

from matching import Program, match

PROGRAM = Program.from_mapping(
    {
        "title": "Times",
        "mentees": {"id": "id", "changeable": ["times", "mode"]},
        "mentors": {"id": "id", "capacity": "places", "changeable": ["times"]},
        "rule": [
            {"name": "time", "kind": "share", "column": "times"},
            {"name": "group", "kind": "different", "column": "group"},
        ],
        "criterion": [
            {"name": "time", "kind": "overlap", "column": "times", "enough": 2, "weight": 2},
            {"name": "mode", "kind": "same", "column": "mode", "weight": 1, "missing": 0},
        ],
    }
)
TIMES = ("mon", "tue", "wed", "thu")


def table(rows):
    return pd.DataFrame(rows, columns=["id", "times", "group", "mode", "places"], dtype=str)


def random_tables(seed):
    random = np.random.default_rng(seed)

    def side(letter, size):
        return [
            (
                f"{letter}{n}",
                ",".join(random.choice(TIMES, random.integers(0, 3), replace=False)),
                random.choice(["a", "b"]),
                random.choice(["", "online", "there"]),
                random.choice(["0", "1", "2"]) if letter == "m" else "1",
            )
            for n in range(size)
        ]

    return table(side("e", random.integers(1, 7))), table(side("m", random.integers(1, 6)))


def with_answers(people, who, change):
    people = people.copy()
    row = people.index[people["id"] == who][0]
    for column, answer in change.answers:
        before = people.loc[row, column]
        alone = column == "mode" or not before
        people.loc[row, column] = answer if alone else f"{before}, {answer}"
    return people


def every_change(people, others, who, columns, together):
    """Yield the tables with so many answers more, as a plain double loop finds them."""
    row = people.index[people["id"] == who][0]
    options = []
    for column in columns:
        own = {one.strip() for one in people.loc[row, column].split(",")}
        theirs = {one.strip() for cell in others[column] for one in cell.split(",")}
        options += [(column, one) for one in sorted(theirs - own - {""})]
    for first, one in enumerate(options):
        if together == 1:
            yield (one,)
            continue
        yield from ((one, other) for other in options[first + 1 :])


def test_a_mentee_who_lacks_one_time_is_told_which():
    mentees = table([("e", "mon", "a", "", "1")])
    mentors = table([("m", "sat", "b", "", "1")])
    (person,) = match(PROGRAM, mentees, mentors).unmatched_mentees
    assert person.reason.change.answers == (("times", "sat"),)
    assert person.reason.change.other_id == "m"


def test_who_one_is_is_never_to_be_changed():
    mentees = table([("e", "mon", "a", "", "1")])
    mentors = table([("m", "mon", "a", "", "1")])
    (person,) = match(PROGRAM, mentees, mentors).unmatched_mentees
    assert person.reason.change is None


def test_a_banned_pair_is_not_held_out_as_a_hope():
    mentees = table([("e", "mon", "a", "", "1")])
    mentors = table([("m", "sat", "b", "", "1")])
    (person,) = match(PROGRAM, mentees, mentors, banned=[("e", "m")]).unmatched_mentees
    assert person.reason.change is None


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
@pytest.mark.parametrize("seed", range(20))
def test_a_change_gives_a_pair_and_no_smaller_one_would(seed, objective):
    mentees, mentors = random_tables(seed)
    before = match(PROGRAM, mentees, mentors, objective=objective)
    for person in before.unmatched_mentees:
        asked = (mentees, mentors, person, ["times", "mode"])
        check(asked, lambda changed: match_ids(changed, mentors, objective, "mentee"), before)
    for person in before.unmatched_mentors:
        if person.reason.kind != "no_places":
            asked = (mentors, mentees, person, ["times"])
            check(asked, lambda changed: match_ids(mentees, changed, objective, "mentor"), before)


def match_ids(mentees, mentors, objective, side):
    result = match(PROGRAM, mentees, mentors, objective=objective)
    return {getattr(pair, f"{side}_id") for pair in result.pairs}, result.assignment


def check(asked, match_with, before):
    people, others, person, columns = asked
    helped = person.reason.change
    if helped is not None:
        matched, answer = match_with(with_answers(people, person.id, helped))
        assert person.id in matched
        assert (answer.people, answer.total) > (
            before.assignment.people,
            before.assignment.total,
        ) or (answer.total > before.total)
    smaller = 2 if helped is None else len(helped.answers) - 1
    for together in range(1, smaller + 1):
        for added in every_change(people, others, person.id, columns, together):
            if together == 2 and added[0][0] == added[1][0] == "mode":
                continue
            change = type("Change", (), {"answers": added})
            _, answer = match_with(with_answers(people, person.id, change))
            assert answer.people <= before.assignment.people
            if answer.people == before.assignment.people:
                assert answer.total <= before.total + 1e-9
