"""People without a suggestion, grouped by the reason; the groups that can be helped come first.

A reason is sealed, so no query can sort by it. Therefore the rows of a run are stored in the order
in which they are shown, and each holds how many are in its group.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

Reason = Mapping[str, Any]
Group = tuple[str, ...]
"""A kind of reason, and the rules that nobody passes with these people."""

NOBODY_PASSES, NOBODY_PASSES_ALL = "nobody_passes", "nobody_passes_all"
HELPED_BY_A_RUN = "partner_left"
NEEDS_NO_HELP = "no_capacity"


def group_of(reason: Reason) -> Group:
    """Return which group a person is in.

    >>> group_of({"kind": "none_allowed", "passing": {"time": 0, "mode": 2}})
    ('nobody_passes', 'time')
    >>> group_of({"kind": "all_taken", "passing": {"time": 3, "mode": 2}})
    ('all_taken',)
    """
    if reason["kind"] != "none_allowed":
        return (reason["kind"],)
    blocking = [rule for rule, passing in reason["passing"].items() if passing == 0]
    return (NOBODY_PASSES, *blocking) if blocking else (NOBODY_PASSES_ALL,)


def in_order(reasons: Mapping[int, Reason]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the reasons of one side by application id, group by group, with the group's size.

    First comes whoever a new run may help, then the groups in which the most people could be asked
    something; within a group, whoever could be asked.
    """
    by_group = sorted(reasons, key=lambda id_: group_of(reasons[id_]))
    groups = [list(ids) for _, ids in groupby(by_group, key=lambda id_: group_of(reasons[id_]))]
    for ids in sorted(groups, key=lambda ids: _urgency([reasons[id_] for id_ in ids])):
        for id_ in sorted(ids, key=lambda id_: (not _can_be_asked(reasons[id_]), id_)):
            yield id_, {**reasons[id_], "group_size": len(ids)}


def _urgency(group: list[Reason]) -> tuple[bool, bool, int, int, Group]:
    kind = group[0]["kind"]
    can_be_asked = sum(map(_can_be_asked, group))
    return (
        kind != HELPED_BY_A_RUN,
        kind == NEEDS_NO_HELP,
        -can_be_asked,
        -len(group),
        group_of(group[0]),
    )


def _can_be_asked(reason: Reason) -> bool:
    return bool(reason.get("change"))
