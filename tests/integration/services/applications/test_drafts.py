"""Drafts: what they start from, what each step saves, and when they can no longer be sent."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    ApplicationState,
    AuditEntry,
    Person,
    Profile,
    Role,
    Round,
    RoundState,
)
from mentorship.questions import STEPS, Step, blank_answers, steps_for
from mentorship.services.applications import drafts, form_steps, submission
from tests.conftest import Applicant
from tests.factories import PROFILE, make_application, make_person, make_round

ANSWERS = {**blank_answers(), **PROFILE, "capacity": 3}
STEP = {step.name: step for step in STEPS}
BOTH = (Role.MENTEE, Role.MENTOR)


def begin(person: Person, in_round: Round, *roles: Role) -> Application | None:
    source = drafts.begin(db.session, person, in_round, roles)
    db.session.commit()
    return source


def draft_of(person: Person, in_round: Round, role: Role) -> Application:
    draft = submission.application_of(db.session, person, in_round, role)
    assert draft is not None
    return draft


def save(draft: Application, *steps: Step, **answers: object) -> None:
    for step in steps:
        drafts.save_step(db.session, draft.person, draft, step, {**ANSWERS, **answers})


@pytest.fixture
def draft(nayeli: Person, a_round: Round) -> Application:
    begin(nayeli, a_round, Role.MENTOR)
    return draft_of(nayeli, a_round, Role.MENTOR)


@pytest.fixture
def complete(draft: Application) -> Application:
    save(draft, *steps_for(draft.role))
    db.session.commit()
    return draft


def test_beginning_again_changes_nothing(complete: Application) -> None:
    assert begin(complete.person, complete.round, Role.MENTOR) is None
    assert begin(complete.person, complete.round) is None
    assert db.session.query(Application).one().profile.answers["name"] == PROFILE["name"]


def test_beginning_in_both_roles_adds_only_the_missing_one(draft: Application) -> None:
    begin(draft.person, draft.round, *BOTH)
    assert {item.role for item in db.session.query(Application)} == set(Role)


def test_of_two_devices_that_begin_at_once_both_continue_with_one_draft(
    nayeli: Person, a_round: Round
) -> None:
    with Session(db.engine) as phone:
        drafts.begin(
            phone, phone.get_one(Person, nayeli.id), phone.get_one(Round, a_round.id), BOTH
        )
        assert submission.applications_of(db.session, nayeli) == [], "read before the phone saved"
        phone.commit()
    assert begin(nayeli, a_round, Role.MENTEE) is None
    assert db.session.query(Application).count() == db.session.query(Profile).count() == 2


def test_nothing_can_be_begun_after_the_last_day(nayeli: Person, a_round: Round) -> None:
    a_round.closes_on = today()
    assert begin(nayeli, a_round, Role.MENTEE) is None
    a_round.closes_on = today() - timedelta(days=1)
    with pytest.raises(UserFacingError, match="closed"):
        drafts.begin(db.session, nayeli, a_round, [Role.MENTOR])


def test_a_later_round_starts_from_the_newest_round_in_the_same_role(
    nayeli: Person, a_round: Round
) -> None:
    for name, round_ in (("Old", a_round), ("New", make_round("Summer"))):
        for role in BOTH:
            make_application(
                round_, role, "nayeli@example.org", name=f"{name} {role.value}", capacity=2
            )
    autumn = make_round("Autumn")
    source = begin(nayeli, autumn, *BOTH)
    assert source is not None
    assert source.round.name == "Summer"
    names = {role: draft_of(nayeli, autumn, role).profile.name for role in BOTH}
    assert names == {Role.MENTEE: "New mentee", Role.MENTOR: "New mentor"}
    for role in BOTH:
        assert form_steps.unfinished(draft_of(nayeli, autumn, role)) == []
        assert draft_of(nayeli, autumn, role).privacy_notice == submission.current_notice()


def test_from_the_other_role_only_the_shared_steps_are_carried_over(
    nayeli: Person, a_round: Round
) -> None:
    source = make_application(a_round, "mentee", "nayeli@example.org", name="Naye")
    assert begin(nayeli, a_round, Role.MENTOR) is source
    draft = draft_of(nayeli, a_round, Role.MENTOR)
    assert [step.name for step in form_steps.unfinished(draft)] == ["topics", "capacity"]
    assert draft.profile.name == "Naye"
    assert draft.profile.answers["topics"] == []


def test_the_answers_of_a_withdrawn_application_are_carried_over(
    nayeli: Person, a_round: Round
) -> None:
    withdrawn = make_application(a_round, "mentor", "nayeli@example.org", "withdrawn", capacity=2)
    summer = make_round("Summer")
    assert begin(nayeli, summer, Role.MENTOR) is withdrawn
    assert draft_of(nayeli, summer, Role.MENTOR).capacity == 2


def test_unfinished_steps_of_an_earlier_draft_are_not_carried_over(
    draft: Application,
) -> None:
    save(draft, STEP["name"], STEP["goals"], name="Naye", goals="")
    summer = make_round("Summer")
    assert begin(draft.person, summer, Role.MENTOR) is draft
    later = draft_of(draft.person, summer, Role.MENTOR)
    assert later.profile.steps_done == ["name", "goals"]


def test_an_empty_draft_is_no_source(draft: Application) -> None:
    summer = make_round("Summer")
    assert begin(draft.person, summer, Role.MENTOR) is None
    assert draft_of(draft.person, summer, Role.MENTOR).profile.steps_done == []


def test_the_answers_of_other_people_are_never_carried_over(
    nayeli: Person, a_round: Round, applicant: Applicant
) -> None:
    applicant("mentor", "mei@example.org")
    assert begin(nayeli, a_round, Role.MENTOR) is None
    assert draft_of(nayeli, a_round, Role.MENTOR).profile.name == ""


def test_carrying_over_changes_neither_the_source_nor_what_is_done(
    nayeli: Person, a_round: Round
) -> None:
    source = make_application(a_round, "mentee", "nayeli@example.org", goals="As a mentee.")
    before = dict(source.profile.stored_answers)
    draft = Application(
        person=nayeli,
        round=a_round,
        role=Role.MENTOR,
        state=ApplicationState.DRAFT,
        profile=Profile(
            key_ids=[nayeli.key_id], steps_done=["goals"], stored_answers={"goals": "As a mentor."}
        ),
    )
    drafts.carry_over(source, draft)
    assert draft.profile.answers["goals"] == "As a mentor."
    draft.profile.stored_answers["modes"].append("changed")
    assert source.profile.stored_answers == before


def test_a_step_saves_the_answers_to_its_own_questions_only(draft: Application) -> None:
    save(draft, STEP["name"], name="Naye", goals="Not asked here.")
    assert draft.profile.answers["name"] == "Naye"
    assert draft.profile.answers["goals"] == ""


def test_steps_saved_in_any_order_and_twice_are_kept_in_the_order_of_the_form(
    draft: Application,
) -> None:
    save(draft, STEP["goals"], STEP["name"], STEP["goals"], STEP["contact"])
    assert draft.profile.steps_done == ["name", "contact", "goals"]


def test_a_saved_step_is_stored(draft: Application) -> None:
    save(draft, STEP["name"], name="字" * 80)
    db.session.commit()
    with Session(db.engine) as other_session:
        assert other_session.get_one(Profile, draft.id).name == "字" * 80


def test_only_changes_of_a_sent_application_are_recorded(complete: Application) -> None:
    changes = db.session.query(AuditEntry).filter_by(action="change application")
    assert changes.count() == 0
    drafts.send(db.session, complete.person, complete)
    save(complete, STEP["goals"], goals="Another.")
    assert changes.count() == 1


def test_after_closing_a_draft_can_be_neither_changed_nor_sent(complete: Application) -> None:
    complete.round.state = RoundState.MATCHING
    for step in steps_for(complete.role):
        with pytest.raises(UserFacingError, match="closed"):
            save(complete, step)
    with pytest.raises(UserFacingError, match="closed"):
        drafts.send(db.session, complete.person, complete)
    assert complete.state is ApplicationState.DRAFT


def test_after_closing_a_sent_application_changes_only_in_some_steps(
    complete: Application,
) -> None:
    drafts.send(db.session, complete.person, complete)
    complete.round.state = RoundState.MATCHING
    save(complete, STEP["exclusions"], excluded_people="somebody@example.org")
    assert complete.profile.answers["excluded_people"] == "somebody@example.org"
    with pytest.raises(UserFacingError, match="closed"):
        save(complete, STEP["topics"], topics=["healing"])
    assert complete.profile.answers["topics"] == PROFILE["topics"]


def test_a_draft_is_sent_only_when_its_last_required_step_is_done(draft: Application) -> None:
    *steps, last = form_steps.missing(draft)
    save(draft, *steps)
    with pytest.raises(UserFacingError, match="missing"):
        drafts.send(db.session, draft.person, draft)
    save(draft, last)
    drafts.send(db.session, draft.person, draft)
    assert draft.state is ApplicationState.SUBMITTED
    assert draft.privacy_notice == submission.current_notice()
    assert draft.submitted_at is not None


def test_a_withdrawn_application_is_sent_again_until_the_round_closes(
    complete: Application,
) -> None:
    drafts.send(db.session, complete.person, complete)
    submission.withdraw(db.session, complete.person, complete)
    with pytest.raises(UserFacingError, match="agree"):
        drafts.send(db.session, complete.person, complete)
    drafts.send(db.session, complete.person, complete, agrees=True)
    assert complete.state is ApplicationState.SUBMITTED
    submission.withdraw(db.session, complete.person, complete)
    complete.round.state = RoundState.MATCHING
    with pytest.raises(UserFacingError, match="closed"):
        drafts.send(db.session, complete.person, complete)


def test_sending_fills_the_draft_in_the_other_role_but_nothing_that_was_sent(
    complete: Application,
) -> None:
    assert drafts.second_draft(db.session, complete) is None
    begin(complete.person, complete.round, Role.MENTEE)
    second = draft_of(complete.person, complete.round, Role.MENTEE)
    second.profile.stored_answers, second.profile.steps_done = {}, []
    assert drafts.second_draft(db.session, complete) is second
    drafts.send(db.session, complete.person, complete)
    assert form_steps.unfinished(second) == [STEP["topics"]]
    save(second, STEP["topics"])
    drafts.send(db.session, second.person, second)
    assert drafts.second_draft(db.session, complete) is None


def test_deleting_a_draft_deletes_its_answers_and_not_the_other_application(
    app: Flask, a_round: Round
) -> None:
    make_application(a_round, "mentee", "nayeli@example.org")
    person = make_person("nayeli@example.org")
    begin(person, a_round, Role.MENTOR)
    drafts.delete_draft(db.session, person, draft_of(person, a_round, Role.MENTOR))
    db.session.commit()
    assert db.session.query(Application).one().role is Role.MENTEE
    assert db.session.query(Profile).count() == 1
    assert begin(person, a_round, Role.MENTOR), "it can be begun anew"


def test_two_steps_saved_at_once_are_both_kept(complete: Application) -> None:
    assert complete.profile.answers["goals"] == ""  # this request has read the answers
    with Session(db.engine) as other_session:
        other = other_session.get_one(Application, complete.id)
        drafts.save_step(other_session, other.person, other, STEP["goals"], {"goals": "Courage"})
        other_session.commit()
    save(complete, STEP["contact"], phone="213 555 0142")
    db.session.commit()
    answers = complete.profile.answers
    assert (answers["goals"], answers["phone"]) == ("Courage", "213 555 0142")
