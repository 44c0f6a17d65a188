"""The limits of settings: every number of the page and of a programme file is checked here."""

from collections.abc import Iterator

from flask_babel import gettext as _

from mentorship.services.match_settings.entries import CRITERION, entries
from mentorship.services.match_settings.settings import OBJECTIVES, RunSettings

MAX_POINTS = 100
"""The most points of one criterion, of a load penalty, for having waited or for the training."""
MAX_SEED = 2**31 - 1
WEIGHTS, FLOOR, LOAD_PENALTY, WAITING_POINTS, TRAINING_POINTS, SEED, OBJECTIVE = (
    "weights", "floor_points", "load_penalty", "waiting_points", "training_points", "seed",
    "objective",
)  # fmt: skip


def weight_field(criterion: str) -> str:
    """Return the name of the field of a criterion's points."""
    return f"weight_{criterion}"


def problems(settings: RunSettings) -> Iterator[tuple[str, str]]:
    """Yield what is outside of its limits: the name of a field, and a sentence."""
    yield from _weight_problems(settings)
    for field in (LOAD_PENALTY, WAITING_POINTS, TRAINING_POINTS):
        if not is_points(getattr(settings, field)):
            yield field, points_sentence()
    if settings.objective not in OBJECTIVES:
        yield OBJECTIVE, _("Choose one of the answers that are offered.")
    if settings.seed is not None and not _is_seed(settings.seed):
        yield SEED, seed_sentence()


def _weight_problems(settings: RunSettings) -> Iterator[tuple[str, str]]:
    for name, entry in entries(settings.program, CRITERION).items():
        if not is_points(entry["weight"]):
            yield weight_field(name), points_sentence()
    if settings.max_score > 0:
        yield from _floor_problems(settings)
    else:
        yield (
            WEIGHTS,
            _(
                "Give at least one of these more than 0 points. Otherwise no match would be better "
                "than another."
            ),
        )


def _floor_problems(settings: RunSettings) -> Iterator[tuple[str, str]]:
    floor, highest = settings.floor, settings.max_score
    if isinstance(floor, str) or floor is None:
        if floor not in (None, "auto"):
            yield FLOOR, points_sentence()
    elif not is_points(floor, highest):
        sentence = _(
            "Enter a number from 0 to %(maximum)s. That is the score of two people who suit each "
            "other in everything.",
            maximum=f"{highest:g}",
        )
        yield FLOOR, sentence


def is_points(value: object, maximum: float = MAX_POINTS) -> bool:
    """Return whether a value is a number from 0 to a maximum; NaN is not."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= maximum  # type: ignore[operator]


def points_sentence() -> str:
    return _("Enter a number from 0 to %(maximum)s.", maximum=MAX_POINTS)


def seed_sentence() -> str:
    return _("Enter a whole number from 0 to %(maximum)s, or nothing.", maximum=MAX_SEED)


def _is_seed(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_SEED
