"""docs/check_proof.py accepts every valid proof and refuses every altered one."""

import ast
import gzip
import json
import random
import subprocess
import sys

import pytest

from matching import Problem, solve
from matching.output.proof.document import proof_document
from matching.output.proof.file import checksum_of, proof_bytes
from tests.unit.matching.output.proof.altered_proofs import (
    altered,
    has_form,
    makes_wrong,
    without_checksum,
)
from tests.unit.matching.output.proof.proof_checker import (
    CHECKER,
    RULES,
    check_proof,
    random_proofs,
)

ROUNDS = 200
ALTERED, WRONG = 500, 500


@pytest.fixture(scope="module")
def proofs():
    return random_proofs(ROUNDS)


@pytest.fixture
def run_checker(tmp_path, capsys):
    """Return a function that checks the bytes of a file: exit status and output."""
    path = tmp_path / "proof.json"

    def run(content, *checksum):
        path.write_bytes(content)
        status = check_proof.main(str(path), *checksum)
        return status, capsys.readouterr().out

    return run


@pytest.fixture
def checked(run_checker):
    return lambda document, *checksum: run_checker(proof_bytes(document), *checksum)


def assert_refused(status_and_output, reason=""):
    status, output = status_and_output
    assert (status, output.count("\n")) == (1, 1), output
    assert output.startswith("REFUSED: ")
    assert reason in output


def proof_of(*problem, **options):
    problem = Problem(*problem)
    masks = (~problem.eligible).astype("u1")
    return proof_document(solve(problem, **options), masks, ["a rule"], rng=random.Random(1))  # noqa: S311


def forged(proof, **changes):
    fields = without_checksum({**proof, **changes})
    return {**fields, "checksum": checksum_of(fields)}


def test_the_proofs_of_200_random_rounds_are_accepted(proofs, checked):
    assert [checked(proof, proof["checksum"])[0] for proof in proofs] == [0] * ROUNDS
    kinds = {
        (proof["objective"], proof["floor"] != (0.0).hex(), proof["load_penalty"] != (0.0).hex())
        for proof in proofs
    }
    assert len(kinds) == 8
    assert sum(bool(proof["pinned"]) for proof in proofs) > 20
    bans = [
        sum(row.count(1 << RULES.index("kept apart")) for row in proof["pairs"]) for proof in proofs
    ]
    assert sum(map(bool, bans)) > 50
    assert any(price < 0 for proof in proofs for price in proof["mentee_prices"])


def test_500_altered_proofs_are_refused_by_the_checksum(proofs, checked):
    """The forger leaves the checksum, or makes a new one and the partner knows the right one."""
    rng, fields = random.Random(1), []  # noqa: S311
    while len(fields) < ALTERED:
        proof = rng.choice(proofs)
        mutant, field = altered(proof, rng)
        if json.dumps(mutant) == json.dumps(proof):
            continue
        if field == "checksum" or rng.random() < 0.5:
            assert_refused(checked(mutant))
        else:
            assert_refused(checked(forged(mutant), proof["checksum"]))
        fields.append(field)
    assert set(fields) == set(proofs[0])


def test_500_wrong_proofs_with_a_new_checksum_are_refused_by_arithmetic(proofs, checked):
    """Those without the form of a proof are refused, too, but not counted."""
    rng, fields = random.Random(2), []  # noqa: S311
    while len(fields) < WRONG:
        proof = rng.choice(proofs)
        mutant, field = altered(proof, rng)
        if field == "checksum" or not makes_wrong(field, proof, mutant):
            continue
        assert_refused(checked(forged(mutant)))
        fields += [field] * has_form(field, mutant, proof)
    assert set(fields) == set(proofs[0]) - {"checksum"}


def test_the_result_is_told_in_one_sentence(checked):
    first = proof_of([[9, 4], [4, 0]], [[True, True], [True, False]])
    assert checked(first) == (
        0,
        "2 mentees, 2 mentors with 2 open spots, 0 pinned pairs, 3 possible pairs\n"
        "floor 0, lowest score 4\n"
        "2 of 2 mentees have a mentor; no other assignment matches more; "
        "of those that match 2 none has more than 8 points\n"
        f"checksum {first['checksum']}\n",
    )
    total = proof_of([[9, 4], [4, 0]], [[True, True], [True, False]], objective="best_total")
    assert "1 of 2 mentees have a mentor; no other assignment has more than 9" in checked(total)[1]


def test_a_result_that_is_not_the_best_cannot_borrow_a_weight_that_is_too_small(checked):
    proof = proof_of([[9, 4], [4, 0]], [[True, True], [True, False]], objective="best_total")
    prices = {name: [price + bool(price) for price in proof[name]] for name in ("mentor_prices",)}
    claim = {"objective": "most_people", "person_weight": 1, "bound": proof["bound"] + 1}
    assert_refused(checked(forged(proof, **claim, **prices)), "that more mentees are matched")


def test_scores_cannot_be_rounded_away(checked):
    proof = proof_of([[9.0, 1.0], [1.0, 9.0]])
    claim = {
        "scale": (2.0**-10).hex(),
        "assignment": [1 - mentor for mentor in proof["assignment"]],
        "points": (2.0).hex(),
        "mentee_prices": [proof["person_weight"]] * 2,
        "mentor_prices": [0, 0],
        "bound": 2 * proof["person_weight"],
    }
    assert_refused(checked(forged(proof, **claim)), "too coarse")


def test_points_that_rounding_may_hide_beside_a_huge_weight_are_told(checked):
    status, output = checked(proof_of([[1e15, 0.3], [0.4, 0.1]]))
    assert status == 0
    assert "(rounding may hide about 0.7 more)" in output


def test_a_checksum_of_another_file_is_refused(checked):
    assert_refused(checked(proof_of([[1.0]]), "0" * 64), "not the file with that checksum")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"format": NaN}',
        b'{"format": 1, "format": 1}',
        gzip.compress(b"{}", mtime=0)[:-9],
        gzip.compress(b"{}" * 100, mtime=0)[:15] + b"\x00" * 9,
    ],
)
def test_a_damaged_file_is_refused_in_one_line(run_checker, content):
    assert_refused(run_checker(content))


def test_a_proof_without_people_is_accepted_and_its_parts_are_not(run_checker, checked):
    proof = proof_of([[]] * 3)
    assert "0 of 3 mentees have a mentor" in checked(proof)[1]
    content = proof_bytes(proof, compress=False)
    for end in range(0, len(content), 7):
        assert_refused(run_checker(content[:end]))


def test_a_file_that_unpacks_beyond_the_limit_is_refused(run_checker, monkeypatch):
    monkeypatch.setattr(check_proof, "MAX_BYTES", 1000)
    assert_refused(run_checker(b"1" * 1001), "larger than 1,000 bytes")
    assert_refused(run_checker(gzip.compress(b"1" * 10**6, mtime=0)), "larger than 1,000 bytes")


def test_a_missing_file_is_refused_in_one_line(capsys):
    assert_refused((check_proof.main("missing.json"), capsys.readouterr().out), "missing.json")


def test_the_checker_is_short_and_runs_alone_on_python_3_9(tmp_path):
    source = CHECKER.read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    imports = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imports <= sys.stdlib_module_names
    assert source.count("\n") < 200
    path = tmp_path / "proof.json"
    for proof, status in ((proof_of([[1.0]]), 0), ({**proof_of([[1.0]]), "matched": 0}, 1)):
        path.write_bytes(proof_bytes(proof))
        command = [sys.executable, "-I", "-S", CHECKER, path]
        assert subprocess.run(command, capture_output=True, check=False).returncode == status
