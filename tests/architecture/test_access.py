"""Who may use which route on whose rows: every route of the URL map, tried by every kind of actor.

The expected answers are written here by hand, not derived from the permission table. A new route
of a blueprint must let in and keep out the same people as the others, or be listed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask, templating
from flask.testing import FlaskClient
from jinja2 import Template
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from mentorship.after_commit import rollback
from mentorship.models import Pair, Person
from mentorship.web import transactions
from tests.architecture.test_routes import VALUES, a_pair, walk_routes
from tests.conftest import Applicant, SignIn
from tests.factories import make_administrator, make_coordinator, make_person, make_viewer

__all__ = ["a_pair"]

# All rows that the URLs name belong to the match of MENTEE and PARTNER, about which MENTEE has told
# a concern, or to a group that MENTEE leads and that others can find. COORDINATOR has asked for the
# recovery of MENTEE's account and has written to both, and is the member of staff that the URLs
# name.
NOBODY, MENTEE, PARTNER, STRANGER = "nobody", "mentee", "mentor and coordinator", "stranger"
COORDINATOR, SECOND, VIEWER = "coordinator", "second coordinator", "viewer"
ADMINISTRATOR, UNFINISHED = "administrator", "coordinator without two-factor sign-in"

TWO = frozenset({MENTEE, PARTNER})
COORDINATORS = frozenset({COORDINATOR, SECOND, PARTNER})
NEITHER_OF_THE_TWO = COORDINATORS - TWO
AUTHOR = frozenset({COORDINATOR})
# Whom the program has accepted or introduced, and coordinators.
MEMBERS = COORDINATORS | TWO
STAFF = COORDINATORS | {VIEWER, ADMINISTRATOR}
SIGNED_IN = STAFF | {MENTEE, STRANGER}
WITHOUT_TWO_FACTOR = SIGNED_IN | {UNFINISHED}
TAKING_PART = TWO
EVERYBODY = WITHOUT_TWO_FACTOR | {NOBODY}

OF_BLUEPRINT = {
    "account": SIGNED_IN,
    "administer": frozenset({ADMINISTRATOR}),
    "apply": SIGNED_IN,
    "auth": EVERYBODY,
    "bootstrap": EVERYBODY,
    "coordinate": COORDINATORS,
    "emergency": EVERYBODY,
    "groups": frozenset({MENTEE}),
    "events": EVERYBODY,
    "invitations": EVERYBODY,
    "messages": SIGNED_IN,
    "pairs": TWO,
    "passkeys": SIGNED_IN,
    "personal_data": SIGNED_IN,
    "recovery": EVERYBODY,
    "resources": EVERYBODY,
    "sign_up": EVERYBODY,
    "static": EVERYBODY,
    "training": SIGNED_IN,
    "two_factor": SIGNED_IN,
}
OF_ROUTE = {
    "account.change_shown_name": STAFF,
    "account.outbox": frozenset[str](),  # in the demonstration alone
    "administer.hand_over": frozenset({ADMINISTRATOR, COORDINATOR}),
    "apply.about": EVERYBODY,
    "apply.agree_to_correction": frozenset({MENTEE}),
    "apply.undo_correction": frozenset({MENTEE}),
    "apply.contact": EVERYBODY,
    "apply.help": EVERYBODY,
    "apply.join": EVERYBODY,
    "apply.privacy": EVERYBODY,
    "apply.welcome": EVERYBODY,
    "auth.confirm_password": WITHOUT_TWO_FACTOR,
    # Whoever is one of the two must not read what the other tells about them.
    "coordinate.assign_thread": NEITHER_OF_THE_TWO,
    "coordinate.mark_concern_done": NEITHER_OF_THE_TWO,
    "coordinate.mark_thread_done": NEITHER_OF_THE_TWO,
    "coordinate.reopen_thread": NEITHER_OF_THE_TWO,
    "coordinate.show_thread": NEITHER_OF_THE_TWO,
    "coordinate.take_back_message": NEITHER_OF_THE_TWO,
    # Nor what the other one said after a first conversation.
    "coordinate.open_conversation": NEITHER_OF_THE_TWO,
    "coordinate.show_conversation": NEITHER_OF_THE_TWO,
    # Nor what the other one says in check-ins, and what was noted about it.
    "coordinate.mark_due_done": NEITHER_OF_THE_TWO,
    "coordinate.open_due": NEITHER_OF_THE_TWO,
    "coordinate.open_match": NEITHER_OF_THE_TWO,
    "coordinate.postpone_due": NEITHER_OF_THE_TWO,
    "coordinate.show_due": NEITHER_OF_THE_TWO,
    "coordinate.show_match": NEITHER_OF_THE_TWO,
    "coordinate.undo_support_entry": NEITHER_OF_THE_TWO,
    "coordinate.write_about_due": NEITHER_OF_THE_TWO,
    # Nor why the other one did not want to be matched with somebody.
    "coordinate.add_limit": NEITHER_OF_THE_TWO,
    "coordinate.lift_ban": NEITHER_OF_THE_TWO,
    "coordinate.remove_limit": NEITHER_OF_THE_TWO,
    # Nobody merges their own account with another one.
    "coordinate.cancel_merge_request": NEITHER_OF_THE_TWO,
    "coordinate.merge_people": NEITHER_OF_THE_TWO,
    "coordinate.open_merge": NEITHER_OF_THE_TWO,
    "coordinate.request_merge": NEITHER_OF_THE_TWO,
    "coordinate.discard_broadcast": AUTHOR,
    "coordinate.send_broadcast": AUTHOR,
    "coordinate.show_broadcast": AUTHOR,
    "coordinate.write_broadcast": AUTHOR,
    "coordinate.confirm_recovery": frozenset({SECOND, PARTNER}),
    "coordinate.make_recovery_link": AUTHOR,
    "coordinate.download_report": COORDINATORS | {VIEWER},
    "coordinate.list_reports": COORDINATORS | {VIEWER},
    "coordinate.show_report": COORDINATORS | {VIEWER},
    "coordinate.show_report_version": COORDINATORS | {VIEWER},
    # What is in a group only its members see; coordinators see not even that it is there.
    "groups.ask_by_link": TAKING_PART,
    "groups.ask_to_join": TAKING_PART,
    "groups.list_groups": SIGNED_IN,
    "groups.start_group": TAKING_PART,
    "groups.take_back_request": SIGNED_IN,
    # Whoever has signed up, which is nobody else of these.
    "events.give_up_place": frozenset({MENTEE}),
    "events.log_as_meeting": MEMBERS,
    "events.sign_up": MEMBERS,
    "messages.open_messages": frozenset({MENTEE}),
    "messages.show_thread": frozenset({MENTEE}),
    "pairs.check_in_by_link": EVERYBODY,
    "passkeys.add": WITHOUT_TWO_FACTOR,
    "passkeys.creation_options": WITHOUT_TWO_FACTOR,
    "passkeys.request_options": EVERYBODY,
    "passkeys.sign_in": EVERYBODY,
    "two_factor.overview": WITHOUT_TWO_FACTOR,
    "two_factor.set_up_app": WITHOUT_TWO_FACTOR,
}
# They lead back to the page for signing in whoever has not proven who they are.
SIGN_IN_STEPS = ("auth.enter_code", "passkeys.sign_in")
# Their URLs name a row by what it is to whoever is signed in, who may have none.
OWN_ROWS_ALONE = ("apply.", "passkeys.")


@dataclass(frozen=True)
class Actor:
    """Somebody whose every request brings the same session, also after one that signs out."""

    name: str
    client: FlaskClient
    session: str | None

    def open(self, url: str, method: str) -> TestResponse:
        if self.session is None:
            self.client.delete_cookie("session")
        else:
            self.client.set_cookie("session", self.session)
        return self.client.open(url, method=method)


@pytest.fixture
def actors(
    app: Flask, a_pair: Pair, applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> list[Actor]:
    """Return a client of each kind of actor; whoever may have two-factor sign-in has it."""
    partner = make_coordinator(a_pair.mentor.person.sign_in_name)
    people = {
        MENTEE: a_pair.mentee.person,
        PARTNER: partner,
        STRANGER: applicant("mentee", "stranger@example.org").person,
        COORDINATOR: coordinator,
        SECOND: make_coordinator("second@example.org"),
        VIEWER: make_viewer(),
        ADMINISTRATOR: make_administrator(),
        UNFINISHED: make_person("unfinished@example.org", "coordinator"),
    }
    assert coordinator.id == VALUES["staff_id"]
    sessions: dict[str, str | None] = {
        name: sign_in(person).get_cookie("session").value for name, person in people.items()
    }
    client = app.test_client()
    return [Actor(name, client, session) for name, session in ({NOBODY: None} | sessions).items()]


@pytest.fixture(autouse=True)
def _nothing_is_saved_or_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every request from changing what the next one finds, and from rendering its page."""
    monkeypatch.setattr(transactions, "commit", rollback)
    render = templating._render

    def render_no_page(app: Flask, template: Template, context: dict[str, Any]) -> str:
        is_page = str(template.name).endswith(".html")  # not the drawing of a poster
        return "" if is_page else render(app, template, context)

    monkeypatch.setattr(templating, "_render", render_no_page)


