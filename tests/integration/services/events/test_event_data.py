"""The copy of somebody's data has what they signed up for, and nothing of others."""

from mentorship.extensions import db
from mentorship.models import Person
from mentorship.services.events.event_data import event_data
from tests.event_factories import make_event, make_member, sign_up


def test_it_has_the_alias_and_the_state_of_each_event(coordinator: Person) -> None:
    first, second = make_member("first@example.org"), make_member("second@example.org")
    event = make_event(coordinator, capacity=1)
    for person, alias in ((first, "Blue"), (second, "Green")):
        sign_up(person, event, alias)
    (own,) = event_data(db.session, second)
    assert (own["alias"], own["state"], own["at"]) == ("Green", "waiting", event.starts_at)
    assert own["titles"] == event.titles
    assert "Blue" not in str(own)
