"""Who looks after whom, and that nobody is left without a coordinator."""

import pytest
from flask import Flask

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import ADMINISTRATOR, COORDINATOR, Pair, Person, Round
from mentorship.services import caseload, personal_data
from mentorship.services.accounts import people, staff
from mentorship.services.caseload import Caseload
from mentorship.services.messages import threads
from mentorship.services.pairing import suggestions
from mentorship.services.pairs import concerns, erased_pairs
from tests.conftest import Applicant
from tests.factories import make_coordinator, make_suggestion


@pytest.fixture
def pair(a_round: Round, coordinator: Person) -> Pair:
    """Return a pair whom a coordinator has introduced."""
    return suggestions.introduce(db.session, coordinator, make_suggestion(a_round))


@pytest.fixture
def colleague(app: Flask) -> Person:
    return make_coordinator("colleague@example.org")


def owners(pair: Pair) -> list[int | None]:
    db.session.refresh(pair)
    return [pair.coordinator_id, pair.mentee.coordinator_id, pair.mentor.coordinator_id]


def test_whoever_introduces_two_people_looks_after_both(pair: Pair, coordinator: Person) -> None:
    assert owners(pair) == [coordinator.id] * 3
    assert caseload.caseload_of(db.session, coordinator) == Caseload(
        applications=2, pairs=1, threads=0, erased_pairs=0
    )


def test_whoever_looks_after_one_of_them_already_looks_after_the_pair(
    a_round: Round, coordinator: Person, colleague: Person
) -> None:
    suggestion = make_suggestion(a_round)
    caseload.look_after(colleague, suggestion.mentee)
    introduced = suggestions.introduce(db.session, coordinator, suggestion)
    assert owners(introduced) == [colleague.id, colleague.id, coordinator.id]


def test_nobody_looks_after_themselves(a_round: Round, colleague: Person) -> None:
    suggestion = make_suggestion(a_round)
    mentor = make_coordinator("mentor@example.org")
    introduced = suggestions.introduce(db.session, mentor, suggestion)
    assert owners(introduced) == [None, mentor.id, None]


def test_a_whole_caseload_changes_hands(
    pair: Pair, coordinator: Person, colleague: Person, applicant: Applicant
) -> None:
    other = applicant("mentee", "other@example.org")
    handed_over = caseload.hand_over(db.session, coordinator, coordinator, colleague)
    assert handed_over == Caseload(applications=2, pairs=1, threads=0, erased_pairs=0)
    assert owners(pair) == [colleague.id] * 3
    assert caseload.caseload_of(db.session, coordinator).total == 0
    assert other.coordinator_id is None, "only what the coordinator looked after"


@pytest.mark.usefixtures("each_database")
def test_what_an_erasure_ended_is_handed_over_unless_it_is_about_the_receiver(
    pair: Pair, coordinator: Person, colleague: Person
) -> None:
    mentor = make_coordinator("mentor@example.org")
    personal_data.erase(db.session, pair.mentee.person)
    db.session.commit()
    (erased,) = erased_pairs.erased_pairs_of(db.session, mentor)
    assert caseload.caseload_of(db.session, coordinator).erased_pairs == 1
    caseload.hand_over(db.session, coordinator, coordinator, mentor)
    db.session.refresh(erased)
    assert erased.coordinator_id == colleague.id


@pytest.mark.usefixtures("each_database")
def test_what_is_about_the_receiver_goes_to_a_third_coordinator(
    pair: Pair, coordinator: Person, colleague: Person
) -> None:
    mentor = make_coordinator("mentor@example.org")
    mentee = pair.mentee.person
    concern = concerns.tell(db.session, mentee, pair, "Please call.")
    of_concern, of_mentee, of_mentor = (
        threads.open_thread(db.session, mentee, concern),
        threads.open_thread(db.session, mentee),
        threads.open_thread(db.session, mentor),
    )
    for thread in (of_concern, of_mentee, of_mentor):
        thread.assigned_to = coordinator.id
    caseload.hand_over(db.session, coordinator, coordinator, mentor)
    assert owners(pair) == [colleague.id, mentor.id, colleague.id]
    assigned = []
    for thread in (of_concern, of_mentee, of_mentor):
        db.session.refresh(thread)
        assigned.append(thread.assigned_to)
    assert assigned == [colleague.id, mentor.id, colleague.id]


def test_a_caseload_is_not_handed_to_somebody_who_cannot_take_it(
    pair: Pair, coordinator: Person, colleague: Person
) -> None:
    people.deactivate(db.session, colleague)
    for receiver in (coordinator, colleague, pair.mentee.person):
        with pytest.raises(UserFacingError, match="another coordinator"):
            caseload.hand_over(db.session, coordinator, coordinator, receiver)
    assert owners(pair) == [coordinator.id] * 3


def test_access_ends_only_after_the_caseload_is_handed_over(
    pair: Pair, coordinator: Person, colleague: Person
) -> None:
    with pytest.raises(UserFacingError, match="hand over"):
        caseload.end_access(db.session, colleague, coordinator, COORDINATOR, None)
    caseload.end_access(db.session, colleague, coordinator, COORDINATOR, colleague)
    assert owners(pair) == [colleague.id] * 3
    assert staff.coordinators(db.session) == [colleague]
    caseload.end_access(db.session, None, make_coordinator("new@example.org"), COORDINATOR, None)


def test_whoever_is_erased_leaves_nobody_without_a_coordinator(
    pair: Pair, coordinator: Person, colleague: Person
) -> None:
    personal_data.erase(db.session, coordinator)
    db.session.commit()
    assert owners(pair) == [colleague.id] * 3


def test_the_last_administrator_cannot_be_erased(coordinator: Person) -> None:
    staff.give_role(db.session, None, coordinator, ADMINISTRATOR)
    with pytest.raises(UserFacingError, match="last administrator"):
        personal_data.erase(db.session, coordinator)


def test_what_somebody_who_has_left_came_to_look_after_waits_for_everybody(
    app: Flask, pair: Pair, coordinator: Person, colleague: Person
) -> None:
    pair.mentor.coordinator_id = colleague.id
    staff.take_role(db.session, None, coordinator, COORDINATOR)  # as a decision under way does it
    db.session.commit()
    app.extensions["jobs"].assign_threads()
    assert owners(pair) == [None, None, colleague.id]
