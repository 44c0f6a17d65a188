"""When one side leaves, the other learns it kindly, without a name, at home and by email."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from mentorship.after_commit import commit
from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import AuditEntry, ErasedPair, Pair, Person, Role
from mentorship.services import caseload, personal_data
from mentorship.services.applications import submission
from mentorship.services.pairs import closing, erased_pairs, exit_forms, pairs
from mentorship.services.pairs.exit_forms import ExitEntry
from tests.conftest import Mailbox, SignIn
from tests.factories import accept_introduction

MARGIN = timedelta(minutes=1)


@pytest.fixture(params=["introduced", "active"])
def pair(request: pytest.FixtureRequest, introduced: Pair, mailbox: Mailbox) -> Pair:
    """Return an introduction or a match of two people who have read all their emails."""
    pair = introduced if request.param == "introduced" else accept_introduction(introduced)
    mailbox.emails()
    db.session.execute(update(Person).values(news_emailed_at=None))
    commit(db.session)
    return pair


def newest_recipients(mailbox: Mailbox, already_sent: int) -> list[str]:
    return [to for to, _subject, _body in mailbox.emails()[already_sent:]]


@pytest.mark.parametrize("leaving", list(Role))
def test_an_erasure_is_told_to_the_other_side_without_a_name(
    pair: Pair, leaving: Role, mailbox: Mailbox, sign_in: SignIn
) -> None:
    gone, other = pair.own_side(leaving).person, pair.other_side(leaving).person
    name, address = pair.own_side(leaving).profile.name, other.sign_in_name
    had_started, already_sent = pair.started_at is not None, len(mailbox.emails())
    personal_data.erase(db.session, gone)
    commit(db.session)
    page = sign_in(other).get("/home").text
    assert ("so this match and what you logged" in page) is had_started
    assert "other person has deleted their account" in page
    assert f"{name}@" not in page
    assert newest_recipients(mailbox, already_sent) == [address]
    (told,) = erased_pairs.erased_pairs_of(db.session, other)
    assert told.role is not leaving
    assert told.had_started is had_started
    assert len(personal_data.export(db.session, other)["pairs_with_erased_people"]) == 1
    personal_data.erase(db.session, other)
    assert db.session.query(ErasedPair).count() == 0


@pytest.mark.parametrize(("stays_in_touch", "told"), [(True, 1), (False, 0)])
def test_an_erasure_after_a_match_is_told_to_whoever_stays_in_touch(
    introduced: Pair, stays_in_touch: bool, told: int, sign_in: SignIn
) -> None:
    pair = accept_introduction(introduced)
    gone, other = pair.mentee.person, pair.mentor.person
    closing.end(db.session, gone, pair)
    entry = ExitEntry(4, "", "", stays_in_touch=stays_in_touch, takes_more=None)
    for person in (gone, other):
        exit_forms.save(db.session, person, pair, entry)
    personal_data.erase(db.session, gone)
    commit(db.session)
    assert len(erased_pairs.erased_pairs_of(db.session, other)) == told
    page = sign_in(other).get("/home").text
    assert page.count("so this match and what you logged") == told


@pytest.mark.parametrize("leaving", list(Role))
def test_a_withdrawal_is_told_to_the_other_side(
    pair: Pair, leaving: Role, mailbox: Mailbox, sign_in: SignIn
) -> None:
    own, other = pair.own_side(leaving), pair.other_side(leaving)
    ended, already_sent = "match" if pair.started_at else "introduction", len(mailbox.emails())
    submission.withdraw(db.session, own.person, own)
    commit(db.session)
    page = sign_in(other.person).get("/home").text
    assert f"This {ended} has ended." in page
    assert "<details" not in page, "it is news"
    assert newest_recipients(mailbox, already_sent) == [other.person.sign_in_name]


def test_a_match_that_had_ended_before_is_not_told(pair: Pair, mailbox: Mailbox) -> None:
    gone, other = pair.mentee.person, pair.mentor.person
    closing.end(db.session, gone, pair)
    commit(db.session)
    already_sent = len(mailbox.emails())
    personal_data.erase(db.session, gone)
    commit(db.session)
    assert erased_pairs.erased_pairs_of(db.session, other) == []
    assert newest_recipients(mailbox, already_sent) == []


def test_a_no_is_told_to_whoever_has_said_yes(introduced: Pair, mailbox: Mailbox) -> None:
    mentee, mentor = introduced.mentee.person, introduced.mentor.person
    mailbox.emails()
    pairs.say_yes(db.session, mentee, introduced)
    db.session.execute(update(Person).values(news_emailed_at=None))
    commit(db.session)
    already_sent = len(mailbox.emails())
    pairs.say_no(db.session, mentor, introduced)
    commit(db.session)
    assert newest_recipients(mailbox, already_sent) == [mentee.sign_in_name]


def test_whoever_looked_after_the_two_is_told_until_they_have_seen_it(
    introduced: Pair, coordinator: Person
) -> None:
    introduced.coordinator_id = coordinator.id
    other = introduced.mentor.person
    personal_data.erase(db.session, introduced.mentee.person)
    commit(db.session)
    (told,) = erased_pairs.erased_pairs_of(db.session, other)
    assert (told.coordinator_id, told.coordinator_saw_at) == (coordinator.id, None)
    for _tap in range(2):
        erased_pairs.mark_seen(db.session, coordinator, told)
    commit(db.session)
    assert told.coordinator_saw_at is not None
    assert caseload.caseload_of(db.session, coordinator).total == 0
    seen = select(AuditEntry.id).where(AuditEntry.subject == ErasedPair.__tablename__)
    assert len(db.session.scalars(seen).all()) == 1


@pytest.mark.parametrize(
    ("age", "left"),
    [(erased_pairs.RETENTION - MARGIN, 1), (erased_pairs.RETENTION + MARGIN, 0)],
)
def test_what_remains_is_purged_after_its_retention(
    coordinator: Person, age: timedelta, left: int
) -> None:
    db.session.add(
        ErasedPair(
            person_id=coordinator.id, role=Role.MENTOR, had_started=True, erased_at=now() - age
        )
    )
    erased_pairs.purge_old(db.session)
    assert len(erased_pairs.erased_pairs_of(db.session, coordinator)) == left
