"""What a lowest allowed score costs: people left out, and points, floor by floor."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentorship.models import RunAnalysis
from mentorship.services.match_settings.settings import RunSettings

DECIMALS = 3


@dataclass(frozen=True)
class FloorStep:
    """The best result under a floor: exact, and what every floor since the last step reaches.

    ``is_current`` says that the run's own floor is within the step.
    """

    floor_above: float
    floor: float
    people: int
    total: float
    is_current: bool


@dataclass(frozen=True)
class FloorSteps:
    """All steps, ascending; ``for_everybody`` is the highest that leaves nobody more out."""

    steps: Sequence[FloorStep]

    @property
    def without_floor(self) -> FloorStep:
        return self.steps[0]

    @property
    def for_everybody(self) -> FloorStep:
        people = self.without_floor.people
        return next(step for step in reversed(self.steps) if step.people >= people)

    @property
    def end(self) -> float:
        """Where the axis of floors ends."""
        return self.steps[-1].floor or 1.0


def floor_steps(analysis: RunAnalysis, settings: RunSettings) -> FloorSteps | None:
    """Return the steps that an analysis found and a run can have; None if nobody can be matched.

    Points for having waited are part of the scores that a floor is compared with. So there can be
    steps above what two people can score who suit each other in everything, which no run may ask.
    """
    floor = settings.floor if isinstance(settings.floor, int | float) else 0.0
    steps = [step for step in _steps(analysis.frontier, floor) if step.floor <= settings.max_score]
    return FloorSteps(steps) if steps else None


def _steps(frontier: Sequence[Sequence[float]], run_floor: float) -> Iterator[FloorStep]:
    floor_above, exact_floor_above = 0.0, 0.0
    for number, (exact_floor, people, total) in enumerate(frontier):
        floor = _round_down(exact_floor)
        if number and floor == floor_above:
            continue
        is_current = exact_floor_above < run_floor <= exact_floor
        yield FloorStep(floor_above, floor, int(people), total, is_current)
        floor_above, exact_floor_above = floor, exact_floor


def _round_down(floor: float) -> float:
    """Round a floor so that the pairs that score it are still allowed."""
    return math.floor(floor * 10**DECIMALS) / 10**DECIMALS
