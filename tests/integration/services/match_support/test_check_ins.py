"""A check-in counts for its day, reaches coordinators at once, and needs no account to send."""

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
    assert due_list.flags_of(db.session, [pair.id]) == {}, "what was replaced raises no flag"
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
    data, at, signature = token.split(".")
    for altered in (f"{data}.{at}.A{signature}", f"{data[::-1]}.{at}.{signature}"):
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
