"""A programme file is read completely, or refused in one line with the entry and the option."""

import copy

import pytest

from matching import InvalidProgramError, Program
from matching.scoring.criteria import CRITERION_KINDS
from matching.scoring.criterion_kinds.ordinal import LevelDifferenceShares
from matching.scoring.criterion_kinds.overlap import SharedItems
from matching.scoring.rule_kinds import CommonItems
from matching.tables.people import Side

GOOD = {
    "title": "A programme",
    "mentees": {"id": "mail", "name": "name"},
    "mentors": {"id": "mail", "name": ["first", "last"], "capacity": "places"},
    "rule": [{"name": "language", "kind": "share", "column": "languages", "at_least": 2}],
    "criterion": [
        {
            "name": "rank",
            "kind": "steps",
            "weight": 12,
            "column": "rank",
            "order": ["a", "b"],
            "shares": {"1": 0.5},
        },
        {"name": "free_time", "kind": "shared items", "weight": 2.5, "mentee": "x", "mentor": "y"},
    ],
}


def changed(*path, to=None):
    mapping = copy.deepcopy(GOOD)
    *parents, last = path
    parent = mapping
    for key in parents:
        parent = parent[key]
    if to is None:
        del parent[last]
    else:
        parent[last] = to
    return mapping


def near(places, far=5):
    entry = {"name": "area", "kind": "nearness", "weight": 1, "column": "x", "far": far}
    return changed("criterion", 0, to={**entry, "places": places})


def test_every_criterion_kind_is_found_by_its_name():
    options = {
        "overlap": {"enough": 3},
        "steps": {"order": ["a", "b"], "shares": {"1": 1}},
        "range": {"fade": 5},
        "nearness": {"places": {"Westlake": [34.06, -118.28]}, "far": 20},
        "priority": {"answer": "yes"},
    }
    for name, kind in CRITERION_KINDS.items():
        entry = {"name": "x", "kind": name, "weight": 1, "column": "x", "missing": 0.5}
        program = Program.from_mapping(
            changed("criterion", to=[entry | options.get(name, {})]),
        )
        assert type(program.criteria[0].kind) is kind
        assert program.criteria[0].missing == 0.5


def test_a_programme_is_read_completely():
    program = Program.from_mapping(GOOD)
    assert program.mentees == Side("mail", ("name",))
    assert program.mentors == Side("mail", ("first", "last"), "places")
    assert program.rules[0].kind == CommonItems("languages", "languages", 2)
    assert program.criteria[0].kind == LevelDifferenceShares(
        ("a", "b"), ((1, 0.5),), "rank", "rank"
    )
    assert program.criteria[1].kind == SharedItems("x", "y")
    assert program.criteria[1].title == "free time"
    assert program.max_score == 14.5


@pytest.mark.parametrize("what", ["rule", "criterion"])
@pytest.mark.parametrize("answers", ["Anyone", ["Anyone"], ["No preference", "Anyone"], []])
def test_the_answers_that_mean_any_are_read(what, answers):
    program = Program.from_mapping(changed(what, 0, "any", to=answers))
    (entry, *_) = program.rules if what == "rule" else program.criteria
    assert entry.any_answers == (tuple(answers) if isinstance(answers, list) else (answers,))


