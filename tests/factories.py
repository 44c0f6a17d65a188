"""Build valid rows for tests through the services; traits name what differs from the default.

Every function commits, so that a request of a test client sees the new rows. The default
answers are defined only in this module: PROFILE as the services take them, FORM as a browser
sends them step by step.
"""

import struct
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from matching import Problem, solve
from mentorship.after_commit import PENDING_TASKS
from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import (
    STAFF_ROLES,
    Application,
    ApplicationState,
    Board,
    DecisionKind,
    MatchRun,
    Pair,
    Person,
    Resource,
    ResourceState,
    Role,
    Round,
    RoundState,
    RunState,
    Suggestion,
)
from mentorship.services.accounts import passwords, people, staff, two_factor
from mentorship.services.applications import decisions, drafts, round_plan, submission
from mentorship.services.applications.round_plan import RoundPlan
from mentorship.services.applications.submission import Submission
from mentorship.services.board import board_creation, boards
from mentorship.services.board import decisions as board_decisions
from mentorship.services.board.plans import Action
from mentorship.services.match_support import due_items
from mentorship.services.pairing import exclusion_review, match_runs, run_results, suggestions
from mentorship.services.pairing.library_adapter.match_input import match_input
from mentorship.services.pairing.library_adapter.new_board import NewBoard
from mentorship.services.pairing.library_adapter.solver_state import SolveOptions, as_data
from mentorship.services.pairing.library_adapter.stored_problem import KEPT_APART, SAME_PERSON
from mentorship.services.pairing.run_results import ProposedPair, RunResult
from mentorship.services.pairs import pairs
from mentorship.services.resources import resources
from mentorship.services.resources.entry import Organization, Phone, ResourceEntry

PASSWORD = "correct horse battery"
PROFILE: dict[str, object] = {
    "name": "Mei",
    "pronunciation": "",
    "phone": "",
    "communities": ["asian"],
    "heritage": "",
    "languages": [{"language": "en", "comfort": "fluent"}],
    "area": "koreatown",
    "modes": ["in_person", "online"],
    "availability": ["sat_morning", "sun_evening"],
    "topics": ["storytelling", "tenant_rights"],
    "interests": ["music"],
    "dislikes": ["small_talk"],
    "goals": "",
    "excluded_people": "",
}
FORM: dict[str, dict[str, Any]] = {
    "name": {"name": "Nayeli", "pronunciation": "nah-YEH-lee"},
    "contact": {"phone": "+1 213 555 0123"},
    "communities": {"communities": ["latino"], "heritage": "Zapotec"},
    "languages": {
        "languages-0-language": "zap",
        "languages-0-comfort": "fluent",
        "languages-1-language": "es",
        "languages-1-comfort": "comfortable",
        "languages-2-language": "",
        "languages-2-comfort": "",
    },
    "location": {"area": "pico_union", "other_area": "", "modes": ["in_person"]},
    "availability": {"availability": ["sat_morning", "sun_evening"]},
    "topics": {"topics": ["tenant_rights"]},
    "capacity": {"capacity": "2"},
    "interests": {"interests": ["poetry"], "dislikes": []},
    "goals": {"goals": "Que nos escuchen."},
    "exclusions": {"excluded_people": "somebody@example.org"},
}

EXPLANATION: dict[str, Any] = {
    "score": 28 / 3,
    "max_score": 11.0,
    "pinned": False,
    "shares": [
        {"criterion": criterion, "share": share, "weight": weight, "evidence": "common",
         "items": items, "enough": enough}
        for criterion, share, weight, items, enough in (
            ("topics", 1.0, 4.0, ["storytelling", "tenant_rights"], 2),
            ("time", 2 / 3, 2.0, ["sat_morning", "sun_evening"], 3),
            ("language", 0.5, 1.0, ["en"], 2),
            ("interests", 1.0, 2.0, ["music"], 1),
            ("dislikes", 0.5, 1.0, ["small_talk"], 2),
        )
    ]
    + [
        {"criterion": "region", "share": 1.0, "weight": 1.0, "evidence": "answers",
         "mentee": "central", "mentor": "central"}
    ],
}  # fmt: skip

