"""Export and erase everything that is stored about a person."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from mentorship.after_commit import AnySession, erase_after_commit
from mentorship.models import (
    Application,
    AuditEntry,
    Ban,
    Conversation,
    Correction,
    ErasedPair,
    ExclusionAnswer,
    ImportSheet,
    Message,
    Person,
    ResourceUpload,
    Role,
    ScreeningResult,
    Suggestion,
    Thread,
)
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.questions import questions_for
from mentorship.services import caseload
from mentorship.services.accounts import staff
from mentorship.services.accounts.recovery_requests import confirmed_for
from mentorship.services.applications.corrections import corrections_of
from mentorship.services.applications.locking import lock_applications_of, lock_people
from mentorship.services.applications.notes import notes_about
from mentorship.services.applications.screening import results_about
from mentorship.services.applications.submission import applications_of
from mentorship.services.audit import record_erasure
from mentorship.services.board.boards import discard_inputs_of
from mentorship.services.email.queue import delete_emails_of
from mentorship.services.erased_rows import rows_deleted_with
from mentorship.services.erasure_marks import mark_erased
from mentorship.services.events import sign_ups
from mentorship.services.events.event_data import event_data
from mentorship.services.groups import leaving
from mentorship.services.groups.group_data import groups_data
from mentorship.services.messages import own_messages
from mentorship.services.pairing.pair_constraints import keep_bans_after_erasure
from mentorship.services.pairing.person_constraints import constraints_of_people
from mentorship.services.pairs.concerns import concerns_by
from mentorship.services.pairs.erased_pairs import erased_pairs_of, tell_others
from mentorship.services.pairs.pair_data import pair_data
from mentorship.services.pairs.pairs import pairs_of
from mentorship.services.reading_history import Reading, readings_of
from mentorship.services.training.progress import done_modules
from mentorship.services.unsent_forms import delete_forms_of
from mentorship.vocabulary import page_language


def export(session: AnySession, person: Person) -> dict[str, Any]:
    """Return everything that is stored about a person, as plain data in vocabulary codes."""
    return {
        "account": _account(person),
        "applications": [_application(item) for item in applications_of(session, person)],
        "pairs": [pair_data(session, person, pair) for pair in pairs_of(session, person)],
        "pairs_with_erased_people": [
            _erased_pair(item) for item in erased_pairs_of(session, person)
        ],
        "groups": groups_data(session, person),
        "concerns": [
            {"day": concern.created_at, "text": concern.text}
            for concern in concerns_by(session, person)
        ],
        "screening": [_screening_result(item) for item in results_about(session, person)],
        "training": [
            {"module": item.code, "title": item.title, "done": item.done_at}
            for item in done_modules(session, person, page_language())
        ],
        "messages": [
            {**_thread(thread), "messages": [_message(person, item) for item in items]}
            for thread, items in own_messages.threads_with_messages(session, person)
        ],
        "messages_written_as_coordinator": own_messages.count_written_to_others(session, person),
        "corrections": [_correction(item) for item in corrections_of(session, person.id)],
        "coordinators_notes": _notes(session, person),
        "bans_from_erased_people": sum(
            len(item.profile.banned_names) for item in applications_of(session, person)
        ),
        "limits_for_matching": _limits(session, person),
        "first_conversations": [
            _conversation(person, item) for item in _conversations_of(session, person)
        ],
        "ruled_out_matches": _count_bans(session, person),
        "answers_about_exclusions": _count_answers_about_exclusions(session, person),
        "events": event_data(session, person),
        "help_with_signing_in": [
            {"asked": item.created_at, "confirmed": item.confirmed_at, "used": item.used_at}
            for item in confirmed_for(session, person)
        ],
        "suggested_pairs": len(_suggestions_about(session, person)),
        "actions": [_action(entry) for entry in _entries_by(session, person)],
        "readings": [_reading(item) for item in readings_of(session, person)],
    }


def _account(person: Person) -> dict[str, Any]:
    return {
        "sign_in_name": person.sign_in_name,
        "pending_email": person.pending_email,
        "former_addresses": len(person.former_address_indexes),
        "language": person.language,
        "keeps_typed_on_exit": person.keeps_typed_on_exit,
        "wants_news_by_email": person.wants_news,
        "wants_reminders_by_email": person.wants_reminders,
        "shown_name": person.shown_name,
        "sign_in_link_made": person.sign_in_link_made_at,
        "roles": [role.name for role in person.roles],
        "has_password": person.password is not None,
        "app_codes": person.totp_secret is not None,
        "passkeys": [{"name": key.name, "since": key.created_at} for key in person.passkeys],
        "merged_accounts": sum(table == "person" for table, _id in person.merged_rows),
        "recovery_codes_left": len(person.recovery_codes),
        "since": person.created_at,
    }


def _application(application: Application) -> dict[str, Any]:
    answers = application.profile.answers
    return {
        "round": application.round.name,
        "role": application.role.value,
        "state": application.state.value,
        "decision": application.decision and application.decision.value,
        "privacy_notice": application.privacy_notice,
        "begun": application.created_at,
        "sent": application.submitted_at,
        "former_names": application.profile.former_names,
        "time_unknown": application.has_unknown_time,
        "answers": {
            question.name: answers[question.name] for question in questions_for(application.role)
        },
    }


def _screening_result(result: ScreeningResult) -> dict[str, Any]:
    return {
        "step": dict(result.step.labels),
        "outcome": result.outcome.value,
        "day": result.held_on,
        "recorded": result.recorded_at,
        "note": result.note,
    }


def _conversations_of(session: AnySession, person: Person) -> list[Conversation]:
    """Return the first conversations to which a person was invited."""
    own = _is_about(person, Conversation), Conversation.invited_at.is_not(None)
    rows = session.scalars(select(Conversation).where(*own).order_by(Conversation.id))
    return [item for item in rows if item.can_be_read()]


def _conversation(person: Person, item: Conversation) -> dict[str, Any]:
    """Return what somebody said after a conversation; the other's answer is not theirs."""
    is_mentee = item.role_of(person) is Role.MENTEE
    return {
        "round": item.match_run.round.name,
        "own_role": (Role.MENTEE if is_mentee else Role.MENTOR).value,
        "invited": item.invited_at,
        "own_answer": item.mentee_answered_at if is_mentee else item.mentor_answered_at,
        "own_rating": item.mentee_rating if is_mentee else item.mentor_rating,
        "own_words": item.mentee_words if is_mentee else item.mentor_words,
    }


