"""The command line: its output files, and its error messages."""

import csv
import random
import stat

import openpyxl
import pytest

from matching.__main__ import main

PROGRAM = """
title = "Topics"
[mentees]
id = "id"
name = "name"
[mentors]
id = "id"
name = "name"
capacity = "places"
[[rule]]
name = "language"
title = "a language in common"
kind = "share"
column = "languages"
[[criterion]]
name = "topics"
kind = "shared items"
column = "topics"
weight = 3
"""
MENTEES = [
    ["id", "name", "languages", "topics"],
    ["e1", "=HYPERLINK(1)", "en", "voting, housing"],
    ["e2", "Bo", "en", "voting"],
    ["e3", "@Chi", "ko", "voting"],
]
MENTORS = [
    ["id", "name", "languages", "topics", "places"],
    ["m1", "+Dana", "en, es", "voting", "1"],
    ["m2", "Eun", "en", "housing", "1"],
    ["m3", "Flor", "es", "", "0"],
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.toml").write_text(PROGRAM)
    write("mentees.csv", MENTEES)
    write("mentors.csv", MENTORS)
    return tmp_path


def write(name, rows):
    with open(name, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def run(
    output="pairs.csv", *options, mentees="mentees.csv", mentors="mentors.csv", program="p.toml"
):
    return main(
        [
            "--program",
            program,
            "--mentees",
            mentees,
            "--mentors",
            mentors,
            "--output",
            output,
            *options,
        ]
    )


def read(name):
    with open(name, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("folder")
def test_the_csv_contains_pairs_best_first_and_then_unmatched_people(capsys):
    assert run() == 0
    rows = read("pairs.csv")
    assert [(row["status"], row["mentee id"], row["mentor id"], row["score"]) for row in rows] == [
        ("matched", "e2", "m1", "3"),
        ("matched", "e1", "m2", "1.5"),
        ("unmatched mentee", "e3", "", ""),
        ("unmatched mentor", "", "m3", ""),
    ]
    assert [row["reasons"] for row in rows] == [
        "topics in common (voting): 3 of 3",
        "topics in common (housing): 1.5 of 3",
        "none of 2 mentors passes: a language in common",
        "takes nobody: the capacity is 0",
    ]
    assert capsys.readouterr() == (
        "2 of 3 mentees matched, with 2 open spots of 3 mentors\n"
        "4.5 points, proven: there is no better result\n"
        "1 mentee and 1 mentor without a pair\nwritten to pairs.csv\n",
        "",
    )


@pytest.mark.usefixtures("folder")
def test_no_cell_of_the_csv_is_a_formula():
    run()
    names = [row[side] for row in read("pairs.csv") for side in ("mentee", "mentor")]
    assert {"'=HYPERLINK(1)", "'@Chi", "'+Dana"} <= set(names)


@pytest.mark.usefixtures("folder")
def test_the_workbook_has_two_sheets_and_no_formula():
    assert run("pairs.xlsx") == 0
    workbook = openpyxl.load_workbook("pairs.xlsx")
    assert workbook.sheetnames == ["Pairs", "Unmatched"]
    pairs, unmatched = workbook.worksheets
    assert [cell.value for cell in pairs[2]][:6] == ["e2", "Bo", "m1", "+Dana", 3, 3]
    assert (pairs["B3"].value, pairs["B3"].data_type) == ("=HYPERLINK(1)", "s")
    assert pairs.freeze_panes == unmatched.freeze_panes == "A2"
    assert pairs.column_dimensions["G"].width > 20
    assert [row[1].value for row in unmatched.rows] == ["id", "e3", "m3"]


@pytest.mark.parametrize("name", ["pairs.csv", "pairs.xlsx"])
def test_the_same_seed_gives_the_same_bytes_whatever_the_order_of_rows(folder, name, monkeypatch):
    run(name, "--seed", "5")
    first = (folder / name).read_bytes()
    for file, rows in (("mentees.csv", MENTEES), ("mentors.csv", MENTORS)):
        write(file, [rows[0], *random.Random(1).sample(rows[1:], len(rows) - 1)])  # noqa: S311
    monkeypatch.setattr("time.time", lambda: 2e9)
    run(name, "--seed", "5")
    assert (folder / name).read_bytes() == first


def test_two_workbooks_match_as_two_csv_files_do(folder):
    run()
    for name, rows in (("mentees", MENTEES), ("mentors", MENTORS)):
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.active.append([int(cell) if cell.isdecimal() else cell for cell in row])
            workbook.active.cell(workbook.active.max_row, 2).data_type = "s"
        workbook.save(f"{name}.xlsx")
    assert run("again.csv", mentees="mentees.xlsx", mentors="mentors.xlsx") == 0
    assert (folder / "again.csv").read_bytes() == (folder / "pairs.csv").read_bytes()


def test_only_the_owner_can_read_the_output(folder):
    run()
    assert stat.S_IMODE((folder / "pairs.csv").stat().st_mode) == 0o600


@pytest.mark.usefixtures("folder")
def test_the_objective_can_be_the_best_total():
    assert run("pairs.csv", "--objective", "best-total") == 0


def edited(name, old, new):
    def edit(folder):
        path = folder / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return edit


def replaced(name, content):
    return lambda folder: (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("change_file", "message"),
    [
        (edited("mentees.csv", "topics", "topic"), "mentees.csv, row 1: no column 'topics'"),
        (edited("p.toml", 'share"', 'shares"'), "p.toml: rule 1 (language): unknown kind"),
        (edited("p.toml", "weight", "wait"), "p.toml: criterion 1 (topics): option 'weight'"),
        (edited("p.toml", "= 3", "= -3"), "p.toml: criterion 1 (topics): option 'weight' is -3"),
        (edited("p.toml", "title", "title title"), "p.toml: not TOML"),
        (edited("p.toml", 'kind = "share"', ""), "option 'kind' is missing"),
        (edited("mentors.csv", "voting,1", "voting,lots"), "mentors.csv, row 2, column 'places'"),
        (edited("mentees.csv", "e2", "e1"), "mentees.csv, row 3, column 'id': 'e1' is also"),
        (edited("mentees.csv", "e2", " "), "mentees.csv, row 3, column 'id': the id is blank"),
        (edited("mentees.csv", "Bo,", "Bo,B,"), "mentees.csv, row 3: 5 cells under 4 headers"),
        (edited("mentees.csv", "name,", "id,"), "row 1: 2 columns are called 'id'"),
        (replaced("mentees.csv", b""), "mentees.csv: the file is empty"),
        (replaced("mentees.csv", b"id,name\n"), "mentees.csv: a header, but nobody below it"),
        (replaced("mentees.csv", b"id\n\xff\n"), "mentees.csv: not UTF-8; save it as CSV UTF-8"),
        (lambda folder: (folder / "mentors.csv").unlink(), "mentors.csv: No such file"),
        (lambda folder: (folder / "p.toml").unlink(), "p.toml: No such file"),
    ],
)
def test_an_invalid_file_is_refused_in_one_line_and_nothing_is_written(
    folder, change_file, message, capsys
):
    (folder / "pairs.csv").write_text("as it was")
    change_file(folder)
    assert run() == 2
    assert_one_line(capsys, message)
    assert (folder / "pairs.csv").read_text() == "as it was"
    assert not list(folder.glob(".pairs*"))


def assert_one_line(capsys, message):
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("python -m matching: ")
    assert err.count("\n") == 1
    assert message in err


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("nowhere/pairs.csv", "the folder nowhere does not exist"),
        ("pairs.ods", "neither .csv nor .xlsx"),
        ("mentees.csv", "is one of the files to read"),
        ("folder.csv", "is a folder"),
    ],
)
def test_an_impossible_output_is_refused_before_any_work(folder, output, message, capsys):
    (folder / "folder.csv").mkdir()
    before = (folder / "mentees.csv").read_bytes()
    assert run(output) == 2
    assert_one_line(capsys, message)
    assert (folder / "mentees.csv").read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_an_unreadable_workbook_is_refused_in_one_line(capsys):
    write("m.xlsx", MENTORS)
    assert run(mentors="m.xlsx") == 2
    assert_one_line(capsys, "m.xlsx: not a readable .xlsx workbook")


@pytest.mark.usefixtures("folder")
def test_a_negative_seed_is_refused_in_one_line(capsys):
    assert run("pairs.csv", "--seed", "-1") == 2
    assert_one_line(capsys, "seed is -1")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--objective", "greedy"], "most-people"),
        (["--seed", "x"], "--seed"),
        (["--colour", "red"], "--colour"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_an_invalid_argument_is_refused_in_one_line(options, message, capsys):
    with pytest.raises(SystemExit) as exit_:
        run("pairs.csv", *options)
    assert exit_.value.code == 2
    assert_one_line(capsys, message)


def test_a_failure_while_writing_keeps_the_old_file_and_leaves_no_other(
    folder, monkeypatch, capsys
):
    (folder / "pairs.csv").write_text("as it was")

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full_disk)
    assert run() == 2
    assert_one_line(capsys, "pairs.csv: No space left on device")
    assert sorted(path.name for path in folder.iterdir()) == [
        "mentees.csv", "mentors.csv", "p.toml", "pairs.csv",
    ]  # fmt: skip
    assert (folder / "pairs.csv").read_text() == "as it was"


def test_an_invalid_floor_is_refused_in_one_line(capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["--floor", "high"])
    assert exit_.value.code == 2
    assert capsys.readouterr().err == (
        "python -m matching: argument --floor: is 'high'; give points from 0, or auto\n"
    )