RUN_SETTINGS = {"program": "cross-community", "objective": "most_people"}
"""What a run from before there were settings holds."""

PersonTrait = Literal["coordinator", "viewer", "administrator", "two_factor", "password"]
ApplicationTrait = Literal["latino", "both_communities", "draft", "waitlisted", "withdrawn"]
ANSWERS_OF_TRAIT: dict[ApplicationTrait, dict[str, object]] = {
    "latino": {"communities": ["latino"]},
    "both_communities": {"communities": ["asian", "latino"]},
}


def make_person(sign_in_name: str = "mei@example.org", *traits: PersonTrait) -> Person:
    """Return a person who signs in with an email address or, without ``@``, with a user name."""
    person = people.person_for(db.session, sign_in_name)
    for role in staff_roles(traits):
        staff.give_role(db.session, None, person, role)
    if "two_factor" in traits:
        person.totp_secret = two_factor.new_secret()
    if "password" in traits:
        passwords.set_password(person, PASSWORD)
    db.session.commit()
    return person


def staff_roles(traits: tuple[str, ...]) -> list[str]:
    return [role for role in STAFF_ROLES if role in traits]


def make_coordinator(sign_in_name: str = "coordinator@example.org") -> Person:
    """Return a coordinator with two-factor sign-in, which every coordinator needs."""
    return make_person(sign_in_name, "coordinator", "two_factor")


def make_administrator(sign_in_name: str = "administrator@example.org") -> Person:
    return make_person(sign_in_name, "administrator", "two_factor")


def make_viewer(sign_in_name: str = "viewer@example.org") -> Person:
    return make_person(sign_in_name, "viewer", "two_factor")


def make_round(name: str = "Spring", *, demo: bool = False) -> Round:
    """Return a round that accepts applications until 2030."""
    plan = RoundPlan(name, closes_on=date(2030, 1, 31))
    round_ = round_plan.create(db.session, None, plan, RoundState.OPEN, demo=demo)
    db.session.commit()
    return round_


def make_application(
    to_round: Round,
    role: Role | str,
    sign_in_name: str = "mei@example.org",
    *traits: ApplicationTrait,
    capacity: int = 1,
    **answers: object,
) -> Application:
    """Return a person's application, submitted unless the trait ``draft`` is given.

    The name in the profile is the sign-in name without its domain, unless `answers` sets it.
    """
    person = make_person(sign_in_name)
    profile = {**PROFILE, "name": sign_in_name.split("@")[0]}
    for trait in traits:
        profile |= ANSWERS_OF_TRAIT.get(trait, {})
    profile |= {"capacity": capacity, **answers}
    if "draft" in traits:
        application = _begin(person, to_round, Role(role))
        application.profile.change(profile)
    else:
        application = submission.submit(
            db.session, person, to_round, Role(role), Submission(profile)
        )
    if "waitlisted" in traits:
        decisions.decide(db.session, make_coordinator(), application, ApplicationState.WAITLISTED)
    if "withdrawn" in traits:
        submission.withdraw(db.session, person, application)
    db.session.commit()
    return application


def _begin(person: Person, in_round: Round, role: Role) -> Application:
    drafts.begin(db.session, person, in_round, [role])
    draft = submission.application_of(db.session, person, in_round, role)
    assert draft is not None
    return draft


def make_match_run(in_round: Round) -> MatchRun:
    """Match the applications of a round in this process, without the worker.

    Unclear exclusions are passed over, as a coordinator may do who has been shown them.
    """
    confirmed = exclusion_review.review(db.session, in_round).digest()
    run = match_runs.request_run(db.session, None, in_round, seed=1, confirmed=confirmed)
    db.session.commit()
    match_runs.perform(db.session, run.id)
    return db.session.get_one(MatchRun, run.id)