def expected(rule: Rule) -> frozenset[str]:
    """Return who may use a route; a new blueprint has to be listed."""
    blueprint = rule.endpoint.split(".")[0]
    return OF_ROUTE.get(rule.endpoint, OF_BLUEPRINT[blueprint])


def requests(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    yield from walk_routes(app, safe=True)
    yield from walk_routes(app, safe=False)


def is_denied(rule: Rule, actor: Actor, response: TestResponse) -> bool:
    """Return whether a response keeps somebody out: to sign in, to set up two-factor, 403, 404."""
    location = response.location or ""
    if response.status_code == 404:
        return rule.endpoint in OF_ROUTE or not rule.endpoint.startswith(OWN_ROWS_ALONE)
    if location.startswith("/sign-in"):
        return rule.endpoint not in SIGN_IN_STEPS
    must_set_up = actor.name == UNFINISHED and location == "/account/two-factor"
    return response.status_code == 403 or must_set_up


@pytest.mark.slow
def test_every_route_lets_in_exactly_whom_it_should(app: Flask, actors: list[Actor]) -> None:
    wrong = []
    for rule, method, url in requests(app):
        for actor in actors:
            response = actor.open(url, method)
            if is_denied(rule, actor, response) is (actor.name in expected(rule)):
                wrong.append((rule.endpoint, method, actor.name, response.status_code))
    assert wrong == [], "\n".join(map(str, wrong))


def test_the_table_lists_no_route_or_blueprint_twice_without_a_difference() -> None:
    same = [name for name, who in OF_ROUTE.items() if OF_BLUEPRINT[name.split(".")[0]] == who]
    assert same == []
