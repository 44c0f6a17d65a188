"""Where exactly an event is: for members who are going, as long as safety mode is off for them."""

import pytest

from mentorship.extensions import db
from mentorship.models import EVERYWHERE, Pair, Person, SafetyPeriod
from mentorship.services.applications import submission
from mentorship.services.events import events, exact_places
from tests.conftest import Applicant
from tests.event_factories import LOCATION, accept, make_event, sign_up

ELSEWHERE_IN_TOWN = "valley"  # neither where the two live, nor where the event is


def test_who_is_going_reads_it_and_who_waits_does_not(
    coordinator: Person, mentee: Person, mentor: Person
) -> None:
    event = make_event(coordinator, capacity=1)
    going, waiting = sign_up(mentee, event), sign_up(mentor, event)
    assert exact_places.place_for(db.session, mentee, going).location == LOCATION
    assert exact_places.place_for(db.session, mentor, waiting) is None
    events.cancel(db.session, coordinator, event)
    assert exact_places.place_for(db.session, mentee, going) is None


def test_who_is_not_a_member_any_more_does_not_read_it(
    coordinator: Person, applicant: Applicant
) -> None:
    application = applicant("mentee", "leaving@example.org")
    person, event = accept(application), make_event(coordinator)
    own = sign_up(person, event)
    assert exact_places.place_for(db.session, person, own) is not None
    submission.withdraw(db.session, person, application)
    assert exact_places.place_for(db.session, person, own) is None


@pytest.mark.parametrize(
    ("region", "area", "is_hidden"),
    [
        (EVERYWHERE, "koreatown", True),
        ("central", "koreatown", True),
        (ELSEWHERE_IN_TOWN, "koreatown", False),
        (ELSEWHERE_IN_TOWN, "reseda", True),  # where the event is
        (ELSEWHERE_IN_TOWN, "elsewhere", True),  # nobody knows where that is
        (EVERYWHERE, "online_only", False),
    ],
)
def test_safety_mode_hides_it_where_somebody_lives_and_where_the_event_is(
    pair: Pair, coordinator: Person, mentee: Person, region: str, area: str, is_hidden: bool
) -> None:
    event = make_event(coordinator, area=area)
    own = sign_up(mentee, event)
    assert exact_places.place_for(db.session, mentee, own) is not None
    db.session.add(SafetyPeriod(region=region))
    db.session.flush()
    assert (exact_places.place_for(db.session, mentee, own) is None) is is_hidden


def test_safety_mode_where_the_event_is_hides_it_from_who_lives_far_away(
    coordinator: Person, applicant: Applicant
) -> None:
    person = accept(applicant("mentee", "far@example.org", area="reseda"))
    event = make_event(coordinator, area="koreatown")
    own = sign_up(person, event)
    db.session.add(SafetyPeriod(region="central"))
    db.session.flush()
    assert exact_places.place_for(db.session, person, own) is None
