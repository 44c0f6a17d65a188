"""``--report``: the file, its permissions, and invalid options."""

import stat

import pytest

from matching.__main__ import main

PROGRAM = """
title = "Topics"
mentees = { id = "id" }
mentors = { id = "id" }
[[criterion]]
name = "topics"
kind = "shared items"
column = "topics"
weight = 3
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.toml").write_text(PROGRAM)
    (tmp_path / "e.csv").write_text('id,topics\ne1,"voting, law"\ne2,voting\n')
    (tmp_path / "m.csv").write_text("id,topics\nm1,voting\nm2,law\n")
    return tmp_path


def run(*options, program="p.toml"):
    files = ["--program", program, "--mentees", "e.csv", "--mentors", "m.csv"]
    return main([*files, "--output", "pairs.csv", *options])


def test_the_report_is_written_and_announced(folder, capsys):
    assert run("--report", "report.html") == 0
    page = (folder / "report.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert capsys.readouterr().out.endswith("written to pairs.csv\nreport written to report.html\n")
    assert len(list(folder.iterdir())) == 5


def test_only_the_owner_can_read_the_report_even_if_it_replaces_another_file(folder):
    (folder / "report.html").write_text("old")
    (folder / "report.html").chmod(0o644)
    run("--report", "report.html")
    assert stat.S_IMODE((folder / "report.html").stat().st_mode) == 0o600


def test_the_same_files_and_seed_give_the_same_bytes(folder, monkeypatch):
    run("--report", "a.html", "--seed", "3")
    monkeypatch.setattr("time.time", lambda: 2e9)
    run("--report", "b.html", "--seed", "3")
    assert (folder / "a.html").read_bytes() == (folder / "b.html").read_bytes()


def test_the_report_groups_by_the_requested_columns(folder):
    run("--report", "r.html", "--spread-by", "id")
    page = (folder / "r.html").read_text("utf-8")
    assert "<h3><bdi>id</bdi></h3>" in page
    assert "<h3><bdi>topics</bdi></h3>" not in page


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--report", "r.htm"], "r.htm: not .html"),
        (["--report", "nowhere/r.html"], "nowhere/r.html: the folder nowhere does not exist"),
        (["--report", "folder.html"], "folder.html: is a folder"),
        (["--report", "e.csv"], "e.csv: is one of the files to read"),
        (["--report", "./pairs.csv"], "pairs.csv: is the output too"),
        (["--report", "link.html"], "link.html: is one of the files to read"),
        (["--report", "r.html", "--spread-by", "age"], "no column 'age' in e.csv or m.csv"),
        (["--spread-by", "topics"], "--spread-by says what a report counts; give --report too"),
    ],
)
def test_an_impossible_report_is_refused_in_one_line_and_nothing_is_written(
    folder, options, message, capsys
):
    (folder / "folder.html").mkdir()
    (folder / "link.html").symlink_to("p.toml")
    before = {path.name for path in folder.iterdir()}
    assert run(*options) == 2
    assert capsys.readouterr() == ("", f"python -m matching: {message}\n")
    assert {path.name for path in folder.iterdir()} == before


def test_a_read_only_folder_is_refused_before_any_work(folder, monkeypatch, capsys):
    monkeypatch.setattr("os.access", lambda *_: False)
    assert run(program="nowhere.toml") == 2
    assert "pairs.csv: nothing can be written to the folder ." in capsys.readouterr().err


def test_a_failure_while_writing_keeps_the_old_report(folder, monkeypatch, capsys):
    (folder / "r.html").write_text("as it was")

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full_disk)
    assert run("--report", "r.html") == 2
    assert "No space left on device" in capsys.readouterr().err
    assert (folder / "r.html").read_text() == "as it was"
    assert not (folder / "pairs.csv").exists()