def make_suggestion(in_round: Round, **answers: Any) -> Suggestion:
    """Return the suggestion for one mentee and one mentor of different communities.

    With the default answers it is stored without matching, which would take a tenth of a second.
    """
    mentee = make_application(in_round, Role.MENTEE, "mentee@example.org", **answers)
    mentor = make_application(in_round, Role.MENTOR, "mentor@example.org", "latino", **answers)
    run = make_match_run(in_round) if answers else _store_match_run(in_round, mentee, mentor)
    (suggestion,) = suggestions.suggestions_of(db.session, run)
    return suggestion


def _store_match_run(in_round: Round, mentee: Application, mentor: Application) -> MatchRun:
    """Store what matching two people with the answers of PROFILE gives."""
    run = match_runs.request_run(db.session, None, in_round, seed=1)
    result = RunResult(
        pairs=[ProposedPair(mentee.id, mentor.id, EXPLANATION)],
        mentees={mentee.id},
        capacity_of_mentor={mentor.id: 1},
        reason_of_unmatched={},
    )
    run_results.store(db.session, run, result, {mentee.id: mentee, mentor.id: mentor})
    make_board(run, [mentee], mentor, result)
    run.state, run.progress, run.finished_at = RunState.DONE, 100, now()
    db.session.commit()
    db.session.info.pop(PENDING_TASKS, None)
    return run


def make_board(
    run: MatchRun, mentees: Sequence[Application], mentor: Application, result: RunResult
) -> Board:
    """Store the board of a run in which one mentor has one place, which the first mentee gets."""
    capacity = {application.id: 1 for application in (*mentees, mentor)}
    given = match_input([*mentees, mentor], capacity, [], [], [])
    scores = [EXPLANATION["score"] / (1 + place) for place in range(len(mentees))]
    new = NewBoard(
        [str(mentee.id) for mentee in mentees],
        [str(mentor.id)],
        SolveOptions("most_people", floor=0.0, load_penalty=0.0, seed=1, capacity=[1]),
        as_data(
            solve(Problem([[score] for score in scores])).state, banned=(), pinned=(), added=()
        ),
        rules=["cross_community", SAME_PERSON, KEPT_APART],
        max_score=EXPLANATION["max_score"],
        problem=bytes((1,)) + struct.pack(f"<{len(scores)}d", *scores) + bytes(len(scores)),
    )
    return board_creation.create(db.session, run, given, new, result)


def introduce(suggestion: Suggestion) -> Pair:
    """Approve a suggestion, and return the introduction that nobody has answered yet."""
    pair = suggestions.introduce(db.session, None, suggestion)
    due_items.refresh(db.session, pair)
    db.session.commit()
    return pair


def reject(suggestion: Suggestion, coordinator: Person) -> None:
    """Reject a suggestion on its board, whatever follows for others."""
    run = suggestion.match_run
    board = boards.board_of(db.session, run)
    assert board is not None
    action = Action(
        DecisionKind.REJECT, suggestion.mentee_id, suggestion.mentor_id, reason="not_this_pair"
    )
    planned = board_decisions.preview(db.session, run, board, action)
    board_decisions.decide(db.session, coordinator, run, board, action, planned.digest)
    db.session.commit()


def accept_introduction(pair: Pair) -> Pair:
    """Let both people say yes."""
    for application in (pair.mentee, pair.mentor):
        pairs.say_yes(db.session, application.person, pair)
    db.session.commit()
    return pair


def make_resource(
    coordinator: Person, state: ResourceState = ResourceState.PUBLISHED, **parts: Any
) -> Resource:
    """Return a resource of the directory; ``parts`` replace those of its entry."""
    given: dict[str, Any] = {
        "hsds_id": str(uuid.uuid4()),
        "name": "Legal help for families",
        "organization": Organization("Eastside Law Center"),
        "texts": {"description": {"en": "Lawyers look at your papers."}},
        "topics": ("immigration",),
        "areas": ("boyle_heights",),
        "languages": ("es", "en"),
        "cost": "free",
        "phones": (Phone("213 555 0150"),),
    }
    resource = resources.add(db.session, coordinator, ResourceEntry(**given | parts))
    resources.set_state(db.session, coordinator, resource, state)
    db.session.commit()
    return resource
