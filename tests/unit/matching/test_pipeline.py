"""From two tables to explained pairs: what the application and the command line rely on."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from matching import (
    InvalidPinError,
    InvalidProblemError,
    InvalidTableError,
    Problem,
    Program,
    match,
    weight_sensitivity,
)
from matching.parallel.progress import Stage

CROSS = Program.shipped("cross-community")
CIVIL = Program.shipped("civil-service")

PERSON = {
    "id": "x",
    "person": "",
    "communities": "asian",
    "languages": "en, vi",
    "modes": "in_person",
    "availability": "mon_morning, tue_evening",
    "topics": "housing, voting",
    "interests": "cooking",
    "dislikes": "",
    "region": "east",
    "capacity": "1",
}


def table(*changes):
    return pd.DataFrame([PERSON | {"id": f"p{n}"} | change for n, change in enumerate(changes)])


def latino(**changes):
    return {"communities": "latino", **changes}


def test_a_pair_is_explained_criterion_by_criterion():
    mentors = table(latino(id="m", languages="en", topics="voting", dislikes="noise"))
    (pair,) = match(CROSS, table({"id": "e"}), mentors).pairs
    assert (pair.mentee_id, pair.mentor_id, pair.max_score, pair.pinned) == ("e", "m", 11.0, False)
    points = {score.criterion: score.points for score in pair.criterion_scores}
    assert points == pytest.approx(
        {"topics": 2, "time": 4 / 3, "language": 0.5, "interests": 2, "dislikes": 0.5, "region": 1}
    )
    assert pair.score == pytest.approx(sum(points.values()))
    assert pair.criterion_scores[0].evidence.items == ("voting",)
    assert pair.criterion_scores[4].evidence.side == "mentee"


def test_pairs_are_sorted_by_score_and_then_by_id():
    mentees = table({"id": "c"}, {"id": "b"}, {"id": "a", "region": "west"})
    mentors = table(latino(id="m", capacity="3"))
    pairs = match(CROSS, mentees, mentors).pairs
    assert [pair.mentee_id for pair in pairs] == ["b", "c", "a"]


def test_pairs_explained_in_batches_have_their_own_scores():
    random = np.random.default_rng(5)
    topics = ["art", "food", "music", "sport"]
    rows = [
        {"id": f"{n:03}", "topics": ",".join(random.choice(topics, 2, replace=False))}
        for n in range(150)
    ]
    result = match(CROSS, table(*rows), table(*(latino(**row) for row in rows)))
    assert len(result.pairs) == 150
    for pair in result.pairs:
        assert pair.score == pytest.approx(sum(score.points for score in pair.criterion_scores))
        assert pair.criterion_scores[0].share == len(pair.criterion_scores[0].evidence.items) / 2


def test_the_order_of_rows_has_no_effect():
    mentees = table(*({"id": f"e{n}"} for n in range(9)))
    mentors = table(*(latino(id=f"m{n}") for n in range(6)))
    result = match(CROSS, mentees, mentors, seed=4)
    reordered = match(CROSS, mentees[::-1], mentors.sample(frac=1, random_state=1), seed=4)
    assert result.pairs == reordered.pairs
    assert result.unmatched_mentees == reordered.unmatched_mentees
    assert result.pairs != match(CROSS, mentees, mentors, seed=5).pairs


def test_nobody_is_paired_with_themself():
    both = latino(id="m", person="P7", communities="asian, latino")
    result = match(CROSS, table(both | {"id": "e"}), table(both))
    assert result.unmatched_mentees[0].reason.blocking[0].rule == "oneself"


def reason(mentees, mentors, side="mentees", **options):
    (person,) = getattr(match(CROSS, mentees, mentors, **options), f"unmatched_{side}")
    return person.reason


def test_a_rule_that_nobody_passes_is_the_reason():
    mentors = table(latino(id="a", languages="es"), latino(id="b", languages="es", capacity="0"))
    why = reason(table({"id": "e"}), mentors)
    assert (why.kind, why.others, why.allowed) == ("none_allowed", 1, 0)
    assert [count.rule for count in why.blocking] == ["language"]
    assert {count.rule: count.passing for count in why.passing}["mode"] == 1


def test_rules_that_nobody_passes_together_are_counted():
    mentors = table(latino(id="a", languages="es"), {"id": "b"})
    why = reason(table({"id": "e"}), mentors)
    assert (why.kind, why.blocking) == ("none_allowed", ())
    assert {count.rule: count.passing for count in why.passing}["language"] == 1


def test_mentors_who_are_all_taken_are_counted():
    mentees = table({"id": "e"}, {"id": "f", "region": "west"})
    why = reason(mentees, table(latino(id="m")))
    assert (why.kind, why.allowed, why.others) == ("all_taken", 1, 1)


def test_mentees_who_are_all_taken_are_counted():
    mentors = table(latino(id="m"), latino(id="n", region="west"))
    why = reason(table({"id": "e"}), mentors, side="mentors")
    assert (why.kind, why.allowed, why.others) == ("all_taken", 1, 1)


def test_a_mentor_without_capacity_has_that_as_the_reason():
    mentors = table(latino(id="m"), latino(id="n", capacity="0"))
    assert reason(table({"id": "e"}), mentors, side="mentors").kind == "no_capacity"


def test_an_empty_side_is_allowed_and_explained():
    empty = table({"id": "e"})[:0]
    assert reason(table({"id": "e"}), empty).kind == "nobody_there"
    assert reason(empty, table({"id": "m"}), side="mentors").kind == "nobody_there"
    assert match(CROSS, empty, empty).pairs == ()


def test_a_banned_pair_is_never_matched_and_is_counted():
    why = reason(table({"id": "e"}), table(latino(id="m")), banned=[("e", "m")] * 2)
    assert (why.kind, why.banned, why.blocking) == ("none_allowed", 1, ())


def test_a_pinned_pair_is_matched_instead_of_a_better_one():
    mentees = table({"id": "e"}, {"id": "f", "topics": "", "region": "west"})
    result = match(CROSS, mentees, table(latino(id="m")), pinned=[("f", "m")])
    assert [(pair.mentee_id, pair.pinned) for pair in result.pairs] == [("f", True)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"pinned": [("e", "same")]}, "breaks cross_community"),
        ({"pinned": [("e", "m")], "banned": [("e", "m")]}, "banned too"),
        ({"pinned": [("e", "m"), ("e", "n")]}, "pinned twice"),
        ({"pinned": [("e", "m"), ("f", "m")]}, "takes 1"),
    ],
)
def test_a_contradictory_pin_is_refused_with_ids(options, message):
    mentees = table({"id": "e"}, {"id": "f"})
    mentors = table(latino(id="m"), latino(id="n"), {"id": "same"})
    with pytest.raises(InvalidPinError, match=message) as refusal:
        match(CROSS, mentees, mentors, **options)
    assert refusal.value.mentee in ("e", "f")
    assert refusal.value.mentor in ("m", "n", "same")


@pytest.mark.parametrize("argument", ["banned", "pinned"])
@pytest.mark.parametrize("pair", [("e", "nobody"), ("nobody", "m"), ("m", "e")])
def test_an_unknown_id_is_refused(argument, pair):
    with pytest.raises(InvalidProblemError, match=f"{argument} names '(nobody|m)', who is not in"):
        match(CROSS, table({"id": "e"}), table(latino(id="m")), **{argument: [pair]})


def test_a_missing_column_of_a_rule_is_refused_with_its_name():
    with pytest.raises(InvalidTableError, match="mentors, row 1: no column 'languages'"):
        match(CROSS, table({}), table({}).drop(columns="languages"))


def test_progress_reports_each_stage_in_order():
    reports = []

    def progress(stage, done, total):
        reports.append((stage, done, total))

    match(CROSS, table({"id": "e"}), table(latino(id="m")), progress=progress)
    stages = Stage.SCORING, Stage.SOLVING, Stage.EXPLAINING
    assert reports == [(stage, 0, 1) for stage in stages]


def test_the_tables_are_not_changed():
    mentees, mentors = table({"id": "f"}, {"id": "e"}), table(latino(id="m"))
    before = mentees.copy(), mentors.copy()
    match(CROSS, mentees, mentors)
    pd.testing.assert_frame_equal(mentees, before[0])
    pd.testing.assert_frame_equal(mentors, before[1])


def civil_servant(**answers):
    blank = {"first name": "", "last name": "", "organisation": "", "profession": "",
             "identity to match": "", "characteristics": ""}  # fmt: skip
    return blank | {"email address" if key == "id" else key: text for key, text in answers.items()}


def test_a_civil_servant_scores_as_in_the_government_tool():
    mentee = civil_servant(
        id="e", grade="SEO", organisation="Joy", profession="Policy", **{"identity to match": "Gay"}
    )
    mentors = [
        civil_servant(id="m", grade="Grade 6", organisation="Love", profession="Policy"),
        civil_servant(id="n", grade="Grade 7", organisation="Love", characteristics="Gay, Lesbian"),
        civil_servant(id="own", grade="Grade 6", organisation="Joy", profession="Policy"),
        civil_servant(id="peer", grade="SEO", organisation="Love", profession="Policy"),
    ]
    result = match(CIVIL, pd.DataFrame([mentee]), pd.DataFrame(mentors))
    assert result.problem.scores.tolist() == [[22.0, 15.0, 22.0, 10.0]]
    assert result.problem.eligible.tolist() == [[True, True, False, False]]


CIVIL_SERVICE = Path(__file__).parents[4] / "shared" / "data" / "civil-service"


@pytest.mark.skipif(not CIVIL_SERVICE.is_dir(), reason="the civil-service tables are not available")
@pytest.mark.parametrize(
    ("size", "objective", "pairs", "total"),
    [
        ("large", "most_people", 484, 11480.0),
        ("large", "best_total", 483, 11488.0),
        ("small", "most_people", 35, 750.0),
        ("small", "best_total", 35, 750.0),
    ],
)
def test_the_civil_service_tables_have_their_known_optimum(size, objective, pairs, total):
    mentees, mentors = (
        pd.read_csv(CIVIL_SERVICE / f"{size}-{side}.csv", dtype=str, keep_default_na=False)
        for side in ("mentees", "mentors")
    )
    result = match(CIVIL, mentees, mentors, objective=objective)
    assert (len(result.pairs), result.total) == (pairs, total)


TOPICS = Program.from_mapping(
    {
        "title": "Topics",
        "mentees": {"id": "id"},
        "mentors": {"id": "id"},
        "criterion": [{"name": "topics", "kind": "shared items", "column": "topics", "weight": 2}],
    }
)
TWO_A_SIDE = [
    pd.DataFrame({"id": ids, "topics": ["voting", "housing"]}) for ids in (["1", "2"], ["11", "12"])
]


def the_other_way_round(problem):
    return Problem(problem.scores[:, ::-1])


def test_other_scores_decide_and_explanations_stay_those_of_the_programme():
    result = match(TOPICS, *TWO_A_SIDE, rescore=the_other_way_round)
    assert {pair.mentee_id: pair.mentor_id for pair in result.pairs} == {"1": "12", "2": "11"}
    assert result.total == 4
    assert [pair.score for pair in result.pairs] == [0, 0]


def test_they_also_decide_under_slightly_different_weights():
    result = match(TOPICS, *TWO_A_SIDE, rescore=the_other_way_round)
    assert weight_sensitivity(result, draws=3) == {("1", "12"): 1.0, ("2", "11"): 1.0}
