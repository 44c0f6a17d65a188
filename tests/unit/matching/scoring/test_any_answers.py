"""An answer that means "any" suits everybody under every kind of rule and criterion."""

import pickle

import numpy as np
import pytest

from matching import AnyAnswer, Change, Missing, Program, match
from matching.scoring.criteria import CRITERION_KINDS
from matching.scoring.rules import RULE_KINDS
from tests.unit.matching.random_people import people
from tests.unit.matching.test_pipeline import table

ANY = ["No preference", "Any age, any area"]
OPTIONS: dict[str, dict[str, object]] = {
    "overlap": {"enough": 3},
    "range": {"fade": 5},
    "nearness": {"places": {"low": [34.06, -118.28], "top": [34.03, -118.21]}, "far": 20},
    "priority": {"answer": "low"},
}
ORDER = {"order": ["low", "top"]}


def entry(kind, options, what):
    """Return the only rule or criterion of a programme that compares the columns x."""
    mapping = {
        "title": "x",
        "mentees": {"id": "id"},
        "mentors": {"id": "id"},
        what: [{"name": "x", "kind": kind, "column": "x", "any": ANY, **options}],
    }
    program = Program.from_mapping(mapping)
    return (program.rules or program.criteria)[0]


def sides(kind):
    answer = "30" if kind == "range" else "low"
    mentees = people(answer, "no  Preference", "", "ANY AGE, any area")
    return mentees, people("", answer, "No preference")


def block_of(prepared, mentees, mentors):
    rows, columns = np.arange(len(mentees)), np.arange(len(mentors))
    return (prepared if callable(prepared) else prepared.shares)(rows, columns)


OPEN_PAIRS = np.array([[0, 0, 1], [1, 1, 1], [0, 0, 1], [1, 1, 1]], dtype=bool)


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_a_rule_lets_them_pass_with_everybody_and_judges_the_others_as_before(kind):
    options = {"allowed": [0], **ORDER} if kind == "steps" else {}
    rule = entry(kind, options, "rule")
    mask = rule.prepare(*sides(kind))
    block = block_of(mask, *sides(kind))
    assert block[OPEN_PAIRS].all()
    plain = block_of(rule.kind.prepare(people("low", ""), people("", "low")), range(2), range(2))
    assert block[np.ix_([0, 2], [0, 1])].tolist() == plain.tolist()
    assert block_of(pickle.loads(pickle.dumps(mask)), *sides(kind)).tolist() == block.tolist()  # noqa: S301


@pytest.mark.parametrize("kind", CRITERION_KINDS)
def test_a_criterion_gives_them_its_full_share_and_the_others_their_share(kind):
    options = {"shares": {"0": 0.5}, **ORDER} if kind == "steps" else OPTIONS.get(kind, {})
    criterion = entry(kind, {"weight": 1, "missing": 0.25, **options}, "criterion")
    scorer = criterion.prepare(*sides(kind))
    block = block_of(scorer, *sides(kind))
    assert block[OPEN_PAIRS].tolist() == [1.0] * OPEN_PAIRS.sum()
    assert block[[0, 2, 2], [0, 0, 1]].tolist() == [0.25] * 3
    again = scorer.for_people(*sides(kind))
    assert block_of(again, *sides(kind)).tolist() == block.tolist()
    assert scorer.evidence(1, 0) == AnyAnswer("mentee")
    assert scorer.evidence(0, 2) == AnyAnswer("mentor")
    assert scorer.evidence(3, 2) == AnyAnswer("both")
    assert scorer.evidence(2, 1) == Missing("mentee")


def test_who_takes_any_does_not_change_the_neutral_share_of_a_blank():
    criterion = entry("same", {"weight": 1}, "criterion")
    mentees, mentors = people("a", "b", "No preference"), people("a", "")
    assert block_of(criterion.prepare(mentees, mentors), mentees, mentors).tolist() == [
        [1.0, 0.5], [0.0, 0.5], [1.0, 1.0],
    ]  # fmt: skip


def test_an_item_of_a_list_may_mean_any():
    rule = entry("share", {}, "rule")
    mentees, mentors = people("Woman; no preference", "Woman, maybe"), people("Man")
    assert block_of(rule.prepare(mentees, mentors), mentees, mentors).tolist() == [[True], [False]]


WISHES = {
    "title": "Wishes",
    "mentees": {"id": "id"},
    "mentors": {"id": "id", "changeable": ["region"]},
    "rule": [
        {"name": "gender", "kind": "share", "mentee": "topics", "mentor": "interests"},
        {"name": "region", "kind": "share", "column": "region", "any": "Anywhere"},
    ],
}


@pytest.mark.parametrize(("any_answers", "matched"), [([], 1), (["No preference"], 2)])
def test_a_mentee_without_a_preference_is_matched(any_answers, matched):
    mapping = {**WISHES, "rule": [{**WISHES["rule"][0], "any": any_answers}]}
    mentees = table({"id": "ana", "topics": "No preference"}, {"id": "bea", "topics": "Woman"})
    mentors = table({"id": "cam", "interests": "Man"}, {"id": "dee", "interests": "Woman"})
    assert len(match(Program.from_mapping(mapping), mentees, mentors).pairs) == matched


def test_nobody_is_told_that_an_answer_that_means_any_would_help():
    mentees = table(
        {"id": "ana", "topics": "Man", "region": "north"},
        {"id": "bea", "topics": "Woman", "region": "Anywhere"},
    )
    mentors = table({"id": "cam", "interests": "Man", "region": "south"})
    result = match(Program.from_mapping(WISHES), mentees, mentors)
    assert result.unmatched_mentors[0].reason.change == Change((("region", "north"),), "ana", "ana")
