"""What one tap sends, and the situations in which it is sent."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from mentorship.extensions import db
from mentorship.models import Person
from tests.conftest import SignIn
from tests.factories import make_administrator, make_coordinator, make_person
from tests.integration.situations import make_rows, numbers
from tests.page_forms import hidden_fields


@dataclass
class Taps:
    """One request: by whom, to which URL, with which fields of a form."""

    person: Person | None
    url: str
    data: dict[str, Any] = field(default_factory=dict)
    session: dict[str, Any] = field(default_factory=dict)


class Scene:
    """Makes the situations that the builders need."""

    def __init__(self, app: Flask, sign_in: SignIn) -> None:
        self.app, self.sign_in = app, sign_in
        self.staff, self.administrator = make_coordinator(), make_administrator()

    def rows(self, situation: str) -> dict[str, Any]:
        rows = make_rows(situation)
        db.session.add_all(rows.values())
        db.session.commit()
        return rows

    def person(self, *traits: Any) -> Person:
        return make_person(f"tap-{next(numbers)}@example.org", "password", *traits)

    def taps(self, person: Person, page: str, action: str | None = None, **data: Any) -> Taps:
        """Return what the form of a page sends, with what somebody entered."""
        db.session.commit()
        hidden = hidden_fields(self.sign_in(person), page, action)
        return Taps(person, action or page, hidden | data)

    def by_staff(self, page: str, action: str | None = None, **data: Any) -> Taps:
        return self.taps(self.staff, page, action, **data)
