"""Check-ins raise flags for what they show, each once, until somebody has resolved it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.models import Party
from mentorship.programme import CheckInFlag
from mentorship.services.match_support.check_in_flags import (
    MIN_GAP,
    MIN_SWING,
    Answer,
    RaisedFlag,
    flags_in,
)

DAY = timedelta(days=1)
START = datetime(2027, 1, 4, 18, tzinfo=UTC)


def answers(*ratings: int, party: Party = Party.MENTEE) -> dict[Party, list[Answer]]:
    return {party: [Answer(START + number * DAY, rating) for number, rating in enumerate(ratings)]}


def raised(found: list[RaisedFlag]) -> dict[str, str]:
    return {item.flag.value: item.party.value for item in found}


@pytest.mark.parametrize(
    ("ratings", "flags"),
    [
        ((5, 5, 4), set()),
        ((3,), set()),
        ((2,), {CheckInFlag.LOW_RATING}),
        ((5, 3), {CheckInFlag.RATING_SWING}),
        ((3, 5), {CheckInFlag.RATING_SWING}),
        ((4, 2), {CheckInFlag.RATING_SWING, CheckInFlag.LOW_RATING}),
        ((4, 3, 4, 3), set()),
    ],
)
def test_low_and_swinging_ratings_raise_a_flag(ratings: list[int], flags: set[str]) -> None:
    assert raised(flags_in(answers(*ratings), {})).keys() == flags


def test_a_wish_for_a_call_is_a_flag_whatever_the_rating() -> None:
    found = flags_in({Party.MENTOR: [Answer(START, 5, wants_call=True)]}, {})
    assert raised(found) == {"call_wanted": "mentor"}


def test_a_gap_between_the_two_counts_what_each_said_last() -> None:
    both = {**answers(3, 3), **answers(5, party=Party.MENTOR)}
    assert raised(flags_in(both, {})) == {"rating_gap": "both"}
    closer = {**answers(3, 4), **answers(5, party=Party.MENTOR)}
    assert flags_in(closer, {}) == []


def test_a_resolved_flag_comes_back_with_the_next_sign_alone() -> None:
    resolved = {("low_rating", Party.MENTEE): START + timedelta(hours=1)}
    assert flags_in(answers(2), resolved) == []
    (again,) = flags_in(answers(2, 1), resolved)
    assert (again.flag, again.at) == (CheckInFlag.LOW_RATING, START + DAY)


@given(st.lists(st.integers(1, 5), max_size=8), st.lists(st.integers(1, 5), max_size=8))
def test_each_flag_is_raised_once_for_whom_it_concerns(first: list[int], second: list[int]) -> None:
    both = {**answers(*first), **answers(*second, party=Party.MENTOR)}
    found = flags_in(both, {})
    assert len({(item.flag, item.party) for item in found}) == len(found)
    ratings = {Party.MENTEE: first, Party.MENTOR: second}
    for party, own in ratings.items():
        low = any(rating <= 2 for rating in own)
        swing = any(abs(a - b) >= MIN_SWING for a, b in pairwise(own))
        flags = {item.flag for item in found if item.party is party}
        assert (CheckInFlag.LOW_RATING in flags, CheckInFlag.RATING_SWING in flags) == (low, swing)
    gap = bool(first and second) and abs(first[-1] - second[-1]) >= MIN_GAP
    assert (CheckInFlag.RATING_GAP in {item.flag for item in found}) == gap
