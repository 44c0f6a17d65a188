"""Rounds of a dozen people in the database that the browser's service uses."""

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import Flask

from mentorship import create_app
from mentorship.config import Settings
from mentorship.extensions import db
from mentorship.models import Role, Round, RoundState
from tests.factories import make_application, make_match_run, make_round

MENTEES = ("Ana", "Beto", "Celia", "Dario", "Elena", "Fidel")
MENTORS = ("Akira", "Bao", "Chen", "Divya", "Eunji", "Fai")
FROM_ELSEWHERE = ("Ana", "Bao")
TOPICS = (
    *("know_your_rights", "tenant_rights", "worker_rights", "storytelling"),
    *("public_speaking", "digital_safety", "media"),
)
numbers = itertools.count()


@contextmanager
def service_context(environment: Mapping[str, str]) -> Iterator[Flask]:
    """Work on the service's database in this process, with its own services."""
    app = create_app(Settings.from_environment(environment))
    with app.app_context():
        yield app


def make_small_round(environment: Mapping[str, str], name: str) -> int:
    """Return the id of a round whose mentees and mentors fit in the order of their names.

    Everybody could meet everybody; the first shares most topics with the first, and so on, but the
    first mentee lives near the second mentor. Nobody else can apply, so that the round of the
    demonstration stays the one that people apply to.
    """
    with service_context(environment):
        round_ = make_round(name, demo=True)
        for role, names in ((Role.MENTEE, MENTEES), (Role.MENTOR, MENTORS)):
            for position, person in enumerate(names):
                _apply(round_, role, person, list(TOPICS[position : position + 2]))
        round_.state = RoundState.MATCHING
        db.session.commit()
        return round_.id


def _apply(round_: Round, role: Role, name: str, topics: list[str]) -> None:
    community = "latino" if role is Role.MENTEE else "asian"
    area = "boyle_heights" if name in FROM_ELSEWHERE else "koreatown"
    make_application(
        round_, role, f"{name}{next(numbers)}@board.example.org",
        name=name, communities=[community], topics=topics, area=area,
    )  # fmt: skip


def make_board(environment: Mapping[str, str], name: str) -> int:
    """Return the id of a match run of a small round."""
    round_id = make_small_round(environment, name)
    with service_context(environment):
        return make_match_run(db.session.get_one(Round, round_id)).id
