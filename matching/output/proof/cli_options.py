"""The proof's option on the command line, its validation, and the proof of a match result."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from matching.errors import InvalidOutputError
from matching.output.atomic_write import refuse_overwriting, refuse_unwritable
from matching.output.proof.document import proof_document
from matching.output.proof.file import PROOF_SUFFIXES
from matching.pipeline import MatchResult

SAME_PERSON, KEPT_APART = "nobody with themself", "kept apart"
"""What forbids a pair beside the rules of the programme: somebody on both sides, and a ban."""


def add_proof_option(parser: argparse.ArgumentParser) -> None:
    """Declare ``--proof``."""
    parser.add_argument(
        "--proof",
        type=Path,
        metavar="FILE",
        help="a .json or .json.gz file to write: scores, rules and prices, without names, from "
        "which others can check that there is no better result",
    )


def check_proof_option(arguments: argparse.Namespace, *inputs: Path) -> None:
    """Raise `InvalidOutputError` if the proof cannot be written or would overwrite a file."""
    if arguments.proof is None:
        return
    refuse_overwriting(arguments.proof, *inputs)
    for other in (arguments.output, arguments.report):
        if other is not None and arguments.proof.resolve() == other.resolve():
            raise InvalidOutputError(f"{arguments.proof}: is the output or the report too")
    refuse_unwritable(arguments.proof, PROOF_SUFFIXES)


def proof_of(result: MatchResult) -> dict[str, Any]:
    """Return the proof of a result; see `proof_document`."""
    mentees, mentors = (np.arange(size) for size in result.problem.shape)
    titles = [rule.title for rule in result.pair_scores.program.rules] + [SAME_PERSON, KEPT_APART]
    broken_rules = result.pair_scores.broken_rule_masks(mentees, mentors)
    for pair in result.banned:
        broken_rules[pair] |= np.uint64(1 << titles.index(KEPT_APART))
    return proof_document(result.assignment, broken_rules, titles)
