"""People see who read what about them, by the name that the reader shows."""

from flask import Flask

from mentorship.extensions import db
from mentorship.models import Person, Role, Round, Suggestion
from mentorship.services import personal_data, readings
from mentorship.services.audit import record
from mentorship.services.reading_history import ReadingKind, readings_of
from tests.factories import make_application, make_coordinator, make_person, make_round


def history_of(person: Person) -> list[tuple[ReadingKind, str]]:
    return [(reading.kind, reading.reader) for reading in readings_of(db.session, person)]


def test_both_people_of_a_suggestion_see_who_opened_it(
    suggested: Suggestion, coordinator: Person
) -> None:
    coordinator.shown_name = "Ana R."
    readings.record_reading(db.session, coordinator, suggested)
    readings.record_reading(db.session, make_coordinator("second@example.org"), suggested.mentee)
    opened = (ReadingKind.OPENED, "Ana R.")
    assert history_of(suggested.mentor.person) == [opened]
    assert history_of(suggested.mentee.person) == [(ReadingKind.OPENED, ""), opened]


def test_a_reading_outlasts_its_reader_without_a_name(
    suggested: Suggestion, coordinator: Person
) -> None:
    coordinator.shown_name = "Ana R."
    readings.record_reading(db.session, coordinator, suggested)
    db.session.commit()
    personal_data.erase(db.session, coordinator)
    db.session.commit()
    assert history_of(suggested.mentee.person) == [(ReadingKind.OPENED, "")]


def test_lists_of_their_rounds_are_shown_to_them_but_no_report(
    app: Flask, coordinator: Person, a_round: Round
) -> None:
    record(db.session, coordinator, "export people with names", a_round)  # before they came
    mei = make_application(a_round, Role.MENTEE, "mei@example.org").person
    other = make_application(make_round("Summer"), Role.MENTEE, "lan@example.org").person
    for action in ("export people with names", "export report", "close applications"):
        record(db.session, coordinator, action, a_round)
    assert history_of(mei) == [(ReadingKind.EXPORTED, "")]
    assert history_of(other) == history_of(make_person("new@example.org")) == []


def test_a_link_made_for_somebody_is_shown_to_them_alone(
    coordinator: Person, suggested: Suggestion
) -> None:
    record(db.session, coordinator, "make sign-in link", suggested.mentee.person)
    assert history_of(suggested.mentee.person) == [(ReadingKind.SIGN_IN_LINK, "")]
    assert history_of(suggested.mentor.person) == []


def test_a_coordinator_sees_that_they_opened_their_own(coordinator: Person, a_round: Round) -> None:
    own = make_application(a_round, Role.MENTOR, coordinator.sign_in_name)
    readings.record_reading(db.session, coordinator, own)
    (reading,) = readings_of(db.session, coordinator)
    assert reading.is_own


def test_readings_of_a_merged_account_are_shown_to_the_person(
    suggested: Suggestion, coordinator: Person
) -> None:
    mentee, mentor = suggested.mentee, suggested.mentor
    readings.record_reading(db.session, coordinator, mentor)
    record(db.session, coordinator, "make sign-in link", mentor.person)
    mentee.person.merged_rows = [("application", mentor.id), ("person", mentor.person_id)]
    assert history_of(mentee.person) == history_of(mentor.person)
    assert len(history_of(mentee.person)) == 2
