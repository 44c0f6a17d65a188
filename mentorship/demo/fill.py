"""Fill an empty database: a round, its people, suggestions, an introduction, a pair."""

import random
from collections.abc import Iterator
from datetime import timedelta

from mentorship.after_commit import AnySession, commit
from mentorship.clock import now
from mentorship.demo.event_examples import add_events
from mentorship.demo.group_example import add_group_example
from mentorship.demo.invented import InventedApplication, invent_applications
from mentorship.demo.messages import add_messages
from mentorship.demo.pair_example import add_pair_example
from mentorship.demo.resource_examples import add_resources
from mentorship.demo.screening_example import add_screening
from mentorship.demo.training_example import add_training
from mentorship.models import (
    ADMINISTRATOR,
    COORDINATOR,
    VIEWER,
    Application,
    Pair,
    Person,
    Pin,
    Role,
    Round,
    RoundState,
    Suggestion,
)
from mentorship.services.accounts import passwords, people, staff
from mentorship.services.applications import round_plan, submission
from mentorship.services.applications.round_plan import RoundPlan
from mentorship.services.applications.submission import Submission
from mentorship.services.board import introducing
from mentorship.services.pairing import match_runs, suggestions
from mentorship.services.reports import versions

SEED = 2026
PASSWORD = "common-thread-demo"  # noqa: S105
ACCOUNTS = {
    "coordinator": "coordinator@example.org",
    "colleague": "colleague@example.org",
    "administrator": "administrator@example.org",
    "viewer": "viewer@example.org",
    "mentor": "mentor@example.org",
    "mentee": "mentee@example.org",
}
# The coordinator is an administrator too, and has a colleague to hand over to.
STAFF = {
    "coordinator": ("Alma", (COORDINATOR, ADMINISTRATOR)),
    "colleague": ("Kenji", (COORDINATOR,)),
    "administrator": ("", (ADMINISTRATOR,)),
    "viewer": ("", (VIEWER,)),
}
ROUND_DURATION = timedelta(days=60)
# What the mentor and the mentee of ACCOUNTS both answer, so that they fit each other well.
SHARED_ANSWERS = {
    "phone": "+1 213 555 0142",
    "area": "koreatown",
    "modes": ["in_person", "online"],
    "availability": ["tue_evening", "sat_morning", "sat_afternoon", "sun_afternoon"],
    "topics": ["tenant_rights", "public_speaking", "storytelling"],
    "interests": ["cooking", "language_exchange", "music"],
    "dislikes": ["late_nights"],
}
ENGLISH = {"language": "en", "comfort": "comfortable"}
ANSWERS_BY_ROLE = {
    Role.MENTOR: {
        "name": "Rosario Fuentes",
        "communities": ["latino"],
        "heritage": "Salvadoran",
        "languages": [{"language": "es", "comfort": "fluent"}, ENGLISH],
        "goals": "Compartir lo que sé.",
    },
    Role.MENTEE: {
        "name": "정미라",
        "communities": ["asian"],
        "heritage": "Korean",
        "languages": [{"language": "ko", "comfort": "fluent"}, ENGLISH],
        "goals": "이웃들과 함께 목소리를 내고 싶어요.",
    },
}


def fill(session: AnySession, password: str) -> None:
    """Create a round of invented people, match it, and leave suggestions to review."""
    coordinator = _add_staff(session)
    plan = RoundPlan("Demonstration round", closes_on=(now() + ROUND_DURATION).date())
    round_ = round_plan.create(session, None, plan, RoundState.OPEN, demo=True)
    for application in _invented_applications():
        _submit(session, round_, application)
    visitors = _submit_visitors(session, round_)
    session.flush()
    session.add(Pin(mentee_id=visitors[Role.MENTEE].id, mentor_id=visitors[Role.MENTOR].id))
    set_passwords(session, password)
    run = match_runs.request_run(session, coordinator, round_, SEED)
    commit(session)
    match_runs.perform(session, run.id)
    suggested = suggestions.suggestions_of(session, run)
    pair = _introduce_two_pairs(session, coordinator, suggested, visitors[Role.MENTEE])
    people_of_visits = [visitors[role].person for role in (Role.MENTEE, Role.MENTOR)]
    add_messages(session, coordinator, people_of_visits, pair)
    add_events(session, coordinator, visitors[Role.MENTOR].person, pair)
    add_screening(session, coordinator, suggested[-1].mentee)
    mentee, mentor = people_of_visits
    add_group_example(session, mentee, mentor, pair.mentor.person)
    add_training(session, coordinator, pair)
    versions.publish(session, coordinator, round_)
    add_resources(session, coordinator)


def _add_staff(session: AnySession) -> Person:
    """Add everybody who works here; return the coordinator."""
    for account, (shown_name, roles) in STAFF.items():
        person = people.person_for(session, ACCOUNTS[account])
        person.shown_name = shown_name
        for role in roles:
            staff.give_role(session, None, person, role)
    return people.person_for(session, ACCOUNTS["coordinator"])


def set_passwords(session: AnySession, password: str) -> None:
    """Give every invented person the same password, so that all can be tried."""
    hashed = passwords.hash_password(password)
    invented = (application.email for application in _invented_applications())
    for email in (*ACCOUNTS.values(), *invented):
        person = people.person_named(session, email)
        if person is not None:
            person.password = hashed


def _invented_applications() -> Iterator[InventedApplication]:
    return invent_applications(random.Random(SEED))  # noqa: S311


def _submit(session: AnySession, round_: Round, invented: InventedApplication) -> Application:
    person = people.person_for(session, invented.email)
    return submission.submit(session, person, round_, invented.role, invented.submission)


def _submit_visitors(session: AnySession, round_: Round) -> dict[Role, Application]:
    """Add the mentor and the mentee that a visitor can sign in as; they fit each other well."""
    return {
        role: _submit(
            session,
            round_,
            InventedApplication(ACCOUNTS[role.value], role, Submission(SHARED_ANSWERS | answers)),
        )
        for role, answers in ANSWERS_BY_ROLE.items()
    }


def _introduce_two_pairs(
    session: AnySession,
    coordinator: Person,
    suggested: list[Suggestion],
    visiting_mentee: Application,
) -> Pair:
    """Introduce the visitors' pair, and return another pair that has met for weeks."""
    visitors = next(item for item in suggested if item.mentee_id == visiting_mentee.id)
    introducing.approve_and_introduce(session, coordinator, visitors)
    other = next(item for item in suggested if item.mentor_id != visitors.mentor_id)
    pair = introducing.approve_and_introduce(session, coordinator, other)
    add_pair_example(session, pair)
    return pair
