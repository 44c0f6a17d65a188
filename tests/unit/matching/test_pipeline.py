"""From two tables to explained pairs: what the application and the command line rely on."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from matching import (
    InvalidPinError,
    InvalidProblemError,
    InvalidTableError,
    Program,
    match,
)

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
    "places": "1",
}


def table(*changes):
    return pd.DataFrame([PERSON | {"id": f"p{n}"} | change for n, change in enumerate(changes)])


def latino(**changes):
    return {"communities": "latino", **changes}


def test_a_pair_is_explained_criterion_by_criterion():
    mentors = table(latino(id="m", languages="en", topics="voting", dislikes="noise"))
    (pair,) = match(CROSS, table({"id": "e"}), mentors).pairs
    assert (pair.mentee_id, pair.mentor_id, pair.most, pair.pinned) == ("e", "m", 11.0, False)
    points = {share.criterion: share.points for share in pair.shares}
    assert points == pytest.approx(
        {"topics": 2, "time": 4 / 3, "language": 0.5, "interests": 2, "dislikes": 0.5, "region": 1}
    )
    assert pair.score == pytest.approx(sum(points.values()))
    assert pair.shares[0].evidence.items == ("voting",)
    assert pair.shares[4].evidence.side == "mentee"


def test_pairs_come_best_first_and_then_in_order_of_id():
    mentees = table({"id": "c"}, {"id": "b"}, {"id": "a", "region": "west"})
    mentors = table(latino(id="m", places="3"))
    pairs = match(CROSS, mentees, mentors).pairs
    assert [pair.mentee_id for pair in pairs] == ["b", "c", "a"]


def test_many_pairs_are_explained_as_each_alone_would_be():
    random = np.random.default_rng(5)
    topics = ["art", "food", "music", "sport"]
    rows = [
        {"id": f"{n:03}", "topics": ",".join(random.choice(topics, 2, replace=False))}
        for n in range(150)
    ]
    result = match(CROSS, table(*rows), table(*(latino(**row) for row in rows)))
    assert len(result.pairs) == 150
    for pair in result.pairs:
        assert pair.score == pytest.approx(sum(share.points for share in pair.shares))
        assert pair.shares[0].share == len(pair.shares[0].evidence.items) / 2


def test_the_order_of_rows_decides_nothing():
    mentees = table(*({"id": f"e{n}"} for n in range(9)))
    mentors = table(*(latino(id=f"m{n}") for n in range(6)))
    straight = match(CROSS, mentees, mentors, seed=4)
    turned = match(CROSS, mentees[::-1], mentors.sample(frac=1, random_state=1), seed=4)
    assert straight.pairs == turned.pairs
    assert straight.unmatched_mentees == turned.unmatched_mentees
    assert straight.pairs != match(CROSS, mentees, mentors, seed=5).pairs


def test_nobody_meets_themself():
    both = latino(id="m", person="P7", communities="asian, latino")
    result = match(CROSS, table(both | {"id": "e"}), table(both))
    assert result.unmatched_mentees[0].reason.blocking[0].rule == "oneself"


def reason(mentees, mentors, side="mentees", **wishes):
    (person,) = getattr(match(CROSS, mentees, mentors, **wishes), f"unmatched_{side}")
    return person.reason


def test_somebody_whom_a_rule_leaves_nobody_learns_which_rule():
    mentors = table(latino(id="a", languages="es"), latino(id="b", languages="es", places="0"))
    found = reason(table({"id": "e"}), mentors)
    assert (found.kind, found.others, found.allowed) == ("none_allowed", 1, 0)
    assert [count.rule for count in found.blocking] == ["language"]
    assert {count.rule: count.passing for count in found.passing}["mode"] == 1


def test_somebody_whom_only_all_rules_together_leave_nobody_learns_the_counts():
    mentors = table(latino(id="a", languages="es"), {"id": "b"})
    found = reason(table({"id": "e"}), mentors)
    assert (found.kind, found.blocking) == ("none_allowed", ())
    assert {count.rule: count.passing for count in found.passing}["language"] == 1


def test_somebody_whose_mentors_are_all_taken_learns_how_many_there_were():
    mentees = table({"id": "e"}, {"id": "f", "region": "west"})
    found = reason(mentees, table(latino(id="m")))
    assert (found.kind, found.allowed, found.others) == ("all_taken", 1, 1)


def test_a_mentor_left_over_learns_that_the_mentees_are_taken():
    mentors = table(latino(id="m"), latino(id="n", region="west"))
    found = reason(table({"id": "e"}), mentors, side="mentors")
    assert (found.kind, found.allowed, found.others) == ("all_taken", 1, 1)


def test_a_mentor_without_places_is_told_so():
    mentors = table(latino(id="m"), latino(id="n", places="0"))
    assert reason(table({"id": "e"}), mentors, side="mentors").kind == "no_places"


def test_an_empty_side_is_legal_and_explained():
    nobody = table({"id": "e"})[:0]
    assert reason(table({"id": "e"}), nobody).kind == "nobody_there"
    assert reason(nobody, table({"id": "m"}), side="mentors").kind == "nobody_there"
    assert match(CROSS, nobody, nobody).pairs == ()


def test_a_ban_counts_and_keeps_two_people_apart():
    found = reason(table({"id": "e"}), table(latino(id="m")), banned=[("e", "m")] * 2)
    assert (found.kind, found.banned, found.blocking) == ("none_allowed", 1, ())


def test_a_pin_is_kept_against_the_better_pair():
    mentees = table({"id": "e"}, {"id": "f", "topics": "", "region": "west"})
    result = match(CROSS, mentees, table(latino(id="m")), pinned=[("f", "m")])
    assert [(pair.mentee_id, pair.pinned) for pair in result.pairs] == [("f", True)]


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({"pinned": [("e", "same")]}, "breaks cross_community"),
        ({"pinned": [("e", "m")], "banned": [("e", "m")]}, "banned too"),
        ({"pinned": [("e", "m"), ("e", "n")]}, "pinned twice"),
        ({"pinned": [("e", "m"), ("f", "m")]}, "takes 1"),
    ],
)
def test_a_contradictory_pin_is_refused_by_ids(wishes, why):
    mentees = table({"id": "e"}, {"id": "f"})
    mentors = table(latino(id="m"), latino(id="n"), {"id": "same"})
    with pytest.raises(InvalidPinError, match=why) as refusal:
        match(CROSS, mentees, mentors, **wishes)
    assert refusal.value.mentee in ("e", "f")
    assert refusal.value.mentor in ("m", "n", "same")


@pytest.mark.parametrize("wish", ["banned", "pinned"])
@pytest.mark.parametrize("pair", [("e", "nobody"), ("nobody", "m"), ("m", "e")])
def test_an_unknown_id_is_refused(wish, pair):
    with pytest.raises(InvalidProblemError, match=f"{wish} names '(nobody|m)', who is not in"):
        match(CROSS, table({"id": "e"}), table(latino(id="m")), **{wish: [pair]})


def test_a_column_that_a_rule_needs_is_missed_by_name():
    with pytest.raises(InvalidTableError, match="mentors, row 1: no column 'languages'"):
        match(CROSS, table({}), table({}).drop(columns="languages"))


def test_progress_tells_each_stage_in_order():
    told = []
    match(
        CROSS, table({"id": "e"}), table(latino(id="m")), progress=lambda *said: told.append(said)
    )
    assert told == [("scoring", 0, 1), ("solving", 0, 1), ("explaining", 0, 1)]


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


def test_a_civil_servant_scores_as_the_government_tool_says():
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


@pytest.mark.skipif(not CIVIL_SERVICE.is_dir(), reason="the civil-service tables are not here")
@pytest.mark.parametrize(
    ("size", "objective", "pairs", "total"),
    [
        ("large", "most_people", 484, 11480.0),
        ("large", "best_total", 483, 11488.0),
        ("small", "most_people", 35, 750.0),
        ("small", "best_total", 35, 750.0),
    ],
)
def test_the_known_optimum_of_the_civil_service_tables_is_found(size, objective, pairs, total):
    mentees, mentors = (
        pd.read_csv(CIVIL_SERVICE / f"{size}-{side}.csv", dtype=str, keep_default_na=False)
        for side in ("mentees", "mentors")
    )
    result = match(CIVIL, mentees, mentors, objective=objective)
    assert (len(result.pairs), result.total) == (pairs, total)
