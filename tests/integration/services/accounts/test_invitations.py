"""A link makes whoever opens it first one of the staff, once, and holds nothing about them."""

from datetime import timedelta

import pytest
from flask import Flask

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    ADMINISTRATOR,
    COORDINATOR,
    VIEWER,
    Invitation,
    InvitationState,
    Person,
)
from mentorship.services.accounts import invitations, people, staff
from tests.factories import make_administrator, make_person


@pytest.fixture
def administrator(app: Flask) -> Person:
    return make_administrator()


@pytest.fixture
def ana(app: Flask) -> Person:
    return make_person("ana@example.org", "password", "two_factor")


def invite(administrator: Person, role: str) -> str:
    token = invitations.new_token()
    invitations.invite(db.session, administrator, role, token)
    return token


def only_invitation() -> Invitation:
    invitation = db.session.query(Invitation).one()
    db.session.refresh(invitation)
    return invitation


def test_a_link_gives_its_role_and_name_once(administrator: Person, ana: Person) -> None:
    token = invite(administrator, COORDINATOR)
    assert invitations.accept(db.session, ana, token, "Ana") == COORDINATOR
    assert (staff.roles_of(ana), ana.shown_name, ana.has_two_factor) == (
        [COORDINATOR],
        "Ana",
        False,
    )
    assert (only_invitation().state, only_invitation().used_by) == (InvitationState.USED, ana.id)
    eva = make_person("eva@example.org", "password")
    assert invitations.accept(db.session, eva, token, "") is None
    assert staff.roles_of(eva) == []


def test_a_revoked_link_gives_nothing(administrator: Person, ana: Person) -> None:
    token = invite(administrator, VIEWER)
    invitations.revoke(db.session, administrator, only_invitation())
    assert only_invitation().state is InvitationState.REVOKED
    assert invitations.invitation_of(db.session, token) is None
    assert invitations.accept(db.session, ana, token, "") is None
    with pytest.raises(UserFacingError, match="already"):
        invitations.revoke(db.session, administrator, only_invitation())


def test_a_link_ends_after_a_week(administrator: Person, ana: Person) -> None:
    token = invite(administrator, VIEWER)
    invitation = only_invitation()
    invitation.created_at = now() - timedelta(days=7) + timedelta(minutes=1)
    assert invitations.invitation_of(db.session, token) is invitation
    invitation.created_at -= timedelta(minutes=1)
    db.session.flush()
    assert only_invitation().state is InvitationState.EXPIRED
    assert invitations.accept(db.session, ana, token, "") is None


def test_what_is_stored_makes_no_link(administrator: Person) -> None:
    token = invite(administrator, VIEWER)
    stored = only_invitation().token_index
    assert token.encode() not in stored
    assert invitations.invitation_of(db.session, stored.hex()) is None
    assert invitations.invitation_of(db.session, token) is not None


def test_two_taps_on_one_page_invite_once(administrator: Person) -> None:
    token = invite(administrator, VIEWER)
    invitations.invite(db.session, administrator, VIEWER, token)
    assert only_invitation().role == VIEWER


def test_a_link_ends_with_the_access_of_whoever_made_it(administrator: Person, ana: Person) -> None:
    token = invite(administrator, ADMINISTRATOR)
    other = make_administrator("other@example.org")
    people.deactivate(db.session, administrator)
    assert invitations.invitation_of(db.session, token) is None
    people.activate(db.session, administrator)
    assert invitations.invitation_of(db.session, token) is not None
    staff.take_role(db.session, other, administrator, ADMINISTRATOR)
    assert invitations.accept(db.session, ana, token, "") is None
    assert invitations.accept(db.session, administrator, token, "") is None
    assert staff.roles_of(administrator) == []
