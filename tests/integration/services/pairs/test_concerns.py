"""Concerns: the newest first, done once a coordinator says so, and they outlive their pair."""

from sqlalchemy.orm import Session

from mentorship.extensions import db
from mentorship.models import Concern, Pair, Person, Round
from mentorship.services import personal_data
from mentorship.services.pairs import concerns
from tests.conftest import SignIn
from tests.factories import make_coordinator, make_round
from tests.page_forms import hidden_fields


def test_the_newest_concern_of_a_round_comes_first(
    introduced: Pair, a_round: Round, coordinator: Person
) -> None:
    older = concerns.tell(db.session, introduced.mentee.person, introduced, "First.")
    newer = concerns.tell(db.session, introduced.mentor.person, introduced, "Second.")
    assert db.session.scalars(concerns.concerns_in(a_round, coordinator)).all() == [newer, older]
    assert db.session.scalars(concerns.concerns_in(make_round("Summer"), coordinator)).all() == []
    assert concerns.concerns_by(db.session, introduced.mentee.person) == [older]
    assert concerns.concern_with_id(db.session, newer.id) is newer


def test_a_concern_is_kept_although_the_introduction_was_just_called_back(
    introduced: Pair, a_round: Round, coordinator: Person
) -> None:
    mentee = introduced.mentee.person
    with Session(db.engine) as session:
        session.delete(session.get_one(Pair, introduced.id))
        session.commit()
    concerns.tell(db.session, mentee, introduced, "Please call me.")
    db.session.commit()
    (concern,) = db.session.scalars(concerns.concerns_in(a_round, coordinator))
    assert (concern.pair, concern.text) == (None, "Please call me.")


def test_a_concern_says_who_marked_it_as_done(introduced: Pair, coordinator: Person) -> None:
    concern = concerns.tell(db.session, introduced.mentee.person, introduced, "Please call me.")
    assert concern.done_at is None
    concerns.mark_done(db.session, coordinator, concern)
    assert (concern.done_at is not None, concern.done_by) == (True, coordinator.id)


def test_a_concern_outlives_the_other_person_but_not_its_writer(
    introduced: Pair, a_round: Round, coordinator: Person
) -> None:
    mentee = introduced.mentee.person
    concerns.tell(db.session, mentee, introduced, "Please call me.")
    db.session.commit()
    personal_data.erase(db.session, introduced.mentor.person)
    db.session.commit()
    (concern,) = db.session.scalars(concerns.concerns_in(a_round, coordinator))
    assert (concern.pair, concern.text) == (None, "Please call me.")
    personal_data.erase(db.session, mentee)
    db.session.commit()
    assert db.session.query(Concern).count() == 0


def test_a_concern_about_a_coordinator_is_for_the_other_coordinators(
    introduced: Pair, a_round: Round, coordinator: Person, sign_in: SignIn
) -> None:
    mentor = make_coordinator(introduced.mentor.person.sign_in_name)
    concern = concerns.tell(db.session, introduced.mentee.person, introduced, "She threatened me.")
    written = concerns.tell(db.session, mentor, introduced, "He shouted.")
    db.session.commit()
    for_mentor = concerns.concerns_in(a_round, mentor)
    assert db.session.scalars(for_mentor).all() == [written]

    assert "She threatened me." in sign_in(coordinator).get("/rounds/1").text
    page = sign_in(mentor).get("/rounds/1").text
    assert "She threatened me." not in page
    assert "He shouted." in page
    done = hidden_fields(sign_in(coordinator), "/rounds/1", f"/concerns/{concern.id}/done")
    gone, hers = (
        sign_in(mentor).post(f"/concerns/{number}/done", data=done) for number in (99, concern.id)
    )
    assert (gone.status_code, hers.status_code) == (404, 404)
    db.session.refresh(concern)
    assert concern.done_at is None
