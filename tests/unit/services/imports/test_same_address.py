"""Rows with one address are of one person only if nothing speaks against it."""

import pytest

from mentorship.services.imports.same_address import refuse_unclear_rows, with_same_address
from tests.unit.services.imports.survey import rows_of

TIMESTAMP = {"column": "When", "zone": "America/Los_Angeles", "order": "month"}


@pytest.mark.parametrize("other", ["Luis", "Ana Luis", "Anna"])
def test_two_names_under_one_address_are_both_refused(other: str) -> None:
    rows = rows_of({"name": "Ana"}, {"name": other}, {"email": "sol@example.org"})
    refusals = refuse_unclear_rows(rows, ())
    assert list(refusals) == [2, 3]
    assert {refusal.same_address for refusal in refusals.values()} == {(2, 3)}
    assert not any(refusal.withdraws_application for refusal in refusals.values())


@pytest.mark.parametrize("other", ["ANA", " \u00c1na ", "", "A\u200bna"])
def test_one_name_or_none_is_of_one_person(other: str) -> None:
    assert refuse_unclear_rows(rows_of({"name": "Ana"}, {"name": other}), ()) == {}


def test_a_coordinator_can_say_that_all_rows_of_an_address_are_of_one_person() -> None:
    rows = rows_of({"name": "Ana"}, {"name": "Anita"}, {"name": "Anna"})
    assert with_same_address(rows, {4}) == {2, 3, 4}
    assert refuse_unclear_rows(rows, {4}) == {}


def test_nobody_is_taken_in_against_an_answer_whose_time_cannot_be_read() -> None:
    agreed, refused = {"When": "10/9/2026"}, {"When": "the day after", "consent": "No"}
    rows = rows_of(agreed, refused, {"email": "sol@example.org", **agreed}, timestamp=TIMESTAMP)
    refusals = refuse_unclear_rows(rows, ())
    assert list(refusals) == [2]
    assert "may be later" in refusals[2].reason
