"""What is kept about a person is shown to them in full, and erased in every table."""

import json
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from mentorship.extensions import Base, db
from mentorship.models import (
    ApplicationState,
    Attempt,
    AuditEntry,
    Ban,
    ContactChoice,
    ExitForm,
    ImportSheet,
    MatchRun,
    OutgoingEmail,
    Pair,
    Passkey,
    Person,
    Pin,
    Reminder,
    Role,
    Round,
    ScreeningOutcome,
    ScreeningUse,
    Suggestion,
    Unmatched,
)
from mentorship.services import personal_data
from mentorship.services.accounts import people, rate_limits, two_factor
from mentorship.services.applications import decisions, screening, screening_steps
from mentorship.services.applications.screening import ResultEntry
from mentorship.services.applications.screening_steps import StepDefinition
from mentorship.services.email import queue
from mentorship.services.imports import sessions
from mentorship.services.match_support import check_ins, support_entries
from mentorship.services.match_support.check_ins import CheckInAnswers
from mentorship.services.messages import threads
from mentorship.services.pairing import person_constraints, suggestions
from mentorship.services.pairing.constraint_kinds import ConstraintKind
from mentorship.services.pairs import agreements, album, goals, meetings, pairs, pauses
from mentorship.services.pairs.agreements import AgreementTerms
from mentorship.services.pairs.album import AlbumText
from mentorship.services.pairs.goals import GoalEntry
from mentorship.services.pairs.meetings import MeetingEntry
from mentorship.services.pairs.reflections import Reflection
from mentorship.services.training import modules, progress
from tests.conftest import Applicant, Mailbox
from tests.event_factories import make_event, sign_up
from tests.factories import (
    accept_introduction,
    make_application,
    make_match_run,
    make_person,
    make_round,
)
from tests.integration.conftest import Suggest

NOTES = "Cooked, and practiced the speech."
ALIAS = "Cricket at the door"
SCREENING_NOTE = "Listens well, and likes to cook."


def rows() -> dict[str, int]:
    counted = {
        name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in Base.metadata.tables.items()
    }
    return {name: count for name, count in counted.items() if count}


@pytest.fixture
def erased_later(mailbox: Mailbox, introduced: Pair, coordinator: Person) -> Person:
    """A mentee with at least one row in every table that can refer to a person."""
    person = introduced.mentee.person
    for action in rate_limits.WINDOWS:  # first, since an attempt is written by itself
        rate_limits.allow_attempt(db.session, action, person.sign_in_name)
    queue.request_address_change(db.session, person, "new@example.org", "en")
    people.request_email_change(db.session, person, "new@example.org")
    accept_introduction(introduced)
    held = MeetingEntry(date(2026, 11, 1), 45, "online", "talk", NOTES)
    own = Reflection("I was nervous.", 3)
    meetings.log_meeting(db.session, person, introduced, held, (), own)
    look_after(introduced, coordinator)
    goals.add_goal(db.session, person, introduced, GoalEntry("Cook tamales", None, ("Shop",)))
    album.add_entry(db.session, person, introduced, AlbumText("song", "De colores", ""))
    (module, *_others) = modules.all_modules(db.session)
    progress.mark_done(db.session, person, module)
    threads.write_to(db.session, coordinator, person, "Welcome.")
    use = ScreeningUse.OPTIONAL
    definition = StepDefinition({"en": "Interview"}, use, use)
    step = screening_steps.define(db.session, coordinator, definition)
    entry = ResultEntry(ScreeningOutcome.PASSED, date(2026, 11, 1), SCREENING_NOTE)
    screening.record_result(db.session, coordinator, introduced.mentee, step, entry)
    decisions.decide(db.session, coordinator, introduced.mentee, ApplicationState.ACCEPTED)
    sign_up(person, make_event(coordinator), ALIAS)
    two_factor.new_recovery_codes(db.session, person)
    person.passkeys.append(
        Passkey(
            key_ids=[person.key_id],
            credential_index=b"1",
            credential={"id": "1", "public_key": "1"},
            name="Phone",
        )
    )
    person_constraints.add(db.session, None, introduced.mentee, ConstraintKind.SAME_AREA)
    db.session.add_all(
        [
            Ban(mentee=introduced.mentee, mentor=introduced.mentor),
            Pin(mentee_id=introduced.mentee_id, mentor_id=introduced.mentor_id),
        ]
    )
    db.session.commit()
    return person


