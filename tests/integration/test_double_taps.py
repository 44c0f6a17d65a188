"""Every POST four times at once: no error on our side, and nothing done by halves or twice.

Each endpoint has a builder here, which makes a situation and returns what a page would send in
it. After four of the same requests at once, as many rows are stored as after a single one; what
remains of an account is tested in account/test_simultaneous_requests.py.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, literal, select, union_all
from werkzeug.datastructures import FileStorage

from mentorship.clock import now, today
from mentorship.extensions import Base, db
from mentorship.models import (
    ApplicationState,
    Ban,
    BoardDecision,
    Closure,
    Conversation,
    DecisionKind,
    DueItem,
    ErasedPair,
    Identification,
    ImportSheet,
    Invitation,
    MatchRun,
    Pair,
    Pin,
    ReportVersion,
    Role,
    RoundState,
    RunState,
    ScreeningOutcome,
    ScreeningUse,
    Suggestion,
    SuggestionState,
    Unmatched,
)
from mentorship.programme import to_entries
from mentorship.questions import STEPS
from mentorship.runtime import current_runtime
from mentorship.services import readings
from mentorship.services.accounts import (
    invitations,
    passwords,
    recovery_requests,
    signed_links,
    two_factor,
)
from mentorship.services.applications import (
    corrections,
    decisions,
    notes,
    screening,
    screening_steps,
)
from mentorship.services.applications.screening import ResultEntry
from mentorship.services.applications.screening_steps import StepDefinition
from mentorship.services.board import decisions as board_decisions
from mentorship.services.board.plans import Action
from mentorship.services.imports import sessions
from mentorship.services.imports.mapping import REQUIRED_COLUMNS
from mentorship.services.match_settings import saved as match_settings
from mentorship.services.match_settings.entries import standard_entries
from mentorship.services.match_settings.presets import BALANCED, PRESETS
from mentorship.services.match_settings.program_file import to_toml
from mentorship.services.match_support import (
    check_ins,
    due_items,
    safety_mode,
    safety_periods,
    support_entries,
)
from mentorship.services.merging import merge_requests
from mentorship.services.messages import broadcasts, canned_answers, completion, threads
from mentorship.services.pairing import exclusion_review, pair_constraints, person_constraints
from mentorship.services.pairing.constraint_kinds import ConstraintKind
from mentorship.services.pairs import (
    agreements,
    album,
    closing,
    concerns,
    goals,
    meetings,
    pauses,
)
from mentorship.services.pairs.agreements import AgreementTerms
from mentorship.services.pairs.album import AlbumText
from mentorship.services.pairs.goals import GoalEntry
from mentorship.services.pairs.meetings import MeetingEntry
from mentorship.services.programme import versions
from mentorship.services.reports.suppression import MIN_COUNT
from tests.conftest import Mailbox, SignIn, change_runtime
from tests.factories import (
    FORM,
    PASSWORD,
    make_administrator,
    make_application,
    make_coordinator,
    make_round,
    reject,
)
from tests.integration.community import event_taps, group_taps, resource_taps, training_taps
from tests.integration.form_answers import CONSENT
from tests.integration.situations import add_undecided_board, numbers
from tests.integration.tap_scenes import Scene, Taps
from tests.page_forms import forms_of
from tests.unit.services.imports.survey import ROW

TAPS = 4
# Not what the requests are about: attempts, who did what, and emails that wait.
UNCOUNTED = {"attempt", "audit_entry", "audit_link", "outgoing_email"}
BLUEPRINTS_COUNTED = (
    *("administer.", "apply.", "coordinate.", "events."),
    *("groups.", "invitations.", "messages.", "pairs.", "resources."),
    "training.",
)
# What these change is not an action to look up later: of the others, an entry shows they acted.
NOT_AUDITED = {
    "administer.upload_file",
    "administer.verify_audit_trail",
    "apply.step",
    "coordinate.choose_runs_to_compare",
    "coordinate.filter_board",
    "coordinate.find_duplicates",
    "coordinate.imports.answers",
    "coordinate.imports.columns",
    "coordinate.imports.discard_upload",
    "coordinate.imports.read_again",
    "coordinate.discard_broadcast",
    "coordinate.list_threads",
    "coordinate.pair_by_hand",
    "coordinate.write_broadcast",
    "coordinate.write_to_selected",
    "coordinate.accept_selected",
    "coordinate.decline_selected",
    "coordinate.waitlist_selected",
    "messages.open_messages",
    "coordinate.list_matches",
    "coordinate.list_people",
    "coordinate.list_suggestions",
    "coordinate.show_price_of_fairness",
    "coordinate.write_to_matches",
    "pairs.reflect_on_meeting",
    "coordinate.discard_resource_import",
    # The trail outlasts the event, and must not tell who came.
    "events.give_up_place",
    "events.sign_up",
    # It would keep what somebody has undone.
    "training.mark_module",
    "resources.report_mistake",
    "resources.suggest_resource",
    # Nor who was in a group: the trail outlasts it.
    *group_taps.BUILDERS,
}


def with_board(scene: Scene, situation: str = "suggested") -> dict[str, Any]:
    """Make a suggestion with a board, whose page the coordinator has opened."""
    rows = scene.rows(situation)
    rows["board"] = add_undecided_board(rows)
    readings.record_reading(db.session, scene.staff, rows["suggestion"])
    db.session.commit()
    return rows


def decided(scene: Scene, kind: DecisionKind) -> tuple[dict[str, Any], BoardDecision]:
    """Make a suggestion that the coordinator has decided about."""
    rows = with_board(scene)
    run, action = rows["suggestion"].match_run, Action(kind, rows["mentee"].id, rows["mentor"].id)
    return rows, board_decisions.decide(db.session, scene.staff, run, rows["board"], action)


def on_suggestion(action: str, **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        page = f"/suggestions/{with_board(scene)['suggestion'].id}"
        return scene.by_staff(page, f"{page}/{action}", **data)

    return build


def confirmed_rejection(scene: Scene) -> Taps:
    """Keep a rejection after which the other mentee has the mentor."""
    taps = on_suggestion("reject", reason="not_this_pair", text="They said so.")(scene)
    page = scene.sign_in(scene.staff).post(taps.url, data=taps.data).text
    (form,) = (form for form in forms_of(page) if form.get("action") == taps.url)
    return replace(taps, data=dict(form.form_values()))


def note_suggestion(scene: Scene) -> Taps:
    page = f"/suggestions/{with_board(scene)['suggestion'].id}/note"
    return scene.by_staff(page, text="They met before.")


def stop_keeping(scene: Scene) -> Taps:
    rows = with_board(scene)
    suggestion, round_ = rows["suggestion"], rows["round"]
    pair_constraints.pin(db.session, scene.staff, suggestion)
    page = f"/rounds/{round_.id}/matching"
    return scene.by_staff(page, f"/suggestions/{suggestion.id}/stop-keeping")


def undo_board_decision(scene: Scene) -> Taps:
    rows, decision = decided(scene, DecisionKind.HOLD)
    run_id = rows["suggestion"].match_run_id
    undo = f"/match-runs/{run_id}/decisions/{decision.id}/undo"
    return scene.by_staff(f"/match-runs/{run_id}", undo)


def redo_board_decision(scene: Scene) -> Taps:
    rows, decision = decided(scene, DecisionKind.HOLD)
    board_decisions.undo(db.session, scene.staff, decision)
    page = f"/match-runs/{rows['suggestion'].match_run_id}"
    return scene.by_staff(page, f"{page}/redo")


def introduce_approved(scene: Scene) -> Taps:
    rows, _decision = decided(scene, DecisionKind.APPROVE)
    return scene.by_staff(f"/match-runs/{rows['suggestion'].match_run_id}/introduce")


def call_back(scene: Scene) -> Taps:
    rows = with_board(scene, "introduced")
    page = f"/suggestions/{rows['suggestion'].id}"
    return scene.by_staff(page, f"/introductions/{rows['pair'].id}/call-back")


def decide_pair(scene: Scene) -> Taps:
    """Give the mentor to the other mentee."""
    rows = with_board(scene)
    run_id = rows["suggestion"].match_run_id
    return scene.by_staff(f"/match-runs/{run_id}/by-hand/{rows['other'].id}/{rows['mentor'].id}")


def pair_by_hand(scene: Scene) -> Taps:
    run_id = with_board(scene)["suggestion"].match_run_id
    return scene.by_staff(f"/match-runs/{run_id}/by-hand", mentee_name="me", mentor_name="men")


def filter_board(scene: Scene) -> Taps:
    run_id = with_board(scene)["suggestion"].match_run_id
    return Taps(scene.staff, f"/match-runs/{run_id}/filter", {"mark": "flagged"})


def on_application(action: str, situation: str = "suggested") -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        page = f"/applications/{scene.rows(situation)['mentor'].id}"
        return scene.by_staff(page, f"{page}/{action}")

    return build


def decide(scene: Scene) -> Taps:
    page = f"/applications/{scene.rows('suggested')['mentor'].id}/decide/waitlisted"
    return scene.by_staff(page, send="y", text="Please wait.")


def decide_selected(scene: Scene) -> Taps:
    rows = scene.rows("suggested")
    page = f"/people/decide/accepted?ids={rows['mentor'].id}.{rows['mentee'].id}"
    return scene.by_staff(page, send="y", text_en="Welcome!")


def about_selected(action: str) -> Callable[[Scene], Taps]:
    """Choose people in a list, which leads to the page that asks."""

    def build(scene: Scene) -> Taps:
        ids = [scene.rows("suggested")["mentor"].id]
        return Taps(scene.staff, f"/people/{action}", {"ids": ids})

    return build


def undo_decision(scene: Scene) -> Taps:
    mentor = scene.rows("suggested")["mentor"]
    coordinator = make_coordinator()
    decided = decisions.decide(db.session, coordinator, mentor, ApplicationState.WAITLISTED)
    db.session.commit()
    return scene.by_staff(f"/applications/{mentor.id}", f"/decisions/{decided.id}/undo")


def on_screening(action: str = "", **data: Any) -> Callable[[Scene], Taps]:
    """Record a result of a step, or remove it."""

    def build(scene: Scene) -> Taps:
        mentor, coordinator = scene.rows("suggested")["mentor"], make_coordinator()
        definition = StepDefinition(
            {"en": f"Talk {next(numbers)}"}, ScreeningUse.OPTIONAL, ScreeningUse.OPTIONAL
        )
        step = screening_steps.define(db.session, coordinator, definition)
        entry = ResultEntry(ScreeningOutcome.PASSED, today())
        if action:
            screening.record_result(db.session, coordinator, mentor, step, entry)
        readings.record_reading(db.session, coordinator, mentor)
        db.session.commit()
        page = f"/applications/{mentor.id}/screening/{step.id}"
        return scene.by_staff(page, f"{page}/{action}" if action else None, **data)

    return build


STEP_FIELDS = {
    "name_en": "Training",
    "name_es": "Formación",
    "for_mentors": "optional",  # a required one would keep the people of later builders out
    "for_mentees": "optional",
}


def define_step(scene: Scene) -> Taps:
    fields = {**STEP_FIELDS, "name_en": f"Agreement {next(numbers)}"}
    return by_administrator(scene, "/settings/screening/new", **fields)


def on_step(action: str = "", **data: Any) -> Callable[[Scene], Taps]:
    """Change a screening step, retire it, or use it again."""

    def build(scene: Scene) -> Taps:
        labels = {"en": f"Interview {next(numbers)}"}
        definition = StepDefinition(labels, ScreeningUse.OPTIONAL, ScreeningUse.OPTIONAL)
        step = screening_steps.define(db.session, scene.administrator, definition)
        if action == "use-again":
            screening_steps.retire(db.session, scene.administrator, step)
        db.session.commit()
        page = f"/settings/screening/{step.id}"
        if action:
            return by_administrator(scene, "/settings/screening", f"{page}/{action}")
        return by_administrator(scene, page, **data)

    return build


def open_page(pages: str, row: str) -> Callable[[Scene], Taps]:
    return lambda scene: Taps(scene.staff, f"/{pages}/{scene.rows('suggested')[row].id}/open")


def choose_runs(scene: Scene) -> Taps:
    round_ = scene.rows("suggested")["round"]
    return Taps(scene.staff, f"/rounds/{round_.id}/compare-runs")


def choose_floor(scene: Scene) -> Taps:
    run = scene.rows("suggested")["suggestion"].match_run
    return Taps(scene.staff, f"/match-runs/{run.id}/fairness", {"floor": "4"})


def open_names_of_runs(page: str) -> Callable[[Scene], Taps]:
    """Have the names of a run shown, or of two that are compared."""

    def build(scene: Scene) -> Taps:
        run = scene.rows("suggested")["suggestion"].match_run
        other = MatchRun(round=run.round, seed=2, settings=run.settings, state=RunState.DONE)
        db.session.add(other)
        db.session.commit()
        return Taps(scene.staff, f"/match-runs/{run.id}/{page.format(other=other.id)}/open")

    return build


def about_unclear_names(action: str = "", **data: Any) -> Callable[[Scene], Taps]:
    """Answer about a text that names nobody, or undo such an answer."""

    def build(scene: Scene) -> Taps:
        mentor, round_ = (rows := scene.rows("suggested"))["mentor"], rows["round"]
        mentor.profile.change({"excluded_people": "my cousin"})
        page = f"/applications/{mentor.id}/unclear-names"
        if not action:
            return scene.taps(scene.staff, page, **data)
        round_review = exclusion_review.review(db.session, round_)
        (text,) = round_review.texts
        round_review.answer(db.session, scene.staff, text, [])
        return scene.by_staff(f"/rounds/{round_.id}/unclear-names", f"{page}/{action}")

    return build


def create_round(scene: Scene) -> Taps:
    return scene.by_staff("/rounds/new", name=f"Autumn {next(numbers)}")


def change_round(scene: Scene) -> Taps:
    page = f"/rounds/{scene.rows('suggested')['round'].id}/plan"
    return scene.by_staff(page, name=f"Winter {next(numbers)}")


def on_round(action: str) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        round_ = scene.rows("suggested")["round"]
        if action == "move-back":
            round_.state = RoundState.MATCHING
        page = f"/rounds/{round_.id}"
        return scene.by_staff(page, f"{page}/{action}")

    return build


def on_conversation(scene: Scene, *, invited: bool = True) -> Conversation:
    suggestion = scene.rows("suggested")["suggestion"]
    conversation = Conversation(
        match_run=suggestion.match_run,
        mentee=suggestion.mentee,
        mentor=suggestion.mentor,
        share=0.5,
        invited_at=now() if invited else None,
    )
    db.session.add(conversation)
    db.session.commit()
    return conversation


def propose_conversations(scene: Scene) -> Taps:
    round_ = scene.rows("suggested")["round"]
    page = f"/rounds/{round_.id}/conversations"
    return scene.by_staff(page, per_mentee="2", per_mentor="2")


def invite_to_conversations(scene: Scene) -> Taps:
    round_id = on_conversation(scene, invited=False).match_run.round_id
    return scene.by_staff(f"/rounds/{round_id}/conversations/invite")


def take_out_conversation(scene: Scene) -> Taps:
    conversation = on_conversation(scene, invited=False)
    page = f"/rounds/{conversation.match_run.round_id}/conversations"
    return scene.by_staff(page, f"/conversations/{conversation.id}/take-out")


def open_conversation(scene: Scene) -> Taps:
    return Taps(scene.staff, f"/conversations/{on_conversation(scene).id}/open")


def say_how_it_was(scene: Scene) -> Taps:
    conversation = on_conversation(scene)
    page = f"/pairs/conversations/{conversation.id}"
    return scene.taps(conversation.mentee.person, page, rating="4", words="")


def request_match_run(scene: Scene) -> Taps:
    page = f"/rounds/{scene.rows('suggested')['round'].id}/matching"
    return scene.by_staff(f"{page}/before", page)


def cancel_match_run(scene: Scene) -> Taps:
    run = scene.rows("suggested")["run"]
    run.state = RunState.QUEUED
    page = f"/match-runs/{run.id}"
    return scene.by_staff(page, f"{page}/cancel")


def match_settings_form(name: str) -> dict[str, Any]:
    """Return what the form of settings sends."""
    points = {f"weight_{criterion}": "1" for criterion in standard_entries("criterion")}
    options = {
        "objective": "most_people",
        "floor": "none",
        "waiting_points": "2",
        "training_points": "0",
    }
    return {"name": name, **points, **options, "load_penalty": "0", "rule_time": "y"}


def create_match_settings(scene: Scene) -> Taps:
    form = match_settings_form(f"Settings {next(numbers)}")
    return scene.by_staff("/matching/settings/new", **form)


def change_match_settings(scene: Scene) -> Taps:
    name = f"Settings {next(numbers)}"
    row = match_settings.save(db.session, scene.staff, name, PRESETS[BALANCED].settings)
    page = f"/matching/settings/{row.id}/change"
    return scene.by_staff(page, **match_settings_form(name))


def upload_match_settings(scene: Scene) -> Taps:
    file = to_toml(PRESETS[BALANCED].settings).encode()
    data = {"name": f"Settings {next(numbers)}", "file": file}
    return Taps(scene.staff, "/matching/settings/file", data)


def on_pair(action: str, situation: str = "introduced", **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        pair = scene.rows(situation)["pair"]
        page = f"/pairs/{pair.id}"
        if action in ("yes", "pause"):
            return scene.taps(pair.mentee.person, page, f"{page}/{action}")
        return scene.taps(pair.mentee.person, f"{page}/{action}", **data)

    return build


def on_meeting(action: str = "", **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        pair = scene.rows("active")["pair"]
        writer, entry = pair.mentee.person, MeetingEntry(today(), 30, "online", "talk", "")
        meeting = meetings.log_meeting(db.session, writer, pair, entry)
        return scene.taps(writer, f"/pairs/{pair.id}/meetings/{meeting.id}{action}", **data)

    return build


TERMS = AgreementTerms("every_week", 45, "online")


def on_agreement(action: str, *, proposed_by: Role) -> Callable[[Scene], Taps]:
    """Answer the proposal of one of a pair as the mentee, or take it back."""

    def build(scene: Scene) -> Taps:
        pair = scene.rows("active")["pair"]
        agreements.propose(db.session, pair.own_side(proposed_by).person, pair, TERMS, seen="")
        page = f"/pairs/{pair.id}/agreement"
        return scene.taps(pair.mentee.person, page, f"{page}/{action}")

    return build


def reflect_on_meeting(scene: Scene) -> Taps:
    """Keep something about a meeting that the other one has logged."""
    pair = scene.rows("active")["pair"]
    entry = MeetingEntry(today(), 30, "online", "talk", "")
    meeting = meetings.log_meeting(db.session, pair.mentor.person, pair, entry)
    page = f"/pairs/{pair.id}/meetings/{meeting.id}/mine"
    return scene.taps(pair.mentee.person, page, feeling="4", own_note="A good start.")


def go_on(scene: Scene) -> Taps:
    pair = scene.rows("active")["pair"]
    pauses.pause(db.session, pair.mentor.person, pair)
    page = f"/pairs/{pair.id}"
    return scene.taps(pair.mentee.person, page, f"{page}/resume")


CHECK_IN = {"rating": "4", "obstacle": "nothing", "wants_call": "yes"}


def check_in_by_link(scene: Scene) -> Taps:
    pair = scene.rows("active")["pair"]
    db.session.commit()
    token = check_ins.make_token(pair.mentee.person, pair)
    return Taps(None, f"/pairs/check-in/{token}", CHECK_IN)


def due_training(scene: Scene) -> tuple[Pair, DueItem]:
    """Return a pair that began some weeks ago, and something that is due for it."""
    pair: Pair = scene.rows("active")["pair"]
    pair.started_at = now() - timedelta(days=20)
    due_items.refresh(db.session, pair)
    item = support_entries.due_item(db.session, pair, "training", "mentee")
    assert item is not None
    return pair, item


def on_due(action: str = "", **data: Any) -> Callable[[Scene], Taps]:
    """Do something about what is due, on its own page."""

    def build(scene: Scene) -> Taps:
        pair, _item = due_training(scene)
        readings.record_reading(db.session, scene.staff, pair)
        page = f"/matches/{pair.id}/due/training/mentee{action}"
        return Taps(scene.staff, page) if action == "/open" else scene.by_staff(page, **data)

    return build


def mark_due_done(scene: Scene) -> Taps:
    pair, _item = due_training(scene)
    url = f"/matches/{pair.id}/due/training/mentee/done?rule=training"
    return scene.by_staff("/matches/due?rule=training", url)


def undo_support_entry(scene: Scene) -> Taps:
    _pair, item = due_training(scene)
    entry = support_entries.mark_done(db.session, scene.staff, item)
    return scene.by_staff("/matches/due", f"/support-entries/{entry.id}/undo")


def on_safety_mode(*, ends: bool) -> Callable[[Scene], Taps]:
    """Begin safety mode in a region where it is off, or end it."""

    def build(scene: Scene) -> Taps:
        for period in db.session.scalars(safety_periods.open_periods()).all():
            safety_mode.end(db.session, scene.staff, period)
        # The first period finds pairs for which nothing has been stored yet.
        due_items.refresh_outdated(db.session)
        if not ends:
            return Taps(scene.staff, "/safety-mode/valley/begin")
        period = safety_mode.begin(db.session, scene.staff, "valley")
        return scene.by_staff(f"/safety-mode/{period.id}/end")

    return build


def on_goal(action: str, **data: Any) -> Callable[[Scene], Taps]:
    """Do something about a goal, from its own page or from the list."""

    def build(scene: Scene) -> Taps:
        pair = scene.rows("active")["pair"]
        writer, entry = pair.mentee.person, GoalEntry("Cook", None, ("Shop",))
        goal = goals.add_goal(db.session, writer, pair, entry)
        url = f"/pairs/{pair.id}/goals/{goal.id}/{action}"
        page = url if action in ("change", "delete") else f"/pairs/{pair.id}/goals"
        return scene.taps(writer, page, url, **data)

    return build


def on_album_entry(action: str, **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        pair = scene.rows("active")["pair"]
        writer, content = pair.mentee.person, AlbumText("song", "De colores", "")
        entry = album.add_entry(db.session, writer, pair, content)
        return scene.taps(writer, f"/pairs/{pair.id}/album/{entry.id}/{action}", **data)

    return build


def on_note(action: str) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        mentor = scene.rows("suggested")["mentor"]
        note = notes.write_note(db.session, scene.staff, mentor, "Kind.", to_discuss=True)
        return scene.by_staff(f"/applications/{mentor.id}", f"/notes/{note.id}/{action}")

    return build


def add_limit(scene: Scene) -> Taps:
    mentor = scene.rows("suggested")["mentor"]
    readings.record_reading(db.session, scene.staff, mentor)
    return scene.by_staff(f"/applications/{mentor.id}/limits/new", limit="0")


def remove_limit(scene: Scene) -> Taps:
    mentor = scene.rows("suggested")["mentor"]
    kind = ConstraintKind.NO_MORE
    added = person_constraints.add(db.session, scene.staff, mentor, kind)
    assert added is not None
    db.session.flush()
    page = f"/applications/{mentor.id}"
    return scene.by_staff(page, f"{page}/limits/{added.id}/remove")


def lift_ban(scene: Scene) -> Taps:
    rows = with_board(scene)
    reject(rows["suggestion"], scene.staff)
    return scene.by_staff(f"/applications/{rows['mentor'].id}/kept-apart/{rows['mentee'].id}")


def on_list(url: str, situation: str = "suggested", **data: Any) -> Callable[[Scene], Taps]:
    """Search in a list by name, export what was found, or act on it."""

    def build(scene: Scene) -> Taps:
        scene.rows(situation)
        return Taps(scene.staff, url, {"name": "mentor", "format": "csv", **data})

    return build


def write_to_matches(scene: Scene) -> Taps:
    pair = scene.rows("introduced")["pair"]
    db.session.flush()
    return Taps(scene.staff, "/matches/write", {"scope": "checked", "ids": pair.id})


def correct_answers(scene: Scene) -> Taps:
    mentor = scene.rows("suggested")["mentor"]
    readings.record_reading(db.session, scene.staff, mentor)
    page = f"/applications/{mentor.id}/correct/name"
    return scene.by_staff(page, name="Mei", reason="You told us.")


def on_correction(action: str) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        mentor = (rows := scene.rows("suggested"))["mentor"]
        step = next(step for step in STEPS if step.name == "name")
        corrections.correct(db.session, scene.staff, mentor, step, {"name": "Mei"}, "Typo.")
        (item,) = corrections.open_corrections(db.session, mentor.person_id)
        page = f"/join/{rows['round'].id}/mentor/review"
        return scene.taps(mentor.person, page, f"/corrections/{item.id}/{action}")

    return build


def on_two_people(action: str = "", **data: Any) -> Callable[[Scene], Taps]:
    """Send a form of the page that compares two mentees, both of whom can sign in if asked for."""

    def build(scene: Scene) -> Taps:
        mentee, other = (rows := scene.rows("suggested"))["mentee"], rows["other"]
        page = f"/applications/{mentee.id}/merge/{other.id}"
        if action == "/open":
            return Taps(scene.staff, page + action)
        if action:
            for application in (mentee, other):
                passwords.set_password(application.person, PASSWORD)
        if action == "/cancel":
            merge_requests.request_merge(db.session, scene.staff, mentee, other)
        return scene.by_staff(page, page + action, **data)

    return build


def find_duplicates(scene: Scene) -> Taps:
    return scene.by_staff(f"/applications/{scene.rows('suggested')['mentor'].id}/merge", name="Mei")


def ask_unmatched(scene: Scene) -> Taps:
    rows = scene.rows("suggested")
    question = {"kind": "nobody_there", "change": [["modes", "online"]], "change_with": None}
    unmatched = Unmatched(
        match_run=rows["suggestion"].match_run, application=rows["mentee"], reason=question
    )
    db.session.add(unmatched)
    db.session.flush()
    return scene.by_staff(f"/unmatched/{unmatched.id}/question", text="Also online?")


def write_note(scene: Scene) -> Taps:
    return scene.by_staff(f"/applications/{scene.rows('suggested')['mentor'].id}/notes", text="Hi.")


def end_match_by_staff(scene: Scene) -> Taps:
    return scene.by_staff(f"/matches/{scene.rows('active')['pair'].id}/end")


def acknowledge_erasure(scene: Scene) -> Taps:
    person = scene.rows("suggested")["mentor"].person
    erased = ErasedPair(person_id=person.id, role=Role.MENTOR, had_started=True)
    db.session.add(erased)
    db.session.flush()
    return scene.by_staff("/today", f"/erased-pairs/{erased.id}/done")


def on_closing(action: str) -> Callable[[Scene], Taps]:
    """Say goodbye as it was planned, or go on."""

    def build(scene: Scene) -> Taps:
        pair = scene.rows("active")["pair"]
        mentee = pair.mentee.person
        closing.plan(db.session, mentee, pair, Closure.EARLY, today())
        page = f"/pairs/{pair.id}"
        return scene.taps(mentee, page, f"{page}/closing/{action}")

    return build


def look_back(scene: Scene) -> Taps:
    pair = scene.rows("active")["pair"]
    pair.started_at = now()
    mentee = pair.mentee.person
    closing.end(db.session, mentee, pair)
    answers = {"rating": "5", "good": "The food.", "stays_in_touch": "yes", "takes_more": "no"}
    return scene.taps(mentee, f"/pairs/{pair.id}/exit-form", **answers)


def mark_concern_done(scene: Scene) -> Taps:
    rows = scene.rows("active")
    concern = concerns.tell(db.session, rows["mentee"].person, rows["pair"], "Please call.")
    return scene.by_staff(f"/rounds/{rows['round'].id}", f"/concerns/{concern.id}/done")


def write_message(scene: Scene) -> Taps:
    return scene.taps(scene.person(), "/my-messages", text="When do I hear from you?")


def on_own_thread(action: str, **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        rows = scene.rows("active")
        mentee = rows["mentee"].person
        concern = concerns.tell(db.session, mentee, rows["pair"], "Please call.")
        thread = threads.open_thread(db.session, mentee, concern)
        threads.answer(db.session, scene.staff, thread, "I will.")
        page = f"/my-messages/{thread.id}"
        return scene.taps(mentee, page, f"{page}{action}" if action else None, **data)

    return build


def on_thread(action: str = "", **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        person = scene.person()
        thread = threads.open_thread(db.session, person)
        threads.ask(db.session, person, thread, "When?")
        if action == "reopen":
            completion.mark_done(db.session, scene.staff, thread)
        if action == "take-back":
            data["message"] = threads.answer(db.session, scene.staff, thread, "Soon.").id
        if action == "assign":
            data["coordinator"] = make_coordinator(f"staff-{next(numbers)}@example.org").id
        page = f"/messages/{thread.id}"
        return scene.by_staff(page, f"{page}/{action}" if action else None, **data)

    return build


def assign_threads(scene: Scene) -> Taps:
    person, second = scene.person(), make_coordinator(f"staff-{next(numbers)}@example.org")
    thread = threads.open_thread(db.session, person)
    threads.ask(db.session, person, thread, "When?")
    thread.assigned_to = second.id
    return scene.by_staff(
        "/messages?show=open",
        "/messages/assign?show=open",
        ids=str(thread.id),
        coordinator=str(scene.staff.id),
    )


def finish_threads(scene: Scene) -> Taps:
    return replace(assign_threads(scene), url="/messages/done?show=open")


def on_canned_answer(action: str = "", **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        title = f"Title {next(numbers)}"
        item = canned_answers.add(db.session, scene.staff, title, {"en": "Soon."})
        return scene.by_staff(f"/messages/answers/{item.id}{action}", **data)

    return build


def add_canned_answer(scene: Scene) -> Taps:
    data = {"title": f"Title {next(numbers)}", "text_en": "Soon."}
    return scene.by_staff("/messages/answers/new", **data)


def add_example_answers(scene: Scene) -> Taps:
    for item in canned_answers.answers(db.session):
        canned_answers.delete(db.session, scene.staff, item)
    page = "/messages/answers"
    return scene.by_staff(page, f"{page}/examples")


def on_broadcast(action: str, **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        rows = scene.rows("suggested")
        broadcast = broadcasts.start(db.session, scene.staff, [rows["mentor"].id])
        broadcasts.write(db.session, broadcast, {"en": "We meet on Friday."})
        page = f"/messages/to-many/{broadcast.id}"
        if data:
            return scene.by_staff(f"{page}/text", **data)
        return scene.by_staff(page, f"{page}/{action}")

    return build


def write_to_selected(scene: Scene) -> Taps:
    ids = [scene.rows("suggested")[name].id for name in ("mentor", "mentee")]
    return Taps(scene.staff, "/messages/to-many/new", {"ids": ids})


def choose_role(scene: Scene) -> Taps:
    rows = scene.rows("newcomer")
    return Taps(rows["newcomer"], f"/join/{rows['round'].id}/role", {"role": "both", **CONSENT})


def on_draft(page: str, **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        rows = scene.rows("draft")
        url = f"/join/{rows['round'].id}/mentor/{page}"
        return scene.taps(rows["mentor"].person, url, **data)

    return build


def importable_sheet(scene: Scene) -> ImportSheet:
    """Return an uploaded sheet with one row, of a new person, and columns like no other sheet's."""
    number = next(numbers)
    row = {**ROW, "email": f"import-{number}@example.org", f"Question {number}": "x"}
    content = "\n".join([",".join(row), ",".join(row.values())]).encode()
    sheet = sessions.store_upload(
        db.session, scene.staff, scene.rows("suggested")["round"], content
    )
    columns = {question: question for question in REQUIRED_COLUMNS}
    entries = {"columns": columns, "availability": {}, "role": "mentee"}
    sessions.map_columns(sheet, entries | {"privacy_notice": "2026-11-01"})
    db.session.commit()
    return sheet


