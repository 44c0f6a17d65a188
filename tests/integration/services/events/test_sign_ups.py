"""Sign-ups: never more than there are places, in the order in which people came."""

import threading
from collections import Counter

import pytest
from flask import Flask

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    ApplicationState,
    AuditEntry,
    Event,
    EventSignUp,
    OutgoingEmail,
    Pair,
    Person,
    SignUpState,
)
from mentorship.services import personal_data
from mentorship.services.applications import decisions, submission
from mentorship.services.events import events, exact_places, sign_ups
from mentorship.services.pairs import closing
from tests.conftest import Applicant, Mailbox
from tests.event_factories import accept, event_entry, let_begin, make_event, make_member, sign_up
from tests.factories import make_application, make_coordinator, make_round

GOING, WAITING = SignUpState.GOING, SignUpState.WAITING


@pytest.fixture
def people(app: Flask) -> list[Person]:
    return [make_member(f"person-{number}@example.org") for number in range(5)]


def states(event: Event) -> list[SignUpState]:
    db.session.expire_all()
    rows = db.session.query(EventSignUp).filter_by(event_id=event.id)
    return [row.state for row in rows.order_by(EventSignUp.id)]


def notified() -> set[str]:
    return {email.recipient for email in db.session.query(OutgoingEmail)}


def test_who_comes_after_the_last_place_waits_and_moves_up_in_order(
    coordinator: Person, people: list[Person], mailbox: Mailbox
) -> None:
    event = make_event(coordinator, capacity=2)
    for person in people:
        sign_up(person, event)
    assert states(event) == [GOING, GOING, WAITING, WAITING, WAITING]
    sign_ups.give_up(db.session, people[3], event)
    assert notified() == set()
    sign_ups.give_up(db.session, people[0], event)
    assert states(event) == [GOING, GOING, WAITING]
    assert notified() == {"person-2@example.org"}


def test_an_email_about_a_place_names_no_event(
    coordinator: Person, people: list[Person], mailbox: Mailbox
) -> None:
    event = make_event(coordinator, capacity=1)
    for person in people[:2]:
        sign_up(person, event)
    sign_ups.give_up(db.session, people[0], event)
    db.session.commit()
    ((to, subject, body),) = mailbox.emails()
    assert to == "person-1@example.org"
    assert not {"rights", "Koreatown", "hall", "Blue"} & set(f"{subject} {body}".split())


def test_signing_up_again_changes_the_alias_and_keeps_the_place(
    coordinator: Person, people: list[Person]
) -> None:
    event = make_event(coordinator, capacity=1)
    for alias in ("Blue", "Green"):
        sign_up(people[0], event, alias)
    own = sign_ups.own_sign_up(db.session, people[0], event)
    assert (own.alias, own.state, len(states(event))) == ("Green", GOING, 1)


def test_giving_up_twice_frees_one_place(coordinator: Person, people: list[Person]) -> None:
    event = make_event(coordinator, capacity=1)
    for person in people[:3]:
        sign_up(person, event)
    for _ in range(2):
        sign_ups.give_up(db.session, people[0], event)
    assert states(event) == [GOING, WAITING]


def test_a_lower_limit_takes_no_place_away_and_a_higher_one_fills_them(
    coordinator: Person, people: list[Person]
) -> None:
    entry = event_entry(capacity=3)
    event = make_event(coordinator, capacity=3)
    for person in people:
        sign_up(person, event)
    for capacity, going in ((1, 3), (4, 4), (None, 5)):
        events.change(db.session, coordinator, event, event_entry(capacity=capacity))
        assert Counter(states(event))[GOING] == going
    assert entry.capacity == 3


def test_a_lower_limit_lets_nobody_move_up_before_enough_have_left(
    coordinator: Person, people: list[Person]
) -> None:
    event = make_event(coordinator, capacity=3)
    for person in people:
        sign_up(person, event)
    events.change(db.session, coordinator, event, event_entry(capacity=2))
    sign_ups.give_up(db.session, people[0], event)
    assert states(event) == [GOING, GOING, WAITING, WAITING]
    sign_ups.give_up(db.session, people[1], event)
    assert states(event) == [GOING, GOING, WAITING]


def test_who_is_erased_leaves_their_place_to_the_next(
    coordinator: Person, people: list[Person], mailbox: Mailbox
) -> None:
    event = make_event(coordinator, capacity=1)
    for person in people[:2]:
        sign_up(person, event)
    personal_data.erase(db.session, people[0])
    db.session.commit()
    assert states(event) == [GOING]
    assert notified() == {"person-1@example.org"}


