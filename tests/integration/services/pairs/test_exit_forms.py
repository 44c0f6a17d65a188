"""What two say after their match is kept once for each, and contact shown only if both want it."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, AuditEntry, Closure, ExitForm, Pair, Person
from mentorship.services.applications import submission
from mentorship.services.pairing import person_constraints
from mentorship.services.pairing.constraint_kinds import ConstraintKind
from mentorship.services.pairs import closing, exit_forms, introductions
from mentorship.services.pairs.exit_forms import ExitEntry
from tests.conftest import Applicant, Mailbox
from tests.factories import accept_introduction

pytestmark = pytest.mark.usefixtures("each_database")

ENTRY = ExitEntry(4, "The songs.", "More time.", stays_in_touch=True, takes_more=True)
NO_CONTACT = replace(ENTRY, stays_in_touch=False)


@pytest.fixture
def pair(introduced: Pair) -> Pair:
    """Return a match that one of the two has ended."""
    accept_introduction(introduced)
    closing.end(db.session, introduced.mentor.person, introduced)
    db.session.commit()
    return introduced


def save(pair: Pair, person: Person, entry: ExitEntry = ENTRY) -> None:
    exit_forms.save(db.session, person, pair, entry)
    db.session.commit()


def see_contact(pair: Pair) -> bool:
    people = pair.mentee.person, pair.mentor.person
    seen = {
        introductions.introduction_for(db.session, person, pair).contact is not None
        for person in people
    }
    assert len(seen) == 1, "either both see it, or nobody"
    return seen.pop()


def test_each_has_one_form_that_a_second_tap_leaves_and_a_later_one_replaces(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    for person in (mentee, mentee, mentor):
        save(pair, person)
    save(pair, mentee, replace(ENTRY, rating=2, good=""))
    stored = {item.person_id: item for item in db.session.scalars(select(ExitForm))}
    assert len(stored) == db.session.query(ExitForm).count() == 2
    assert (stored[mentee.id].rating, stored[mentee.id].good) == (2, "")
    assert (stored[mentor.id].rating, stored[mentor.id].better) == (4, "More time.")
    recorded = select(AuditEntry.action).where(AuditEntry.subject == "exit_form")
    assert db.session.scalars(recorded).all() == ["fill in exit form"] * 3


def test_contact_is_shown_after_the_end_only_as_long_as_both_say_so(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    assert not see_contact(pair)
    save(pair, mentee)
    assert not see_contact(pair)
    save(pair, mentor)
    assert see_contact(pair)
    save(pair, mentee, NO_CONTACT)
    assert not see_contact(pair)


def test_a_no_tells_nobody_anything_and_the_second_yes_is_news(
    pair: Pair, mentee: Person, mentor: Person, mailbox: Mailbox
) -> None:
    def told(person: Person, entry: ExitEntry) -> list[str]:
        mailbox.emails()
        db.session.execute(update(Person).values(news_emailed_at=None))
        db.session.commit()
        already_sent = len(mailbox.emails())
        save(pair, person, entry)
        return [to for to, _subject, _body in mailbox.emails()[already_sent:]]

    assert told(mentee, ENTRY) == []
    assert told(mentor, NO_CONTACT) == []
    assert told(mentor, ENTRY) == [mentee.sign_in_name]
    assert told(mentor, replace(ENTRY, good="All.")) == []
    assert told(mentee, NO_CONTACT) == []


@pytest.mark.parametrize("closure", [Closure.REQUESTED, None])
def test_nobody_stays_in_touch_after_an_end_by_a_coordinator_or_one_that_nobody_knows(
    pair: Pair, mentee: Person, mentor: Person, closure: Closure | None
) -> None:
    for person in (mentee, mentor):
        save(pair, person)
    pair.closure = closure
    assert exit_forms.asks_about_contact(pair) is (closure is not None)
    assert not see_contact(pair)


def test_the_two_are_asked_alike_whoever_ended_their_match(pair: Pair) -> None:
    """A question that is missing would tell that a coordinator has ended it."""
    asked = set()
    for closure in Closure:
        pair.closure = closure
        asked.add(exit_forms.asks_about_contact(pair))
    assert asked == {True}


def test_a_form_is_for_the_two_of_a_match_that_began_and_has_ended(
    introduced: Pair, coordinator: Person, applicant: Applicant
) -> None:
    mentee, stranger = introduced.mentee.person, applicant("mentee", "stranger@example.org").person
    with pytest.raises(UserFacingError, match="once it has ended"):
        save(introduced, mentee)
    closing.end(db.session, coordinator, introduced)
    with pytest.raises(UserFacingError, match="once it has ended"):
        save(introduced, mentee)
    with pytest.raises(UserFacingError, match="Only the two people"):
        save(introduced, stranger)


def limits_of(application: Application) -> list[ConstraintKind]:
    held = person_constraints.constraints_of(db.session, application)
    return [person_constraints.as_plain(item).kind for item in held]


def test_whoever_wants_no_new_match_gets_none_until_they_say_otherwise(
    pair: Pair, mentee: Person
) -> None:
    for _ in range(2):
        save(pair, mentee, replace(ENTRY, takes_more=False))
    assert limits_of(pair.mentee) == [ConstraintKind.NO_MORE]
    assert limits_of(pair.mentor) == []
    save(pair, mentee, replace(ENTRY, takes_more=None))
    assert limits_of(pair.mentee) == [ConstraintKind.NO_MORE], "they were not asked"
    save(pair, mentee, ENTRY)
    assert limits_of(pair.mentee) == []


def test_whoever_has_withdrawn_is_not_asked_about_a_new_match(pair: Pair, mentee: Person) -> None:
    submission.withdraw(db.session, mentee, pair.mentee)
    assert not exit_forms.may_ask_for_more(pair.mentee)
    save(pair, mentee, replace(ENTRY, takes_more=False))
    assert limits_of(pair.mentee) == []
