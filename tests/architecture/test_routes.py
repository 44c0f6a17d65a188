"""Every route has a permission, and its responses to each kind of visitor follow from it."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from mentorship import create_app
from mentorship.clock import now, today
from mentorship.config import Settings
from mentorship.extensions import db
from mentorship.models import (
    VIEWER,
    AlbumEntry,
    ApplicationState,
    Concern,
    Conversation,
    Correction,
    DecisionKind,
    ErasedPair,
    Goal,
    Identification,
    ImportSheet,
    MatchRun,
    Meeting,
    Note,
    Pair,
    Party,
    Person,
    PersonConstraint,
    ProgrammeVersion,
    RecoveryRequest,
    ReportVersion,
    Role,
    Round,
    RunState,
    SafetyPeriod,
    ScreeningOutcome,
    ScreeningUse,
    Suggestion,
    SupportEntry,
    SupportOutcome,
    Unmatched,
)
from mentorship.permissions import PERMISSIONS, ROUTES_OF_EXTENSIONS, Permission, anybody
from mentorship.programme import shipped, to_entries
from mentorship.services.accounts import invitations
from mentorship.services.applications import decisions, screening, screening_steps
from mentorship.services.applications.screening import ResultEntry
from mentorship.services.applications.screening_steps import StepDefinition
from mentorship.services.board import boards
from mentorship.services.board import decisions as board_decisions
from mentorship.services.board.plans import Action
from mentorship.services.imports import sessions
from mentorship.services.imports.mapping import REQUIRED_COLUMNS
from mentorship.services.match_settings import saved as match_settings
from mentorship.services.match_settings.presets import BALANCED, PRESETS
from mentorship.services.messages import broadcasts, canned_answers, threads
from mentorship.services.pairs import concerns
from mentorship.services.resources import resource_exports, resource_imports, suggestions
from tests.conftest import Mailbox, SignIn
from tests.event_factories import make_event, sign_up
from tests.factories import (
    RUN_SETTINGS,
    introduce,
    make_coordinator,
    make_resource,
    make_suggestion,
)
from tests.group_factories import make_group, write_row_of_each_kind

VALUES = {
    "round_id": 1,
    "run_id": 1,
    "pair_id": 1,
    "settings_id": 1,
    "application_id": 1,
    "suggestion_id": 1,
    "mentee_id": 1,
    "mentor_id": 2,
    "kind": "hold",
    "what": "flag",
    "page": "reject",
    "unmatched_id": 1,
    "sheet_id": 1,
    "passkey_id": 1,
    "concern_id": 1,
    "erased_pair_id": 1,
    "event_id": 1,
    "thread_id": 1,
    "conversation_id": 1,
    "canned_answer_id": 1,
    "broadcast_id": 1,
    "decision_id": 1,
    "decision_name": "accepted",
    "step_id": 1,
    "staff_id": 3,
    "invitation_id": 1,
    "request_id": 1,
    "version_id": 1,
    "correction_id": 1,
    "note_id": 1,
    "other_id": 2,
    "constraint_id": "1",
    "meeting_id": "1",
    "rule": "answer",
    "party": "mentee",
    "to": "mentee",
    "region": "central",
    "period_id": 1,
    "day": "2026-11-28",
    "part_of_day": "morning",
    "goal_id": "1",
    "entry_id": "1",
    "state": "reached",
    "module_code": "know_your_rights",
    "module_state": "offered",
    "progress_state": "done",
    "text_language": "es",
    "part": "identity",
    "group_id": 1,
    "member_id": "1",
    "kind_of_row": "goals",
    "answer": "accept",
    "mark": "done",
    "question": "topics",
    "offer_list": "topics",
    "code": "media",
    "area_code": "koreatown",
    "region_code": "central",
    "group_code": "other",
    "role_name": "mentee",
    "step_name": "name",
    "token": "none",
    "filename": "theme.css",
    "resource_id": 1,
    "upload_id": 1,
    "step": "hide",
    "file_format": "json",
}
# Endpoints about what belongs to one person, or to the two of a pair.
OF_ONE_PERSON = ("pairs.", "messages.show_thread", "messages.open_messages")
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def permission_of(app: Flask, rule: Rule) -> Permission | None:
    view = app.view_functions[rule.endpoint]
    return getattr(view, "permission", ROUTES_OF_EXTENSIONS.get(rule.endpoint))


def url_of(app: Flask, rule: Rule) -> str:
    """Return the URL of a rule, with ids of rows that exist."""
    bootstrap = {"filename": "css/bootstrap.min.css"} if "bootstrap" in rule.endpoint else {}
    values = VALUES | bootstrap
    adapter = app.url_map.bind("localhost")
    return adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})


def walk_routes(app: Flask, *, safe: bool) -> Iterator[tuple[Rule, str, str]]:
    """Yield the rule, method and URL of every route whose method is safe, or is not."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if (method in SAFE_METHODS) is safe:
                yield rule, method, url_of(app, rule)


