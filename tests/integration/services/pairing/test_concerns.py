"""Concerns: the newest first, done once a coordinator says so, and they outlive their pair."""

from mentorship.extensions import db
from mentorship.models import Concern, Pair, Person, Round
from mentorship.services import personal_data
from mentorship.services.pairing import concerns
from tests.factories import make_round


def test_the_newest_concern_of_a_round_comes_first(introduced: Pair, a_round: Round) -> None:
    older = concerns.tell(db.session, introduced.mentee.person, introduced, "First.")
    newer = concerns.tell(db.session, introduced.mentor.person, introduced, "Second.")
    assert db.session.scalars(concerns.concerns_in(a_round)).all() == [newer, older]
    assert db.session.scalars(concerns.concerns_in(make_round("Summer"))).all() == []
    assert concerns.concerns_by(db.session, introduced.mentee.person) == [older]
    assert concerns.concern_with_id(db.session, newer.id) is newer


def test_a_concern_says_who_marked_it_as_done(introduced: Pair, coordinator: Person) -> None:
    concern = concerns.tell(db.session, introduced.mentee.person, introduced, "Please call me.")
    assert concern.done_at is None
    concerns.mark_done(db.session, coordinator, concern)
    assert (concern.done_at is not None, concern.done_by) == (True, coordinator.id)


def test_a_concern_outlives_the_other_person_but_not_its_writer(
    introduced: Pair, a_round: Round
) -> None:
    mentee = introduced.mentee.person
    concerns.tell(db.session, mentee, introduced, "Please call me.")
    db.session.commit()
    personal_data.erase(db.session, introduced.mentor.person)
    db.session.commit()
    (concern,) = db.session.scalars(concerns.concerns_in(a_round))
    assert (concern.pair, concern.text) == (None, "Please call me.")
    personal_data.erase(db.session, mentee)
    db.session.commit()
    assert db.session.query(Concern).count() == 0
