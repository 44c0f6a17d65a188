"""A run that a newer one has replaced says so, and nothing is decided in it."""

import pytest
from bs4 import BeautifulSoup

from mentorship.models import MatchRun, Person, Round
from tests.conftest import Applicant, SignIn
from tests.factories import make_match_run


@pytest.fixture
def runs(a_round: Round, applicant: Applicant) -> list[MatchRun]:
    """Return three runs of one round, the newest last."""
    applicant("mentee", "mei@example.org")
    applicant("mentor", "rosa@example.org", "latino")
    return [make_match_run(a_round) for _run in range(3)]


def test_a_replaced_run_leads_to_the_newest(
    runs: list[MatchRun], coordinator: Person, sign_in: SignIn
) -> None:
    replaced, _second, newest = runs
    page = sign_in(coordinator).get(f"/match-runs/{replaced.id}").text
    link = BeautifulSoup(page, "html.parser").find("a", string="Go to the newest run")
    assert link["href"] == f"/match-runs/{newest.id}"
    assert "Pair two people by hand" not in page


def test_nobody_is_paired_by_hand_in_a_run_that_was_replaced(
    runs: list[MatchRun], coordinator: Person, sign_in: SignIn
) -> None:
    _first, replaced, newest = runs
    staff = sign_in(coordinator)
    shown = staff.get(f"/match-runs/{replaced.id}/by-hand")
    assert shown.location == f"/match-runs/{replaced.id}"
    assert staff.get(f"/match-runs/{newest.id}/by-hand").status_code == 200
