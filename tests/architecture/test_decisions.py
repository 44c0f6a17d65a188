"""Every route that decides about a row refuses a form that does not say what it decides about."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from mentorship.extensions import Base, db
from mentorship.models import Pair, Person
from tests.architecture.test_routes import a_pair, url_of
from tests.conftest import SignIn
from tests.factories import make_administrator, make_coordinator

__all__ = ["a_pair"]

# Routes whose URL names a row but that decide nothing about it, each with the reason.
NO_DECISIONS = {
    "administer.restore_version": "checks the version that its page showed instead",
    "apply.choose_role": "begins the person's own draft",
    "apply.step": "saves the person's own answers",
    "coordinate.download_proof": "sends a file, and records that",
    "coordinate.download_report": "sends published figures, which never change",
    "coordinate.find_duplicates": "looks for people",
    "coordinate.imports.upload": "adds a sheet",
    "coordinate.imports.columns": "describes a sheet that nothing has been imported from",
    "coordinate.imports.read_again": "describes a sheet that nothing has been imported from",
    "coordinate.imports.answers": "describes a sheet that nothing has been imported from",
    "coordinate.imports.commit_import": "checks the digest of the upload, mapping and plan instead",
    "coordinate.imports.discard_upload": "deletes a sheet that nothing has been imported from",
    "coordinate.open_application": "records that a page is opened, whatever it shows",
    "coordinate.invite_to_conversations": "checks the digest of the pairs that its page showed",
    "coordinate.open_conversation": "records that a page is opened, whatever it shows",
    "coordinate.open_due": "records that a page is opened, whatever it shows",
    "coordinate.open_match": "records that a page is opened, whatever it shows",
    "coordinate.open_suggestion": "records that a page is opened, whatever it shows",
    "messages.open_messages": "notes that the person reads what is new",
    "messages.show_thread": "adds a message to the person's own thread",
    "pairs.show_conversation": "keeps what the person says, until a run has counted it",
    "pairs.report_concern": "adds a concern, whatever has changed",
    "coordinate.choose_runs_to_compare": "leads to a page",
    "coordinate.show_price_of_fairness": "leads to a page",
    "coordinate.open_compared_names": "records that names are read, whatever the page shows",
    "coordinate.open_door_list": "records that names are read, whatever the page shows",
    "coordinate.open_drawn_names": "records that names are read, whatever the page shows",
    "coordinate.cancel_match_run": "cancels a run, however far it has come, unless it has ended",
    "coordinate.change_match_settings": "checks the version that its page showed instead",
    "coordinate.open_merge": "records that two pages are opened",
    "coordinate.write_note": "adds a note",
    "coordinate.open_page_of_suggestion": "records that a page is opened, whatever it shows",
    "coordinate.filter_board": "leads to a page",
    "coordinate.pair_by_hand": "looks for people, and leads to a page",
    "coordinate.decide_pair": "checks the digest of what would follow that its page showed instead",
    "coordinate.introduce_approved": "checks the digest of the pairs that its page showed instead",
    "coordinate.undo_board_decision": "names one decision, which is undone once: the log says so",
    "coordinate.redo_board_decision": "names one decision, which is redone once: the log says so",
    "coordinate.apply_resource_import": "imports a file once, which is deleted then",
    "coordinate.discard_resource_import": "deletes a file that nothing has been imported from",
    "resources.report_mistake": "tells coordinators something, whatever has changed",
    "passkeys.remove": "asks for the password again",
}


def routes_that_name_a_row(app: Flask) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or set())
        and any(isinstance(value, IntegerConverter) for value in rule._converters.values())
    ]


def refuses_stale(app: Flask, rule: Rule) -> bool:
    return hasattr(app.view_functions[rule.endpoint], "refuses_stale")


def everything_stored() -> dict[str, list[Any]]:
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select())))
            for table in Base.metadata.sorted_tables
        }


def test_every_route_that_names_a_row_is_a_decision_or_says_why_not(app: Flask) -> None:
    names_row = {rule.endpoint for rule in routes_that_name_a_row(app)}
    undecided = {
        rule.endpoint for rule in routes_that_name_a_row(app) if not refuses_stale(app, rule)
    }
    assert undecided == set(NO_DECISIONS)
    assert len(names_row - undecided) >= 16


@pytest.mark.usefixtures("a_pair")
def test_a_decision_without_what_was_seen_changes_nothing(
    app: Flask, coordinator: Person, sign_in: SignIn
) -> None:
    pair = db.session.get_one(Pair, 1)
    clients = {
        "coordinate": sign_in(coordinator),
        "administer": sign_in(make_administrator()),
        "coordinate.confirm_recovery": sign_in(make_coordinator("second@example.org")),
        "other": sign_in(pair.mentee.person),
    }
    for rule in routes_that_name_a_row(app):
        if refuses_stale(app, rule):
            blueprint = clients.get(rule.endpoint.split(".")[0], clients["other"])
            client = clients.get(rule.endpoint, blueprint)
            before = everything_stored()
            response = client.post(url_of(app, rule), data={"adult": "y", "consent": "y"})
            assert response.status_code == 302, rule.endpoint
            assert everything_stored() == before, rule.endpoint
