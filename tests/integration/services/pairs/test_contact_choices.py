"""Each of a pair decides which ways to reach them the other one sees."""

import pytest
from sqlalchemy import func, select

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, ContactChoice, Pair, Person
from mentorship.services.pairs import closing
from mentorship.services.pairs.contact_choices import (
    ContactShown,
    choose_contact,
    contact_shown_by,
)
from mentorship.services.pairs.introductions import Contact, introduction_for
from tests.factories import accept_introduction

PHONE = "Signal: 213 555 0142"
BOTH = ContactShown(email=True, phone=True)


@pytest.fixture
def mentee(introduced: Pair) -> Person:
    introduced.mentee.profile.change({"phone": PHONE})
    db.session.commit()
    return introduced.mentee.person


def seen_by_mentor(pair: Pair) -> Contact | None:
    db.session.commit()
    return introduction_for(db.session, pair.mentor.person, pair).contact


@pytest.mark.parametrize("email", [True, False])
@pytest.mark.parametrize("phone", [True, False])
def test_the_other_one_sees_what_was_chosen_and_no_link_to_anything_else(
    introduced: Pair, mentee: Person, email: bool, phone: bool
) -> None:
    choose_contact(db.session, mentee, introduced, ContactShown(email, phone))
    assert seen_by_mentor(introduced) is None, "nothing before two yeses"
    accept_introduction(introduced)
    contact = seen_by_mentor(introduced)
    assert contact is not None
    assert contact.email == ("mentee@example.org" if email else None)
    assert contact.phone == (PHONE if phone else "")
    kinds = ["signal", "phone"] * phone + ["email"] * email
    assert [link.kind for link in contact.links] == kinds


def test_until_somebody_chooses_both_are_shown(introduced: Pair, mentee: Person) -> None:
    assert contact_shown_by(db.session, mentee, introduced) == BOTH
    contact = seen_by_mentor(accept_introduction(introduced))
    assert contact is not None
    assert (contact.email, contact.phone) == ("mentee@example.org", PHONE)


def test_a_choice_is_ones_own_and_can_be_changed_back(introduced: Pair, mentee: Person) -> None:
    none = ContactShown(email=False, phone=False)
    mentor = introduced.mentor.person
    choose_contact(db.session, mentee, introduced, none)
    assert contact_shown_by(db.session, mentee, introduced) == none
    assert contact_shown_by(db.session, mentor, introduced) == BOTH
    choose_contact(db.session, mentee, introduced, BOTH)
    assert contact_shown_by(db.session, mentee, introduced) == BOTH
    assert db.session.scalar(select(func.count(ContactChoice.id))) == 1


def test_a_double_tap_chooses_once(introduced: Pair, mentee: Person) -> None:
    for _ in range(2):
        choose_contact(db.session, mentee, introduced, ContactShown(email=False, phone=True))
        db.session.commit()
    own = select(AuditEntry.action).where(AuditEntry.subject == "contact_choice")
    assert db.session.scalars(own).all() == ["choose contact"]
    assert db.session.scalar(select(func.count(ContactChoice.id))) == 1


def test_nothing_is_chosen_after_the_end_or_by_anybody_else(
    introduced: Pair, mentee: Person, coordinator: Person
) -> None:
    with pytest.raises(UserFacingError, match="Only the two people"):
        choose_contact(db.session, coordinator, introduced, ContactShown(email=False, phone=False))
    closing.end(db.session, coordinator, introduced)
    with pytest.raises(UserFacingError, match="ended already"):
        choose_contact(db.session, mentee, introduced, ContactShown(email=False, phone=False))
