"""Resources, what visitors wrote, events and training texts wait for the coordinators."""

from datetime import timedelta

import pytest

from mentorship.clock import now, today
from mentorship.extensions import db
from mentorship.models import Event, Person, TrainingText
from mentorship.services.events import closing, events
from mentorship.services.resources import resources, suggestions
from mentorship.services.today import community_queues
from mentorship.services.training import module_changes, modules, texts
from mentorship.services.training.module_text import ModuleText
from mentorship.services.training.texts import ShownVersions
from tests.event_factories import make_event
from tests.factories import make_resource

pytestmark = pytest.mark.usefixtures("each_database")


def test_resources_wait_from_the_day_on_which_a_check_is_due(coordinator: Person) -> None:
    never = make_resource(coordinator, name="Never")
    old = make_resource(coordinator, name="Old")
    checked = today() - resources.CHECK_LASTS - timedelta(days=3)
    entry = resources.entry_of(old).checked(checked, "coordinator")
    resources.store(db.session, old, entry)
    fresh = make_resource(coordinator, name="Fresh")
    resources.mark_checked(db.session, coordinator, fresh, "coordinator")
    queue = community_queues.unchecked_resources(db.session)
    assert queue.count == 2
    assert [(item.id, item.about) for item in queue.items] == [(never.id, "Never"), (old.id, "Old")]
    assert queue.items[0].since == never.created_at
    assert queue.items[1].since.date() == today() - timedelta(days=3)


def test_what_visitors_wrote_waits_without_its_text(coordinator: Person) -> None:
    suggestions.add(db.session, "Sewing circle", "Thursdays.")
    queue = community_queues.resource_suggestions(db.session)
    assert (queue.count, queue.items[0].about) == (1, "")


def ended(coordinator: Person, days: int, *, published: bool = True, title: str = "") -> Event:
    event = make_event(coordinator, published=published, titles={"en": title})
    event.starts_at = now() - timedelta(days=days, hours=1)
    event.ends_at = now() - timedelta(days=days)
    return event


def test_events_that_are_over_wait_until_they_are_closed(coordinator: Person) -> None:
    late = ended(coordinator, 1, title="Late")
    early = ended(coordinator, 2, title="Early")
    ended(coordinator, 3, published=False)
    cancelled = make_event(coordinator, titles={"en": "To come"})
    events.cancel(db.session, coordinator, cancelled)
    queue = community_queues.events_to_close(db.session)
    assert queue.count == 2
    assert [(item.id, item.about) for item in queue.items] == [
        (early.id, "Early"),
        (late.id, "Late"),
    ]
    assert queue.items[0].since == early.ends_at
    closing.close(db.session, coordinator, early)
    assert community_queues.events_to_close(db.session).count == 1


def test_translations_wait_from_the_first_change_of_their_original(coordinator: Person) -> None:
    module = modules.module_with_code(db.session, "know_your_rights")
    assert module is not None
    assert community_queues.training_texts(db.session).count == 0
    for number in range(2):
        words, shown = ModuleText(f"Rights {number}", "All.", (), ""), ShownVersions(number, number)
        texts.save_text(db.session, coordinator, module, "en", words, shown)
    first = db.session.query(TrainingText).filter_by(version=1).one()
    first.created_at = now() - timedelta(days=3)
    db.session.flush()
    queue = community_queues.training_texts(db.session)
    assert (queue.count, queue.items[0].about) == (1, "Rights 1")
    assert queue.items[0].since == first.created_at
    texts.confirm(db.session, coordinator, module, "es", ShownVersions(0, 2))
    assert community_queues.training_texts(db.session).count == 0


def test_no_text_of_a_retired_module_waits(coordinator: Person) -> None:
    module = modules.module_with_code(db.session, "know_your_rights")
    assert module is not None
    words = ModuleText("Rights", "All.", (), "")
    texts.save_text(db.session, coordinator, module, "en", words, ShownVersions(0, 0))
    module_changes.set_retired(db.session, coordinator, module, is_retired=True)
    assert community_queues.training_texts(db.session).count == 0
