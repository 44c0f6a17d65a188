"""Points beside the score: for who waited in an earlier round, and who has done the training.

They decide who is matched where not everybody can be. They say nothing of how well two people
suit each other. So an explanation has them beside its score, and not in it; and a round in which
nobody gets any is matched by the programme alone, to the last digit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

WAITING_POINTS = 2.0
"""Points for each of two people who has waited, unless the settings of a run say otherwise."""
TRAINING_POINTS = 0.0
"""Points for each of two people who has done the training: none, unless the settings say so."""
YES, NO = "yes", "no"


@dataclass(frozen=True)
class ExtraPoints:
    """One reason for points; an explanation has them under ``setting``, as the settings do."""

    name: str
    setting: str

    def criterion(self, points: float) -> dict[str, object]:
        """Return the entry that a programme gets in addition, as in a programme file.

        ``points`` are for each of the two people of whom it is true.
        """
        return {
            "name": self.name,
            "kind": "priority",
            "column": self.name,
            "answer": YES,
            "weight": 2 * points,
        }

    def mark(self, people: pd.DataFrame, ids: Collection[int]) -> pd.DataFrame:
        """Return a table of people with a column that says of whom it is true."""
        answers = [YES if int(id_) in ids else NO for id_ in people["id"]]
        return people.assign(**{self.name: answers})

    def set_apart(self, explanation: dict[str, Any]) -> dict[str, Any]:
        """Return an explanation with the points, and who gets them, beside its score."""
        added = next(
            (item for item in explanation["shares"] if item["criterion"] == self.name), None
        )
        if added is None:
            return explanation
        others = [item for item in explanation["shares"] if item is not added]
        return {
            **explanation,
            # The sum anew: a difference would not be exactly what it is without the points.
            "score": sum(item["share"] * item["weight"] for item in others),
            "max_score": explanation["max_score"] - added["weight"],
            "shares": others,
            self.setting: added["share"] * added["weight"],
            self.name: [side for side in ("mentee", "mentor") if added[side] == YES],
        }


WAITED = ExtraPoints("waited", "waiting_points")
TRAINED = ExtraPoints("trained", "training_points")
KINDS = (WAITED, TRAINED)
NAMES = frozenset(kind.name for kind in KINDS)


def set_apart(explanation: dict[str, Any]) -> dict[str, Any]:
    """Return an explanation with all points beside its score, and who gets them."""
    for kind in KINDS:
        explanation = kind.set_apart(explanation)
    return explanation


def total(explanation: dict[str, Any]) -> float:
    """Return the points beside the score of an explanation."""
    return sum(float(explanation.get(kind.setting, 0.0)) for kind in KINDS)
