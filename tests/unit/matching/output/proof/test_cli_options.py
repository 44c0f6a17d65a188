"""The proof of a match result, and its option on the command line."""

import csv
import gzip
import json
import stat

import pytest

from matching import Program
from matching.__main__ import main
from matching.output.proof.cli_options import proof_of
from matching.pipeline import match_people
from tests.unit.matching.output.proof.proof_checker import check_proof
from tests.unit.matching.random_people import random_people

PROGRAM = """
title = "Topics"
[mentees]
id = "id"
[mentors]
id = "id"
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
    ["id", "languages", "topics"],
    ["ana@mail.example", "en", "voting, housing"],
    ["bo@mail.example", "en", ""],
    ["chi@mail.example", "ko", "voting"],
]
MENTORS = [
    ["id", "languages", "topics", "places"],
    ["dana@mail.example", "en, es", "voting", "2"],
    ["bo@mail.example", "en", "housing", "1"],
]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.toml").write_text(PROGRAM)
    for name, rows in (("mentees.csv", MENTEES), ("mentors.csv", MENTORS)):
        with open(name, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    files = "--program p.toml --mentees mentees.csv --mentors mentors.csv --output pairs.csv"
    return lambda *options: main([*files.split(), *options])


@pytest.mark.parametrize("name", ["proof.json", "proof.json.gz"])
def test_the_command_writes_a_proof_that_the_checker_accepts(run, name, tmp_path, capsys):
    assert run("--proof", name, "--load-penalty", "1", "--floor", "0.5") == 0
    *_, last = capsys.readouterr().out.splitlines()
    described, checksum = last.split(", checksum ")
    assert described == f"proof written to {name}"
    assert check_proof.main(name, checksum) == 0
    assert "2 of 3 mentees have a mentor" in capsys.readouterr().out
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_proof_names_rules_and_no_person_and_no_answer(run, tmp_path):
    run("--proof", "proof.json")
    content = (tmp_path / "proof.json").read_text()
    rules = json.loads(content)["rules"]
    assert rules == ["a language in common", "nobody with themself", "kept apart"]
    words = {cell for row in (*MENTEES[1:], *MENTORS[1:]) for cell in row if cell.isalpha()}
    assert not [word for word in words | {"mail", "example", "voting"} if f'{word}"' in content]


def test_the_same_files_give_other_pseudonyms(run, tmp_path):
    contents = set()
    for _ in range(8):
        run("--proof", "proof.json.gz")
        contents.add(gzip.decompress((tmp_path / "proof.json.gz").read_bytes()))
    assert len(contents) > 1


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("proof.csv", "proof.csv: neither .json nor .gz"),
        ("nowhere/proof.json", "the folder nowhere does not exist"),
        ("mentees.csv", "mentees.csv: is one of the files to read"),
        ("pairs.csv", "pairs.csv: is the output or the report too"),
    ],
)
def test_an_impossible_proof_is_refused_before_any_work(run, name, message, tmp_path, capsys):
    assert run("--proof", name) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "pairs.csv").exists()


def test_too_many_pairs_for_a_proof_are_refused_before_any_work(run, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("matching.output.proof.document.MAX_PROOF_PAIRS", 5)
    assert run("--proof", "proof.json") == 2
    assert "6 pairs are too many for a proof, which has at most 5" in capsys.readouterr().err
    assert not (tmp_path / "pairs.csv").exists()


@pytest.mark.parametrize("seed", range(4))
def test_tables_with_blanks_of_every_kind_have_proofs(seed):
    program = Program.from_mapping(
        {
            "title": "Everything",
            "mentees": {"id": "id"},
            "mentors": {"id": "id"},
            "rule": [{"name": "grade", "kind": "different", "column": "grade"}],
            "criterion": [
                {"name": "list", "kind": "similar items", "column": "list", "weight": 3},
                {"name": "age", "kind": "range", "column": "age", "fade": 7, "weight": 1.7},
                {"name": "text", "kind": "similar text", "column": "text", "weight": 0.3},
            ],
        }
    )
    people = random_people(seed, "mentees"), random_people(seed + 10, "mentors")
    result = match_people(program, *people, banned=[("01", "02")])
    proof = proof_of(result)
    assert proof["rules"] == ["grade", "nobody with themself", "kept apart"]
    assert check_proof.check(proof).startswith("23 mentees, 23 mentors")