def look_after(pair: Pair, coordinator: Person) -> None:
    """Have the mentee check in, propose an agreement and pause, be reminded, and be noted about."""
    person = pair.mentee.person
    given = CheckInAnswers(4, "time", wants_call=False, words="We rarely find a time.")
    check_ins.answer(db.session, person, pair, given)
    terms = AgreementTerms("every_week", 45, "online")
    agreements.propose(db.session, person, pair, terms, seen="")
    item = support_entries.due_item(db.session, pair, "training", "mentee")
    assert item is not None
    support_entries.mark_done(db.session, coordinator, item, "She came on Saturday.")
    pauses.pause(db.session, person, pair)
    about = {"about": "check_in", "since": date(2026, 12, 1), "stage": 1}
    reminder = Reminder(pair_id=pair.id, person_id=person.id, **about)
    exit_form = ExitForm(person=person, pair=pair)
    choice = ContactChoice(person=person, pair_id=pair.id)
    db.session.add_all([reminder, exit_form, choice])


def erase(person: Person) -> None:
    personal_data.erase(db.session, person)
    db.session.commit()


def test_no_table_keeps_a_row_of_an_erased_person_and_nobody_else_loses_one(
    erased_later: Person,
) -> None:
    make_application(make_round("Summer"), "mentor", "mentee@example.org")
    before = rows()
    erase(erased_later)
    after = rows()
    lost = {name: before[name] - after.get(name, 0) for name in before}
    assert lost.pop("audit_entry") > 0
    assert lost.pop("due_item") > 0
    assert lost.pop("audit_link") == -1, "the chain stays, and the erasure is in it"
    assert {name: count for name, count in lost.items() if count} == {
        "person": 1,
        "person_role": 1,
        "application": 2,
        "profile": 2,
        "passkey": 1,
        "recovery_code": two_factor.RECOVERY_CODE_COUNT,
        "outgoing_email": 2,  # news, a change of address
        "suggestion": 1,
        "pair": 1,
        "meeting": 1,
        "goal": 1,
        "album_entry": 1,
        "meeting_reflection": 1,
        "check_in": 1,
        "agreement": 1,
        "support_entry": 1,
        "pair_pause": 1,
        "reminder": 1,
        "exit_form": 1,
        "contact_choice": 1,
        "screening_result": 1,
        "training_progress": 1,
        "application_decision": 1,
        "thread": 1,
        "message": 1,
        "ban": 1,
        "pin": 1,
        "run_input": 1,
        "board": 1,
        "person_constraint": 1,
        "event_sign_up": 1,
    }
    assert after["person"] == 2, "the mentor, and the coordinator"


def test_every_audit_entry_by_or_about_an_erased_person_is_deleted(erased_later: Person) -> None:
    person_id, application_id = erased_later.id, db.session.query(Pair).one().mentee_id
    erase(erased_later)
    about = db.session.query(AuditEntry).filter(
        AuditEntry.subject.in_(
            [
                *("passkey", "suggestion", "pair", "meeting", "goal", "album_entry", "message"),
                "training_progress",
            ]
        )
        | (AuditEntry.actor_id == person_id)
        | ((AuditEntry.subject == "application") & (AuditEntry.subject_id == application_id))
    )
    assert about.count() == 0
    erasure = db.session.query(AuditEntry).filter_by(subject="person", subject_id=person_id).one()
    assert (erasure.action, erasure.actor_id) == ("erase", None)


def test_nothing_is_erased_when_the_request_fails(erased_later: Person) -> None:
    before = rows()
    personal_data.erase(db.session, erased_later)
    db.session.rollback()
    assert rows() == before


def test_erasing_keeps_the_counts_and_the_other_people_of_a_match_run(
    applicant: Applicant, suggest: Suggest, a_round: Round
) -> None:
    unmatched = [applicant("mentee", f"{name}@example.org") for name in ("mei", "lan")]
    applicant("mentor", "hana@example.org")
    assert suggest() == []
    run = db.session.query(MatchRun).one()
    counts = run.mentees, run.mentors, run.capacity, run.suggested
    ids_before = unmatched_ids()
    erased_id = unmatched[0].id
    erase(unmatched[0].person)
    assert unmatched_ids() == ids_before - {erased_id}
    assert len(ids_before) == 3
    assert (run.mentees, run.mentors, run.capacity, run.suggested) == counts


