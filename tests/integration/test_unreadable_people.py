"""Lists are shown although a key is missing or a row is damaged."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Application, Concern, Person, Profile, Round, Suggestion
from mentorship.runtime import current_runtime
from mentorship.services.messages import threads
from mentorship.services.pairing import pair_constraints
from tests.conftest import Applicant, SignIn
from tests.factories import make_match_run
from tests.page_forms import open_page

PAGES = [
    "/rounds/1",
    "/rounds/1/matching",
    "/people?round=1",
    "/people?sort=name&community=asian",
    "/suggestions",
    "/matches",
    "/rounds/1/unclear-names",
    "/match-runs/1",
    "/match-runs/1/unmatched",
    "/applications/1",
    "/applications/2",
    "/suggestions/1",
    "/messages",
    "/messages/1",
]


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def lose_key(person: Person) -> None:
    current_runtime().key_store.destroy({person.key_id})
    db.session.remove()


def damage(person: Person) -> None:
    own = sa.select(Application.id).where(Application.person_id == person.id)
    in_own = Profile.application_id.in_(own)
    db.session.execute(sa.update(Profile).where(in_own).values(sealed=b"\x09"))
    db.session.commit()
    db.session.remove()


@pytest.mark.parametrize("harm", [lose_key, damage])
def test_every_list_is_shown_and_says_who_cannot_be_read(
    a_round: Round, suggested: Suggestion, applicant: Applicant, coordinator: Person,
    staff: FlaskClient, harm: Callable[[Person], None],
) -> None:  # fmt: skip
    applicant("mentee", "lan@example.org", "latino", name="Lan", excluded_people="my cousin")
    pair_constraints.pin(db.session, coordinator, suggested)
    mentee = suggested.mentee.person
    db.session.add(Concern(writer=mentee, round_id=a_round.id, text="Please call."))
    threads.ask(db.session, mentee, threads.open_thread(db.session, mentee), "When?")
    db.session.commit()
    harm(suggested.mentee.person)
    texts = {}
    for page in PAGES:
        response = open_page(staff, page)
        assert response.status_code == 200, page
        texts[page] = response.text
    unreadable_in = (
        "/rounds/1/matching",
        "/people?round=1",
        "/suggestions",
        "/messages",
        "/messages/1",
    )
    for page in unreadable_in:
        assert "(cannot be read)" in texts[page], page
    assert "Lan" in texts["/people?round=1"]
    assert "Lan" in texts["/rounds/1/unclear-names"]
    assert "This cannot be read" in texts["/applications/1"]


def test_somebody_who_cannot_be_read_is_left_out_of_the_matching(
    a_round: Round, suggested: Suggestion, applicant: Applicant
) -> None:
    applicant("mentee", "lan@example.org", name="Lan")
    lose_key(suggested.mentee.person)
    run = make_match_run(db.session.get_one(Round, 1))
    assert (run.suggested, run.mentees) == (1, 1)
