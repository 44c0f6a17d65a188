"""What visitors write waits for a coordinator, sealed, and is deleted once it is dealt with."""

import pytest
from sqlalchemy import select

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Person, ResourceState, ResourceSuggestion
from mentorship.services.accounts import rate_limits
from mentorship.services.resources import resources, suggestions
from tests.factories import make_resource

pytestmark = pytest.mark.usefixtures("each_database")


def rows() -> list[ResourceSuggestion]:
    return list(db.session.scalars(select(ResourceSuggestion).order_by(ResourceSuggestion.id)))


def test_it_waits_with_the_name_of_what_it_is_about(coordinator: Person) -> None:
    resource = make_resource(coordinator)
    suggestions.add(db.session, "", "The number has changed.", resource)
    suggestions.add(db.session, "Sewing circle", "Thursdays.")
    waiting = suggestions.waiting(db.session)
    assert [(item.about, item.row.name) for item in waiting] == [
        ("Legal help for families", ""),
        ("", "Sewing circle"),
    ]
    assert suggestions.count_waiting(db.session) == 2


def test_the_same_one_sent_again_is_stored_once(coordinator: Person) -> None:
    for day in ("Thursdays.", "Thursdays.", "Fridays."):
        suggestions.suggest(db.session, "Sewing circle", day)
        db.session.commit()
    assert len(rows()) == 2


def test_too_many_in_an_hour_are_refused(monkeypatch: pytest.MonkeyPatch, app: object) -> None:
    monkeypatch.setattr(rate_limits, "MAX_SITE_SUGGESTIONS", 2)
    for number in range(2):
        suggestions.suggest(db.session, "Place", f"{number}")
        db.session.commit()
    with pytest.raises(UserFacingError, match="try again in an hour"):
        suggestions.suggest(db.session, "Place", "3")
    assert len(rows()) == 2


def test_an_accepted_one_becomes_a_draft(coordinator: Person) -> None:
    suggestions.add(db.session, "Sewing circle", "They help with forms.")
    draft = suggestions.accept(db.session, coordinator, rows()[0])
    entry = resources.entry_of(draft)
    assert draft.state is ResourceState.DRAFT
    assert entry.name == entry.organization.name == "Sewing circle"
    # What the visitor wrote may name people: it stays sealed, until the suggestion is closed.
    assert "forms" not in str(entry.as_document())
    (waiting,) = suggestions.waiting(db.session)
    assert (waiting.about, waiting.row.text) == ("Sewing circle", "They help with forms.")


def test_one_that_is_accepted_twice_becomes_one_draft(coordinator: Person) -> None:
    suggestions.add(db.session, "Sewing circle", "They help with forms.")
    first = suggestions.accept(db.session, coordinator, rows()[0])
    assert suggestions.accept(db.session, coordinator, rows()[0]) is first


def test_a_dismissed_one_is_deleted(coordinator: Person) -> None:
    suggestions.add(db.session, "Sewing circle", "Thursdays.")
    suggestions.dismiss(db.session, coordinator, rows()[0])
    assert rows() == []
