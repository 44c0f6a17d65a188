"""Imported people get links to a first password, and what became of each is known."""

from collections.abc import Sequence

import pytest

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Application, Person, Role, Round
from mentorship.services.accounts import first_sign_in, passwords, signed_links
from mentorship.services.accounts.first_sign_in import LinkState, link_state
from mentorship.services.accounts.signed_links import LinkKind
from tests.conftest import Applicant
from tests.factories import PASSWORD, make_person

EXPIRED = signed_links.MAX_AGE[LinkKind.WELCOME]


@pytest.fixture
def ana(applicant: Applicant) -> Application:
    """Somebody without a password, as an import leaves them."""
    return applicant(Role.MENTOR, "ana@example.org")


def test_links_for_many_are_made_for_those_without_an_account(
    ana: Application, coordinator: Person
) -> None:
    lan, mei = make_person("lan@example.org"), make_person("mei@example.org", "password")
    tokens = first_sign_in.make_links(db.session, coordinator, [lan, mei, ana.person])
    assert list(tokens) == [lan, ana.person], "in the order that was asked for"
    for person, token in tokens.items():
        assert signed_links.person_with_token(db.session, LinkKind.WELCOME, token) is person


def test_the_state_of_a_link_is_known(ana: Application) -> None:
    person = ana.person
    assert link_state(person) is LinkState.NONE
    assert link_state(make_person("mei@example.org", "password")) is LinkState.NOT_NEEDED
    signed_links.make_sign_in_link(db.session, None, person)
    assert link_state(person) is LinkState.MADE
    person.sign_in_link_made_at = now() - EXPIRED
    assert link_state(person) is LinkState.EXPIRED
    passwords.set_password(person, PASSWORD)
    assert link_state(person) is LinkState.USED


def test_a_round_lists_everybody_once_who_needs_a_link_or_had_one(
    ana: Application, applicant: Applicant, a_round: Round
) -> None:
    applicant(Role.MENTEE, "ana@example.org")
    applicant(Role.MENTEE, "gone@example.org", "withdrawn")
    with_account = applicant(Role.MENTEE, "mei@example.org").person
    passwords.set_password(with_account, PASSWORD)
    lan, eva = (applicant(Role.MENTEE, f"{name}@example.org") for name in ("lan", "eva"))
    for application in (lan, eva):
        signed_links.make_sign_in_link(db.session, None, application.person)
    passwords.set_password(eva.person, PASSWORD)
    listed = db.session.scalars(first_sign_in.newest_first(a_round)).all()
    assert listed == [lan, ana, eva]
    assert waiting(a_round) == [ana]
    lan.person.sign_in_link_made_at = now() - EXPIRED
    assert waiting(a_round) == [lan, ana]


def waiting(round_: Round) -> Sequence[Application]:
    return db.session.scalars(first_sign_in.without_working_link(round_)).all()
