"""Screening steps: in which order they stand, and that they are retired once."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Person, Role, ScreeningUse
from mentorship.services.applications import screening_steps
from mentorship.services.applications.screening_steps import StepDefinition


def definition(name: str, mentees: str = "required", mentors: str = "required") -> StepDefinition:
    return StepDefinition({"en": name}, ScreeningUse(mentees), ScreeningUse(mentors))


def test_retired_steps_stand_last_and_can_be_used_again(coordinator: Person) -> None:
    first, second = (
        screening_steps.define(db.session, coordinator, definition(name)) for name in "AB"
    )
    screening_steps.retire(db.session, coordinator, first)
    assert screening_steps.all_steps(db.session) == [second, first]
    assert screening_steps.steps_in_use(db.session) == [second]
    with pytest.raises(UserFacingError, match="decided already"):
        screening_steps.retire(db.session, coordinator, first)
    screening_steps.use_again(db.session, coordinator, first)
    assert screening_steps.steps_in_use(db.session) == [first, second]


def test_a_step_is_used_for_the_roles_that_were_chosen(coordinator: Person) -> None:
    step = screening_steps.define(db.session, coordinator, definition("A", "not_used"))
    assert screening_steps.steps_for(db.session, Role.MENTEE) == []
    screening_steps.change(db.session, coordinator, step, definition("B", "optional", "not_used"))
    assert screening_steps.steps_for(db.session, Role.MENTEE) == [step]
    assert screening_steps.steps_for(db.session, Role.MENTOR) == []


def test_a_step_without_a_name_in_a_language_has_its_other_name(coordinator: Person) -> None:
    step = screening_steps.define(db.session, coordinator, definition("Interview"))
    assert step.label("es") == step.label("en") == "Interview"


def test_there_is_a_most_of_steps_in_use(
    coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening_steps, "MAX_STEPS", 1)
    screening_steps.define(db.session, coordinator, definition("A"))
    with pytest.raises(UserFacingError, match="Retire one"):
        screening_steps.define(db.session, coordinator, definition("B"))


def test_the_same_step_sent_twice_is_added_once_and_another_of_its_name_is_refused(
    coordinator: Person,
) -> None:
    first = screening_steps.define(db.session, coordinator, definition("A"))
    assert screening_steps.define(db.session, coordinator, definition("A")) is first
    with pytest.raises(UserFacingError, match="this name already"):
        screening_steps.define(db.session, coordinator, definition("A", "optional"))
