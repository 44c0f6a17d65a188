"""Counterfactual changes, compared with matching again after the change."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from matching import Change, Program, match
from matching.explanations.changeable_answers import ChangeableAnswers
from matching.tables.people import People

MAPPING = {
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
PROGRAM = Program.from_mapping(MAPPING)
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


def with_change(people, person_id, change):
    people = people.copy()
    row = people.index[people["id"] == person_id][0]
    for column, answer in change.answers:
        before = people.loc[row, column]
        replaces = column == "mode" or not before
        people.loc[row, column] = answer if replaces else f"{before}, {answer}"
    return people


def every_change(people, others, person_id, columns, size):
    """Yield all combinations of answers that a person could add, by a plain double loop."""
    row = people.index[people["id"] == person_id][0]
    options = []
    for column in columns:
        given = {answer.strip() for answer in people.loc[row, column].split(",")}
        useful = {answer.strip() for cell in others[column] for answer in cell.split(",")}
        options += [(column, answer) for answer in sorted(useful - given - {""})]
    yield from combinations(options, size)


def test_a_mentee_who_lacks_one_time_learns_which():
    mentees = table([("e", "mon", "a", "", "1")])
    mentors = table([("m", "sat", "b", "", "1")])
    (person,) = match(PROGRAM, mentees, mentors).unmatched_mentees
    assert person.reason.change.answers == (("times", "sat"),)
    assert person.reason.change.other_id == "m"


def test_only_changeable_columns_are_tried():
    mentees = table([("e", "mon", "a", "", "1")])
    mentors = table([("m", "mon", "a", "", "1")])
    (person,) = match(PROGRAM, mentees, mentors).unmatched_mentees
    assert person.reason.change is None


def test_a_banned_pair_is_never_suggested():
    mentees = table([("e", "mon", "a", "", "1")])
    mentors = table([("m", "sat", "b", "", "1")])
    (person,) = match(PROGRAM, mentees, mentors, banned=[("e", "m")]).unmatched_mentees
    assert person.reason.change is None


@pytest.mark.parametrize("objective", ["most_people", "best_total"])
@pytest.mark.parametrize("seed", range(20))
def test_a_change_gives_a_pair_and_no_smaller_change_would(seed, objective):
    mentees, mentors = random_tables(seed)
    before = match(PROGRAM, mentees, mentors, objective=objective)
    for person in before.unmatched_mentees:
        case = (mentees, mentors, person, ["times", "mode"])
        check_change(case, lambda changed: match_ids(changed, mentors, objective, "mentee"), before)
    for person in before.unmatched_mentors:
        if person.reason.kind != "no_capacity":
            case = (mentors, mentees, person, ["times"])
            check_change(
                case, lambda changed: match_ids(mentees, changed, objective, "mentor"), before
            )


def match_ids(mentees, mentors, objective, side):
    result = match(PROGRAM, mentees, mentors, objective=objective)
    return {getattr(pair, f"{side}_id") for pair in result.pairs}, result.assignment


def check_change(case, match_with, before):
    people, others, person, columns = case
    change = person.reason.change
    if change is not None:
        matched, assignment = match_with(with_change(people, person.id, change))
        assert person.id in matched
        assert (assignment.people, assignment.total) > (
            before.assignment.people,
            before.assignment.total,
        ) or (assignment.total > before.total)
    max_size = 2 if change is None else len(change.answers) - 1
    for size in range(1, max_size + 1):
        for added in every_change(people, others, person.id, columns, size):
            if size == 2 and added[0][0] == added[1][0] == "mode":
                continue
            smaller = Change(added, other_id="", other_name="")
            _, assignment = match_with(with_change(people, person.id, smaller))
            assert assignment.people <= before.assignment.people
            if assignment.people == before.assignment.people:
                assert assignment.total <= before.total + 1e-9


@pytest.mark.parametrize("cell", ["mon", "['mon']", "mon;", '["mon"]'])
def test_an_answer_is_added_to_a_list_however_it_was_exported(cell):
    program = Program.from_mapping({**MAPPING, "criterion": []})
    mentees = People.from_table(table([("e", cell, "a", "", "1")]), program.mentees, "mentees")
    mentors = People.from_table(table([("m", "tue", "b", "", "1")]), program.mentors, "mentors")
    answers = ChangeableAnswers(program, ["times"], mentees, mentors)
    changed = answers.apply([(0, tuple(answers.options(0)))])
    assert changed.lists("times") == [("mon", "tue")]
