"""The proof of a board's result, for partners who check it without names."""

import random
from collections.abc import Sequence
from typing import Any

import matching
from mentorship.errors import UserFacingError
from mentorship.services.pairing.library_adapter.optimizer import Optimizer
from mentorship.services.pairing.library_adapter.stored_problem import KEPT_APART


def proof_document(
    optimizer: Optimizer, rule_titles: Sequence[str], seed: bytes, too_large: str
) -> dict[str, Any]:
    """Return the fields of the proof file of an optimum.

    Parameters
    ----------
    rule_titles
        The words for each rule of the problem, in its order.
    seed
        Secret bytes from which the numbers of people are drawn: the same give the same file.
    too_large
        What to say if there are too many pairs for a proof.

    Raises
    ------
    UserFacingError
        There are too many pairs.
    """
    broken = optimizer.problem.broken.copy()
    kept_apart = broken.dtype.type(1 << optimizer.problem.rules.index(KEPT_APART))
    for pair in optimizer.banned:
        broken[pair] |= kept_apart
    try:
        return matching.proof_document(
            optimizer.assignment,
            broken,
            rule_titles,
            random.Random(seed),  # noqa: S311
        )
    except matching.InvalidOutputError:
        raise UserFacingError(too_large) from None


def proof_file(document: dict[str, Any]) -> bytes:
    """Return the compressed file of a proof."""
    return matching.proof_bytes(document)
