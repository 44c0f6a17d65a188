"""What the service keeps about a person: all of it for them to see, and all of it to erase."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, or_, select

from mentorship.after_commit import AnySession
from mentorship.models import (
    COORDINATOR,
    Application,
    AuditEntry,
    MatchRun,
    Meeting,
    OutgoingEmail,
    Pair,
    Person,
    Profile,
    Suggestion,
)
from mentorship.runtime import current_runtime
from mentorship.services.accounts import rate_limits
from mentorship.services.applications.submission import applications_of
from mentorship.services.audit import record
from mentorship.services.pairing.pairs import meetings_of, pairs_of

OF_A_PROFILE = (
    *("name", "phone", "communities", "heritage", "languages", "area", "modes", "availability"),
    *("topics", "interests", "dislikes", "hope", "not_with"),
)


def export(session: AnySession, person: Person) -> dict[str, Any]:
    """Return everything that is kept about a person, as plain data in vocabulary codes."""
    return {
        "account": _account(person),
        "applications": [_application(one) for one in applications_of(session, person)],
        "pairs": [_pair(session, person, pair) for pair in pairs_of(session, person)],
        "suggested_pairs": len(_suggestions_about(session, person)),
        "actions": [_action(entry) for entry in _entries_by(session, person)],
    }


def _account(person: Person) -> dict[str, Any]:
    return {
        "sign_in_name": person.sign_in_name,
        "pending_email": person.pending_email,
        "language": person.language,
        "roles": [role.name for role in person.roles],
        "has_password": person.password is not None,
        "app_codes": person.totp_secret is not None,
        "passkeys": [{"name": key.name, "since": key.created_at} for key in person.passkeys],
        "recovery_codes_left": len(person.recovery_codes),
        "since": person.created_at,
    }


def _application(application: Application) -> dict[str, Any]:
    profile: Profile = application.profile
    return {
        "round": application.round.name,
        "role": application.role.value,
        "state": application.state.value,
        "waitlisted": application.waitlisted,
        "places": application.places,
        "privacy_notice": application.privacy_notice,
        "begun": application.created_at,
        "sent": application.submitted_at,
        "answers": {name: getattr(profile, name) for name in OF_A_PROFILE},
    }


def _pair(session: AnySession, person: Person, pair: Pair) -> dict[str, Any]:
    role = pair.role_of(person)
    return {
        "own_role": role.value if role else None,
        "state": pair.state.value,
        "introduced": pair.created_at,
        "own_yes": pair.mentee_agreed_at if role == "mentee" else pair.mentor_agreed_at,
        "began": pair.started_at,
        "ended": pair.closed_at,
        "meetings": [_meeting(person, one) for one in meetings_of(session, pair)],
    }


def _meeting(person: Person, meeting: Meeting) -> dict[str, Any]:
    return {
        "day": meeting.held_on,
        "minutes": meeting.minutes,
        "mode": meeting.mode,
        "notes": meeting.notes,
        "logged_by_you": meeting.logged_by == person.id,
    }


def _action(entry: AuditEntry) -> dict[str, Any]:
    return {"at": entry.at, "action": entry.action, "subject": entry.subject}


def _entries_by(session: AnySession, person: Person) -> list[AuditEntry]:
    own = select(AuditEntry).where(AuditEntry.actor_id == person.id).order_by(AuditEntry.id)
    return list(session.scalars(own))


def _suggestions_about(session: AnySession, person: Person) -> list[Suggestion]:
    theirs = select(Application.id).where(Application.person_id == person.id)
    about = or_(Suggestion.mentee_id.in_(theirs), Suggestion.mentor_id.in_(theirs))
    return list(session.scalars(select(Suggestion).where(about)))


def erase(session: AnySession, person: Person) -> None:
    """Erase a person everywhere, with their pairs and those pairs' logs; counts remain.

    The database removes what refers to the person or to their applications. What it
    cannot see is removed here: their numbers in the results of match runs and in the
    record of who did what, letters on their way to them, and tries to sign in.
    """
    applications = applications_of(session, person)
    _forget_in_results(session, applications)
    _forget_in_record(session, person, applications)
    for name in filter(None, (person.sign_in_name, person.pending_email)):
        index = current_runtime().cipher.blind_index(name)
        session.execute(delete(OutgoingEmail).where(OutgoingEmail.recipient_index == index))
        for what in rate_limits.WINDOWS:
            rate_limits.reset(session, what, name)
    session.delete(person)
    record(session, None, "erase", person)


def _forget_in_results(session: AnySession, applications: Iterable[Application]) -> None:
    ids = {application.id for application in applications}
    rounds = {application.round_id for application in applications}
    for run in session.scalars(select(MatchRun).where(MatchRun.round_id.in_(rounds))):
        if run.result is not None:
            run.result = run.result | {
                side: [one for one in run.result[side] if one["id"] not in ids]
                for side in ("mentees", "mentors")
            }


def _forget_in_record(
    session: AnySession, person: Person, applications: Iterable[Application]
) -> None:
    pairs = pairs_of(session, person)
    about: dict[str, list[int]] = {
        "person": [person.id],
        "passkey": [passkey.id for passkey in person.passkeys],
        "application": [application.id for application in applications],
        "suggestion": [suggestion.id for suggestion in _suggestions_about(session, person)],
        "pair": [pair.id for pair in pairs],
        "meeting": [meeting.id for pair in pairs for meeting in meetings_of(session, pair)],
    }
    if not person.has_role(COORDINATOR):  # what coordinators did is about others
        session.execute(delete(AuditEntry).where(AuditEntry.actor_id == person.id))
    for table, ids in about.items():
        session.execute(
            delete(AuditEntry).where(AuditEntry.subject == table, AuditEntry.subject_id.in_(ids))
        )
