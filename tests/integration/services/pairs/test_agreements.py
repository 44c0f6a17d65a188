"""One of a pair proposes, the other agrees; at most one agreement holds and one waits."""

from dataclasses import replace

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Agreement, AuditEntry, Pair, PairState, Person
from mentorship.services import personal_data
from mentorship.services.pairs import agreements, closing
from mentorship.services.pairs.agreements import (
    FIRST_MEETING_MINUTES,
    AgreementChangedError,
    AgreementTerms,
)
from tests.conftest import Mailbox

TERMS = AgreementTerms("every_week", 60, "online", "", "Not on Sundays.", "What we say of family.")
OTHER_TERMS = replace(TERMS, minutes=45, mode="in_person", meeting_place="a library")


def propose(person: Person, pair: Pair, terms: AgreementTerms = TERMS) -> Agreement:
    """Propose something after reading what there is."""
    seen = agreements.version_of(agreements.newest_agreement(db.session, pair))
    proposed = agreements.propose(db.session, person, pair, terms, seen)
    db.session.commit()
    return proposed


def held_and_waiting(pair: Pair) -> tuple[AgreementTerms | None, AgreementTerms | None]:
    db.session.commit()
    both = (
        agreements.agreement_that_holds(db.session, pair),
        agreements.agreement_that_waits(db.session, pair),
    )
    holds, waits = (agreements.terms_of(item) if item else None for item in both)
    return holds, waits


def actions() -> list[str]:
    own = db.session.query(AuditEntry.action).filter_by(subject="agreement").order_by(AuditEntry.id)
    return [action for (action,) in own]


