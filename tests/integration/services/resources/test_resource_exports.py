"""Only what is public leaves, with nothing of what visitors wrote."""

import json

import pytest

from mentorship.extensions import db
from mentorship.models import Person, ResourceState
from mentorship.services.resources import resource_exports, suggestions
from tests.factories import make_resource

pytestmark = pytest.mark.usefixtures("each_database")


def test_drafts_and_suggestions_are_not_in_it(coordinator: Person) -> None:
    public = make_resource(coordinator, name="Public")
    make_resource(coordinator, ResourceState.DRAFT, name="Draft")
    suggestions.add(db.session, "", "Nayeli works there.", public)
    content = resource_exports.export(db.session, "json")
    assert [service["name"] for service in json.loads(content)] == ["Public"]
    assert b"Nayeli" not in content