def is_public(app: Flask, rule: Rule) -> bool:
    return anybody in PERMISSIONS[permission_of(app, rule)]


@pytest.fixture
def a_pair(a_round: Round) -> Pair:
    """Return the pair of two people, with rows of id 1 for everything that a URL can name."""
    suggestion, coordinator = make_suggestion(a_round), make_coordinator()
    hold_on_board(suggestion, coordinator)
    pair = introduce(suggestion)
    concern = concerns.tell(db.session, pair.mentee.person, pair, "…")
    # Written without the services, which accept all this only after two yeses.
    meeting = Meeting(pair=pair, logged_by=pair.mentee.person_id, held_on=today(), minutes=30)
    goal = Goal(pair=pair, text="…")
    entry = AlbumEntry(pair=pair, written_by=pair.mentee.person_id, kind="word", title="…")
    version = ReportVersion(round=a_round, number=1, shown={}, totals={})
    note = Note(application=pair.mentee, text="…", to_discuss=True)
    correction = Correction(application=pair.mentee, question="name", before="", after="mentee")
    question = {"kind": "nobody_there", "change": [["modes", "online"]], "change_with": None}
    unmatched = Unmatched(
        match_run=pair.suggestion.match_run, application=pair.mentee, reason=question
    )
    limit = PersonConstraint(application=pair.mentee, kind="same_area")
    conversation = Conversation(
        match_run=pair.suggestion.match_run,
        mentee=pair.mentee,
        mentor=pair.mentor,
        invited_at=now(),
        mentee_answered_at=now(),
        mentee_rating=4,
    )
    erased = ErasedPair(person_id=pair.mentee.person_id, role=Role.MENTEE, had_started=True)
    about_pair = meeting, goal, entry, erased
    rows = (*about_pair, version, note, correction, unmatched, limit, conversation)
    db.session.add_all(rows)
    sheet = upload_sheet(a_round, coordinator)
    invitations.invite(db.session, coordinator, VIEWER, invitations.new_token())
    # Confirmed, so that the coordinator who asked may make the link.
    recovery = RecoveryRequest(
        person=pair.mentee.person,
        requested_by=coordinator.id,
        identified=Identification.VIDEO,
        lost_two_factor=False,
        confirmed_at=now(),
    )
    db.session.add(recovery)
    words = json.dumps(to_entries(shipped()))
    db.session.add(ProgrammeVersion(id=1, document=words, part="file"))
    match_settings.save(db.session, coordinator, "Spring", PRESETS[BALANCED].settings)
    db.session.commit()
    ids = (pair.id, sheet.id, concern.id, meeting.id, recovery.id, version.id, coordinator.id)
    assert ids == (1, 1, 1, 1, 1, 1, VALUES["staff_id"])
    # Another run, to compare with the one of the pair.
    done = RunState.DONE
    other = MatchRun(round=a_round, seed=2, settings=RUN_SETTINGS, state=done, finished_at=now())
    db.session.add(other)
    db.session.commit()
    assert other.id == VALUES["other_id"]
    write_messages(pair, concern, coordinator)
    look_after(pair, coordinator)
    event = make_event(coordinator)
    sign_up(pair.mentee.person, event)
    assert event.id == VALUES["event_id"]
    assert (pair.mentee_id, pair.mentor_id, note.id, correction.id) == (1, 2, 1, 1)
    write_screening(pair, coordinator)
    keep_directory(coordinator)
    write_in_group(pair.mentee.person)
    return pair


def keep_directory(coordinator: Person) -> None:
    """Add a public resource, what a visitor wrote about it, and a file to import."""
    resource = make_resource(coordinator)
    suggestions.add(db.session, "", "The number has changed.", resource)
    content = resource_exports.export(db.session, "json")
    resource_imports.store_upload(db.session, coordinator, content, "en")
    db.session.commit()
    assert resource.id == VALUES["resource_id"]


def write_in_group(lead: Person) -> None:
    """Start a group that others can find, with rows of each kind."""
    group = make_group(lead, is_findable=True)
    rows = write_row_of_each_kind(lead, group)
    db.session.commit()
    assert {group.id, *(row.id for row in rows)} == {1}


def look_after(pair: Pair, coordinator: Person) -> None:
    """Put off what is due for the pair, and begin safety mode where neither of the two lives."""
    entry = SupportEntry(
        pair=pair,
        rule=VALUES["rule"],
        party=Party(str(VALUES["party"])),
        outcome=SupportOutcome.POSTPONED,
        day=today(),
        until=today() + timedelta(days=1),
        written_by=coordinator.id,
    )
    period = SafetyPeriod(region="valley")
    db.session.add_all([entry, period])
    db.session.commit()
    assert (entry.id, period.id) == (1, 1)


