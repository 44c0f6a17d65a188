"""A pair that has begun, its two people, and answers to check-ins."""

import pytest

from mentorship.models import Pair, Person
from mentorship.services.match_support.check_ins import CheckInAnswers
from tests.factories import accept_introduction


@pytest.fixture
def pair(introduced: Pair) -> Pair:
    return accept_introduction(introduced)


@pytest.fixture
def mentee(pair: Pair) -> Person:
    return pair.mentee.person


@pytest.fixture
def mentor(pair: Pair) -> Person:
    return pair.mentor.person


def answers(rating: int = 4, *, wants_call: bool = False, words: str = "") -> CheckInAnswers:
    return CheckInAnswers(rating, "nothing", wants_call, words)