def _limits(session: AnySession, person: Person) -> list[dict[str, Any]]:
    """Return the constraints of somebody, whoever gave them; they tell nothing about others."""
    return [
        {
            "kind": constraint.kind if constraint.can_be_read() else "",
            "value": constraint.value if constraint.can_be_read() else None,
            "round": constraint.application.round.name,
            "since": constraint.created_at,
            "by_you": constraint.created_by == person.id,
        }
        for _person_id, constraint in constraints_of_people(session, [person.id])
    ]


def _thread(thread: Thread) -> dict[str, Any]:
    return {
        "about_a_concern": thread.concern_id is not None,
        "urgent": thread.is_urgent,
        "waits_since": thread.waits_since,
        "done": thread.done_at,
    }


def _message(person: Person, message: Message) -> dict[str, Any]:
    return {
        "at": message.created_at,
        "written_by_you": message.written_by == person.id,
        "opened": message.read_at,
        "text": message.text,
    }


def _erased_pair(item: ErasedPair) -> dict[str, Any]:
    return {"own_role": item.role.value, "began": item.had_started, "ended": item.erased_at}


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "at": correction.created_at,
        "question": correction.question,
        "before": correction.before,
        "after": correction.after,
        "reason": correction.reason,
        "seen": correction.answered_at,
        "undone_by_you": correction.was_undone,
    }


def _notes(session: AnySession, person: Person) -> dict[str, Any]:
    """Return the notes of coordinators, without their names, as ADR 0022 decides."""
    about = notes_about(session, person.id)
    given = [note for note in about if not note.is_withheld]
    return {
        "notes": [{"at": note.created_at, "text": note.text} for note in given],
        "withheld": len(about) - len(given),
    }


def _action(entry: AuditEntry) -> dict[str, Any]:
    return {"at": entry.at, "action": entry.action, "subject": entry.subject}


