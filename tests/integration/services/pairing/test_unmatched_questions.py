"""Questions to people without a suggestion: what they ask, in which language, and once."""

from typing import Any

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import ApplicationState, MatchRun, Message, Person, Round, Unmatched
from mentorship.services.messages import threads
from mentorship.services.pairing import unmatched_questions
from mentorship.vocabulary import TIMES, USUAL_TIMES
from tests.conftest import Applicant
from tests.factories import make_coordinator, make_match_run

SATURDAY = [["availability", "sat_morning"]]


@pytest.fixture
def run(a_round: Round, applicant: Applicant) -> MatchRun:
    """Return a run of a mentee and a mentor who lack one time in common."""
    applicant("mentee", "mei@example.org", availability=["mon_evening"])
    applicant("mentor", "rosa@example.org", "latino", availability=["sat_morning"])
    return make_match_run(a_round)


@pytest.fixture
def unmatched(run: MatchRun) -> Unmatched:
    return of_mentee(run)


def of_mentee(run: MatchRun) -> Unmatched:
    rows = db.session.scalars(select(Unmatched).where(Unmatched.match_run_id == run.id))
    return next(row for row in rows if row.application.profile.name == "mei")


def messages() -> list[str]:
    return [message.text for message in db.session.scalars(select(Message).order_by(Message.id))]


def reason(*change: tuple[str, str]) -> dict[str, Any]:
    return {"change": [list(answer) for answer in change]}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("column", "answer", "sentence"),
    [
        ("availability", "sat_morning", "Could you also meet on Saturday mornings?"),
        ("modes", "in_person", "Could you also meet in person?"),
        ("modes", "online", "Could you also meet online or by phone?"),
        ("topics", "media", "Would you also like to talk about “Media and communications”?"),
    ],
)
def test_what_can_be_changed_is_asked_for(column: str, answer: str, sentence: str) -> None:
    assert unmatched_questions.question(reason((column, answer))) == sentence


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("column", ["languages", "communities", "capacity", "skills"])
def test_nobody_is_asked_for_what_they_might_claim(column: str) -> None:
    asked = reason(("availability", "sat_morning"), (column, "en"))
    assert unmatched_questions.question(asked) == ""


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            [("availability", "sat_morning"), ("availability", "sun_evening")],
            "Could you also meet on Saturday mornings and Sunday evenings?",
        ),
        (
            [("modes", "online"), ("availability", "sat_morning")],
            "Could you also meet online or by phone? Could you also meet on Saturday mornings?",
        ),
        (
            [("topics", "media"), ("topics", "healing")],
            "Would you also like to talk about “Media and communications” and "
            "“Healing and mental health”?",
        ),
        ([], ""),
    ],
)
def test_two_changes_of_a_kind_are_one_question(
    change: list[tuple[str, str]], sentence: str
) -> None:
    assert unmatched_questions.question(reason(*change)) == sentence


def test_every_time_can_be_asked_for() -> None:
    assert USUAL_TIMES.keys() == TIMES.keys()


def test_the_message_is_in_the_language_of_the_person_and_names_nobody(
    unmatched: Unmatched,
) -> None:
    person = unmatched.application.person
    person.language = "en"
    with force_locale("es"):
        text = unmatched_questions.message_text(person, unmatched.reason)
    assert "Could you also meet on Saturday mornings?" in text
    assert "rosa" not in text
    person.language = None
    assert unmatched_questions.message_text(person, unmatched.reason).startswith(text)


@pytest.mark.usefixtures("each_database")
def test_a_question_is_sent_once_to_the_thread_of_the_person(
    unmatched: Unmatched, coordinator: Person
) -> None:
    for _tap in range(2):
        unmatched_questions.ask(db.session, coordinator, unmatched, "Saturdays?")
        db.session.commit()
    assert messages() == ["Saturdays?"]
    thread = threads.thread_of(db.session, unmatched.application.person)
    message = unmatched_questions.asked_message(db.session, unmatched)
    assert message is not None
    assert (message.thread, message.writer) == (thread, coordinator)


def test_what_another_coordinator_asked_meanwhile_is_not_asked_again(
    unmatched: Unmatched, coordinator: Person
) -> None:
    unmatched_questions.ask(db.session, coordinator, unmatched, "Saturdays?")
    other = make_coordinator("other@example.org")
    with pytest.raises(UserFacingError, match="asked already"):
        unmatched_questions.ask(db.session, other, unmatched, "Saturdays?")
    assert messages() == ["Saturdays?"]


def test_a_question_that_was_taken_back_can_be_asked_again(
    unmatched: Unmatched, coordinator: Person
) -> None:
    unmatched_questions.ask(db.session, coordinator, unmatched, "Saturdays?")
    message = unmatched_questions.asked_message(db.session, unmatched)
    assert message is not None
    assert threads.take_back(db.session, coordinator, message)
    assert unmatched_questions.asked_message(db.session, unmatched) is None
    unmatched_questions.ask(db.session, coordinator, unmatched, "Or Saturdays?")
    assert messages() == ["Or Saturdays?"]


def test_whoever_has_withdrawn_is_not_asked(unmatched: Unmatched, coordinator: Person) -> None:
    unmatched.application.state = ApplicationState.WITHDRAWN
    with pytest.raises(UserFacingError, match="do not take part any more"):
        unmatched_questions.ask(db.session, coordinator, unmatched, "Saturdays?")
    assert messages() == []


def test_a_newer_run_knows_what_was_asked_after_an_earlier_one(
    unmatched: Unmatched, coordinator: Person, a_round: Round
) -> None:
    unmatched_questions.ask(db.session, coordinator, unmatched, "Saturdays?")
    db.session.commit()
    newer = of_mentee(make_match_run(a_round))
    assert newer.reason["change"] == SATURDAY
    asked = unmatched_questions.asked_message(db.session, newer)
    assert asked == unmatched_questions.asked_message(db.session, unmatched)
    assert unmatched_questions.message_id(newer.reason, SATURDAY) == (asked and asked.id)
    assert unmatched_questions.message_id(newer.reason, [["modes", "online"]]) is None


def test_only_somebody_with_a_question_can_be_asked(unmatched: Unmatched) -> None:
    load = unmatched_questions.unmatched_with_question
    assert load(db.session, unmatched.id) is unmatched
    unmatched.reason = {**unmatched.reason, "change": [["languages", "en"]]}
    assert load(db.session, unmatched.id) is None
    assert load(db.session, unmatched.id + 100) is None
