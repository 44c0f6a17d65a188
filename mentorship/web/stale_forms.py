"""Forms of decisions say what they decide about, so that a stale page decides nothing.

A page stays open while the world goes on: a suggestion is approved, a pair ends, and even the
row may have been deleted. So the form of a decision holds digests of who decides what about which
row, of the state that its page showed, and of the answers that it showed (the macro `seen_field`).
The route checks them:

    @blueprint.post("/suggestions/<int:suggestion_id>/approve")
    @require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
    @refuse_stale()

A form that shows something else, or holds no digests, changes nothing. The person then reads what
has changed, on the page as it is now. Nobody is kept from ending or withdrawing something because
answers have changed.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, flash, redirect, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue

from mentorship.extensions import db
from mentorship.models import (
    Agreement,
    AlbumEntry,
    Application,
    ApplicationDecision,
    Broadcast,
    CannedAnswer,
    Concern,
    Conversation,
    Correction,
    DueItem,
    ErasedPair,
    Event,
    Goal,
    GroupRow,
    Meeting,
    Note,
    Pair,
    Person,
    PersonConstraint,
    Round,
    SafetyPeriod,
    ScreeningStep,
    Suggestion,
    SupportEntry,
    Thread,
    Unmatched,
)
from mentorship.privacy.sealed_rows import SealedRow
from mentorship.runtime import current_runtime
from mentorship.services.accounts import staff
from mentorship.services.entry_versions import version_of
from mentorship.services.pairs import goals
from mentorship.services.pairs.introductions import introduction_for
from mentorship.web import community_rows
from mentorship.web.access_control import View, require_person
from mentorship.web.change_messages import CLOSING, answers_changed, what_changed
from mentorship.web.row_pages import page_of
from mentorship.web.typed_again import show_again
from mentorship.web.unsent_forms import has_typed

FIELD = "seen"
DIGEST_LENGTH = 64
"""Hexadecimal digits of one digest."""
ABOUT_TEXTS = frozenset(
    {
        "groups.delete_row",
        "groups.mark_step",
        "pairs.delete_album_entry",
        "pairs.delete_goal",
        "pairs.delete_meeting",
    }
)
"""Endpoints that delete, or tick off, what somebody has written, as their page shows it."""


def init_app(app: Flask) -> None:
    app.jinja_env.globals["seen"] = seen


def seen(row: Any, action: str | None = None) -> str:
    """Return what a form holds about the row that it decides about.

    ``action`` is the URL that the form is sent to, unless that is the URL of its page.
    """
    endpoint = request.endpoint if action is None else endpoint_of(action)
    about = [row.__tablename__, row.id, endpoint, require_person().id]
    state, answers = _identity_and_state(row), _answers_shown(row, endpoint)
    return _digest([*about, "state", *state]) + _digest([*about, "answers", *answers])


def endpoint_of(url: str) -> str:
    """Return the endpoint that a form with this URL as its action is sent to."""
    path = urlsplit(url).path.removeprefix(request.script_root)
    # That of this request, since a page has many forms and making one is slow.
    adapter = request_ctx.url_adapter
    endpoint, _values = adapter.match(path, method="POST")  # type: ignore[union-attr]
    return str(endpoint)


def _digest(shown: Iterable[Any]) -> str:
    return current_runtime().blind_index(" ".join(map(str, shown))).hex()


def refuse_stale(about: Callable[..., Any] = lambda row, **_values: row) -> Callable[[View], View]:
    """Call a view with a POST only if the form's page showed the row as it is now.

    ``about`` finds the row of the decision, if the route loads another one.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(loaded: Any, **url_values: Any) -> ResponseReturnValue:
            if request.method == "POST":
                row = about(loaded, **url_values)
                sent, expected = request.form.get(FIELD, ""), seen(row)
                if not hmac.compare_digest(sent.encode(), expected.encode()):
                    same_state = sent[:DIGEST_LENGTH] == expected[:DIGEST_LENGTH]
                    return refuse(row, answers_changed(row) if same_state else what_changed(row))
            return view(loaded, **url_values)

        guarded.refuses_stale = True  # type: ignore[attr-defined]
        return guarded

    return declare


def refuse(row: Any, message: str) -> ResponseReturnValue:
    """Say why nothing was decided: beside what was typed, else on the page of the row."""
    if has_typed() and (page := show_again(HTTPStatus.CONFLICT, message)) is not None:
        return page
    flash(message, "warning")
    return redirect(page_of(row))


