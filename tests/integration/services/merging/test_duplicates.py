"""Whoever may be the same person is found, however the name, number or address is typed."""

import pytest
from sqlalchemy import event

from mentorship.extensions import db
from mentorship.services.merging import duplicates
from tests.conftest import Applicant
from tests.factories import make_application, make_round


@pytest.mark.parametrize(
    ("name", "phone"),
    [("José García", ""), ("GARCIA jose", ""), ("B", "+1 (213) 555-0123")],
)
def test_another_application_of_one_person_is_found(
    applicant: Applicant, name: str, phone: str
) -> None:
    mine = applicant("mentee", "a@example.org", name="Jose Garcia", phone="213 555 0123")
    summer = make_round("Summer")
    other = make_application(summer, "mentor", "b@example.org", name=name, phone=phone)
    applicant("mentor", "c@example.org", name="Chen")
    assert duplicates.possible_duplicates(db.session, mine) == [other]


def test_a_mailbox_at_another_provider_is_found(applicant: Applicant) -> None:
    mine = applicant("mentee", "jose.garcia@example.org", name="A")
    other = applicant("mentee", "josegarcia@example.com", name="B")
    assert duplicates.possible_duplicates(db.session, mine) == [other]


def test_a_typed_name_or_address_finds_the_other_people_it_may_mean(applicant: Applicant) -> None:
    mine = applicant("mentee", "a@example.org", name="Mei")
    other = applicant("mentee", "mei.chen@example.org", name="Mei Chen")
    for typed in ("mei", "Chen", "mei.chen@example.org"):
        assert duplicates.search(db.session, mine, typed) == [other]
    assert duplicates.search(db.session, mine, "a@example.org") == []


def test_more_people_take_no_more_statements(applicant: Applicant) -> None:
    mine = applicant("mentee", "a@example.org", name="Mei")
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    counts = []
    for number in range(2):
        applicant("mentee", f"b{number}@example.org", name="Mei")
        applicant("mentee", f"c{number}@example.org", name="Chen")
        db.session.expire_all()
        statements.clear()
        assert len(duplicates.possible_duplicates(db.session, mine)) == number + 1
        counts.append(len(statements))
    assert counts[0] == counts[1]