def unmatched_ids() -> set[int]:
    return set(db.session.scalars(select(Unmatched.application_id)))


def test_a_person_is_erased_whose_match_run_has_no_result_yet(
    applicant: Applicant, a_round: Round
) -> None:
    person = applicant("mentee", "mei@example.org").person
    db.session.add(MatchRun(round=a_round, seed=1, settings={}))
    erase(person)
    assert db.session.query(MatchRun).count() == 1


def test_whoever_never_applied_is_erased_too(app: Flask) -> None:
    erase(make_person("mei-1234", "password"))
    assert rows() == {"account_role": 1, "audit_entry": 1, "audit_link": 1}


def test_what_an_erased_coordinator_did_is_kept_without_their_id(
    suggested: Suggestion, a_round: Round, coordinator: Person
) -> None:
    sessions.store_upload(db.session, coordinator, a_round, b"name\nAna\n")
    pair = suggestions.introduce(db.session, coordinator, suggested)
    db.session.query(MatchRun).one().requested_by = coordinator.id
    db.session.commit()
    erase(coordinator)
    introduction = db.session.query(AuditEntry).filter_by(action="introduce").one()
    assert (introduction.actor_id, introduction.subject_id) == (None, pair.id)
    db.session.refresh(suggested)
    assert suggested.decided_by is None
    assert suggested.decided_at is not None
    assert db.session.query(MatchRun).one().requested_by is None
    assert db.session.query(ImportSheet).count() == 0


def test_an_address_can_sign_up_anew_after_its_erasure(erased_later: Person) -> None:
    name = erased_later.sign_in_name
    erase(erased_later)
    assert people.person_named(db.session, name) is None
    again = make_person(name)
    assert personal_data.export(db.session, again)["applications"] == []
    assert rate_limits.allow_attempt(db.session, rate_limits.SIGN_IN, name)


def test_waiting_emails_of_others_stay(erased_later: Person) -> None:
    queue.notify(db.session, make_person("other@example.org"))
    erase(erased_later)
    recipients = [email.recipient for email in db.session.query(OutgoingEmail)]
    assert "other@example.org" in recipients
    assert "mentee@example.org" not in recipients


def test_whoever_asked_for_an_address_and_is_erased_frees_no_attempts_and_no_emails_of_it(
    mailbox: Mailbox,
) -> None:
    """Anybody can ask for the address of somebody else, and then delete the account."""
    victim, stranger = make_person("victim@example.org", "password"), make_person("stranger-1234")
    for action in rate_limits.WINDOWS:
        rate_limits.allow_attempt(db.session, action, victim.sign_in_name)
    queue.notify(db.session, victim)
    people.request_email_change(db.session, stranger, "victim@example.org")
    db.session.commit()
    attempts = db.session.query(Attempt).count()
    erase(stranger)
    assert db.session.query(Attempt).count() == attempts
    assert [to for to, _, _ in mailbox.emails()] == ["victim@example.org"]


def test_an_erasure_frees_no_attempts_of_the_erased_name(app: Flask) -> None:
    person = make_person("mei-1234")
    rate_limits.allow_attempt(db.session, rate_limits.TWO_FACTOR, person.sign_in_name)
    erase(person)
    assert db.session.query(Attempt).count() == 1


def test_the_email_to_an_address_that_an_erased_person_asked_for_is_not_sent(
    erased_later: Person, mailbox: Mailbox
) -> None:
    erase(erased_later)
    assert "new@example.org" not in {to for to, _, _ in mailbox.emails()}
    assert db.session.query(OutgoingEmail).count() == 0


