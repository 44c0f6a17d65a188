"""The operator's commands about accounts."""

import re

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import STAFF_ROLES, AuditEntry, Pair, Passkey, Person
from mentorship.runtime import current_runtime
from mentorship.services.accounts import people, staff, two_factor
from mentorship.web.page_urls import page_url_builder
from tests.conftest import SignIn, change_runtime
from tests.factories import make_administrator, make_coordinator, make_person

NEW_PASSWORD = "battery horse correct"
NEW_PASSWORDS = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}


def run(app: Flask, *command: str) -> Result:
    return app.test_cli_runner().invoke(args=command)


def test_a_recovery_link_sets_a_new_password_once(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    mei = make_person("mei-1234", "password")
    elsewhere = sign_in(mei)
    result = run(app, "make-recovery-link", " MEI-1234")
    assert result.exit_code == 0, result.output
    link = re.search(r"http://localhost(/reset-password/\S+)", result.output)[1]
    assert elsewhere.get("/home").status_code == 302
    assert client.post(link, data=NEW_PASSWORDS).location == "/home"
    assert client.get(link).status_code == 410
    assert db.session.query(AuditEntry).filter_by(action="make recovery link").count() == 1


def test_nobody_without_a_password_or_an_active_account_gets_a_recovery_link(app: Flask) -> None:
    make_person("ana@example.org")
    people.deactivate(db.session, make_person("eva@example.org", "password"))
    db.session.commit()
    for name, message in (
        ("ana@example.org", "no password yet"),
        ("eva@example.org", "deactivated"),
        ("lan@example.org", "Nobody signs in by that name"),
    ):
        result = run(app, "make-recovery-link", name)
        assert result.exit_code == 1
        assert message in result.output
        assert "reset-password" not in result.output


def test_without_the_address_of_the_site_no_link_is_made_and_nobody_signed_out(
    app: Flask, sign_in: SignIn
) -> None:
    page_url = current_runtime().page_url
    change_runtime(app, page_url=page_url_builder(app, ""))
    mei = sign_in(make_person("mei-1234", "password"))
    result = run(app, "make-recovery-link", "mei-1234")
    assert (result.exit_code, "MENTORSHIP_SITE_URL" in result.output) == (1, True)
    db.session.rollback()
    change_runtime(app, page_url=page_url)
    assert mei.get("/home").status_code == 200


def test_adding_a_coordinator_again_removes_every_factor_and_session(
    app: Flask, coordinator: Person, sign_in: SignIn
) -> None:
    """The operator does so after an intrusion: a passkey may be the intruder's."""
    two_factor.new_recovery_codes(db.session, coordinator)
    coordinator.passkeys.append(
        Passkey(
            key_ids=[coordinator.key_id],
            credential_index=b"stolen laptop",
            credential={"id": "", "public_key": ""},
        )
    )
    db.session.commit()
    client = sign_in(coordinator)
    name = coordinator.sign_in_name
    assert run(app, "add-coordinator", name, "--password", NEW_PASSWORD).exit_code == 0
    db.session.refresh(coordinator)
    assert not coordinator.has_two_factor
    assert coordinator.recovery_codes == []
    assert client.get("/home").location.startswith("/sign-in")


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_each_role_of_staff_is_given_and_ended_by_a_command(app: Flask, role: str) -> None:
    result = run(app, f"add-{role}", "mei@example.org", "--password", NEW_PASSWORD)
    assert result.exit_code == 0, result.output
    mei = make_person("mei@example.org")
    assert staff.roles_of(mei) == [role]
    make_administrator("another@example.org")
    assert run(app, "end-access", "mei@example.org").exit_code == 0
    db.session.refresh(mei)
    assert staff.roles_of(mei) == []


def test_access_ends_by_a_command_once_somebody_takes_over(
    app: Flask, coordinator: Person, introduced: Pair
) -> None:
    name, colleague = coordinator.sign_in_name, make_coordinator("colleague@example.org")
    introduced.coordinator_id = coordinator.id
    db.session.commit()
    refused = run(app, "end-access", name)
    assert (refused.exit_code, "hand over" in refused.output) == (1, True)
    assert run(app, "end-access", name, "--hand-over-to", "colleague@example.org").exit_code == 0
    db.session.refresh(introduced)
    assert introduced.coordinator_id == colleague.id


def test_the_last_administrator_keeps_access_whatever_the_command(app: Flask) -> None:
    make_administrator("mei@example.org")
    refused = run(app, "end-access", "mei@example.org")
    assert (refused.exit_code, "last administrator" in refused.output) == (1, True)
