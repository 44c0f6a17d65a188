"""Members are known to the programme: accepted, introduced, matched, or coordinators."""

from mentorship.extensions import db
from mentorship.models import ApplicationState, Pair, Person
from mentorship.services.applications import decisions
from mentorship.services.applications.programme_members import is_member, is_participant
from mentorship.services.pairs import closing
from tests.conftest import Applicant
from tests.factories import make_administrator, make_person, make_viewer


def test_an_account_alone_makes_no_member(applicant: Applicant, coordinator: Person) -> None:
    submitted = applicant("mentee", "submitted@example.org")
    others = (make_person("account@example.org"), make_viewer(), make_administrator())
    assert not any(is_member(db.session, person) for person in (*others, submitted.person))
    assert is_member(db.session, coordinator)
    assert not is_participant(db.session, coordinator)
    decisions.decide(db.session, coordinator, submitted, ApplicationState.ACCEPTED)
    assert is_member(db.session, submitted.person)
    assert is_participant(db.session, submitted.person)


def test_who_is_introduced_or_matched_is_a_member_until_it_ends(
    introduced: Pair, coordinator: Person
) -> None:
    people = introduced.mentee.person, introduced.mentor.person
    assert all(is_member(db.session, person) for person in people)
    closing.end(db.session, coordinator, introduced)
    db.session.flush()
    assert not any(is_member(db.session, person) for person in people)
