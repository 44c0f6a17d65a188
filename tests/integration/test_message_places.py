"""After a decision its message stands where the decision was taken."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Concern, Person, Round, Suggestion, SuggestionState
from mentorship.services import readings
from mentorship.services.messages import threads
from mentorship.services.pairing import pair_constraints
from tests.conftest import Applicant, SignIn
from tests.page_forms import press

Decide = Callable[[str, str], tuple[Tag, Tag]]


@pytest.fixture
def decide(coordinator: Person, sign_in: SignIn) -> Decide:
    """Return a function that presses a button, and returns the message and the place it is at."""
    client: FlaskClient = sign_in(coordinator)

    def press_button(page: str, action: str) -> tuple[Tag, Tag]:
        location = press(client, page, action).location
        html = BeautifulSoup(client.get(location).text, "html.parser")
        (message,) = html.select("[role=status]")
        place = html.find(id=location.partition("#")[2])
        assert isinstance(place, Tag), location
        return message, place

    return press_button


def is_beside(message: Tag, place: Tag) -> bool:
    neighbors = {place.find_next_sibling(), place.find_previous_sibling()}
    return message in neighbors or place in message.parents


def test_a_decision_about_a_match_is_told_beside_its_buttons(
    suggested: Suggestion, decide: Decide
) -> None:
    page = f"/suggestions/{suggested.id}"
    for action in ("pin", "unpin", "flag", "unflag", "hold", "approve"):
        assert is_beside(*decide(page, f"{page}/{action}"))


def test_decisions_about_a_round_stay_on_its_page(
    a_round: Round, suggested: Suggestion, applicant: Applicant, coordinator: Person, decide: Decide
) -> None:
    other = applicant("mentee", "lan@example.org")
    pair_constraints.pin(db.session, coordinator, suggested)
    concern = Concern(writer=other.person, round_id=a_round.id, text="Please call.")
    db.session.add(concern)
    threads.open_for_concern(db.session, concern, urgent=False)
    db.session.commit()
    assert is_beside(*decide("/rounds/1", "/concerns/1/done"))
    assert is_beside(*decide("/rounds/1", "/rounds/1/move-forward"))
    assert is_beside(*decide("/rounds/1", "/rounds/1/move-back"))


def test_a_decision_and_its_undo_are_told_in_place(
    applicant: Applicant, coordinator: Person, decide: Decide
) -> None:
    application = applicant("mentee", "lan@example.org")
    readings.record_reading(db.session, coordinator, application)
    db.session.commit()
    page = f"/applications/{application.id}"
    assert is_beside(*decide(f"{page}/decide/waitlisted", f"{page}/decide/waitlisted"))
    assert is_beside(*decide(page, "/decisions/1/undo"))


def test_a_message_is_at_the_top_if_its_place_is_gone(
    suggested: Suggestion, coordinator: Person, sign_in: SignIn
) -> None:
    pair_constraints.pin(db.session, coordinator, suggested)
    suggested.state = SuggestionState.HELD
    db.session.commit()
    action = f"/suggestions/{suggested.id}/stop-keeping"
    response = press(sign_in(coordinator), "/rounds/1/matching", action, follow_redirects=True)
    assert response.text.count("only if it is the best") == 1