def test_proposing_is_the_own_yes_and_holds_with_that_of_the_other(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    proposed = propose(mentee, pair)
    assert held_and_waiting(pair) == (None, TERMS)
    agreements.agree(db.session, mentee, proposed)
    assert held_and_waiting(pair) == (None, TERMS), "nobody agrees for the other one"
    agreements.agree(db.session, mentor, proposed)
    assert held_and_waiting(pair) == (TERMS, None)
    assert actions() == ["propose agreement", "agree"]


def test_a_change_holds_once_both_agree_and_replaces_what_held(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    agreements.agree(db.session, mentor, propose(mentee, pair))
    changed = propose(mentor, pair, OTHER_TERMS)
    assert changed.number == 2
    assert held_and_waiting(pair) == (TERMS, OTHER_TERMS)
    agreements.agree(db.session, mentee, changed)
    assert held_and_waiting(pair) == (OTHER_TERMS, None)
    assert db.session.query(Agreement).count() == 1


def test_another_proposal_replaces_the_one_that_waits_and_asks_whoever_made_that(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    first = propose(mentee, pair)
    second = propose(mentor, pair, OTHER_TERMS)
    assert held_and_waiting(pair) == (None, OTHER_TERMS)
    assert (second.number, db.session.query(Agreement).count()) == (2, 1)
    assert second.mentor_agreed_at is not None
    assert second.mentee_agreed_at is None
    for act in (agreements.agree, agreements.take_back):
        with pytest.raises(UserFacingError, match="not there any more"):
            act(db.session, mentor, first)


def test_whoever_has_not_read_the_newest_proposal_is_asked_and_replaces_nothing(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    """Both began to write when there was nothing yet."""
    agreements.propose(db.session, mentee, pair, TERMS, seen="")
    with pytest.raises(AgreementChangedError):
        agreements.propose(db.session, mentor, pair, OTHER_TERMS, seen="")
    assert held_and_waiting(pair) == (None, TERMS)


def test_a_proposal_made_anew_under_the_same_id_and_number_counts_as_unread(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    first = propose(mentee, pair)
    seen, number = agreements.version_of(first), first.number
    agreements.take_back(db.session, mentee, first)
    assert propose(mentee, pair, OTHER_TERMS).number == number
    with pytest.raises(AgreementChangedError):
        agreements.propose(db.session, mentor, pair, replace(TERMS, minutes=30), seen)
    with pytest.raises(UserFacingError, match="not there any more"):
        agreements.agree(db.session, mentor, first)
    assert held_and_waiting(pair) == (None, OTHER_TERMS)


def test_a_double_tap_proposes_once(pair: Pair, mentee: Person) -> None:
    for _ in range(2):
        agreements.propose(db.session, mentee, pair, TERMS, seen="")
    assert held_and_waiting(pair) == (None, TERMS)
    assert actions() == ["propose agreement"]


def test_two_who_propose_the_same_have_agreed(pair: Pair, mentee: Person, mentor: Person) -> None:
    for person in (mentee, mentor):
        agreements.propose(db.session, person, pair, TERMS, seen="")
    assert held_and_waiting(pair) == (TERMS, None)
    agreements.propose(db.session, mentee, pair, TERMS, seen="")
    assert held_and_waiting(pair) == (TERMS, None), "a form that is sent again changes nothing"


def test_only_whoever_made_a_proposal_takes_it_back_and_what_held_still_holds(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    held = propose(mentee, pair)
    agreements.agree(db.session, mentor, held)
    changed = propose(mentee, pair, OTHER_TERMS)
    with pytest.raises(UserFacingError, match="Only the person who proposed"):
        agreements.take_back(db.session, mentor, changed)
    agreements.take_back(db.session, mentee, changed)
    assert held_and_waiting(pair) == (TERMS, None)
    with pytest.raises(UserFacingError, match="You have both said yes"):
        agreements.take_back(db.session, mentee, held)


def test_the_other_one_is_told_of_a_proposal_and_of_a_yes(
    pair: Pair, mentee: Person, mentor: Person, mailbox: Mailbox
) -> None:
    mailbox.emails().clear()  # about the introduction
    proposed = propose(mentee, pair)
    assert [to for to, _subject, _body in mailbox.emails()] == ["mentor@example.org"]
    agreements.agree(db.session, mentor, proposed)
    db.session.commit()
    _proposal, (to, subject, body) = mailbox.emails()
    assert to == "mentee@example.org"
    assert "Sundays" not in f"{subject} {body}"


@pytest.mark.parametrize(
    ("state", "sentence"),
    [(PairState.INTRODUCED, "once both of you"), (PairState.CLOSED, "ended already")],
)
def test_nothing_is_agreed_before_two_yeses_or_after_the_end(
    pair: Pair, mentee: Person, mentor: Person, state: PairState, sentence: str
) -> None:
    proposed = propose(mentee, pair)
    pair.state = state
    db.session.commit()
    for act in (
        lambda: agreements.propose(db.session, mentee, pair, OTHER_TERMS, seen=""),
        lambda: agreements.agree(db.session, mentor, proposed),
        lambda: agreements.take_back(db.session, mentee, proposed),
    ):
        with pytest.raises(UserFacingError, match=sentence):
            act()


def test_nobody_else_proposes_or_agrees(pair: Pair, mentee: Person, coordinator: Person) -> None:
    proposed = propose(mentee, pair)
    for act in (
        lambda: agreements.propose(db.session, coordinator, pair, OTHER_TERMS, seen=""),
        lambda: agreements.agree(db.session, coordinator, proposed),
        lambda: agreements.take_back(db.session, coordinator, proposed),
    ):
        with pytest.raises(UserFacingError, match="Only the two people"):
            act()


@pytest.mark.parametrize(
    ("mentor_modes", "mode"), [(["online"], "online"), (["online", "in_person"], "in_person")]
)
def test_a_first_proposal_begins_with_a_way_to_meet_that_both_chose(
    pair: Pair, mentor_modes: list[str], mode: str
) -> None:
    pair.mentor.profile.change({"modes": mentor_modes})
    assert agreements.suggested_terms(pair).mode == mode
    pair.mentee.profile.change({"modes": []})
    assert agreements.suggested_terms(pair).mode == ""


def test_a_pair_meets_for_as_long_as_it_has_agreed(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    proposed = propose(mentee, pair)
    assert agreements.minutes_to_meet(db.session, pair) == FIRST_MEETING_MINUTES
    agreements.agree(db.session, mentor, proposed)
    assert agreements.minutes_to_meet(db.session, pair) == TERMS.minutes


def test_an_agreement_is_gone_when_one_of_the_two_is_erased(pair: Pair, mentee: Person) -> None:
    propose(mentee, pair)
    personal_data.erase(db.session, mentee)
    db.session.commit()
    assert db.session.query(Agreement).count() == 0


def test_the_end_of_a_match_keeps_what_was_agreed_for_both_copies_of_their_data(
    pair: Pair, mentee: Person, mentor: Person, coordinator: Person
) -> None:
    agreements.agree(db.session, mentor, propose(mentee, pair))
    closing.end(db.session, coordinator, pair)
    assert held_and_waiting(pair) == (TERMS, None)
