"""Resources to check and what visitors wrote wait for the coordinators."""

from datetime import timedelta

import pytest

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Person
from mentorship.services.resources import resources, suggestions
from mentorship.services.today import community_queues
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
