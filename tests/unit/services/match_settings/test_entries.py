"""Which rules and criteria the page offers, and what it keeps of a programme from a file."""

from mentorship.services.match_settings.entries import (
    CRITERION,
    PROTECTED_RULES,
    RULE,
    chosen_rules,
    entries,
    offered,
    other_entries,
    weights,
    with_choices,
)
from mentorship.services.pairing.library_adapter.programs import standard_program

PROGRAM = {
    **standard_program(),
    "rule": [
        *(entry for entry in standard_program()["rule"] if entry["name"] != "mode"),
        {"name": "mode", "kind": "different", "column": "region"},
        {"name": "school", "kind": "share", "column": "topics"},
    ],
    "criterion": [
        {"name": "topics", "kind": "shared items", "column": "topics", "weight": 5, "enough": 2},
        {"name": "region", "kind": "different", "column": "region", "weight": 3},
    ],
}


def test_the_standard_programme_stays_as_it_is_if_nothing_is_changed() -> None:
    program = standard_program()
    assert with_choices(program, weights(program), chosen_rules(program)) == program


def test_a_protected_rule_cannot_be_switched_off() -> None:
    program = with_choices(standard_program(), {}, ())
    assert tuple(entries(program, RULE)) == PROTECTED_RULES


def test_a_criterion_without_points_is_left_out_and_can_come_back() -> None:
    without = with_choices(standard_program(), {"region": 0.0}, ())
    assert "region" not in entries(without, CRITERION)
    assert weights(without)["region"] == 0
    again = with_choices(without, {"region": 2.0}, ())
    assert entries(again, CRITERION)["region"]["weight"] == 2


def test_what_a_file_compares_otherwise_is_kept_and_not_offered() -> None:
    assert list(other_entries(PROGRAM, RULE)) == ["mode", "school"]
    assert list(other_entries(PROGRAM, CRITERION)) == ["region"]
    assert "mode" not in offered(PROGRAM, RULE)
    changed = with_choices(PROGRAM, {"topics": 1.0, "time": 2.0}, ["time"])
    assert entries(changed, RULE)["school"] == PROGRAM["rule"][-1]
    assert entries(changed, RULE)["mode"] == PROGRAM["rule"][-2]
    assert entries(changed, CRITERION)["region"] == PROGRAM["criterion"][1]
    assert entries(changed, CRITERION)["topics"] == {**PROGRAM["criterion"][0], "weight": 1.0}
    assert "language" not in entries(changed, RULE)