@pytest.mark.parametrize("name", ["civil-service", "cross-community"])
def test_the_shipped_programmes_can_be_read(name):
    program = Program.shipped(name)
    assert program.rules
    assert program.criteria


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (changed("title"), "title"),
        (changed("mentees"), r"\[mentees\] is missing"),
        (changed("mentees", to="x"), r"\[mentees\] is missing"),
        (changed("mentees", "id"), r"\[mentees\]: option 'id' is missing"),
        (changed("mentees", "capacity", to="n"), r"\[mentees\]: unknown option 'capacity'"),
        (changed("mentors", "name", to=[1]), r"\[mentors\]: option 'name' is 1, not a text"),
        (changed("criteria", to=[]), "unknown entry 'criteria'; did you mean 'criterion'"),
        (changed("rule", to={"name": "x"}), r"rule is not a list of entries; write \[\[rule\]\]"),
        (changed("rule", 0, to="x"), "rule 1 is 'x', not a table"),
        (changed("rule", 0, "name"), r"rule 1 \(without a name\): option 'name' is missing"),
        (changed("rule", 0, "kind"), r"rule 1 \(language\): option 'kind' is missing"),
        (
            changed("rule", 0, "kind", to="shared"),
            r"rule 1 \(language\): unknown kind 'shared'; did you mean 'share'\? \(known: "
            "different, share, steps, crosses",
        ),
        (
            changed("rule", 0, "atleast", to=1),
            r"unknown option 'atleast'; did you mean 'at_least'\? \(known: mentee, mentor",
        ),
        (changed("rule", 0, "column"), "option 'mentee' is missing"),
        (changed("rule", 0, "column", to=3), "option 'mentee' is 3, not a text"),
        (changed("rule", 0, "mentor", to="x"), "option 'column' stands for both sides"),
        (changed("rule", 0, "at_least", to=0), "'at_least' is 0, not a whole number from 1"),
        (changed("rule", 0, "at_least", to=True), "'at_least' is True, not a whole number"),
        (changed("rule", 0, "at_least", to=1.5), r"'at_least' is 1\.5, not a whole number"),
        (changed("rule", 0, "weight", to=1), "unknown option 'weight'"),
        (changed("rule", 0, "anny", to="x"), "unknown option 'anny'; did you mean 'any'"),
        (changed("rule", 0, "any", to=1), r"rule 1 \(language\): option 'any' is 1, not a text"),
        (changed("criterion", 0, "any", to=["x", " "]), "option 'any' is ' ', not a text"),
        (changed("criterion", 0, "any", to={}), "option 'any' is {}, not a text"),
        (changed("rule", to=GOOD["rule"] * 2), "2 entries of rule are called 'language'"),
        (changed("criterion", 0, "weight"), r"criterion 1 \(rank\): option 'weight' is missing"),
        (changed("criterion", 0, "weight", to=-1), "'weight' is -1, not a number from 0"),
        (changed("criterion", 0, "weight", to=float("nan")), "'weight' is nan, not a number"),
        (changed("criterion", 0, "weight", to=float("inf")), "'weight' is inf, not a number"),
        (changed("criterion", 0, "weight", to=10**400), "'weight' is 1000"),
        (changed("criterion", 0, "weight", to="3"), "'weight' is '3', not a number"),
        (changed("criterion", 0, "order", to=["a"]), "'order' is .*, not a list of two or more"),
        (changed("criterion", 0, "order", to=["a", "A"]), "'order' names a level twice"),
        (changed("criterion", 0, "shares", to={"up": 1}), "'shares' gives a share for 'up'"),
        (changed("criterion", 0, "shares", to={"1": 2}), "'shares' is 2, not a number from 0 to 1"),
        (changed("criterion", 0, "shares", to={}), "'shares' is {}, not a table"),
        (changed("criterion", 1, "enough", to=-2), "'enough' is -2"),
        (changed("criterion", 1, "missing", to=1.5), "'missing' is 1.5, not a number from 0 to 1"),
        (changed("criterion", 1, "missing", to="0"), "'missing' is '0', not a number"),
        (changed("rule", 0, "missing", to=0), "unknown option 'missing'"),
        (changed("criterion", 1, "kind", to="overlap"), "option 'enough' is missing"),
        (near({}), "'places' is {}, not a table"),
        (near({"A": [1]}), r"'places' gives \[1\] for 'A', not \[latitude, longitude\]"),
        (near({"A": [1, True]}), r"'places' gives \[1, True\] for 'A', not"),
        (near({"A": [91, 0]}), r"'places' gives \[91, 0\] for 'A', which is not on the map"),
        (near({"A": [float("nan"), 0]}), "which is not on the map"),
        (near({"A": [0, 0], "a ": [1, 1]}), "'places' names a place twice"),
        (near({"A, B": [0, 0]}), "a name has letters and no comma"),
        (near({"A": [0, 0]}, far=0), "'far' is 0, not a number above 0"),
    ],
)
def test_an_invalid_programme_is_refused_with_entry_and_option(mapping, message):
    with pytest.raises(InvalidProgramError, match=message) as refusal:
        Program.from_mapping(mapping, source="p.toml")
    assert str(refusal.value).startswith("p.toml: ")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"title = ", "not TOML"),
        (b"title = '\xff'", "not UTF-8"),
        (None, "No such file"),
    ],
)
def test_an_invalid_file_is_refused_with_its_name(tmp_path, content, message):
    path = tmp_path / "p.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidProgramError, match=message) as refusal:
        Program.load(path)
    assert str(refusal.value).startswith(f"{path}: ")
