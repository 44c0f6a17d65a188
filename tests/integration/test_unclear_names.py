"""The pages on which a coordinator says who is meant by an unclear exclusion."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Application, ExclusionAnswer, MatchRun, Person, Round
from mentorship.services.match_settings.chosen import settings_of_run
from tests.conftest import Applicant, SignIn
from tests.page_forms import press

LIST = "/rounds/1/unclear-names"
RUN = "/rounds/1/matching"
BEFORE = "/rounds/1/matching/before?settings=preset-near"


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


@pytest.fixture
def mei(applicant: Applicant) -> Application:
    """Return a mentee whose exclusion two of three mentors may be meant by."""
    for name in ("Maria Ruiz", "María Soto", "Eva"):
        applicant("mentor", f"{name[:3]}{name[-4:]}@example.org".replace(" ", ""), name=name)
    return applicant("mentee", "mei@example.org", name="Mei", excluded_people="Maria")


def answers() -> list[list[int]]:
    return [item.kept_apart for item in db.session.query(ExclusionAnswer)]


def test_a_run_leads_to_the_unclear_names_and_begins_once_they_are_answered(
    a_round: Round, mei: Application, staff: FlaskClient
) -> None:
    asked = press(staff, BEFORE, RUN, follow_redirects=True)
    assert asked.request.path == LIST
    assert "María Soto" in asked.text
    page = f"/applications/{mei.id}/unclear-names"
    answered = press(staff, page, data={"answer": "nobody"}, follow_redirects=True)
    assert answered.request.path == LIST
    assert "Nothing is unclear" in answered.text
    assert press(staff, BEFORE, RUN).location.startswith("/match-runs/")


def test_a_coordinator_may_run_matching_anyway_from_the_list(
    a_round: Round, mei: Application, staff: FlaskClient
) -> None:
    asked = press(staff, BEFORE, RUN)
    assert press(staff, asked.location, RUN).location.startswith("/match-runs/")
    (run,) = db.session.query(MatchRun)
    assert settings_of_run(run).choice == "preset-near"


def test_somebody_else_is_kept_apart_by_name(
    a_round: Round, mei: Application, staff: FlaskClient
) -> None:
    page = f"/applications/{mei.id}/unclear-names"
    refused = press(staff, page, data={"answer": "apart", "other": "Zoila"})
    assert refused.status_code == 422
    assert 'value="Zoila"' in refused.text
    assert answers() == []
    press(staff, page, data={"answer": "apart", "other": "eva"})
    (kept_apart,) = answers()
    assert len(kept_apart) == 1
    undone = press(staff, LIST, f"{page}/undo", follow_redirects=True)
    assert "asked again" in undone.text
    assert answers() == []


def test_an_answer_without_anybody_is_refused(
    a_round: Round, mei: Application, staff: FlaskClient
) -> None:
    refused = press(staff, f"/applications/{mei.id}/unclear-names", data={"answer": "apart"})
    assert refused.status_code == 422
    assert answers() == []


def test_an_answer_is_asked_for_again_if_somebody_joined_meanwhile(
    app: Flask, a_round: Round, mei: Application, staff: FlaskClient
) -> None:
    page = f"/applications/{mei.id}/unclear-names"
    shown = press(staff, page, data={"answer": "nobody", "shown": "0" * 64})
    assert shown.status_code == 409
    assert answers() == []