def hold_on_board(suggestion: Suggestion, coordinator: Person) -> None:
    """Put a suggestion on hold, which is a decision that a URL can name."""
    board = boards.board_of(db.session, suggestion.match_run)
    assert board is not None
    action = Action(DecisionKind.HOLD, suggestion.mentee_id, suggestion.mentor_id)
    held = board_decisions.decide(db.session, coordinator, suggestion.match_run, board, action)
    assert held.id == VALUES["decision_id"]


def write_screening(pair: Pair, coordinator: Person) -> None:
    """Define a screening step, record its result, and accept the mentee."""
    use = ScreeningUse.OPTIONAL
    definition = StepDefinition({"en": "Interview"}, use, use)
    step = screening_steps.define(db.session, coordinator, definition)
    entry = ResultEntry(ScreeningOutcome.PASSED, today())
    screening.record_result(db.session, coordinator, pair.mentee, step, entry)
    accepted = ApplicationState.ACCEPTED
    decided = decisions.decide(db.session, coordinator, pair.mentee, accepted)
    db.session.commit()
    assert (step.id, decided.id) == (1, 1)


def write_messages(pair: Pair, concern: Concern, coordinator: Person) -> None:
    """Write a prepared answer, and a message of the coordinator of these tests to both people."""
    thread = threads.open_thread(db.session, pair.mentee.person, concern)
    item = canned_answers.add(db.session, coordinator, "When?", {"en": "Soon."})
    broadcast = broadcasts.start(db.session, coordinator, [pair.mentee_id, pair.mentor_id])
    broadcasts.write(db.session, broadcast, {"en": "Hello."})
    db.session.commit()
    assert (thread.id, item.id, broadcast.id) == (1, 1, 1)


def upload_sheet(round_: Round, coordinator: Person) -> ImportSheet:
    """Return an uploaded sheet whose columns are mapped, so that it has a plan."""
    questions = sorted(REQUIRED_COLUMNS)
    content = f"{','.join(questions)}\n{','.join(questions)}\n".encode()
    sheet = sessions.store_upload(db.session, coordinator, round_, content)
    columns = {question: question for question in questions}
    sessions.map_columns(
        sheet,
        {
            "columns": columns,
            "availability": {},
            "role": "mentor",
            "privacy_notice": "2026-11-01",
        },
    )
    db.session.commit()
    return sheet


def test_every_route_has_a_permission_of_the_table(app: Flask) -> None:
    permissions = {rule.endpoint: permission_of(app, rule) for rule in app.url_map.iter_rules()}
    assert {endpoint for endpoint, permission in permissions.items() if permission is None} == set()
    assert set(permissions.values()) <= set(PERMISSIONS)


def test_every_route_and_permission_of_the_table_is_used(app: Flask) -> None:
    rules = list(app.url_map.iter_rules())
    assert set(ROUTES_OF_EXTENSIONS) <= {rule.endpoint for rule in rules}
    assert set(PERMISSIONS) == {permission_of(app, rule) for rule in rules}


def test_a_route_without_a_permission_is_denied(app: Flask, settings: Settings) -> None:
    with_another_route = create_app(settings)
    with_another_route.add_url_rule("/undeclared", view_func=lambda: "secret")
    assert with_another_route.test_client().get("/undeclared").status_code == 403


def test_anonymous_visitors_read_only_public_pages(
    app: Flask, a_pair: Pair, client: FlaskClient, mailbox: Mailbox
) -> None:
    for rule, method, url in walk_routes(app, safe=True):
        response = client.open(url, method=method)
        if "token" in rule.arguments and is_public(app, rule):
            assert response.status_code == 410, "an unknown token gets the page of an expired link"
        elif rule.endpoint == "auth.enter_code":
            assert response.location == "/sign-in", "two-factor needs a password first"
        elif is_public(app, rule):
            assert response.status_code == 200, url
        else:
            assert response.status_code == 302, url
            assert response.location.startswith("/sign-in?next="), url


def test_anonymous_visitors_change_nothing(app: Flask, a_pair: Pair, client: FlaskClient) -> None:
    for rule, method, url in walk_routes(app, safe=False):
        if not is_public(app, rule):
            response = client.open(url, method=method)
            opens_page = hasattr(app.view_functions[rule.endpoint], "opens_page")
            then = f"?next={url.removesuffix('/open')}" if opens_page else ""
            assert (response.status_code, response.location) == (302, f"/sign-in{then}"), url


def test_coordinators_can_open_every_coordinators_page(
    app: Flask, a_pair: Pair, coordinator: Person, sign_in: SignIn
) -> None:
    client = sign_in(coordinator)
    pages = [url for rule, _, url in walk_routes(app, safe=True) if "coordinate." in rule.endpoint]
    assert len(pages) >= 6
    for url in pages:
        assert client.get(url, follow_redirects=True).status_code == 200, url


def test_every_unsafe_request_without_a_csrf_token_is_refused(
    app: Flask, a_pair: Pair, coordinator: Person, sign_in: SignIn
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = sign_in(coordinator)
    for _, method, url in walk_routes(app, safe=False):
        assert client.open(url, method=method).status_code == 400, url