def _identity_and_state(row: Any) -> list[Any]:
    """Return the state of a row, and what tells it from another one that had the same id."""
    if isinstance(row, community_rows.CommunityRow):
        return community_rows.state_of(row)
    match row:
        case Suggestion() | Unmatched() | Conversation():
            return _state_of_match(row)
        case Meeting() | Agreement() | Goal() | AlbumEntry():
            return _state_within_pair(row)
        case Pair() | ErasedPair():
            return _state_of_pair(row)
        case Concern() | Note() | Correction() | PersonConstraint() | DueItem() | SupportEntry():
            return _state_of_note(row)
        case ApplicationDecision() | ScreeningStep() | SafetyPeriod() | Person():
            return _state_of_decision(row)
        case Thread() | CannedAnswer() | Broadcast():
            return _state_of_message(row)
        case _:
            return [row.created_at, row.state.value]


def _state_of_match(row: Suggestion | Unmatched | Conversation) -> list[Any]:
    match row:
        case Suggestion():
            return [row.row_token.hex(), row.state.value]
        case Unmatched():
            return [row.row_token.hex(), row.application.state.value]
        case Conversation():
            return [row.row_token.hex(), row.invited_at is not None]


def _state_within_pair(row: Meeting | Agreement | Goal | AlbumEntry) -> list[Any]:
    return [row.row_token.hex(), row.pair.state.value]


def _state_of_note(
    row: Concern | Note | Correction | PersonConstraint | DueItem | SupportEntry,
) -> list[Any]:
    match row:
        case Concern() | Note() | Correction():
            return [row.row_token.hex(), row.is_open]
        case DueItem():
            return [row.pair_id, row.rule, row.party.value, row.due_on]
        case PersonConstraint() | SupportEntry():
            return [row.row_token.hex()]


def _state_of_pair(row: Pair | ErasedPair) -> list[Any]:
    if isinstance(row, ErasedPair):
        return [row.erased_at, row.coordinator_saw_at is not None]
    role = row.role_of(require_person())
    return [row.created_at, row.state.value, role is not None and row.has_agreed(role)]


def _state_of_decision(
    row: ApplicationDecision | ScreeningStep | SafetyPeriod | Person,
) -> list[Any]:
    match row:
        case ApplicationDecision():
            return [row.decided_at, row.undone_at is not None]
        case ScreeningStep():
            return [row.created_at, row.retired_at, row.labels, row.for_mentees, row.for_mentors]
        case SafetyPeriod():
            return [row.started_at, row.ended_at is not None]
        case Person():
            return [row.row_token.hex(), *staff.roles_of(row)]


def _state_of_message(row: Thread | CannedAnswer | Broadcast) -> list[Any]:
    match row:
        case Thread():
            is_done = row.done_at is not None
            return [row.created_at, row.last_message_at, is_done, row.assigned_to]
        case CannedAnswer():
            return [hash_of(row)]
        case Broadcast():
            return [hash_of(row), row.confirmed_at is not None]


def _answers_shown(row: Any, endpoint: str | None) -> list[Any]:
    """Return what a page shows of the answers of the people whom its decision is about.

    A profile is sealed anew whenever an answer changes.
    """
    match row:
        case Suggestion():
            return [hash_of(row.mentee.profile), hash_of(row.mentor.profile)]
        case Round() | Event():
            return _shown_of_dated_row(row, endpoint)
        case Application() if endpoint != "apply.withdraw":
            return [hash_of(row.profile)]
        case Unmatched():
            return [hash_of(row.application.profile)]
        case Meeting() | Goal() | AlbumEntry() | GroupRow():
            return _text_shown(row) if endpoint in ABOUT_TEXTS else []
        case Correction():
            return [hash_of(row)]
        case Pair():
            return _shown_of_pair(row, endpoint)
        case _:
            return []


def _text_shown(row: Meeting | Goal | AlbumEntry | GroupRow) -> list[Any]:
    """Return what a page shows that asks whether to delete something that people have written.

    The form that changes a goal says with its version what its page showed: sending it twice is
    not the same as two who write different things.
    """
    match row:
        case Meeting():
            return [hash_of(row), row.held_on, row.minutes]
        case Goal():
            return [version_of(goals.entry_of(row))]  # whichever steps are ticked off
        case AlbumEntry():
            return [hash_of(row)]
        case GroupRow():
            return community_rows.text_shown(row)


def _shown_of_dated_row(row: Round | Event, endpoint: str | None) -> list[Any]:
    """Return what a page shows of a round, or of an event."""
    match row:
        case Round() if endpoint == "coordinate.change_round":
            return [row.name, row.opens_on, row.closes_on, row.introductions_by, row.ends_on]
        case Event():
            return community_rows.event_shown(row, endpoint or "")
        case _:
            return []


def _shown_of_pair(pair: Pair, endpoint: str | None) -> list[Any]:
    if endpoint in CLOSING:
        return [pair.closes_on, pair.closure]
    if endpoint != "pairs.say_yes":
        return []
    introduction = introduction_for(db.session, require_person(), pair)
    shown = [(question.name, answer) for question, answer in introduction.answers]
    return [json.dumps([introduction.name, introduction.region, shown], sort_keys=True)]


def hash_of(row: SealedRow) -> str:
    return hashlib.sha256(row.sealed).hexdigest()
