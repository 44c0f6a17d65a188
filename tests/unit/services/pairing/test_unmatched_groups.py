"""People without a suggestion in groups, those that can be helped first."""

from typing import Any

from mentorship.services.pairing.unmatched_groups import group_of, in_order

TIME = [["availability", "sat_morning"]]


def none_allowed(*change: list[str], **passing: int) -> dict[str, object]:
    return {"kind": "none_allowed", "passing": passing, "change": list(change)}


def test_people_are_grouped_by_the_rules_that_nobody_passes() -> None:
    assert group_of(none_allowed(time=0, mode=2)) == ("nobody_passes", "time")
    assert group_of(none_allowed(time=0, mode=0)) == ("nobody_passes", "time", "mode")
    assert group_of(none_allowed(time=1, mode=2)) == group_of(none_allowed(time=2, mode=1))


def test_the_groups_that_can_be_helped_come_first_and_within_one_whoever_can_be_asked() -> None:
    reasons: dict[int, Any] = {
        1: {"kind": "no_capacity"},
        2: none_allowed(time=0),
        3: {"kind": "all_taken"},
        4: none_allowed(*TIME, time=0),
        5: {"kind": "all_taken"},
        6: {"kind": "partner_left"},
        7: {"kind": "all_taken"},
        8: {"kind": "nobody_there"},
        9: {"kind": "no_capacity"},
    }
    ordered = list(in_order(reasons))
    assert [id_ for id_, _ in ordered] == [6, 4, 2, 3, 5, 7, 8, 1, 9]
    assert [reason["group_size"] for _, reason in ordered] == [1, 2, 2, 3, 3, 3, 1, 2, 2]


def test_reasons_stay_what_they_were() -> None:
    ((_, reason),) = in_order({1: none_allowed(*TIME, time=0)})
    assert reason == {**none_allowed(*TIME, time=0), "group_size": 1}
