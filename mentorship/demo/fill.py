"""Filling an empty database: a round, its people, suggestions, an introduction, a pair."""

import random
from collections.abc import Iterator
from datetime import timedelta

from mentorship.after_commit import AnySession, commit
from mentorship.clock import now
from mentorship.demo.invented import Invented, invent
from mentorship.models import Application, Person, Pin, Role, Round, Suggestion
from mentorship.services.accounts import passwords, people
from mentorship.services.applications import rounds, submission
from mentorship.services.applications.submission import Answers
from mentorship.services.pairing import match_runs, pairs, suggestions

SEED = 2026
PASSWORD = "common-thread-demo"  # noqa: S105
ACCOUNTS = {
    "coordinator": "coordinator@example.org",
    "mentor": "mentor@example.org",
    "mentee": "mentee@example.org",
}
OPEN_FOR = timedelta(days=60)
IN_COMMON = {
    "phone": "+1 213 555 0142",
    "area": "koreatown",
    "modes": ["in_person", "online"],
    "availability": ["tue_evening", "sat_morning", "sat_afternoon", "sun_afternoon"],
    "topics": ["tenant_rights", "public_speaking", "storytelling"],
    "interests": ["cooking", "language_exchange", "music"],
    "dislikes": ["late_nights"],
    "not_with": "",
}
ENGLISH = {"language": "en", "comfort": "comfortable"}
GUIDED = {
    Role.MENTOR: {
        "name": "Rosario Fuentes",
        "communities": ["latino"],
        "heritage": "Salvadoran",
        "languages": [{"language": "es", "comfort": "fluent"}, ENGLISH],
        "hope": "Compartir lo que sé.",
    },
    Role.MENTEE: {
        "name": "정미라",
        "communities": ["asian"],
        "heritage": "Korean",
        "languages": [{"language": "ko", "comfort": "fluent"}, ENGLISH],
        "hope": "이웃들과 함께 목소리를 내고 싶어요.",
    },
}
MEETINGS = (
    (12, 60, "in_person", "Cooked together and planned what to say at the tenants' meeting."),
    (3, 45, "online", "Practiced the two-minute speech. Next time: questions."),
)


def fill(session: AnySession, password: str) -> None:
    """Invent the round and bring it to where suggestions wait to be judged."""
    coordinator = people.person_for(session, ACCOUNTS["coordinator"])
    people.make_coordinator(session, coordinator)
    round_ = rounds.open_round(
        session, None, "Demonstration round", (now() + OPEN_FOR).date(), demo=True
    )
    for one in _invented():
        _apply(session, round_, one)
    guided = _guided_pair(session, round_)
    session.flush()
    session.add(Pin(mentee_id=guided[Role.MENTEE].id, mentor_id=guided[Role.MENTOR].id))
    set_passwords(session, password)
    run = match_runs.request_run(session, coordinator, round_, SEED)
    commit(session)
    match_runs.perform(session, run.id)
    _bring_on(session, coordinator, suggestions.suggestions_of(session, run), guided[Role.MENTEE])


def set_passwords(session: AnySession, password: str) -> None:
    """Give every invented person the same password, so that all can be tried."""
    hashed = passwords.hash_password(password)
    for email in (*ACCOUNTS.values(), *(one.email for one in _invented())):
        person = people.person_named(session, email)
        if person is not None:
            person.password = hashed


def _invented() -> Iterator[Invented]:
    return invent(random.Random(SEED))  # noqa: S311


def _apply(session: AnySession, round_: Round, one: Invented) -> Application:
    person = people.person_for(session, one.email)
    return submission.submit(session, person, round_, one.role, one.answers)


def _guided_pair(session: AnySession, round_: Round) -> dict[Role, Application]:
    """Add the two that a visitor can sign in as, who suit each other well."""
    return {
        role: _apply(session, round_, Invented(ACCOUNTS[role.value], role, Answers(profile)))
        for role, profile in ((role, IN_COMMON | own) for role, own in GUIDED.items())
    }


def _bring_on(
    session: AnySession,
    coordinator: Person,
    made: list[Suggestion],
    guided_mentee: Application,
) -> None:
    """Introduce the guided pair, and bring one other pair as far as two meetings."""
    guided = next(one for one in made if one.mentee_id == guided_mentee.id)
    suggestions.approve(session, coordinator, guided)
    other = next(one for one in made if one.mentor_id != guided.mentor_id)
    pair = suggestions.approve(session, coordinator, other)
    for person in (pair.mentee.person, pair.mentor.person):
        pairs.say_yes(session, person, pair)
    for days, minutes, mode, notes in MEETINGS:
        pairs.log_meeting(
            session,
            pair.mentee.person,
            pair,
            held_on=(now() - timedelta(days=days)).date(),
            minutes=minutes,
            mode=mode,
            notes=notes,
        )
