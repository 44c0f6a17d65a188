"""What the copy of somebody's data says about a match of theirs: nothing that is the other's."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from mentorship.after_commit import AnySession
from mentorship.models import (
    Agreement,
    AlbumEntry,
    ExitForm,
    Goal,
    Meeting,
    MeetingReflection,
    Pair,
    Person,
    Role,
)
from mentorship.services.match_support.support_data import support_data
from mentorship.services.pairing.pair_constraints import ban_of
from mentorship.services.pairs.agreements import agreements_of, terms_of
from mentorship.services.pairs.album import entries_of
from mentorship.services.pairs.closing import how_it_ended
from mentorship.services.pairs.contact_choices import contact_shown_by
from mentorship.services.pairs.exit_forms import exit_form_of
from mentorship.services.pairs.goals import goals_of
from mentorship.services.pairs.meetings import meetings_of
from mentorship.services.pairs.pairs import role_in
from mentorship.services.pairs.reflections import own_reflections, reflections_by


def pair_data(session: AnySession, person: Person, pair: Pair) -> dict[str, Any]:
    """Return a match with what is stored about one of the two, as plain data."""
    role = role_in(pair, person)
    return {
        "own_role": role.value,
        "state": pair.state.value,
        "introduced": pair.created_at,
        "own_yes": _own_yes(pair, role),
        "began": pair.started_at,
        **_end_of_pair(session, person, pair),
        **_own_reason(session, pair, role),
        "contact_shown": asdict(contact_shown_by(session, person, pair)),
        "agreements": [_agreement(item, role) for item in agreements_of(session, pair)],
        "meetings": _meetings(session, person, pair),
        "kept_about_deleted_meetings": _reflections_on_deleted(session, person, pair),
        "goals": [_goal(goal) for goal in goals_of(session, pair)],
        "album": [_album_entry(person, entry) for entry in entries_of(session, pair)],
        **support_data(session, person, role, pair),
    }


def _own_yes(agreed: Pair | Agreement, role: Role) -> datetime | None:
    return agreed.mentee_agreed_at if role is Role.MENTEE else agreed.mentor_agreed_at


def _agreement(agreement: Agreement, role: Role) -> dict[str, Any]:
    return {
        "proposed": agreement.created_at,
        "own_yes": agreement.mentee_agreed_at
        if role is Role.MENTEE
        else agreement.mentor_agreed_at,
        "holds": agreement.holds,
        **asdict(terms_of(agreement)),
    }


def _end_of_pair(session: AnySession, person: Person, pair: Pair) -> dict[str, Any]:
    closure, exit_form = how_it_ended(pair), exit_form_of(session, person, pair)
    return {
        "ends_on": pair.closes_on,
        "ended": pair.closed_at,
        "how_it_ended": closure.value if closure and pair.closed_at else None,
        "exit_form": _exit_form(exit_form) if exit_form else None,
    }


def _exit_form(exit_form: ExitForm) -> dict[str, Any]:
    """Return what somebody said after a match; what the other one said is not theirs."""
    return {
        "day": exit_form.created_at,
        "rating": exit_form.rating,
        "good": exit_form.good,
        "better": exit_form.better,
        "stays_in_touch": exit_form.stays_in_touch,
    }


def _own_reason(session: AnySession, pair: Pair, role: Role) -> dict[str, str]:
    """Return why somebody did not want a match, if it was they who said so."""
    banned = ban_of(session, pair.mentee_id, pair.mentor_id)
    if banned is None or banned.said_by != role:
        return {}
    return {"own_reason": banned.reason, "own_words": banned.words}


def _meetings(session: AnySession, person: Person, pair: Pair) -> list[dict[str, Any]]:
    """Return the meetings with what somebody keeps for themselves; not what the other one keeps."""
    rows = meetings_of(session, pair)
    own = own_reflections(session, person, [row.id for row in rows])
    return [{**_meeting(person, row), **_reflection(own.get(row.id))} for row in rows]


def _reflection(own: MeetingReflection | None) -> dict[str, Any]:
    if own is None or not own.can_be_read():
        return {}
    return {"own_note": own.note, "own_feeling": own.feeling}


def _reflections_on_deleted(session: AnySession, person: Person, pair: Pair) -> list[Any]:
    """Return what somebody keeps about meetings that the other one has deleted since."""
    kept = reflections_by(session, person, pair)
    return [{"day": row.held_on, **_reflection(row)} for row in kept if row.meeting_id is None]


def _meeting(person: Person, meeting: Meeting) -> dict[str, Any]:
    return {
        "day": meeting.held_on,
        "minutes": meeting.minutes,
        "mode": meeting.mode,
        "purpose": meeting.purpose,
        "notes": meeting.notes,
        "logged_by_you": meeting.logged_by == person.id,
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "text": goal.text,
        "begun": goal.created_at,
        "by": goal.due_on,
        "reached": goal.reached_on,
        "steps": goal.steps,
    }


def _album_entry(person: Person, entry: AlbumEntry) -> dict[str, Any]:
    return {
        "added": entry.created_at,
        "kind": entry.kind,
        "title": entry.title,
        "text": entry.text,
        "written_by_you": entry.written_by == person.id,
    }