@pytest.mark.parametrize("state", ["draft", "cancelled", "begun"])
def test_nobody_signs_up_for_what_is_not_announced_cancelled_or_begun(
    coordinator: Person, people: list[Person], state: str
) -> None:
    event = make_event(coordinator, published=state != "draft")
    if state == "cancelled":
        events.cancel(db.session, coordinator, event)
    if state == "begun":
        let_begin(event)
    with pytest.raises(UserFacingError):
        sign_ups.sign_up(db.session, people[0], event, "Blue")


def test_nobody_moves_up_once_the_event_has_begun(
    coordinator: Person, people: list[Person]
) -> None:
    event = make_event(coordinator, capacity=1)
    for person in people[:2]:
        sign_up(person, event)
    let_begin(event)
    sign_ups.give_up(db.session, people[0], event)
    assert states(event) == [WAITING]


def test_no_sign_up_is_in_the_audit_trail(coordinator: Person, people: list[Person]) -> None:
    event = make_event(coordinator)
    sign_up(people[0], event)
    sign_ups.give_up(db.session, people[0], event)
    db.session.commit()
    assert db.session.query(AuditEntry).filter_by(actor_id=people[0].id).count() == 0


def test_who_is_not_a_member_any_more_does_not_move_up_and_reads_nothing_at_home(
    coordinator: Person, people: list[Person], applicant: Applicant
) -> None:
    leaving, event = applicant("mentee", "leaving@example.org"), make_event(coordinator, capacity=1)
    for person in (people[0], accept(leaving), people[1]):
        sign_up(person, event)
    assert len(sign_ups.next_of(db.session, leaving.person)) == 1
    submission.withdraw(db.session, leaving.person, leaving)
    assert sign_ups.next_of(db.session, leaving.person) == []
    sign_ups.give_up(db.session, people[0], event)
    assert states(event) == [WAITING, GOING]


@pytest.mark.parametrize("stays_accepted", [False, True])
def test_when_a_match_ends_whoever_has_no_other_tie_leaves_their_place_to_the_next(
    app: Flask, pair: Pair, coordinator: Person, mailbox: Mailbox, *, stays_accepted: bool
) -> None:
    mentee, mentor = pair.mentee.person, pair.mentor.person
    if stays_accepted:
        pair.mentee.state = ApplicationState.ACCEPTED
    event = make_event(coordinator, capacity=2)
    for person in (mentee, mentor, make_member("next@example.org")):
        sign_up(person, event)
    own = sign_ups.own_sign_up(db.session, mentee, event)
    assert own is not None
    assert exact_places.place_for(db.session, mentee, own) is not None
    closing.end(db.session, coordinator, pair)
    db.session.commit()
    assert (exact_places.place_for(db.session, mentee, own) is not None) is stays_accepted
    assert len(sign_ups.next_of(db.session, mentee)) == stays_accepted
    told_of_the_end = notified()
    app.extensions["jobs"].purge_expired()
    assert len(sign_ups.sign_ups_of(db.session, mentee)) == stays_accepted
    assert sign_ups.sign_ups_of(db.session, mentor) == []
    assert states(event) == [GOING] * (1 + stays_accepted)
    assert notified() - told_of_the_end == {"next@example.org"}


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize("end", ["withdrawn", "waitlisted"])
def test_whoever_stops_being_a_member_is_taken_off_within_the_hour(app: Flask, end: str) -> None:
    staff, to_round = make_coordinator(), make_round()
    application = make_application(to_round, "mentee", "leaving@example.org")
    person, event = accept(application), make_event(staff, capacity=1)
    waiting = make_member("waiting@example.org")
    sign_up(person, event)
    sign_up(waiting, event)
    app.extensions["jobs"].purge_expired()
    db.session.expire_all()
    assert states(event) == [GOING, WAITING]
    if end == "withdrawn":
        submission.withdraw(db.session, person, application)
    else:
        decisions.decide(db.session, staff, application, ApplicationState.WAITLISTED)
    db.session.commit()
    app.extensions["jobs"].purge_expired()
    db.session.expire_all()
    (own,) = db.session.query(EventSignUp)
    assert (own.person_id, own.state) == (waiting.id, GOING)


@pytest.mark.usefixtures("each_database")
def test_at_once_no_more_get_a_place_than_there_are(app: Flask) -> None:
    coordinator = make_coordinator("staff@example.org")
    crowd = [make_member(f"crowd-{number}@example.org").id for number in range(6)]
    event_id = make_event(coordinator, capacity=2).id
    barrier = threading.Barrier(len(crowd))

    def sign_up_too(person_id: int) -> None:
        with app.app_context():
            person = db.session.get_one(Person, person_id)
            event = db.session.get_one(Event, event_id)
            db.session.rollback()
            barrier.wait()
            sign_ups.sign_up(db.session, person, event, "Blue")
            db.session.commit()

    threads = [threading.Thread(target=sign_up_too, args=(id_,)) for id_ in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(states(db.session.get_one(Event, event_id))) == {GOING: 2, WAITING: 4}