def test_the_export_holds_what_the_person_gave_and_did_but_no_secret(
    erased_later: Person,
) -> None:
    data = personal_data.export(db.session, erased_later)
    account = data["account"]
    assert (account["sign_in_name"], account["pending_email"]) == (
        "mentee@example.org",
        "new@example.org",
    )
    assert account["recovery_codes_left"] == two_factor.RECOVERY_CODE_COUNT
    assert [passkey["name"] for passkey in account["passkeys"]] == ["Phone"]
    (pair,) = data["pairs"]
    assert [meeting["notes"] for meeting in pair["meetings"]] == [NOTES]
    assert [event["alias"] for event in data["events"]] == [ALIAS]
    assert pair["meetings"][0]["logged_by_you"]
    assert [(goal["text"], goal["steps"]) for goal in pair["goals"]] == [
        ("Cook tamales", [{"text": "Shop", "done_on": None}])
    ]
    assert [(entry["title"], entry["written_by_you"]) for entry in pair["album"]] == [
        ("De colores", True)
    ]
    assert [item["module"] for item in data["training"]] == ["being_a_mentor"]
    assert data["suggested_pairs"] == 1
    assert data["ruled_out_matches"] == 1
    (limit,) = data["limits_for_matching"]
    assert (limit["kind"], limit["by_you"]) == ("same_area", False)
    ((message,),) = [thread["messages"] for thread in data["messages"]]
    assert (message["text"], message["written_by_you"]) == ("Welcome.", False)
    assert {"send application", "say yes", "log meeting"} <= {
        action["action"] for action in data["actions"]
    }
    shown = json.dumps(data, default=str)
    for secret in ("mentor@example.org", erased_later.fs_uniquifier, "public_key"):
        assert secret not in shown


def test_drafts_and_withdrawn_applications_of_every_round_are_exported(
    applicant: Applicant, a_round: Round
) -> None:
    applicant("mentee", "mei@example.org", "withdrawn", goals="First.")
    summer = make_round("Summer")
    draft = make_application(summer, "mentor", "mei@example.org", "draft", goals="Second.")
    exported = personal_data.export(db.session, draft.person)["applications"]
    assert [(item["round"], item["state"], item["answers"]["goals"]) for item in exported] == [
        ("Summer", "draft", "Second."),
        ("Spring", "withdrawn", "First."),
    ]


def test_a_run_without_the_person_is_left_as_it_was(
    applicant: Applicant, a_round: Round, suggest: Suggest
) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org")
    make_match_run(a_round)
    ids_before = unmatched_ids()
    erase(make_application(make_round("Summer"), "mentee", "lan@example.org").person)
    assert unmatched_ids() == ids_before


@pytest.mark.parametrize("erased_role", ["mentee", "mentor"])
def test_whoever_is_banned_does_not_escape_it_by_erasing_themselves(
    introduced: Pair, applicant: Applicant, suggest: Suggest, erased_role: str
) -> None:
    other = introduced.other_side(Role(erased_role))
    person = introduced.other_side(other.role).person
    name, community = person.sign_in_name, "latino" if erased_role == "mentor" else "asian"
    pairs.say_no(db.session, other.person, introduced)
    erase(person)
    returned = applicant(erased_role, name, communities=[community])
    assert suggest() == []
    assert personal_data.export(db.session, other.person)["bans_from_erased_people"] == 1
    assert personal_data.export(db.session, returned.person)["bans_from_erased_people"] == 0


def test_whoever_is_banned_does_not_escape_it_by_an_address_of_before(
    introduced: Pair, applicant: Applicant, suggest: Suggest
) -> None:
    """Neither by one that they had before, nor by one whose letters a version before changed."""
    mentor = introduced.mentor.person
    mentor.change_sign_in_name("gross@example.org")  # as "groß@example.org" was stored
    pairs.say_no(db.session, introduced.mentee.person, introduced)
    erase(mentor)
    for name in ("mentor@example.org", "groß@example.org"):
        applicant("mentor", name, "latino")
    assert suggest() == []


def test_whoever_is_banned_does_not_escape_it_by_a_new_address_after_they_returned(
    introduced: Pair, applicant: Applicant, suggest: Suggest
) -> None:
    mentor = introduced.mentor.person
    name = mentor.sign_in_name
    pairs.say_no(db.session, introduced.mentee.person, introduced)
    erase(mentor)
    applicant("mentor", name, "latino").person.change_sign_in_name("new@example.org")
    db.session.flush()
    assert suggest() == []


def test_a_ban_from_an_erased_person_holds_in_later_rounds_and_for_nobody_else(
    introduced: Pair, coordinator: Person
) -> None:
    mentor_name = introduced.mentor.person.sign_in_name
    pairs.say_no(db.session, introduced.mentee.person, introduced)
    erase(introduced.mentor.person)
    later = make_round("Summer")
    make_application(later, "mentee", "mentee@example.org")
    make_application(later, "mentor", mentor_name, "latino")
    assert make_match_run(later).suggested == 0
    make_application(later, "mentor", "another@example.org", "latino")
    assert make_match_run(later).suggested == 1
