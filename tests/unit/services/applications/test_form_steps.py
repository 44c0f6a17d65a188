"""Which steps of the form are done, and which may still change."""

from datetime import date
from typing import Any

import pytest

from mentorship.models import (
    Application,
    ApplicationState,
    Person,
    Profile,
    Role,
    Round,
    RoundState,
)
from mentorship.questions import STEPS, Step, steps_for
from mentorship.services.applications import form_steps, rounds
from tests.factories import PROFILE

TODAY = date(2026, 11, 26)
STEP = {step.name: step for step in STEPS}
OPEN_AFTER_CLOSING = {"name", "contact", "goals", "exclusions"}


@pytest.fixture(autouse=True)
def fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "today", lambda: TODAY)


def application(
    *done: Step,
    role: Role = Role.MENTOR,
    state: ApplicationState = ApplicationState.DRAFT,
    sign_in_name: str = "mei@example.org",
    **answers: Any,
) -> Application:
    document = {**PROFILE, "capacity": 1, **answers}
    return Application(
        person=Person(sealed_sign_in_name=sign_in_name),
        round=Round(state=RoundState.OPEN, closes_on=TODAY),
        role=role,
        state=state,
        profile=Profile(stored_answers=document, steps_done=[step.name for step in done]),
    )


@pytest.mark.parametrize("role", Role)
def test_a_new_draft_has_every_step_of_its_role_before_it(role: Role) -> None:
    draft = application(role=role)
    draft.profile = Profile(stored_answers={}, steps_done=[])
    assert form_steps.unfinished(draft) == steps_for(role)
    assert form_steps.progress(draft) == form_steps.Progress(0, len(steps_for(role)))


def test_only_a_mentor_is_asked_about_capacity() -> None:
    asked = {role: {step.name for step in steps_for(role)} for role in Role}
    assert asked[Role.MENTOR] - asked[Role.MENTEE] == {"capacity"}


def test_a_draft_is_complete_once_each_step_was_saved_in_any_order() -> None:
    steps = steps_for(Role.MENTOR)
    draft = application(*reversed(steps))
    assert form_steps.unfinished(draft) == []
    assert form_steps.progress(draft) == form_steps.Progress(len(steps), len(steps))


def test_a_step_without_required_questions_is_done_only_once_it_was_seen() -> None:
    assert form_steps.is_answered(application(goals=""), STEP["goals"])
    assert not form_steps.is_done(application(goals=""), STEP["goals"])
    assert form_steps.is_done(application(STEP["goals"], goals=""), STEP["goals"])


@pytest.mark.parametrize(
    ("step", "answers"),
    [
        ("name", {"name": ""}),
        ("communities", {"communities": []}),
        ("location", {"area": ""}),
        ("location", {"modes": []}),
        ("availability", {"availability": []}),
        ("topics", {"topics": []}),
        ("languages", {"languages": []}),
    ],
)
def test_a_step_that_was_saved_but_lacks_a_required_answer_is_asked_again(
    step: str, answers: dict[str, Any]
) -> None:
    draft = application(*steps_for(Role.MENTOR), **answers)
    assert form_steps.unfinished(draft) == [STEP[step]]


def test_whoever_has_no_email_address_must_give_another_contact() -> None:
    assert form_steps.is_answered(application(phone=""), STEP["contact"])
    without_email = application(sign_in_name="mei-1234", phone="")
    assert not form_steps.is_answered(without_email, STEP["contact"])
    reachable = application(sign_in_name="mei-1234", phone="213 555 0142")
    assert form_steps.is_answered(reachable, STEP["contact"])


def test_a_question_added_after_a_draft_was_begun_is_asked_again() -> None:
    draft = application(*steps_for(Role.MENTOR))
    del draft.profile.stored_answers["topics"]
    assert form_steps.unfinished(draft) == [STEP["topics"]]


@pytest.mark.parametrize(
    "state", [state for state in ApplicationState if state is not ApplicationState.DRAFT]
)
def test_nothing_is_unfinished_in_an_application_that_was_sent(state: ApplicationState) -> None:
    sent = application(state=state, topics=[])
    sent.profile.steps_done = None
    assert form_steps.unfinished(sent) == []


def changeable(item: Application) -> set[str]:
    return {step.name for step in STEPS if form_steps.may_change(item, step)}


@pytest.mark.parametrize("state", ApplicationState)
def test_every_step_may_change_until_the_end_of_the_last_day(state: ApplicationState) -> None:
    item = application(state=state)
    assert changeable(item) == STEP.keys()
    item.round.closes_on = date(2026, 11, 25)
    assert changeable(item) < STEP.keys()


@pytest.mark.parametrize("state", [ApplicationState.SUBMITTED, ApplicationState.WAITLISTED])
def test_after_closing_coordinators_get_changes_of_what_no_match_is_made_from(
    state: ApplicationState,
) -> None:
    item = application(state=state)
    item.round.state = RoundState.MATCHING
    assert changeable(item) == OPEN_AFTER_CLOSING


@pytest.mark.parametrize("state", [ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
def test_after_closing_nothing_changes_that_coordinators_do_not_have(
    state: ApplicationState,
) -> None:
    item = application(state=state)
    item.round.state = RoundState.MATCHING
    assert changeable(item) == set()
