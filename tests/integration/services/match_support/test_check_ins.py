"""A check-in counts for its day, reaches coordinators at once, and needs no account to send."""

from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest

from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import CheckIn, DueItem, Pair, Party, Person
from mentorship.services.accounts import passwords
from mentorship.services.match_support import check_ins, due_list
from mentorship.services.match_support.check_ins import ASKED_BEFORE
from mentorship.services.pairs import closing
from tests.conftest import MovedClock
from tests.factories import make_person
from tests.integration.services.match_support.conftest import answers

pytestmark = pytest.mark.usefixtures("each_database")


def said(pair: Pair) -> list[tuple[int, str]]:
    db.session.commit()
    return [(item.rating, item.words) for item in check_ins.check_ins_of(db.session, pair)]


def test_a_later_answer_on_the_same_day_replaces_the_earlier_one(
    pair: Pair, mentee: Person, mentor: Person, moved_clock: MovedClock
) -> None:
    check_ins.answer(db.session, mentee, pair, answers(2, words="It is hard."))
    check_ins.answer(db.session, mentee, pair, answers(4, words="We talked."))
    check_ins.answer(db.session, mentor, pair, answers(5))
    assert said(pair) == [(4, "We talked."), (5, "")]
    rules = {item.rule for item in due_list.open_items_of(db.session, pair)}
    assert "low_rating" not in rules, "what was replaced raises no flag"
    moved_clock.forward(days=1)
    check_ins.answer(db.session, mentee, pair, answers(5))
    assert said(pair) == [(4, "We talked."), (5, ""), (5, "")]
    own = check_ins.own_check_ins(db.session, mentee, pair)
    assert [item.rating for item in own] == [4, 5]


def is_late(item: DueItem) -> bool:
    return item.due_on is not None and item.due_on < today()


def test_an_answer_moves_the_next_check_in_of_that_person_alone(
    pair: Pair, mentee: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=32)
    check_ins.answer(db.session, mentee, pair, answers())
    items = due_list.open_items_of(db.session, pair)
    late = {item.party for item in items if item.rule == "check_in" and is_late(item)}
    assert late == {Party.MENTOR}


def test_a_match_that_has_not_begun_or_has_ended_is_not_checked_in_about(
    introduced: Pair, coordinator: Person
) -> None:
    mentee = introduced.mentee.person
    with pytest.raises(UserFacingError):
        check_ins.answer(db.session, mentee, introduced, answers())
    closing.end(db.session, coordinator, introduced)
    with pytest.raises(UserFacingError, match="ended already"):
        check_ins.answer(db.session, mentee, introduced, answers())
    assert db.session.query(CheckIn).count() == 0


def test_it_is_asked_for_a_week_before_it_is_due(pair: Pair, moved_clock: MovedClock) -> None:
    assert not check_ins.is_asked(db.session, pair, Party.MENTEE)
    items = due_list.open_items_of(db.session, pair)
    due_on = next(item.due_on for item in items if item.rule == "check_in")
    assert due_on is not None
    moved_clock.forward(days=(due_on - today() - ASKED_BEFORE).days - 1)
    assert not check_ins.is_asked(db.session, pair, Party.MENTEE)
    moved_clock.forward(days=1)
    assert check_ins.is_asked(db.session, pair, Party.MENTEE)


def test_a_link_leads_to_its_person_and_pair_unless_it_is_altered(
    pair: Pair, mentee: Person
) -> None:
    token = check_ins.make_token(mentee, pair)
    assert check_ins.with_token(db.session, token) == (mentee, pair)
    for altered in (f"A{token}", token[:-8] + token[-4:], f"{token[:20]}A{token[21:]}"):
        assert check_ins.with_token(db.session, altered) is None
    assert check_ins.with_token(db.session, "none") is None


def test_a_link_ends_with_its_time(
    pair: Pair, mentee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = check_ins.make_token(mentee, pair)
    monkeypatch.setattr(check_ins, "LINK_VALIDITY", timedelta(seconds=-1))
    assert check_ins.with_token(db.session, token) is None


def test_a_link_ends_with_a_new_password_and_with_the_account(pair: Pair, mentee: Person) -> None:
    token = check_ins.make_token(mentee, pair)
    passwords.set_password(mentee, "another correct horse")
    db.session.flush()
    assert check_ins.with_token(db.session, token) is None
    token = check_ins.make_token(mentee, pair)
    mentee.active = False
    db.session.flush()
    assert check_ins.with_token(db.session, token) is None


def test_a_link_for_a_pair_of_others_leads_nowhere(pair: Pair) -> None:
    stranger = make_person("stranger@example.org")
    assert check_ins.with_token(db.session, check_ins.make_token(stranger, pair)) is None


def test_what_somebody_says_is_sealed_under_their_own_key(pair: Pair, mentee: Person) -> None:
    check_in = check_ins.answer(db.session, mentee, pair, answers(words="zqxvbn"))
    db.session.commit()
    assert b"zqxvbn" not in check_in.sealed
    assert mentee.key_id in check_in.sealed
    assert pair.mentor.person.key_id not in check_in.sealed


def test_a_wish_for_a_call_is_not_taken_back_by_a_later_answer(pair: Pair, mentee: Person) -> None:
    """Whoever holds somebody's phone must not silence them."""
    check_ins.answer(db.session, mentee, pair, answers(1, wants_call=True))
    check_ins.answer(db.session, mentee, pair, answers(5))
    rules = [item.rule for item in due_list.open_items_of(db.session, pair)]
    assert "call_wanted" in rules


def test_a_link_replaces_nothing_that_was_said_today(pair: Pair, mentee: Person) -> None:
    first = check_ins.answer_by_link(db.session, mentee, pair, answers(2))
    assert check_ins.answer_by_link(db.session, mentee, pair, answers(2)) is first
    assert check_ins.answer_by_link(db.session, mentee, pair, answers(5)) is None
    assert said(pair) == [(2, "")]


def test_two_links_do_not_tell_that_their_readers_are_a_pair(
    pair: Pair, mentee: Person, mentor: Person
) -> None:
    tokens = [check_ins.make_token(person, pair) for person in (mentee, mentor)]
    for token, person in zip(tokens, (mentee, mentor), strict=True):
        assert check_ins.with_token(db.session, token) == (person, pair)
        opened = urlsafe_b64decode(token)
        assert person.fs_uniquifier.encode() not in opened
    # Nothing but the version and the time is the same in both.
    assert tokens[0][10:] != tokens[1][10:]
    parts = {tokens[0][start : start + 6] for start in range(12, len(tokens[0]) - 6)}
    assert not [part for part in parts if part in tokens[1][12:]]
