"""For each rule the share of pairs that meet it, and what does not; how often flags were right."""

import pytest

from mentorship.extensions import db
from mentorship.models import Pair, Party, Person
from mentorship.services.match_support import check_ins, compliance, due_items, due_list
from mentorship.services.match_support import support_entries as entries
from mentorship.services.match_support.compliance import RuleCompliance
from mentorship.services.pairs import pauses
from tests.conftest import MovedClock
from tests.factories import make_person
from tests.integration.services.match_support.conftest import answers
from tests.integration.situations import make_rows

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture
def another(pair: Pair) -> Pair:
    """Return a pair of another round."""
    rows = make_rows("active")
    rows["pair"].started_at = rows["pair"].mentee_agreed_at
    db.session.add_all(rows.values())
    db.session.flush()
    due_items.refresh(db.session, rows["pair"])
    db.session.commit()
    other: Pair = rows["pair"]
    return other


def by_rule(round_id: int | None = None) -> dict[str, RuleCompliance]:
    reader = make_person("coordinator@example.org")
    return {item.rule: item for item in compliance.by_rule(db.session, reader, round_id)}


def do(coordinator: Person, pair: Pair, rule: str, *parties: str) -> None:
    for party in parties:
        item = entries.due_item(db.session, pair, rule, party)
        assert item is not None
        entries.mark_done(db.session, coordinator, item)


def unmet(reader: Person, rule: str | None = None) -> list[tuple[int, str, Party, bool]]:
    ids = db.session.scalars(compliance.unmet_ids(reader, rule)).all()
    found = [listed.item for listed in due_list.listed(db.session, ids)]
    return [(item.pair_id, item.rule, item.party, item.done_on is not None) for item in found]


def test_a_pair_meets_a_rule_if_nothing_is_overdue_and_all_was_done_in_time(
    pair: Pair, another: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    assert by_rule()["training"] == RuleCompliance("training", pairs=2, unmet=0, resting=0)
    do(coordinator, pair, "training", "mentee", "mentor")
    moved_clock.forward(days=14)
    assert by_rule()["training"].unmet == 0, "today is not too late"
    moved_clock.forward(days=1)
    training = by_rule()["training"]
    assert (training.met, training.unmet, training.share) == (1, 1, 0.5)
    do(coordinator, another, "training", "mentee", "mentor")
    assert by_rule()["training"].unmet == 1, "it was done too late"
    assert unmet(coordinator, "training") == [
        (another.id, "training", Party.MENTEE, True),
        (another.id, "training", Party.MENTOR, True),
    ]


def test_what_recurs_is_met_again_once_it_is_done(
    pair: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=40)
    assert by_rule()["check_in"].unmet == 1
    do(coordinator, pair, "check_in", "mentee", "mentor")
    assert by_rule()["check_in"].unmet == 0


def test_a_pair_that_rests_is_not_late_and_is_counted_as_resting(
    pair: Pair, another: Pair, mentee: Person, moved_clock: MovedClock
) -> None:
    pauses.pause(db.session, mentee, pair)
    moved_clock.forward(days=40)
    assert by_rule()["first_contact"] == RuleCompliance("first_contact", 2, unmet=1, resting=1)


def test_a_round_is_counted_by_itself(pair: Pair, another: Pair, moved_clock: MovedClock) -> None:
    assert by_rule()["agreement"].pairs == 2
    assert by_rule(another.mentee.round_id)["agreement"].pairs == 1
    assert by_rule(0) == {}


def test_flags_are_no_rules_to_meet(
    pair: Pair, coordinator: Person, mentee: Person, moved_clock: MovedClock
) -> None:
    check_ins.answer(db.session, mentee, pair, answers(1))
    moved_clock.forward(days=60)
    assert not set(by_rule()) & due_list.flag_codes()
    assert not {rule for _pair, rule, _party, _done in unmet(coordinator)} & due_list.flag_codes()
    assert set(by_rule()) <= {rule for _pair, rule, *_rest in unmet(coordinator)}


def test_nobody_reads_how_far_the_other_one_of_their_own_match_is(
    pair: Pair, another: Pair, mentor: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=40)
    assert {pair_id for pair_id, *_rest in unmet(mentor)} == {another.id}


def test_how_often_a_flag_was_right_counts_those_that_were_looked_after(
    pair: Pair, mentee: Person, mentor: Person, coordinator: Person
) -> None:
    for person in (mentee, mentor):
        check_ins.answer(db.session, person, pair, answers(2, wants_call=True))
    assert compliance.flag_records(db.session) == []
    for party, was_right in (("mentee", True), ("mentor", False)):
        item = entries.due_item(db.session, pair, "low_rating", party)
        assert item is not None
        entries.mark_done(db.session, coordinator, item, was_right=was_right)
    (record,) = compliance.flag_records(db.session)
    assert (record.flag, record.resolved, record.right) == ("low_rating", 2, 1)
