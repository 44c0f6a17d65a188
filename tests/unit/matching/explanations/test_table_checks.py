"""What is remarkable about two tables is said with the result, and nothing else is."""

import pandas as pd
import pytest

from matching import (
    MarkupInItems,
    NothingInCommon,
    Program,
    UnlistedAnyAnswer,
    UnsplitItem,
    match,
)
from matching.output.english_notes import describe_note

LIST_CRITERIA = ["shared items", "overlap", "shared dislikes", "similar items"]


def notes(mentee_answers, mentor_answers, kind="shared items", what="criterion", **options):
    options |= {"weight": 1} if what == "criterion" else {}
    options |= {"enough": 2} if kind == "overlap" else {}
    program = Program.from_mapping(
        {
            "title": "x",
            "mentees": {"id": "id"},
            "mentors": {"id": "id"},
            what: [
                {"name": "topics", "kind": kind, "mentee": "wants", "mentor": "knows", **options}
            ],
        }
    )
    sides = [
        pd.DataFrame({"id": [f"{side}{n}" for n in range(len(answers))], column: answers})
        for side, column, answers in (
            ("e", "wants", mentee_answers),
            ("m", "knows", mentor_answers),
        )
    ]
    return match(program, *sides).notes


NOTHING = NothingInCommon("topics", "wants", "knows", "housing", "arts")


@pytest.mark.parametrize(
    ("kind", "what"),
    [*((kind, "criterion") for kind in (*LIST_CRITERIA, "same")), ("share", "rule")],
)
def test_two_sides_with_nothing_in_common_are_noticed(kind, what):
    assert notes(["housing", ""], ["music", "arts", ""], kind, what) == (NOTHING,)
    assert notes(["HOUSING ", "voting"], ["music", "housing"], kind, what) == ()


@pytest.mark.parametrize("separator", [" / ", "/", " and ", " & ", " + ", " - ", " · ", " y "])
@pytest.mark.parametrize("kind", LIST_CRITERIA)
def test_an_item_whose_parts_are_items_of_the_other_side_is_noticed(separator, kind):
    phrase = f"Housing{separator}voting"
    note = UnsplitItem("mentees, row 1, column 'wants'", phrase, 2)
    mentors = ["voting", "housing, arts"]
    assert notes(["arts", f"arts, {phrase}", phrase], mentors, kind) == (note,)
    assert notes(["arts", phrase], [*mentors, phrase], kind) == ()
    assert notes(["arts", f"{phrase}{separator}music"], mentors, kind) == ()


@pytest.mark.parametrize(
    ("mentees", "mentors", "kind", "what"),
    [
        (["", ""], ["arts"], "shared items", "criterion"),
        (["housing"], ["arts"], "different", "criterion"),
        (["housing"], ["arts"], "different", "rule"),
        (["housing"], ["arts"], "crosses", "rule"),
        (["housing"], ["arts"], "similar text", "criterion"),
    ],
)
def test_blanks_and_what_should_differ_are_not_remarkable(mentees, mentors, kind, what):
    assert notes(mentees, mentors, kind, what) == ()


def test_answers_that_mean_any_are_neither_common_nor_different():
    assert notes(["Anyone"], ["arts"], any="Anyone") == ()
    assert notes(["Anyone", "housing"], ["Anyone", "arts"], any="Anyone") == (NOTHING,)


def test_brackets_and_quotes_in_items_are_noticed_once_a_column():
    cells = ["arts", '[{"name": "arts"}]', "['voting'"]
    (note,) = notes(cells, ["arts"])
    assert note == MarkupInItems("mentees, row 1, column 'wants'", '[{"name": "arts"}]', 2)
    assert notes(["['arts']"], ['["arts", "voting"]']) == ()


@pytest.mark.parametrize("answer", ["No preference", "any", "Doesn’t  matter", "Me da igual"])
@pytest.mark.parametrize(("kind", "what"), [("share", "rule"), ("same", "criterion")])
def test_an_answer_that_sounds_like_any_is_noticed_unless_it_is_listed(answer, kind, what):
    sides = ["arts", answer, answer], ["arts"]
    assert notes(*sides, kind, what) == (UnlistedAnyAnswer("topics", answer, 2),)
    assert notes(*sides, kind, what, any=["x", answer]) == ()


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (NOTHING, "topics: no answer of a mentee in 'wants' is an answer of a mentor in 'knows'."),
        (MarkupInItems("t.csv, row 2", "['x", 1), "1 cell of this column has brackets or quotes"),
        (MarkupInItems("t.csv, row 2", "['x", 2), "2 cells of this column have brackets"),
        (UnsplitItem("t.csv, row 2", "a/b", 1), "1 cell of this column has such an item"),
        (UnsplitItem("t.csv, row 2", "a/b", 2), "2 cells of this column have such an item"),
        (UnlistedAnyAnswer("age", "Any", 1), "'Any', given once,"),
        (
            UnlistedAnyAnswer("age", "Any", 2),
            "given 2 times, is compared like any other one. If it",
        ),
        (UnlistedAnyAnswer("age", 'A"b', 2), r'write any = ["A\"b"].'),
    ],
)
def test_a_note_is_a_sentence_that_says_what_to_do(note, words):
    assert words in describe_note(note)
