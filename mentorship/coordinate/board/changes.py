"""What other coordinators have decided on a board since somebody has seen it."""

from dataclasses import dataclass, field

from flask import request

from mentorship.coordinate.board import board_labels
from mentorship.coordinate.board.board_page import BoardPage, NamedMove, names_of
from mentorship.extensions import db
from mentorship.services.board import decision_log
from mentorship.web.access_control import require_person
from mentorship.web.staff_names import staff_name

MAX_CHANGES = 10


@dataclass(frozen=True)
class Change:
    """Who has decided what about whom; ``was_undone`` if they have taken it back."""

    who: str
    did: str
    was_undone: bool
    pair: NamedMove = field(repr=False)


def changes_since(page: BoardPage) -> list[Change]:
    """Return what others have decided since the version in the URL, the newest first."""
    since = request.args.get("since", type=int)
    if since is None or page.board is None:
        return []
    made = decision_log.made_since(db.session, page.board, since, require_person())
    newest = made[: -MAX_CHANGES - 1 : -1]
    pairs = names_of((item.effect["mentee_id"], None, item.effect["mentor_id"]) for item in newest)
    return [
        Change(
            staff_name(item.decider), board_labels.did(item.kind), item.undone_at is not None, pair
        )
        for item, pair in zip(newest, pairs, strict=True)
    ]
