"""The proof that no better result exists than that of a board, under what was decided so far."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.models import Board, MatchRun, Person
from mentorship.runtime import current_runtime
from mentorship.services.audit import record
from mentorship.services.board.boards import open_board
from mentorship.services.pairing.library_adapter import proofs


@dataclass(frozen=True)
class Proof:
    """A proof file, and the checksum that a partner compares with the page."""

    checksum: str
    content: bytes = field(repr=False)


def proof_of(run: MatchRun, board: Board, rule_title: Callable[[str], str]) -> Proof:
    """Return the proof of a board as it stands; the same board gives the same file.

    People are numbers in an order that nobody can draw again without the key of the site.
    """
    opened = open_board(board)
    seed = current_runtime().blind_index(f"proof of run {run.id}, version {board.version}")
    document = proofs.proof_document(
        opened.optimizer,
        [rule_title(rule) for rule in opened.state.rules],
        seed,
        _("This round has too many pairs for a proof that somebody could check."),
    )
    return Proof(document["checksum"], proofs.proof_file(document))


def record_download(session: AnySession, actor: Person, run: MatchRun) -> None:
    record(session, actor, "download proof", run)
