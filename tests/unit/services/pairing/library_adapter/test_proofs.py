"""The proof of a board that the library writes."""

import pytest

import matching
from matching.output.proof import document
from mentorship.errors import UserFacingError
from mentorship.services.pairing.library_adapter import proofs
from tests.unit.services.board.test_plans import RULES, board_of


def test_whoever_was_rejected_is_kept_apart_in_the_proof() -> None:
    optimizer = board_of([[2.0, 1.0], [1.0, 2.0]]).optimizer.without_pairs([(0, 0)])
    proof = proofs.proof_document(optimizer, RULES, b"seed", "too large")
    assert proof == proofs.proof_document(optimizer, RULES, b"seed", "too large")
    others = [proofs.proof_document(optimizer, RULES, bytes([seed]), "") for seed in range(9)]
    assert len({other["checksum"] for other in others}) > 1, "people are in another order"
    assert proofs.proof_file(proof) == matching.proof_bytes(proof)


def test_a_round_that_nobody_could_check_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_PROOF_PAIRS", 3)
    optimizer = board_of([[2.0, 1.0], [1.0, 2.0]]).optimizer
    with pytest.raises(UserFacingError, match="too large"):
        proofs.proof_document(optimizer, RULES, b"seed", "too large")
