"""Which figures may be published, so that nothing under five can be worked out from them.

Every figure is rounded down to a multiple of five, so it says "at least so many"; under five it is
not shown. A later version raises it, never lowers it, and only if enough has changed. A figure
stays lower where others would otherwise give it away. What protects is that each set of published
versions also fits a programme in which every count is exactly what is shown, and one in which any
single count is up to four more (ADR 0026; `tests/unit/services/reports/test_suppression.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mentorship.services.reports.figures import Figure

MIN_COUNT = 5
"""A figure that counts fewer people than this is not shown; all figures are its multiples."""


@dataclass(frozen=True)
class Published:
    """What a version shows, and the total of each topic when its figures were last looked at.

    The totals are not shown. They count applications and pairs, whose states the database holds
    unencrypted; nothing that is sealed is counted in them.
    """

    shown: Mapping[str, int] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)


def next_version(
    latest: Published, figures: Sequence[Figure], totals: Mapping[str, int]
) -> Published:
    """Return what may be shown now; it shows the same as ``latest`` if too little has changed."""
    grown = {
        topic: total
        for topic, total in totals.items()
        if total - latest.totals.get(topic, 0) >= MIN_COUNT
    }
    shown: dict[str, int] = {}
    for figure in figures:
        before = latest.shown.get(figure.key, 0)
        shown[figure.key] = _raised(figure, latest, shown) if figure.topic in grown else before
    still_shown = {key: bound for key, bound in latest.shown.items() if key not in shown}
    return Published(_without_zeros({**still_shown, **shown}), {**latest.totals, **grown})


def _raised(figure: Figure, latest: Published, shown: Mapping[str, int]) -> int:
    """Return the new lower bound of a figure, given those of the figures that it depends on."""
    before = latest.shown.get(figure.key, 0)
    bound = figure.count - figure.count % MIN_COUNT
    if figure.within:
        limit = sum(shown[key] for key in figure.within)
        if figure.is_trait:
            # Else it could be worked out that all the new people have this trait.
            limit += before - sum(latest.shown.get(key, 0) for key in figure.within)
        bound = min(bound, limit)
    if figure.needs is not None and not shown[figure.needs]:
        bound = 0
    return max(before, bound)


def _without_zeros(shown: Mapping[str, int]) -> dict[str, int]:
    return {key: bound for key, bound in shown.items() if bound}
