"""A correction on somebody's behalf is theirs to see, to agree to and to undo."""

from typing import Any

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, Correction, Person
from mentorship.questions import STEPS
from mentorship.services import personal_data
from mentorship.services.applications import corrections, drafts, submission
from tests.conftest import Applicant, Mailbox

STEP = {step.name: step for step in STEPS}


@pytest.fixture
def application(applicant: Applicant) -> Application:
    return applicant("mentor", "mei@example.org", name="Mie", phone="213 555 01")


def correct(
    actor: Person, application: Application, question: str = "name", answer: Any = "Mei"
) -> list[Correction]:
    step = next(step for step in STEPS if question in [item.name for item in step.questions])
    answers = application.profile.answers
    given = {item.name: answers[item.name] for item in step.questions} | {question: answer}
    corrections.correct(db.session, actor, application, step, given, "You told us on the phone.")
    db.session.commit()
    return corrections.open_corrections(db.session, application.person_id)


def test_the_person_sees_what_was_changed_and_why_and_is_emailed_that_there_is_news(
    application: Application, coordinator: Person, mailbox: Mailbox
) -> None:
    (correction,) = correct(coordinator, application)
    assert application.profile.name == "Mei"
    assert (correction.before, correction.after, correction.reason) == (
        "Mie",
        "Mei",
        "You told us on the phone.",
    )
    ((address, subject, body),) = mailbox.emails()
    assert address == "mei@example.org"
    assert not any(word in subject + body for word in ("Mei", "Mie", "phone"))


def test_the_earlier_answer_is_forgotten_once_the_person_agrees(
    application: Application, coordinator: Person
) -> None:
    (correction,) = correct(coordinator, application)
    corrections.agree(db.session, application.person, correction)
    assert application.profile.name == "Mei"
    assert (correction.before, correction.after, correction.is_open) == (None, None, False)
    with pytest.raises(UserFacingError, match="answered this already"):
        corrections.undo(db.session, application.person, correction)


def test_undoing_brings_the_earlier_answer_back_also_after_the_round_closed(
    application: Application, coordinator: Person
) -> None:
    (correction,) = correct(coordinator, application)
    application.round.closes_on = application.round.created_at.date().replace(year=2020)
    corrections.undo(db.session, application.person, correction)
    assert application.profile.name == "Mie"
    assert correction.was_undone


def test_a_second_correction_goes_on_from_what_the_person_wrote(
    application: Application, coordinator: Person
) -> None:
    correct(coordinator, application, answer="May")
    (correction,) = correct(coordinator, application, answer="Mei")
    assert (correction.before, correction.after) == ("Mie", "Mei")
    assert len(corrections.corrections_of(db.session, application.person_id)) == 1


def test_taking_a_correction_back_leaves_nothing_to_see(
    application: Application, coordinator: Person
) -> None:
    correct(coordinator, application)
    assert correct(coordinator, application, answer="Mie") == []
    assert corrections.corrections_of(db.session, application.person_id) == []


def test_a_newer_answer_of_the_person_closes_the_correction(
    application: Application, coordinator: Person
) -> None:
    (correction,) = correct(coordinator, application)
    answers = {"name": "Mei-Ling", "pronunciation": ""}
    drafts.save_step(db.session, application.person, application, STEP["name"], answers)
    assert (correction.is_open, correction.was_undone, correction.before) == (False, False, None)
    assert corrections.open_corrections(db.session, application.person_id) == []


def test_an_answer_that_is_the_same_or_the_persons_alone_is_not_corrected(
    application: Application, coordinator: Person
) -> None:
    with pytest.raises(UserFacingError, match="the answers already"):
        correct(coordinator, application, answer="Mie")
    with pytest.raises(UserFacingError, match="cannot be corrected"):
        correct(coordinator, application, "excluded_people", "nobody")


def test_a_withdrawn_application_is_not_corrected(
    application: Application, coordinator: Person
) -> None:
    submission.withdraw(db.session, application.person, application)
    with pytest.raises(UserFacingError, match="cannot be corrected"):
        correct(coordinator, application)


def test_the_copy_of_somebodys_data_has_the_corrections(
    application: Application, coordinator: Person
) -> None:
    correct(coordinator, application)
    (correction,) = personal_data.export(db.session, application.person)["corrections"]
    assert (correction["question"], correction["before"]) == ("name", "Mie")
