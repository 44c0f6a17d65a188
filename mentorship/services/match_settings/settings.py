"""What a match run is computed with: rules and weighted criteria, and the options of the solver."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from mentorship.services.pairing.extra_points import (
    TRAINING_POINTS,
    WAITED,
    WAITING_POINTS,
    ExtraPoints,
)
from mentorship.services.pairing.library_adapter.programs import standard_program

Objective = Literal["most_people", "best_total"]
Floor = float | Literal["auto"] | None
OBJECTIVES: tuple[Objective, ...] = ("most_people", "best_total")
AUTO: Literal["auto"] = "auto"


@dataclass(frozen=True)
class RunSettings:
    """The settings of a match run.

    ``program`` is a programme file of the matching library, parsed. ``floor`` is the lowest score
    that a match may have; with "auto", the highest one that leaves nobody out. ``seed`` decides
    between results that are equally good; without one, each run draws its own.
    """

    program: Mapping[str, Any]
    objective: Objective = "most_people"
    floor: Floor = None
    load_penalty: float = 0.0
    waiting_points: float = WAITING_POINTS
    training_points: float = TRAINING_POINTS
    seed: int | None = None

    @property
    def max_score(self) -> float:
        """The score of two people who suit each other in everything."""
        return math.fsum(entry["weight"] for entry in self.program.get("criterion", ()))

    def extra_points(self, kind: ExtraPoints) -> float:
        """Return the points for each of two people that are beside the score of the two."""
        return self.waiting_points if kind is WAITED else self.training_points

    def to_document(self) -> dict[str, Any]:
        """Return the settings as saved settings hold them."""
        return {**self.for_run(), "seed": self.seed}

    def for_run(self) -> dict[str, Any]:
        """Return the settings as a run holds them, whose seed has a column of its own."""
        return {
            "program": self.program,
            "objective": self.objective,
            "floor": self.floor,
            "load_penalty": self.load_penalty,
            "waiting_points": self.waiting_points,
            "training_points": self.training_points,
        }


def from_document(document: Mapping[str, Any]) -> RunSettings:
    """Return the settings that saved settings or a run hold.

    A run from before there were settings names a programme, and has no options but the objective.
    What else a run is for, such as `run_kinds.PROPOSES`, is not among its settings.
    """
    program = document["program"]
    is_named = isinstance(program, str)
    names = {item.name for item in fields(RunSettings)} - {"program"}
    options = {name: value for name, value in document.items() if name in names}
    return RunSettings(standard_program() if is_named else program, **options)
