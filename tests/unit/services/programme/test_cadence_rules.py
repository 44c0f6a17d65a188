"""A rule of the programme's own gets a code that means nothing else."""

from dataclasses import replace

import pytest

from mentorship.errors import UserFacingError
from mentorship.programme import Anchor, CadenceRule, CheckInFlag, Concerns, Event, Period, shipped
from mentorship.programme.cadence_reading import MAX_RULES
from mentorship.services.programme.cadence_rules import add_rule, put_rule

pytestmark = pytest.mark.usefixtures("app")

VISIT = CadenceRule(
    labels={"en": "Visit to the library", "es": "Visita a la biblioteca"},
    concerns=Concerns.BOTH,
    begins=Anchor.START,
    after=Period(days=30),
    every=(),
    until=(),
    met_by=(),
    source="Our board",
)


def test_a_rule_is_added_as_the_last_one() -> None:
    changed, code = add_rule(shipped(), VISIT)
    assert code == "visit_to_the_library"
    assert list(changed.cadence.items()) == [*shipped().cadence.items(), (code, VISIT)]


@pytest.mark.parametrize("taken", [*Event, *CheckInFlag, "first_contact"])
def test_the_code_of_a_new_rule_is_no_event_no_flag_and_no_other_rule(taken: str) -> None:
    rule = replace(VISIT, labels={"en": taken, "es": taken})
    changed, code = add_rule(shipped(), rule)
    assert code == f"{taken}_2"
    assert len(changed.cadence) == len(shipped().cadence) + 1


def test_more_rules_than_a_document_can_hold_are_refused_in_a_sentence() -> None:
    full = replace(shipped(), cadence={f"rule_{number}": VISIT for number in range(MAX_RULES)})
    with pytest.raises(UserFacingError, match=f"There are {MAX_RULES} rules already"):
        add_rule(full, VISIT)


def test_a_changed_rule_stays_at_its_place() -> None:
    changed = put_rule(shipped(), "training", VISIT)
    assert list(changed.cadence) == list(shipped().cadence)
    assert changed.cadence["training"] == VISIT
