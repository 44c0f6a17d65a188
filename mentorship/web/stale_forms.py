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
    AlbumEntry,
    Application,
    Correction,
    Event,
    Goal,
    GroupRow,
    Meeting,
    Pair,
    Person,
    Round,
    Suggestion,
    Unmatched,
)
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


def _identity_and_state(row: Any) -> list[object]:
    """Return the state of a row, and what tells it from another one that had the same id.

    Its model says it, unless it depends on who decides, or on rows of other tables.
    """
    match row:
        case Pair():
            role = row.role_of(require_person())
            has_agreed = role is not None and row.has_agreed(role)
            return [row.created_at, row.state.value, has_agreed]
        case Person():
            return [row.row_token.hex(), *staff.roles_of(row)]
        case _:
            state: list[object] = row.identity_and_state()
            return state


def _answers_shown(row: Any, endpoint: str | None) -> list[Any]:
    """Return what a page shows of the answers of the people whom its decision is about.

    A profile is sealed anew whenever an answer changes.
    """
    match row:
        case Suggestion():
            return [row.mentee.profile.sealed_digest(), row.mentor.profile.sealed_digest()]
        case Application() if endpoint != "apply.withdraw":
            return [row.profile.sealed_digest()]
        case Unmatched():
            return [row.application.profile.sealed_digest()]
        case Correction():
            return [row.sealed_digest()]
        case Pair():
            return _shown_of_pair(row, endpoint)
        case _:
            return _words_shown(row, endpoint)


def _words_shown(row: Any, endpoint: str | None) -> list[Any]:
    """Return what a page shows that people have written, or entered about a day."""
    match row:
        case Round() if endpoint == "coordinate.change_round":
            return [row.name, row.opens_on, row.closes_on, row.introductions_by, row.ends_on]
        case Event():
            return community_rows.event_shown(row, endpoint or "")
        case Meeting() | Goal() | AlbumEntry() | GroupRow() if endpoint in ABOUT_TEXTS:
            return _text_shown(row)
        case _:
            return []


def _text_shown(row: Meeting | Goal | AlbumEntry | GroupRow) -> list[Any]:
    """Return what a page shows that asks whether to delete something that people have written.

    The form that changes a goal says with its version what its page showed: sending it twice is
    not the same as two who write different things.
    """
    match row:
        case Meeting():
            return [row.sealed_digest(), row.held_on, row.minutes]
        case Goal():
            return [version_of(goals.entry_of(row))]  # whichever steps are ticked off
        case AlbumEntry():
            return [row.sealed_digest()]
        case GroupRow():
            return community_rows.text_shown(row)


def _shown_of_pair(pair: Pair, endpoint: str | None) -> list[Any]:
    if endpoint in CLOSING:
        return [pair.closes_on, pair.closure]
    if endpoint != "pairs.say_yes":
        return []
    introduction = introduction_for(db.session, require_person(), pair)
    shown = [(question.name, answer) for question, answer in introduction.answers]
    return [json.dumps([introduction.name, introduction.region, shown], sort_keys=True)]
