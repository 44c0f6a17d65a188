"""Introductions need two yeses; contact details are shown only after them."""

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, PairState, Person, Role, Suggestion
from mentorship.services.pairing import suggestions
from mentorship.services.pairing.pair_constraints import banned_pairs
from mentorship.services.pairs import closing, pairs
from mentorship.services.pairs.introductions import introduction_for
from tests.conftest import Applicant, Mailbox
from tests.factories import accept_introduction
from tests.integration.conftest import Suggest


def test_contact_details_show_only_after_two_yeses(introduced: Pair) -> None:
    mentee, mentor = introduced.mentee.person, introduced.mentor.person
    for person in (mentee, mentor):
        assert introduction_for(db.session, person, introduced).contact is None
    pairs.say_yes(db.session, mentee, introduced)
    for person in (mentee, mentor):
        assert introduction_for(db.session, person, introduced).contact is None
    pairs.say_yes(db.session, mentor, introduced)
    assert introduced.state is PairState.ACTIVE
    assert introduction_for(db.session, mentee, introduced).contact.email == "mentor@example.org"
    assert introduction_for(db.session, mentor, introduced).contact.email == "mentee@example.org"


def test_saying_yes_twice_is_one_yes(introduced: Pair) -> None:
    pairs.say_yes(db.session, introduced.mentee.person, introduced)
    pairs.say_yes(db.session, introduced.mentee.person, introduced)
    assert introduced.state is PairState.INTRODUCED


@pytest.mark.parametrize("role", Role)
def test_whoever_was_excluded_since_the_introduction_cannot_say_yes(
    introduced: Pair, role: Role
) -> None:
    writer = introduced.other_side(role)
    other = introduced.other_side(writer.role)
    pairs.say_yes(db.session, writer.person, introduced)
    writer.profile.change({"excluded_people": other.person.sign_in_name})
    db.session.flush()
    with pytest.raises(UserFacingError, match="ask a coordinator"):
        pairs.say_yes(db.session, other.person, introduced)
    assert introduced.state is PairState.INTRODUCED
    assert introduction_for(db.session, other.person, introduced).contact is None
    pairs.say_no(db.session, writer.person, introduced)


def test_a_no_closes_the_introduction_permanently(introduced: Pair) -> None:
    pairs.say_no(db.session, introduced.mentor.person, introduced)
    assert introduced.state is PairState.CLOSED
    with pytest.raises(UserFacingError):
        pairs.say_yes(db.session, introduced.mentee.person, introduced)


def test_only_the_two_people_can_answer_or_see_an_introduction(
    introduced: Pair, applicant: Applicant
) -> None:
    stranger = applicant("mentee", "stranger@example.org").person
    for answer in (pairs.say_yes, pairs.say_no):
        with pytest.raises(UserFacingError):
            answer(db.session, stranger, introduced)
    with pytest.raises(UserFacingError):
        introduction_for(db.session, stranger, introduced)


def test_a_suggestion_is_introduced_once(suggested: Suggestion) -> None:
    suggestions.introduce(db.session, None, suggested)
    with pytest.raises(UserFacingError, match="already been decided"):
        suggestions.introduce(db.session, None, suggested)


def test_a_mentor_without_free_capacity_is_not_introduced_again(
    applicant: Applicant, suggest: Suggest
) -> None:
    applicant("mentee", "mei@example.org")
    mentor = applicant("mentor", "ana@example.org", "latino", capacity=2)
    applicant("mentee", "lan@example.org")
    first, second = suggest()
    suggestions.introduce(db.session, None, first)
    mentor.profile.change({"capacity": 1})
    db.session.flush()
    with pytest.raises(UserFacingError, match="introduced to somebody"):
        suggestions.introduce(db.session, None, second)


def test_the_audit_log_holds_only_ids_and_fixed_words(introduced: Pair) -> None:
    pairs.say_yes(db.session, introduced.mentee.person, introduced)
    db.session.commit()
    entries = db.session.query(AuditEntry).all()
    assert {"send application", "introduce", "say yes"} <= {entry.action for entry in entries}
    for entry in entries:
        assert "@" not in entry.action + entry.subject


def test_a_yes_after_a_simultaneous_no_is_refused(app: Flask, introduced: Pair) -> None:
    pairs.say_yes(db.session, introduced.mentor.person, introduced)
    db.session.commit()
    mentee = introduced.mentee.person
    assert introduced.state is PairState.INTRODUCED  # as the mentee's request saw it
    with Session(db.engine) as other_session:
        pair = other_session.get_one(Pair, introduced.id)
        pairs.say_no(other_session, pair.mentor.person, pair)
        other_session.commit()
    with pytest.raises(UserFacingError, match="not waiting"):
        pairs.say_yes(db.session, mentee, introduced)
    db.session.rollback()
    assert introduced.state is PairState.CLOSED
    assert introduction_for(db.session, mentee, introduced).contact is None


@pytest.mark.parametrize("ended_by", ["mentee", "mentor", "coordinator"])
def test_a_pair_ends_at_once_for_both(
    mailbox: Mailbox, introduced: Pair, coordinator: Person, ended_by: str
) -> None:
    pair = accept_introduction(introduced)
    people = {"mentee": pair.mentee.person, "mentor": pair.mentor.person}
    already_sent = len(mailbox.emails())
    db.session.execute(update(Person).values(news_emailed_at=None))  # they have signed in since
    closing.end(db.session, {**people, "coordinator": coordinator}[ended_by], pair)
    db.session.commit()
    assert (pair.state, pair.closed_at is not None) == (PairState.CLOSED, True)
    for person in people.values():
        assert introduction_for(db.session, person, pair).contact is None
    assert banned_pairs(db.session, [pair.mentee, pair.mentor])
    told = {to for to, _subject, _body in mailbox.emails()[already_sent:]}
    assert told == {person.sign_in_name for name, person in people.items() if name != ended_by}
    with pytest.raises(UserFacingError, match="ended already"):
        closing.end(db.session, coordinator, pair)
