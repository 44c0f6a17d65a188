"""Notes stay among coordinators, and a question to the others waits until somebody answers it."""

import pytest
from sqlalchemy import func, select

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import COORDINATOR, Application, Note, Person, Round
from mentorship.services import personal_data
from mentorship.services.accounts import staff
from mentorship.services.applications import notes
from tests.conftest import Applicant
from tests.factories import make_application, make_coordinator, make_round


@pytest.fixture
def application(applicant: Applicant) -> Application:
    return applicant("mentee", "mei@example.org")


def write(application: Application, text: str = "Kind.", **options: bool) -> Note:
    return notes.write_note(db.session, make_coordinator(), application, text, **options)


def to_discuss(reader: Person) -> list[Note]:
    return list(db.session.scalars(notes.notes_to_discuss(reader)))


def test_notes_beside_any_application_of_a_person_are_read_with_all_of_them(
    application: Application, applicant: Applicant
) -> None:
    write(application, "First.")
    write(make_application(make_round("Summer"), "mentor", "mei@example.org"), "Second.")
    write(applicant("mentor", "ana@example.org"), "About another.")
    about = notes.notes_about(db.session, application.person_id)
    assert [note.text for note in about] == ["Second.", "First."]


def test_a_question_waits_until_somebody_marks_it_as_discussed_once(
    application: Application, coordinator: Person
) -> None:
    note = write(application, to_discuss=True)
    assert to_discuss(coordinator) == [note]
    second = make_coordinator("second@example.org")
    notes.mark_discussed(db.session, second, note)
    assert to_discuss(coordinator) == []
    assert note.discussed_by == second.id
    with pytest.raises(UserFacingError, match="discussed already"):
        notes.mark_discussed(db.session, coordinator, note)


def test_a_coordinator_is_asked_nothing_about_herself(a_round: Round, coordinator: Person) -> None:
    own = make_application(a_round, "mentor", coordinator.sign_in_name)
    notes.write_note(db.session, make_coordinator("second@example.org"), own, "?", to_discuss=True)
    assert to_discuss(coordinator) == []


def test_a_note_is_deleted_by_its_writer_or_once_the_writer_has_left(
    application: Application, coordinator: Person
) -> None:
    second = make_coordinator("second@example.org")
    note = write(application)
    with pytest.raises(UserFacingError, match="Only the coordinator who wrote"):
        notes.delete_note(db.session, second, note)
    staff.take_role(db.session, None, coordinator, COORDINATOR)
    notes.delete_note(db.session, second, note)
    assert notes.notes_about(db.session, application.person_id) == []


def test_the_copy_of_somebodys_data_has_the_notes_that_are_about_them_alone(
    application: Application,
) -> None:
    write(application, "Speaks Tagalog too.")
    write(application, "Her neighbor called us.", is_withheld=True)
    data = personal_data.export(db.session, application.person)["coordinators_notes"]
    assert [note["text"] for note in data["notes"]] == ["Speaks Tagalog too."]
    assert data["withheld"] == 1


def test_notes_go_with_the_person_they_are_about(application: Application) -> None:
    write(application)
    personal_data.erase(db.session, application.person)
    db.session.commit()
    assert db.session.scalar(select(func.count(Note.id))) == 0


def test_notes_outlive_the_account_of_whoever_wrote_them(
    application: Application, coordinator: Person
) -> None:
    note = write(application)
    db.session.commit()
    personal_data.erase(db.session, coordinator)
    db.session.commit()
    assert (note.text, note.writer) == ("Kind.", None)
