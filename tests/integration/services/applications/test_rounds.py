"""Finding rounds; real and invented people never share a database."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from mentorship.clock import today
from mentorship.errors import ConfigurationError, UserFacingError
from mentorship.extensions import db
from mentorship.models import Person, Role, Round
from mentorship.services.applications import round_plan, rounds, submission
from tests.conftest import Applicant
from tests.factories import make_application, make_person, make_round


def test_a_round_that_does_not_exist_is_named_in_the_message(app: Flask) -> None:
    with pytest.raises(UserFacingError, match="no round called Autumn"):
        rounds.round_named(db.session, "Autumn")
    assert rounds.round_with_id(db.session, 1) is None


def test_the_newest_round_that_takes_applications_is_offered(
    app: Flask, coordinator: Person
) -> None:
    assert rounds.newest_open_round(db.session) is None
    spring, summer, autumn = (make_round(name) for name in ("Spring", "Summer", "Autumn"))
    assert rounds.newest_open_round(db.session) is autumn
    round_plan.move_forward(db.session, coordinator, autumn)
    assert rounds.newest_open_round(db.session) is summer
    summer.closes_on = today()
    assert rounds.newest_open_round(db.session) is summer
    summer.closes_on = today() - timedelta(days=1)
    assert rounds.newest_open_round(db.session) is spring
    spring.closes_on = date(1, 1, 1)
    assert rounds.newest_open_round(db.session) is None
    assert rounds.all_rounds(db.session) == [autumn, summer, spring]


def test_applications_are_counted_without_drafts_and_other_rounds(
    applicant: Applicant, a_round: Round
) -> None:
    applicant("mentee", "draft@example.org", "draft")
    applicant("mentor", "withdrawn@example.org", "withdrawn")
    for name in ("mei", "ana"):
        applicant("mentee", f"{name}@example.org")
    make_application(make_round("Summer"), "mentor", "eva@example.org")
    assert rounds.applicant_counts(db.session, a_round) == {Role.MENTEE: 2}
    assert len(submission.pool(db.session, a_round)) == 2


Make = Callable[[], object]


def real_and_demo() -> None:
    make_round("Real")
    make_round("Invented", demo=True)


@pytest.mark.parametrize(
    ("make", "production", "demo"),
    [
        (lambda: None, True, True),
        (lambda: make_person(), True, False),
        (lambda: make_round(), True, False),
        (lambda: make_round(demo=True), False, True),
        (real_and_demo, False, False),
    ],
    ids=["empty", "a person", "a real round", "a demonstration", "both"],
)
def test_production_and_demonstration_start_only_on_databases_of_their_own(
    app: Flask, make: Make, production: bool, demo: bool
) -> None:
    make()
    for refuse, may_start in (
        (rounds.refuse_demo_data, production),
        (rounds.refuse_real_data, demo),
    ):
        if may_start:
            refuse(db.session)
        else:
            with pytest.raises(ConfigurationError):
                refuse(db.session)


def test_a_database_without_tables_is_not_refused(app: Flask) -> None:
    db.drop_all()
    rounds.refuse_demo_data(db.session)
    rounds.refuse_real_data(db.session)
