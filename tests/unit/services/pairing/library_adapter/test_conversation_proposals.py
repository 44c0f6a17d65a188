"""Who should meet whom: the best total under all rules, and never more than the limits say."""

from collections import Counter
from dataclasses import replace

import pytest

from mentorship.models import MatchRun
from mentorship.services.conversations.proposals import Planned
from mentorship.services.pairing.library_adapter import conversation_proposals
from mentorship.services.pairing.library_adapter.conversation_proposals import propose
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.match_round import MatchFailedError
from mentorship.services.pairing.run_kinds import ConversationLimits
from tests.unit.services.pairing.library_adapter.test_rule_check import COLUMNS, row

NOBODY = Planned([], Counter())
GIVEN = MatchInput(
    COLUMNS,
    [row(1, topics="voting"), row(2, topics="housing")],
    [
        row(id_, communities="latino", topics=topic)
        for id_, topic in ((3, "voting"), (4, "housing"))
    ],
    banned=[],
    pinned=[],
    waited=[],
)


def proposed(
    given: MatchInput = GIVEN, planned: Planned = NOBODY, per_mentee: int = 1, per_mentor: int = 1
) -> set[tuple[int, int]]:
    limits = ConversationLimits(per_mentee, per_mentor).settings()
    run = MatchRun(seed=1, settings={"program": "cross-community", **limits})
    found = propose(run, given, planned, lambda _percent: None)
    assert all(0 < item.share <= 1 for item in found)
    return {(item.mentee_id, item.mentor_id) for item in found}


def test_each_meets_those_who_suit_them_best() -> None:
    assert proposed() == {(1, 3), (2, 4)}
    assert len(proposed(per_mentee=2, per_mentor=2)) == 4


def test_bans_hold_and_whoever_is_pinned_takes_no_part() -> None:
    assert proposed(replace(GIVEN, banned=[(1, 3), (2, 4)])) == {(1, 4), (2, 3)}
    assert proposed(replace(GIVEN, pinned=[(1, 3)])) == {(2, 4)}


def test_earlier_conversations_count_and_people_who_left_are_ignored() -> None:
    planned = Planned([(1, 3), (7, 8)], Counter([1, 3, 7, 8]))
    assert proposed(planned=planned) == {(2, 4)}
    assert proposed(planned=planned, per_mentee=2, per_mentor=2) == {(1, 4), (2, 3), (2, 4)}
    one_more = proposed(planned=planned, per_mentee=2, per_mentor=1)
    assert one_more in ({(1, 4)}, {(2, 4)})


def test_nobody_to_meet_is_no_error() -> None:
    assert proposed(replace(GIVEN, mentors=[])) == set()


def test_a_round_that_is_too_large_fails_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation_proposals, "MAX_PAIRS", 3)
    with pytest.raises(MatchFailedError, match="size"):
        proposed()
