"""How many people of each group two runs match, so that nothing under five can be worked out."""

from collections import Counter
from collections.abc import Iterable, Mapping

from mentorship.services.reports.suppression import MIN_COUNT

Bounds = Mapping[str, tuple[int, int]]
"""By group, the lower bounds of what both runs count; 0 is not shown."""


def bounds_of(first: Counter[str], second: Counter[str], differing: int) -> Bounds:
    """Return lower bounds of two counts of each group.

    Each is rounded down to a multiple of five, as in reports. If fewer than five people are matched
    in one of the two runs alone (``differing``), both get the lower bound: else a bound that rises
    from one run to the other would tell the group of the few who are new.

    >>> bounds_of(Counter(en=14, es=3), Counter(en=21, es=5), differing=9)
    {'en': (10, 20), 'es': (0, 5)}
    >>> bounds_of(Counter(en=14, es=4), Counter(en=15, es=5), differing=1)
    {'en': (10, 10), 'es': (0, 0)}
    """
    rounded = {
        group: (_round_down(first[group]), _round_down(second[group]))
        for group in sorted({*first, *second})
    }
    if differing >= MIN_COUNT:
        return rounded
    return {group: (min(both), min(both)) for group, both in rounded.items()}


def count_groups(people: Iterable[Iterable[str]]) -> Counter[str]:
    """Count people, each in all of their groups."""
    return Counter(group for groups in people for group in groups)


def _round_down(count: int) -> int:
    return count - count % MIN_COUNT
