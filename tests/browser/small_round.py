"""Rounds of a dozen people in the database that the browser's service uses."""

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask
from sqlalchemy import select

from mentorship import create_app, demo
from mentorship.config import Settings
from mentorship.extensions import db
from mentorship.models import Application, Role, Round, RoundState, Suggestion
from mentorship.services.accounts.passwords import hash_password
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
    """Work on the service's database in this process, with its own services.

    Not as a demonstration: other tests have imported people, as they would not be there.
    """
    settings = replace(Settings.from_environment(environment), demo=False, testing=True)
    app = create_app(settings)
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


def first_pair(environment: Mapping[str, str], run_id: int) -> tuple[int, int]:
    """Return the applications of the best suggestion of a run, the mentee's first."""
    with service_context(environment):
        of_run = select(Suggestion).where(Suggestion.match_run_id == run_id, Suggestion.rank == 1)
        suggestion = db.session.scalars(of_run).one()
        return suggestion.mentee_id, suggestion.mentor_id


def let_sign_in(environment: Mapping[str, str], round_id: int, name: str) -> str:
    """Give somebody in a round the password of the demonstration; return how they sign in."""
    with service_context(environment):
        in_round = select(Application).where(Application.round_id == round_id)
        found = next(item for item in db.session.scalars(in_round) if item.profile.name == name)
        found.person.password = hash_password(demo.PASSWORD)
        db.session.commit()
        return found.person.sign_in_name


def make_board(environment: Mapping[str, str], name: str) -> int:
    """Return the id of a match run of a small round."""
    (run_id,) = make_runs(environment, name, 1)
    return run_id


def make_runs(environment: Mapping[str, str], name: str, count: int) -> list[int]:
    """Return the ids of match runs of one small round."""
    round_id = make_small_round(environment, name)
    with service_context(environment):
        round_ = db.session.get_one(Round, round_id)
        return [make_match_run(round_).id for _run in range(count)]
