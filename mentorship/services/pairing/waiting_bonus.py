"""Points for people who waited in an earlier round, in match runs with at least one of them.

They decide who is matched where not everybody can be. They say nothing of how well two people
suit each other. So an explanation has them beside its score, and not in it; and a round in which
nobody has waited is matched by the programme alone, to the last digit.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

POINTS = 2.0
"""Points for each of two people who has waited, unless the settings of a run say otherwise."""
NAME, WAITED, NOT_WAITED = "waited", "yes", "no"


def criterion(points: float) -> dict[str, object]:
    """Return the entry that a programme gets in addition, as in a programme file.

    ``points`` are for each of the two who has waited.
    """
    return {
        "name": NAME,
        "kind": "priority",
        "column": NAME,
        "answer": WAITED,
        "weight": 2 * points,
    }


def mark(people: pd.DataFrame, waited: Collection[int]) -> pd.DataFrame:
    """Return a table of people with a column that says who has waited."""
    answers = [WAITED if int(id_) in waited else NOT_WAITED for id_ in people["id"]]
    return people.assign(**{NAME: answers})


def set_apart(explanation: dict[str, Any]) -> dict[str, Any]:
    """Return an explanation with the points and who has waited beside its score."""
    added = next((item for item in explanation["shares"] if item["criterion"] == NAME), None)
    if added is None:
        return explanation
    others = [item for item in explanation["shares"] if item is not added]
    points = added["share"] * added["weight"]
    return {
        **explanation,
        # The sum anew: a difference would not be exactly what it is without the points.
        "score": sum(item["share"] * item["weight"] for item in others),
        "max_score": explanation["max_score"] - added["weight"],
        "shares": others,
        "waiting_points": points,
        "waited": [side for side in ("mentee", "mentor") if added[side] == WAITED],
    }
