"""Everybody may know of public events, members of all that are published."""

from datetime import timedelta

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Event, EventKind, Pair, Person
from mentorship.services.events import readable_events
from tests.event_factories import make_event
from tests.factories import make_person


def ids(reader: Person | None) -> list[int]:
    return [event.id for event in readable_events.next_events(db.session, reader)]


def test_drafts_are_for_nobody_and_others_for_whom_they_are(
    coordinator: Person, pair: Pair
) -> None:
    public = make_event(coordinator)
    for_members = make_event(coordinator, is_public=False)
    draft = make_event(coordinator, published=False)
    account = make_person("account@example.org")
    for reader, expected in (
        (None, [public.id]),
        (account, [public.id]),
        (pair.mentee.person, [public.id, for_members.id]),
    ):
        assert ids(reader) == expected
        known = [readable_events.readable_event(db.session, reader, event) for event in (1, 2, 3)]
        assert [event.id for event in known if event] == expected
    assert draft.id == 3


def test_what_is_over_is_not_listed_and_keeps_its_page(coordinator: Person) -> None:
    event = make_event(coordinator)
    event.ends_at = now() - timedelta(minutes=1)
    db.session.commit()
    assert ids(None) == []
    assert readable_events.readable_event(db.session, None, event.id) is event


def test_filters_leave_what_has_every_code() -> None:
    rally = Event(kind=EventKind.RALLY, area="koreatown", languages=["es", "ko"])
    forum = Event(kind=EventKind.FORUM, area="koreatown", languages=["es"])
    assert readable_events.filtered([rally, forum], {}) == [rally, forum]
    assert readable_events.filtered([rally, forum], {"language": "ko"}) == [rally]
    assert readable_events.filtered([rally, forum], {"kind": "forum", "area": "koreatown"}) == [
        forum
    ]
    assert readable_events.filtered([rally, forum], {"kind": "forum", "language": "ko"}) == []
