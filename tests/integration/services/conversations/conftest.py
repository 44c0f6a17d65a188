"""A round of invented people, and functions that take them through first conversations."""

from collections.abc import Callable

import pytest

from mentorship.extensions import db
from mentorship.models import Application, Conversation, MatchRun, Person, Round
from mentorship.services.conversations import own_conversations, proposals
from mentorship.services.pairing import match_runs
from mentorship.services.pairing.run_kinds import ConversationLimits
from tests.conftest import Applicant

People = dict[str, Application]
Propose = Callable[..., MatchRun]


@pytest.fixture
def people(applicant: Applicant) -> People:
    """Two mentees and two mentors of different communities, whom all rules allow."""
    mentees = {name: applicant("mentee", f"{name}@example.org") for name in ("ana", "bo")}
    mentors = {
        name: applicant("mentor", f"{name}@example.org", "latino") for name in ("carla", "diego")
    }
    return mentees | mentors


@pytest.fixture
def propose(a_round: Round) -> Propose:
    """Return a function that performs a run that proposes conversations."""

    def perform(per_mentee: int = 2, per_mentor: int = 2) -> MatchRun:
        limits = ConversationLimits(per_mentee, per_mentor)
        run = match_runs.request_run(db.session, None, a_round, seed=1, limits=limits)
        db.session.commit()
        match_runs.perform(db.session, run.id)
        return db.session.get_one(MatchRun, run.id)

    return perform


def invite_all(round_: Round, coordinator: Person) -> int:
    digest = proposals.invitation(db.session, round_).digest()
    count = proposals.invite(db.session, coordinator, round_, digest)
    db.session.commit()
    return count


def conversation(people: People, mentee: str, mentor: str) -> Conversation:
    rows = db.session.query(Conversation)
    return rows.filter_by(mentee_id=people[mentee].id, mentor_id=people[mentor].id).one()


def answer(people: People, who: str, other: str, rating: int, words: str = "") -> None:
    """Have somebody say how much they would like to be matched with somebody."""
    mentee, mentor = (who, other) if people[who].role == "mentee" else (other, who)
    found = conversation(people, mentee, mentor)
    own_conversations.answer(db.session, people[who].person, found, rating, words)
    db.session.commit()
