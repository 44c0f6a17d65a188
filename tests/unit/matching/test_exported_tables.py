"""Tables as other programs export them give the pairs that a person would read from them."""

import csv

import pytest

from matching.__main__ import main
from matching.tables.spreadsheet import read_sheet

PROGRAM = """
title = "Reading circle"
[mentees]
id = "email"
name = "name"
[mentors]
id = "email"
name = "name"
capacity = "places"
[[criterion]]
name = "topics"
kind = "shared items"
weight = 3
column = "topics"
"""
WISHES = """
title = "Wishes"
[mentees]
id = "email"
[mentors]
id = "email"
[[rule]]
name = "gender"
kind = "share"
mentee = "mentor wanted"
mentor = "gender"
"""
MENTEES = "email,name,topics\nana@example.org,Ana,voting\nbea@example.org,Bea,housing\n"
MENTORS = (
    "email,name,topics,places\n"
    'cam@example.org,Cam,"voting, housing",1\n'
    "dee@example.org,Dee,housing,1\n"
)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return how to match two tables: the pairs with their scores, and what was printed."""
    monkeypatch.chdir(tmp_path)

    def match(mentees=MENTEES, mentors=MENTORS, program=PROGRAM, *options):
        for name, text in {"p.toml": program, "e.csv": mentees, "m.csv": mentors}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        files = ["--program", "p.toml", "--mentees", "e.csv", "--mentors", "m.csv"]
        assert main([*files, "--output", "pairs.csv", *options]) == 0
        with open("pairs.csv", newline="", encoding="utf-8-sig") as file:
            rows = [row for row in csv.DictReader(file) if row["status"] == "matched"]
        pairs = {f"{row['mentee']}-{row['mentor']}": float(row["score"]) for row in rows}
        return pairs, capsys.readouterr().out

    return match


@pytest.mark.parametrize(
    ("of_ana", "of_bea"),
    [
        ("voting;housing;", "['housing', 'voting']"),
        ("voting|housing", '["housing", "voting"]'),
        ("voting; housing", "{housing,voting}"),
        ("voting\nhousing", "('housing', 'voting')"),
        ("voting，housing", "[housing, voting]"),
    ],
)
def test_lists_with_other_separators_or_brackets_have_the_same_items(run, of_ana, of_bea):
    ana, bea = (cell.replace('"', '""') for cell in (of_ana, of_bea))
    pairs, printed = run(f'email,name,topics\na@a.example,Ana,"{ana}"\nb@a.example,Bea,"{bea}"\n')
    assert sorted(pairs.values()) == [1.5, 3.0]
    assert "4.5 points, proven" in printed
    assert "note:" not in printed


def test_sides_with_nothing_in_common_are_pointed_out(run):
    pairs, printed = run("email,name,topics\na@a.example,Ana,voting / housing\n")
    assert list(pairs.values()) == [0.0]
    assert "note: topics: no answer of a mentee in 'topics' is an answer of a mentor" in printed


@pytest.mark.parametrize(
    ("mentor_id", "shared"),
    [
        ("Ana@Example.org", 1),
        ("ana@example.org", 1),
        ("ANA@EXAMPLE.ORG ", 1),
        ("mo@example.org", 0),
    ],
)
def test_an_id_is_never_paired_with_itself(run, mentor_id, shared):
    mentees = MENTEES.replace("housing", "voting")
    pairs, printed = run(mentees, f"email,name,topics,places\n{mentor_id},Mo,voting,1\n")
    assert len(pairs) == 1
    assert ("Bea-Mo" in pairs) or not shared
    note = "note: 1 person is in both tables, and is not paired with themself.\n"
    assert (note in printed) == bool(shared)


@pytest.mark.parametrize(
    "option",
    ['any = "No preference"', 'any = ["Either", "no preference"]', 'any = "NO PREFERENCE"'],
)
@pytest.mark.parametrize("wish", ["No preference", "no  preference ", "Woman; No preference"])
def test_who_has_no_preference_is_paired(run, option, wish):
    mentees = f"email,mentor wanted\na@a.example,{wish}\nb@a.example,Woman\n"
    mentors = "email,gender\nc@a.example,Man\nd@a.example,Woman\n"
    pairs, _ = run(mentees, mentors, f"{WISHES}{option}\n")
    assert set(pairs) == {"a@a.example-c@a.example", "b@a.example-d@a.example"}


def test_an_answer_that_could_mean_any_is_pointed_out(run):
    mentees = "email,mentor wanted\na@a.example,No preference\nb@a.example,Woman\n"
    pairs, printed = run(mentees, "email,gender\nd@a.example,Woman\n", WISHES)
    assert set(pairs) == {"b@a.example-d@a.example"}
    assert 'If it suits everybody, write any = ["No preference"].\n' in printed


@pytest.mark.parametrize("places", ["2.0", "2", "2,0", "2.00"])
def test_places_may_be_written_as_decimals(run, places):
    rows = f'c@a.example,Cam,voting,"{places}"\nd@a.example,Dee,x,0.0\n'
    pairs, printed = run(MENTEES, f"email,name,topics,places\n{rows}")
    assert set(pairs) == {"Ana-Cam", "Bea-Cam"}
    assert "with 2 open spots of 2 mentors\n" in printed


@pytest.mark.parametrize("kind", ['"same"', '"steps"\norder = ["1", "2"]\nshares = { 0 = 1 }'])
@pytest.mark.parametrize(("level", "score"), [("2.0", 3), ("2", 3), ("1.0", 0)])
def test_whole_numbers_are_equal_however_they_are_written(run, kind, level, score):
    program = PROGRAM.replace('"shared items"', kind)
    mentees = f"email,name,topics\na@a.example,Ana,{level}\n"
    mentors = "email,name,topics,places\nc@a.example,Cam,2,1\n"
    assert run(mentees, mentors, program)[0] == {"Ana-Cam": score}


def test_rows_without_their_blank_last_cells_are_filled_and_counted(run):
    mentors = MENTORS.replace("Dee,housing,1", "Dee,housing")
    pairs, printed = run(MENTEES.replace(",housing", ""), mentors)
    assert len(pairs) == 2
    assert "note: e.csv: row 3 ends before the last column." in printed
    assert "note: m.csv: row 3 ends before the last column." in printed


def test_rows_with_blank_cells_beyond_the_last_column_are_read(run):
    mentees = MENTEES.replace("voting\n", "voting,,\n")
    assert run(mentees) == run()


@pytest.mark.parametrize("name", ["José Nuñez", "Nguyễn Mai", "김민지", "李华"])
def test_the_output_begins_with_the_mark_by_which_excel_knows_its_encoding(run, name, tmp_path):
    run(MENTEES.replace("Ana", name))
    content = (tmp_path / "pairs.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfstatus,")
    assert name in content.decode("utf-8-sig")


def test_the_output_can_be_read_again(run):
    run()
    assert read_sheet("pairs.csv")["status"].tolist() == ["matched", "matched"]


def test_one_of_everything_is_in_the_singular(run):
    one_point = PROGRAM.replace("weight = 3", "weight = 1")
    first_rows = ["\n".join(table.split("\n")[:2]) + "\n" for table in (MENTEES, MENTORS)]
    _, printed = run(*first_rows, one_point)
    assert printed == (
        "1 of 1 mentee matched, with 1 open spot of 1 mentor\n"
        "1 point, proven: there is no better result\n"
        "0 mentees and 0 mentors without a pair\n"
        "written to pairs.csv\n"
    )


@pytest.mark.parametrize(
    ("mentees", "mentors", "words"),
    [
        (1, 2, "0 mentees and 1 mentor without a pair"),
        (2, 1, "1 mentee and 0 mentors without a pair"),
        (3, 1, "2 mentees and 0 mentors without a pair"),
    ],
)
def test_two_numbers_in_a_sentence_each_have_their_plural(run, mentees, mentors, words):
    sides = [
        [f"{side}{n},x" for n in range(count)] for side, count in (("e", mentees), ("m", mentors))
    ]
    tables = ["\n".join(["email,topics", *rows]) for rows in sides]
    program = PROGRAM.replace('name = "name"', "").replace('capacity = "places"', "")
    assert words in run(*tables, program)[1]


def test_when_all_places_are_full_the_output_says_so(run, tmp_path):
    run(MENTEES, MENTORS.replace(",1\n", ",0\n"))
    rows = (tmp_path / "pairs.csv").read_text("utf-8-sig").splitlines()
    assert rows[1].endswith("nobody else has an open spot as a mentor")
