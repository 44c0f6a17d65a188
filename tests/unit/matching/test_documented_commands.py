"""The commands of docs/matching.md print what it says."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

import matching
from matching.__main__ import main
from tests.unit.matching.output.proof.proof_checker import check_proof

ROOT = Path(matching.__file__).parents[1]
PAGE = (ROOT / "docs" / "matching.md").read_text("utf-8")
TABLES = re.findall(r"^`(\w+\.csv)`\n\n```csv\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
BLOCKS = [
    block
    for block in re.findall(r"^```console\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
    if "civil-service" in block
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, content in TABLES:
        (tmp_path / name).write_text(content, "utf-8")
    for name in ("docs", "matching"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("block", BLOCKS, ids=["result", "report", "proof"])
def test_a_documented_command_prints_what_the_page_says(block, capsys):
    for step in block.removeprefix("$ ").split("\n$ "):
        command, _, expected = step.replace("\\\n", "").partition("\n")
        words = shlex.split(command)
        if words[:3] == ["python", "-m", "matching"]:
            assert main(words[3:]) == 0
        else:
            assert words[:2] == ["python", "docs/check_proof.py"]
            assert check_proof.main(*words[2:]) == 0
        output = capsys.readouterr().out
        if expected:
            expected = expected.rstrip("\n").replace("…", "...") + "\n"
            assert doctest.OutputChecker().check_output(expected, output, doctest.ELLIPSIS), output
