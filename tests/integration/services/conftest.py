"""Fixtures for tests of services: the two people of a match, where tests of pages have clients."""

import pytest

from mentorship.models import Pair, Person


@pytest.fixture
def mentee(pair: Pair) -> Person:
    return pair.mentee.person


@pytest.fixture
def mentor(pair: Pair) -> Person:
    return pair.mentor.person