def _reading(item: Reading) -> dict[str, Any]:
    return {"at": item.at, "what": item.kind.value, "by": item.reader, "by_you": item.is_own}


def _entries_by(session: AnySession, person: Person) -> list[AuditEntry]:
    own = select(AuditEntry).where(AuditEntry.actor_id.in_(person.ids_in_trail()))
    return list(session.scalars(own.order_by(AuditEntry.id)))


def _suggestions_about(session: AnySession, person: Person) -> list[Suggestion]:
    return list(session.scalars(select(Suggestion).where(_is_about(person))))


def _count_bans(session: AnySession, person: Person) -> int:
    """Count the pairs that are not suggested any more; why is about the other person too."""
    own = select(Application.id).where(Application.person_id == person.id)
    about = select(func.count()).where(or_(Ban.mentee_id.in_(own), Ban.mentor_id.in_(own)))
    return session.scalar(about) or 0


def _count_answers_about_exclusions(session: AnySession, person: Person) -> int:
    """Count what coordinators answered about whom a person must not be matched with."""
    own = select(Application.id).where(Application.person_id == person.id)
    answers = select(func.count()).where(ExclusionAnswer.application_id.in_(own))
    return session.scalar(answers) or 0


def _is_about(
    person: Person, table: type[Suggestion] | type[Conversation] = Suggestion
) -> ColumnElement[bool]:
    """Return the condition on a suggestion or a conversation that a person is one of the two."""
    ids = select(Application.id).where(Application.person_id == person.id)
    return or_(table.mentee_id.in_(ids), table.mentor_id.in_(ids))


def lock_with_matches(session: AnySession, person: Person) -> None:
    """Lock a person and everybody in a pair or a suggestion with them, before an erasure.

    Of somebody who works here also the colleagues, of whom one takes over what they look after.

    The rows about a pair are deleted whoever of the two is erased. Without this lock, two who
    erase themselves at once would delete them in different orders and wait for each other.
    """
    colleagues = staff.ids(session) if person.is_staff else ()
    lock_people(session, {person.id, *matched_people(session, person), *colleagues})


def matched_people(session: AnySession, person: Person) -> set[int]:
    """Return the ids of everybody who is suggested to or to talk with a person, and their own.

    Every pair has a suggestion.
    """
    return {id_ for table in (Suggestion, Conversation) for id_ in _with(session, person, table)}


def _with(
    session: AnySession, person: Person, table: type[Suggestion] | type[Conversation]
) -> set[int]:
    both = table.mentee_id, table.mentor_id
    people = select(Application.person_id).join(table, Application.id.in_(both))
    return set(session.scalars(people.where(_is_about(person, table))))


def erase(session: AnySession, person: Person) -> None:
    """Erase a person everywhere, with their pairs and those pairs' meetings; counts remain.

    The other person of each introduction or match learns that it has ended, without a name. Whom
    a coordinator looks after is handed over; the last administrator is refused.

    A group of theirs is led by its longest member then, and goes if nobody else is in it.

    Foreign keys delete the rows that refer to the person or to their applications. The rest is
    deleted here: emails that wait to be sent to them, and entries of the audit trail. Counted
    attempts stay until they expire: deleting an account must not give anybody more of them. So does
    a keyed mark that an import must not bring them back. The commit destroys the person's data key,
    and with it what any backup, replica or write-ahead log still holds about them.
    """
    discard_inputs_of(session, {person.id})
    lock_with_matches(session, person)
    staff.check_is_not_last_administrator(session, person)
    caseload.release(session, person)
    lock_applications_of(session, person.id)
    sign_ups.give_up_all(session, person)
    keep_bans_after_erasure(session, person)
    tell_others(session, person)
    mark_erased(session, person)
    groups = leaving.lock_groups_of(session, person.id)
    rows = rows_deleted_with(session, person)
    delete_emails_of(session, person)
    delete_forms_of(session, person)
    delete_with_keys(session, select(ImportSheet).where(ImportSheet.uploaded_by == person.id))
    uploaded = select(ResourceUpload).where(ResourceUpload.uploaded_by == person.id)
    delete_with_keys(session, uploaded)
    session.delete(person)
    for group in groups:
        leaving.keep_a_lead(session, group)
    erase_after_commit(session)
    record_erasure(session, person, rows)
