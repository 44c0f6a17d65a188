"""The proof of a board: it passes the checker, and every decision makes another one."""

import gzip
import json
import runpy
from pathlib import Path

from mentorship.questions import criteria
from mentorship.services.board import proofs
from tests.integration.services.board.conftest import BoardUnderTest

CHECKER = Path(__file__).parents[4] / "docs" / "check_proof.py"


def fields(proof: proofs.Proof) -> dict[str, object]:
    document: dict[str, object] = json.loads(gzip.decompress(proof.content))
    return document


def test_a_partner_can_check_the_board_after_every_decision(board: BoardUnderTest) -> None:
    check = runpy.run_path(str(CHECKER))["check"]
    seen = set()
    for decision in (None, ("reject", "ana", "carla"), ("approve", "bo", "carla")):
        if decision:
            board.decide(*decision, reason="not_this_pair" if decision[0] == "reject" else "")
        proof = proofs.proof_of(board.run, board.board, criteria.rule_label)
        assert check(fields(proof))
        seen.add(proof.checksum)
    assert len(seen) == 3


def test_the_same_board_gives_the_same_file_without_names_or_ids(board: BoardUnderTest) -> None:
    first, again = (
        proofs.proof_of(board.run, board.board, criteria.rule_label) for _time in range(2)
    )
    assert first == again
    text = gzip.decompress(first.content).decode()
    assert not any(name in text for name in ("carla", "diego", "elena"))