def on_sheet(step: str, **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        sheet = importable_sheet(scene)
        seen = {"seen": sessions.upload_digest(sheet)} if step == "commit" else {}
        return Taps(scene.staff, f"/imports/{sheet.id}/{step}", seen | data)

    return build


def upload(scene: Scene) -> Taps:
    url = f"/rounds/{scene.rows('suggested')['round'].id}/import"
    return Taps(scene.staff, url, {"file": b"name,email\nMei,mei@example.org\n"})


def on_account(url: str, *traits: Any, **data: Any) -> Callable[[Scene], Taps]:
    return lambda scene: Taps(scene.person(*traits), url, data)


def anonymous(url: str, **data: Any) -> Callable[[Scene], Taps]:
    return lambda _scene: Taps(None, url, data)


def sign_in_as_somebody(scene: Scene) -> Taps:
    return Taps(None, "/sign-in", {"name": scene.person().sign_in_name, "password": PASSWORD})


def set_first_password(scene: Scene) -> Taps:
    person = scene.rows("newcomer")["newcomer"]
    token = signed_links.make_sign_in_link(db.session, scene.staff, person)
    return Taps(None, f"/set-password/{token}", {"password": PASSWORD, "again": PASSWORD})


def use_recovery_code(scene: Scene) -> Taps:
    person = scene.person()
    code = two_factor.new_recovery_codes(db.session, person)[0]
    new = {"password": PASSWORD, "again": PASSWORD}
    return Taps(None, "/forgot-password/code", {"name": person.sign_in_name, "code": code, **new})


def sign_up_with_user_name(_scene: Scene) -> Taps:
    new = {"password": PASSWORD, "again": PASSWORD}
    return Taps(None, "/sign-up/user-name", {"name": f"tap{next(numbers)}", **new})


def recovery_request(scene: Scene, *, confirmed: bool = False, by_staff: bool = True) -> Any:
    """Return a request for somebody with an account, by the coordinator or by a colleague."""
    person = scene.rows("suggested")["mentee"].person
    person.password = "x"
    colleague = make_coordinator(f"colleague-{next(numbers)}@example.org")
    asks, confirms = (scene.staff, colleague) if by_staff else (colleague, scene.staff)
    request = recovery_requests.ask(
        db.session, asks, person, Identification.VIDEO, lost_two_factor=False
    )
    db.session.flush()
    if confirmed:
        recovery_requests.confirm(db.session, confirms, request)
    return request


def on_recovery(action: str, **made: bool) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        request = recovery_request(scene, **made)
        return scene.by_staff("/recovery-requests", f"/recovery-requests/{request.id}/{action}")

    return build


def ask_for_recovery(scene: Scene) -> Taps:
    application = scene.rows("suggested")["mentee"]
    application.person.password = "x"
    return scene.by_staff(f"/applications/{application.id}/recovery", identified="phone")


def recover_with_help(scene: Scene) -> Taps:
    request = recovery_request(scene, confirmed=True)
    token = recovery_requests.make_link(db.session, scene.staff, request)
    return Taps(None, f"/recover/{token}", {"password": PASSWORD, "again": PASSWORD})


def print_sign_in_links(scene: Scene) -> Taps:
    page = f"/rounds/{scene.rows('suggested')['round'].id}/sign-in-links"
    return scene.by_staff(page, f"{page}/sheet", all="y")


def make_sign_in_links(scene: Scene) -> Taps:
    rows = scene.rows("suggested")
    ids = [rows[name].id for name in ("mentor", "mentee")]
    return Taps(scene.staff, "/people/sign-in-links", {"ids": ids})


def accept_invitation(scene: Scene) -> Taps:
    token = invitations.new_token()
    invitations.invite(db.session, scene.administrator, "viewer", token)
    return scene.taps(scene.person(), f"/invitation/{token}", shown_name="Mei")


def by_administrator(scene: Scene, page: str, action: str | None = None, **data: Any) -> Taps:
    return scene.taps(make_administrator(), page, action, **data)


def revoke_invitation(scene: Scene) -> Taps:
    invitations.invite(db.session, scene.administrator, "viewer", invitations.new_token())
    db.session.flush()
    id_ = db.session.scalar(select(func.max(Invitation.id)))
    page = "/settings/staff"
    return by_administrator(scene, page, f"{page}/invitations/{id_}/revoke")


LABELS = ("label_en", "label_es")


def on_programme(
    page: str, action: str | None = None, new: tuple[str, ...] = (), **data: Any
) -> Callable[[Scene], Taps]:
    """Change the programme's words; ``new`` are fields whose text must be unlike any other."""

    def build(scene: Scene) -> Taps:
        words = current_runtime().programme
        another = replace(words, name=f"Program {next(numbers)}")
        versions.save(db.session, scene.staff, words.version, another, "identity")
        db.session.commit()
        texts = {name: f"Words {next(numbers)}" for name in new}
        url = f"/settings/programme{page}"
        return by_administrator(scene, url, f"{url}{action}" if action else None, **texts, **data)

    return build


RULE_FIELDS = {
    "concerns": "each",
    "begins": "start",
    "repeats": "once",
    "periods-0-number": "14",
    "periods-0-unit": "days",
    "source": "Our board, 2027",
    "is_active": "y",
}


def use_programme_file(scene: Scene) -> Taps:
    taps = on_programme("/identity")(scene)
    words = replace(current_runtime().programme, name=f"File {next(numbers)}")
    document = json.dumps(to_entries(words), ensure_ascii=False)
    halves = [document[: len(document) // 2], document[len(document) // 2 :]]
    data = {"version": taps.data["version"], "document": halves}
    return Taps(taps.person, "/settings/programme/file/use", data)


def hand_over(scene: Scene) -> Taps:
    rows, receiver = scene.rows("active"), make_coordinator("receiver@example.org")
    rows["pair"].coordinator_id = scene.staff.id
    page = f"/settings/staff/{scene.staff.id}/hand-over"
    return scene.by_staff(page, receiver=receiver.id)


def end_access(scene: Scene) -> Taps:
    leaving = make_coordinator(f"leaving-{next(numbers)}@example.org")
    return by_administrator(scene, f"/settings/staff/{leaving.id}/end-access", roles="coordinator")


def download_report(scene: Scene) -> Taps:
    rows = scene.rows("suggested")
    version = ReportVersion(round=rows["round"], number=1, shown={"meetings": 5}, totals={})
    db.session.add(version)
    db.session.flush()
    page = f"/reports/versions/{version.id}"
    return scene.by_staff(page, f"{page}/download")


def publish_report(scene: Scene) -> Taps:
    round_ = make_round(f"Report {next(numbers)}")
    for _ in range(MIN_COUNT):
        make_application(round_, Role.MENTEE, f"report-{next(numbers)}@example.org")
    page = f"/reports/rounds/{round_.id}"
    return scene.by_staff(page, f"{page}/publish")


BUILDERS: dict[str, Callable[[Scene], Taps]] = {
    **event_taps.BUILDERS,
    **group_taps.BUILDERS,
    **resource_taps.BUILDERS,
    **training_taps.BUILDERS,
    "administer.verify_audit_trail": lambda scene: Taps(
        scene.administrator, "/settings/audit-trail", {"earlier_head": ""}
    ),
    "account.email_preferences": on_account("/account/emails", wants_news="y"),
    "account.quick_exit_settings": on_account("/account/quick-exit", keeps_typed="y"),
    "account.change_email": on_account("/account/email", email="new@example.org"),
    "account.change_password": on_account(
        "/account/password", current=PASSWORD, password=f"{PASSWORD} 2", again=f"{PASSWORD} 2"
    ),
    "account.confirm_email": on_account("/confirm-email/none"),
    "account.change_shown_name": on_account("/account/shown-name", "viewer", shown_name="M"),
    "administer.add_area": on_programme("/areas/new", new=("name",), region="central"),
    "administer.add_choice": on_programme("/topics/new", new=LABELS),
    "administer.add_language": on_programme("/languages/new", new=LABELS, group="other"),
    "administer.add_language_group": on_programme("/language-groups/new", new=LABELS),
    "administer.add_region": on_programme("/regions/new", new=LABELS),
    "administer.add_rule": on_programme(
        "/cadence/new-rule",
        new=("label_en", "label_es"),
        **RULE_FIELDS,
    ),
    "administer.change_rule": on_programme(
        "/cadence/training", new=("label_en", "label_es"), **RULE_FIELDS
    ),
    "administer.change_area": on_programme("/areas/koreatown", new=("name",), region="central"),
    "administer.change_choice": on_programme("/topics/media", new=LABELS),
    "administer.change_language_group": on_programme("/language-groups/asian", new=LABELS),
    "administer.change_offer": on_programme("/interests", "/music/offer"),
    "administer.change_region": on_programme("/regions/valley", new=LABELS),
    "administer.change_texts": on_programme(
        "/notice", new=("notice_en", "notice_es"), notice_date="2026-11-20"
    ),
    "administer.end_access": end_access,
    "administer.hand_over": hand_over,
    "administer.invite": lambda scene: by_administrator(
        scene, "/settings/staff/invite", role="viewer"
    ),
    "administer.move_choice_up": on_programme("/dislikes", "/small_talk/move-up"),
    "administer.restore_version": on_programme("/versions/1", "/restore"),
    "administer.revoke_invitation": revoke_invitation,
    "administer.upload_file": on_programme("/file", file=b"name = 'Puente'"),
    "administer.use_file": use_programme_file,
    "apply.agree_to_correction": on_correction("agree"),
    "apply.choose_role": choose_role,
    "apply.review": on_draft("review"),
    "apply.undo_correction": on_correction("undo"),
    "apply.step": on_draft("name", **FORM["name"]),
    "apply.withdraw": on_draft("withdraw"),
    "auth.choose_language": on_account("/language", language="es"),
    "auth.confirm_password": on_account("/confirm-password", password=PASSWORD),
    "auth.enter_code": anonymous("/sign-in/two-factor", code="000000"),
    "auth.quick_exit": on_account("/exit"),
    "auth.sign_in": sign_in_as_somebody,
    "auth.sign_out": on_account("/sign-out"),
    "coordinate.add_canned_answer": add_canned_answer,
    "coordinate.add_example_answers": add_example_answers,
    "coordinate.ask_for_recovery": ask_for_recovery,
    "coordinate.close_recovery": on_recovery("close"),
    "coordinate.confirm_recovery": on_recovery("confirm", by_staff=False),
    "coordinate.make_recovery_link": on_recovery("link", confirmed=True),
    "coordinate.make_sign_in_links": make_sign_in_links,
    "coordinate.print_sign_in_links": print_sign_in_links,
    "coordinate.answer_unclear_names": about_unclear_names(answer="nobody"),
    "coordinate.ask_unmatched": ask_unmatched,
    "coordinate.acknowledge_erasure": acknowledge_erasure,
    "coordinate.call_back": call_back,
    "coordinate.decide_pair": decide_pair,
    "coordinate.decide_suggestion": on_suggestion("pin"),
    "coordinate.filter_board": filter_board,
    "coordinate.flag_suggestion": on_suggestion("flag"),
    "coordinate.introduce_approved": introduce_approved,
    "coordinate.note_suggestion": note_suggestion,
    "coordinate.open_page_of_suggestion": lambda scene: Taps(
        scene.staff, f"/suggestions/{scene.rows('suggested')['suggestion'].id}/note/open"
    ),
    "coordinate.pair_by_hand": pair_by_hand,
    "coordinate.redo_board_decision": redo_board_decision,
    "coordinate.stop_keeping": stop_keeping,
    "coordinate.undo_board_decision": undo_board_decision,
    "coordinate.begin_safety_mode": on_safety_mode(ends=False),
    "coordinate.end_safety_mode": on_safety_mode(ends=True),
    "coordinate.export_compliance": on_list("/matches/compliance/export", "active"),
    "coordinate.mark_due_done": mark_due_done,
    "coordinate.open_due": on_due("/open"),
    "coordinate.open_match": lambda scene: Taps(
        scene.staff, f"/matches/{due_training(scene)[0].id}/open"
    ),
    "coordinate.postpone_due": on_due(
        "/postpone", until=str(now().date() + timedelta(days=9)), reason="On a trip."
    ),
    "coordinate.show_due": on_due(note="We talked."),
    "coordinate.undo_support_entry": undo_support_entry,
    "coordinate.write_about_due": on_due("/message/mentee", text="When does it suit you?"),
    "coordinate.assign_thread": on_thread("assign"),
    "coordinate.change_canned_answer": on_canned_answer(title="Another", text_en="Later."),
    "coordinate.create_round": create_round,
    "coordinate.change_round": change_round,
    "coordinate.move_round_forward": on_round("move-forward"),
    "coordinate.delete_canned_answer": on_canned_answer("/delete"),
    "coordinate.discard_broadcast": on_broadcast("discard"),
    "coordinate.download_proof": lambda scene: Taps(
        scene.staff, f"/match-runs/{with_board(scene)['suggestion'].match_run_id}/proof/download"
    ),
    "coordinate.download_report": download_report,
    "coordinate.publish_report": publish_report,
    "coordinate.cancel_merge_request": on_two_people("/cancel"),
    "coordinate.correct_answers": correct_answers,
    "coordinate.delete_note": on_note("delete"),
    "coordinate.end_match": end_match_by_staff,
    "coordinate.find_duplicates": find_duplicates,
    "coordinate.export_matches": on_list("/matches/export", "introduced"),
    "coordinate.export_people": on_list("/people/export"),
    "coordinate.export_suggestions": on_list("/suggestions/export"),
    "coordinate.imports.answers": on_sheet("answers"),
    "coordinate.imports.columns": on_sheet("columns"),
    "coordinate.imports.commit_import": on_sheet("commit"),
    "coordinate.imports.discard_upload": on_sheet("discard"),
    "coordinate.imports.read_again": on_sheet("reading", choice="utf-8-sig"),
    "coordinate.imports.upload": upload,
    "coordinate.add_limit": add_limit,
    "coordinate.lift_ban": lift_ban,
    "coordinate.remove_limit": remove_limit,
    "coordinate.list_matches": on_list("/matches", "introduced"),
    "coordinate.list_people": on_list("/people"),
    "coordinate.list_suggestions": on_list("/suggestions"),
    "coordinate.make_sign_in_link": on_application("sign-in-link"),
    "coordinate.assign_threads": assign_threads,
    "coordinate.mark_threads_done": finish_threads,
    "coordinate.export_threads": lambda scene: Taps(scene.staff, "/messages/export"),
    "coordinate.list_threads": lambda scene: Taps(scene.staff, "/messages", {"name": "Ana"}),
    "coordinate.mark_concern_done": mark_concern_done,
    "coordinate.mark_thread_done": on_thread("done"),
    "coordinate.mark_note_discussed": on_note("discussed"),
    "coordinate.merge_people": on_two_people(),
    "coordinate.choose_runs_to_compare": choose_runs,
    "coordinate.show_price_of_fairness": choose_floor,
    "coordinate.open_compared_names": open_names_of_runs("compare/{other}"),
    "coordinate.open_drawn_names": open_names_of_runs("draw"),
    "coordinate.open_merge": on_two_people("/open"),
    "coordinate.request_merge": on_two_people("/request"),
    "coordinate.open_application": open_page("applications", "mentor"),
    "coordinate.open_suggestion": open_page("suggestions", "suggestion"),
    "coordinate.reject": confirmed_rejection,
    "coordinate.move_round_back": on_round("move-back"),
    "coordinate.reopen_thread": on_thread("reopen"),
    "coordinate.invite_to_conversations": invite_to_conversations,
    "coordinate.list_conversations": propose_conversations,
    "coordinate.open_conversation": open_conversation,
    "coordinate.take_out_conversation": take_out_conversation,
    "coordinate.cancel_match_run": cancel_match_run,
    "coordinate.change_match_settings": change_match_settings,
    "coordinate.create_match_settings": create_match_settings,
    "coordinate.upload_match_settings": upload_match_settings,
    "coordinate.request_match_run": request_match_run,
    "coordinate.send_broadcast": on_broadcast("send"),
    "coordinate.show_thread": on_thread(text="Soon."),
    "coordinate.take_back_message": on_thread("take-back"),
    "coordinate.undo_unclear_names": about_unclear_names("undo"),
    "coordinate.write_note": write_note,
    "administer.change_screening_step": on_step(**STEP_FIELDS),
    "administer.define_screening_step": define_step,
    "administer.retire_screening_step": on_step("retire"),
    "administer.use_screening_step_again": on_step("use-again"),
    "coordinate.accept_selected": about_selected("accept"),
    "coordinate.decide_application": decide,
    "coordinate.decide_selected": decide_selected,
    "coordinate.decline_selected": about_selected("decline"),
    "coordinate.record_screening": on_screening(outcome="passed", held_on="2026-05-04"),
    "coordinate.remove_screening": on_screening("remove"),
    "coordinate.undo_decision": undo_decision,
    "coordinate.waitlist_selected": about_selected("waitlist"),
    "coordinate.write_broadcast": on_broadcast("text", text_en="We meet on Monday."),
    "coordinate.write_to_matches": write_to_matches,
    "coordinate.write_to_selected": write_to_selected,
    "messages.ask": write_message,
    "messages.open_messages": on_own_thread("/open"),
    "messages.show_thread": on_own_thread("", text="Thank you."),
    "invitations.follow": accept_invitation,
    "pairs.agree": on_agreement("yes", proposed_by=Role.MENTOR),
    "pairs.add_goal": on_pair("goals/new", "active", text="Cook", steps="Shop"),
    "pairs.add_to_album": on_pair("album/new", "active", kind="word", title="Hola"),
    "pairs.change_album_entry": on_album_entry("change", kind="song", title="Paloma"),
    "pairs.change_goal": on_goal("change", text="Bake", steps="Shop"),
    "pairs.delete_album_entry": on_album_entry("delete"),
    "pairs.delete_goal": on_goal("delete"),
    "pairs.mark_goal": on_goal("reached"),
    "pairs.tick_step": on_goal("steps", done="Shop"),
    "pairs.check_in": on_pair("check-in", "active", **CHECK_IN),
    "pairs.check_in_by_link": check_in_by_link,
    "pairs.pause": on_pair("pause", "active"),
    "pairs.reflect_on_meeting": reflect_on_meeting,
    "pairs.resume": go_on,
    "pairs.change_meeting": on_meeting(
        held_on=str(now().date()), minutes="50", mode="in_person", purpose="talk"
    ),
    "pairs.cancel_closing": on_closing("cancel"),
    "pairs.exit_form": look_back,
    "pairs.plan_closing": on_pair(
        "closing", "active", closure="expected", closes_on=str(now().date())
    ),
    "pairs.say_goodbye": on_closing("goodbye"),
    "pairs.choose_contact": on_pair("contact", "active", phone="y"),
    "pairs.delete_meeting": on_meeting("/delete"),
    "pairs.end_match": on_pair("end", "active", concern="Please call me."),
    "pairs.new_meeting": on_pair(
        "meetings/new",
        "active",
        held_on=str(now().date()),
        minutes="50",
        mode="online",
        purpose="talk",
    ),
    "pairs.propose_agreement": on_pair("agreement/propose", "active", **vars(TERMS)),
    "pairs.report_concern": on_pair("concern", "active", concern="He does not answer."),
    "pairs.show_conversation": say_how_it_was,
    "pairs.say_no": on_pair("no"),
    "pairs.say_yes": on_pair("yes"),
    "pairs.take_back_agreement": on_agreement("take-back", proposed_by=Role.MENTEE),
    "passkeys.add": on_account("/account/passkeys", answer="{}"),
    "passkeys.creation_options": on_account("/account/passkeys/options"),
    "passkeys.remove": on_account("/account/passkeys/1/remove"),
    "passkeys.request_options": anonymous("/sign-in/passkey/options"),
    "passkeys.sign_in": anonymous("/sign-in/passkey", answer="{}"),
    "personal_data.delete_account": on_account("/account/delete", password=PASSWORD),
    "recovery.forgot_password": anonymous("/forgot-password", email="tap@example.org"),
    "recovery.recover_with_help": recover_with_help,
    "recovery.reset_password": anonymous("/reset-password/none"),
    "recovery.set_first_password": set_first_password,
    "recovery.use_recovery_code": use_recovery_code,
    "sign_up.follow_link": anonymous("/sign-up/link/none"),
    "sign_up.with_email": anonymous("/sign-up/email", email="tap@example.org"),
    "sign_up.with_user_name": sign_up_with_user_name,
    "two_factor.new_recovery_codes": on_account("/account/two-factor/recovery-codes"),
    "two_factor.show_codes_again": on_account("/account/two-factor/recovery-codes/language"),
    "two_factor.remove_app": on_account("/account/two-factor/app/remove", "two_factor"),
    "two_factor.set_up_app": on_account("/account/two-factor/app", secret="A" * 32, code="000000"),
}


def post_endpoints(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}


def send(scene: Scene, taps: Taps, times: int) -> list[int]:
    """Send a request several times at once; return the HTTP statuses."""
    clients = [
        scene.sign_in(taps.person) if taps.person else scene.app.test_client() for _ in range(times)
    ]
    barrier, statuses = threading.Barrier(times), [0] * times

    def tap(index: int) -> None:
        data = {
            name: FileStorage(BytesIO(value), "sheet.csv") if isinstance(value, bytes) else value
            for name, value in taps.data.items()
        }
        barrier.wait()
        statuses[index] = clients[index].post(taps.url, data=data).status_code

    threads = [threading.Thread(target=tap, args=(index,)) for index in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


ROW_COUNTS = union_all(
    *(
        select(literal(table.name), func.count()).select_from(table)
        for table in Base.metadata.sorted_tables
    )
)


def row_counts() -> dict[str, int]:
    """Count the rows of every table in one statement: it is asked hundreds of times."""
    with db.engine.connect() as connection:
        return dict(connection.execute(ROW_COUNTS).tuples().all())


def added_rows(scene: Scene, endpoint: str, times: int) -> tuple[list[int], dict[str, int]]:
    taps = BUILDERS[endpoint](scene)
    db.session.commit()
    before = row_counts()
    statuses = send(scene, taps, times)
    db.session.rollback()
    return statuses, {name: count - before[name] for name, count in row_counts().items()}


def test_every_endpoint_has_a_builder(app: Flask) -> None:
    assert post_endpoints(app) == set(BUILDERS)


@pytest.mark.slow
@pytest.mark.usefixtures("each_database")
def test_four_taps_at_once_do_what_one_does(app: Flask, sign_in: SignIn) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    change_runtime(app, email_server=Mailbox(app))
    scene, wrong = Scene(app, sign_in), []
    for endpoint in BUILDERS:
        once, added_once = added_rows(scene, endpoint, 1)
        often, added_often = added_rows(scene, endpoint, TAPS)
        changes = {
            name: (count, added_often[name])
            for name, count in added_once.items()
            if name not in UNCOUNTED and count != added_often[name]
        }
        idle = added_once["audit_entry"] == 0 and endpoint not in NOT_AUDITED
        counted = endpoint.startswith(BLUEPRINTS_COUNTED)
        if max(*once, *often) >= 500 or (counted and (changes or idle)):
            wrong.append((endpoint, once, often, changes, idle))
    assert not wrong, "\n".join(map(str, wrong))
    banned = set(db.session.execute(select(Ban.mentee_id, Ban.mentor_id)))
    assert not banned & set(db.session.execute(select(Pin.mentee_id, Pin.mentor_id)))
    approved = select(Suggestion.id).where(Suggestion.state == SuggestionState.INTRODUCED)
    assert set(db.session.scalars(approved)) == set(db.session.scalars(select(Pair.suggestion_id)))
