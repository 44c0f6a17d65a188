"""Staff are invited, hand over and leave in the browser; people without a password get links."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Application, Identification, Pair, Person, Round
from mentorship.services.accounts import invitations, recovery_requests, staff
from tests.conftest import Applicant, SignIn
from tests.factories import (
    PASSWORD,
    make_administrator,
    make_coordinator,
    make_person,
    make_viewer,
)
from tests.integration.test_long_lists import recorded_statements
from tests.page_forms import press

PASSWORDS = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def administrator(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_administrator())


def link_on(page: str) -> str:
    """Return the path of the link that a page shows once."""
    return re.search(r"http://localhost(/(?:invitation|recover|set-password)/[^<\s]+)", page)[1]


def test_whoever_is_invited_creates_an_account_and_sets_up_two_factor_sign_in(
    administrator: FlaskClient, client: FlaskClient
) -> None:
    page = press(administrator, "/settings/staff/invite", data={"role": "coordinator"})
    invitation = link_on(page.text)
    assert "Create an account" in client.get(invitation).text
    codes = client.post("/sign-up/user-name", data={"name": "kim", **PASSWORDS})
    assert f'href="{invitation}"' in codes.text, "the invitation is the next page"
    accepted = press(client, invitation, data={"shown_name": "Kim"})
    assert accepted.location == "/account/two-factor"
    assert client.get("/rounds").location == "/account/two-factor"
    listed = administrator.get("/settings/staff").text
    assert "accepted by Kim" in listed
    assert client.get(invitation).status_code == 410


def test_whoever_has_an_account_accepts_with_it(
    administrator: FlaskClient, client: FlaskClient
) -> None:
    mei = make_person("mei@example.org", "password")
    page = press(administrator, "/settings/staff/invite", data={"role": "viewer"})
    invitation = link_on(page.text)
    client.get(invitation)
    signed_in = client.post("/sign-in", data={"name": mei.sign_in_name, "password": PASSWORD})
    assert signed_in.location == invitation
    press(client, invitation)
    db.session.refresh(mei)
    assert (staff.roles_of(mei), mei.shown_name) == (["viewer"], "")
    client.post("/sign-out")
    signed_in = client.post("/sign-in", data={"name": mei.sign_in_name, "password": PASSWORD})
    assert signed_in.location == "/home", "an accepted invitation is not opened again"


def test_a_revoked_invitation_is_over(administrator: FlaskClient, client: FlaskClient) -> None:
    page = press(administrator, "/settings/staff/invite", data={"role": "viewer"})
    revoked = press(administrator, "/settings/staff", "/settings/staff/invitations/1/revoke")
    assert "Revoked" in administrator.get(revoked.location).text
    assert client.get(link_on(page.text)).status_code == 410


def test_access_ends_with_all_sessions_and_a_caseload_in_other_hands(
    administrator: FlaskClient, coordinator: Person, introduced: Pair, sign_in: SignIn
) -> None:
    colleague = make_coordinator("colleague@example.org")
    introduced.coordinator_id = coordinator.id
    db.session.commit()
    leaving, page = sign_in(coordinator), f"/settings/staff/{coordinator.id}/end-access"
    refused = press(administrator, page, data={"roles": "coordinator"})
    assert refused.status_code == 422
    assert "Choose who looks after them" in refused.text
    ended = press(administrator, page, data={"roles": "coordinator", "receiver": colleague.id})
    assert ended.location == "/settings/staff"
    assert leaving.get("/rounds").location.startswith("/sign-in")
    db.session.refresh(introduced)
    assert introduced.coordinator_id == colleague.id


def test_the_last_administrator_is_told_to_invite_another(administrator: FlaskClient) -> None:
    (member,) = staff.members(db.session)
    page = f"/settings/staff/{member.id}/end-access"
    refused = press(administrator, page, data={"roles": "administrator"})
    assert "This is the last administrator" in refused.text
    assert administrator.get("/settings").status_code == 200


def test_a_coordinator_hands_over_before_a_holiday(
    coordinator: Person, introduced: Pair, sign_in: SignIn
) -> None:
    colleague = make_coordinator("colleague@example.org")
    colleague.shown_name, introduced.coordinator_id = "Kenji", coordinator.id
    db.session.commit()
    client, page = sign_in(coordinator), f"/settings/staff/{coordinator.id}/hand-over"
    assert page in client.get("/account").text
    handed_over = press(client, page, data={"receiver": colleague.id})
    assert "to Kenji" in client.get(handed_over.location).text


def test_everybody_who_works_here_begins_at_what_they_may_do(
    administrator: FlaskClient, sign_in: SignIn
) -> None:
    assert administrator.get("/home").location == "/settings"
    viewer = sign_in(make_viewer())
    assert viewer.get("/home").location == "/reports"
    assert "/rounds" not in viewer.get("/reports").text


def test_the_name_that_people_read_is_chosen_and_shown(
    coordinator: Person, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    press(client, "/account/shown-name", data={"shown_name": "  Alma  "})
    assert "Alma" in client.get("/account").text
    db.session.refresh(coordinator)
    assert coordinator.shown_name == "Alma"


def test_two_coordinators_help_somebody_who_lost_everything(
    applicant: Applicant, coordinator: Person, sign_in: SignIn, client: FlaskClient
) -> None:
    mei = applicant("mentee", "mei-1234").person
    mei = make_person(mei.sign_in_name, "password", "two_factor")
    coordinator.shown_name = "Alma"
    db.session.commit()
    first, second = sign_in(coordinator), sign_in(make_coordinator("second@example.org"))
    asked = press(
        first, "/applications/1/recovery", data={"identified": "phone", "lost_two_factor": "y"}
    )
    assert "another coordinator has to confirm" in first.get(asked.location).text
    assert "If you did not ask for help" in sign_in(mei).get("/home").text
    assert first.post("/recovery-requests/1/confirm").status_code == 404
    press(second, "/recovery-requests", "/recovery-requests/1/confirm")
    link = link_on(press(first, "/recovery-requests", "/recovery-requests/1/link").text)
    new = "nopal guitarra lluvia"
    assert client.post(link, data={"password": new, "again": new}).location == "/home"
    assert client.get(link).status_code == 410
    account = client.get("/account").text
    assert "two coordinators agreed" in account
    assert "Alma" in account
    db.session.refresh(mei)
    assert not mei.has_two_factor


def test_a_sheet_has_a_link_for_everybody_without_one(
    applicant: Applicant, a_round: Round, coordinator: Person, sign_in: SignIn, client: FlaskClient
) -> None:
    people = [applicant("mentee", f"{name}@example.org") for name in ("mei", "lan", "ana")]
    staff_client, page = sign_in(coordinator), f"/rounds/{a_round.id}/sign-in-links"
    sheet = press(staff_client, page, f"{page}/sheet", {"ids": people[0].id})
    assert sheet.text.count("<svg") == 1
    assert client.post(link_on(sheet.text), data=PASSWORDS).location == "/home"
    sheet = press(staff_client, page, f"{page}/sheet", {"all": "y"})
    names = re.findall(r'class="user-text">(\w+)<', sheet.text)
    assert names == ["ana", "lan"], "in alphabetical order, without whom has an account"
    states = staff_client.get(page).text
    assert states.count("link made, not used yet") == 2
    assert "link used: has an account" in states
    nobody = press(staff_client, page, f"{page}/sheet", {"ids": people[0].id})
    assert nobody.location == page
    selected = staff_client.post(
        "/people/sign-in-links", data={"ids": [item.id for item in people]}
    )
    assert selected.text.count("<svg") == 2
    assert "1 person whom you selected is not on it" in selected.text


def test_whose_password_is_unknown_is_offered_the_right_help(
    applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    imported: Application = applicant("mentee", "mei@example.org")
    client, page = sign_in(coordinator), f"/applications/{imported.id}"
    link = link_on(press(client, page, f"{page}/sign-in-link").text)
    assert link.startswith("/set-password/")
    make_person("mei@example.org", "password")
    assert f"{page}/recovery" in client.get(page).text


def test_no_page_asks_the_database_more_for_more_rows(
    administrator: FlaskClient,
    applicant: Applicant,
    a_round: Round,
    coordinator: Person,
    sign_in: SignIn,
) -> None:
    staff_client, counts = sign_in(coordinator), []
    for number in range(3):
        colleague = make_coordinator(f"colleague-{number}@example.org")
        person = applicant("mentee", f"applicant-{number}@example.org").person
        person = make_person(person.sign_in_name, "password")
        applicant("mentor", f"imported-{number}@example.org")
        token = invitations.new_token()
        invitations.invite(db.session, make_administrator(), "viewer", token)
        invitations.accept(db.session, make_person(f"viewer-{number}@example.org"), token, "")
        recovery_requests.ask(
            db.session, colleague, person, Identification.PHONE, lost_two_factor=False
        )
        db.session.commit()
        with recorded_statements() as statements:
            administrator.get("/settings/staff")
            staff_client.get("/recovery-requests")
            staff_client.get(f"/rounds/{a_round.id}/sign-in-links")
        counts.append(len(statements))
    assert len({*counts}) == 1, counts
