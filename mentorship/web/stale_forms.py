"""Forms of decisions say what they decide about, so that a stale page decides nothing.

A page stays open while the world goes on: a suggestion is approved, a pair ends, and even the
row may have been deleted. So the form of a decision holds a digest of its row and of the state
that its page showed (the macro `seen_field`), and the route checks it:

    @blueprint.post("/suggestions/<int:suggestion_id>/approve")
    @require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
    @refuse_stale()

A form that shows something else, or holds no digest, changes nothing. The person then reads what
has changed, on the page as it is now.
"""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.models import (
    Application,
    ApplicationState,
    Concern,
    Pair,
    PairState,
    Round,
    RoundState,
    Suggestion,
    SuggestionState,
)
from mentorship.runtime import current_runtime
from mentorship.web.access_control import View, require_person

FIELD = "seen"


def init_app(app: Flask) -> None:
    app.jinja_env.globals["seen"] = seen


def seen(row: Any) -> str:
    """Return what a form holds about the row that it decides about."""
    shown = [row.__tablename__, row.id, *_identity_and_state(row)]
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
                sent = request.form.get(FIELD, "")
                if not hmac.compare_digest(sent.encode(), seen(row).encode()):
                    flash(what_changed(row), "warning")
                    return redirect(page_of(row))
            return view(loaded, **url_values)

        guarded.refuses_stale = True  # type: ignore[attr-defined]
        return guarded

    return declare


def _identity_and_state(row: Any) -> list[Any]:
    """Return the state of a row, and what tells it from another one that had the same id."""
    match row:
        case Suggestion():
            return [row.row_token.hex(), row.state.value]
        case Pair():
            role = row.role_of(require_person())
            return [row.created_at, row.state.value, role is not None and row.has_agreed(role)]
        case Concern():
            return [row.row_token.hex(), row.done_at is not None]
        case _:
            return [row.created_at, row.state.value]


def what_changed(row: Any) -> str:
    """Return in one sentence how a row differs from what an older page shows."""
    if isinstance(row, Pair):
        return _pair_changed(row)
    if isinstance(row, Concern):
        return _("This has been marked as done since you opened the page.")
    sentences: dict[Any, str] = {
        SuggestionState.APPROVED: _(
            "This suggested match has been approved since you opened the page."
        ),
        SuggestionState.REJECTED: _(
            "This suggested match has been rejected since you opened the page."
        ),
        SuggestionState.SUPERSEDED: _(
            "A newer matching run has replaced this suggested match since you opened the page."
        ),
        ApplicationState.SUBMITTED: _("This application takes part already.")
        if _is_coordinating()
        else _("You have sent this application already."),
        ApplicationState.WAITLISTED: _(
            "This application has been moved to the waitlist since you opened the page."
        ),
        ApplicationState.WITHDRAWN: _(
            "This application has been withdrawn since you opened the page."
        ),
        RoundState.OPEN: _("This round has been opened since you opened the page."),
        RoundState.MATCHING: _("This round has been closed since you opened the page."),
    }
    return sentences.get(row.state, _changed())


def _pair_changed(pair: Pair) -> str:
    role = pair.role_of(require_person())
    if pair.state is PairState.CLOSED and pair.started_at is None:
        return _("This introduction has ended since you opened the page.")
    if pair.state is PairState.CLOSED:
        return _("This match has ended since you opened the page.")
    if pair.state is PairState.ACTIVE:
        return _("Both have said yes since you opened the page.")
    if role is not None and pair.has_agreed(role):
        return _("You have said yes already.")
    return _changed()


def _changed() -> str:
    return _("This page has changed since you opened it, so nothing was done. Please look again.")


def _is_coordinating() -> bool:
    return request.blueprint == "coordinate"


def page_of(row: Suggestion | Pair | Application | Round | Concern) -> str:
    """Return the URL of the page that shows a row to whoever decides about it."""
    match row:
        case Suggestion():
            return url_for("coordinate.show_suggestion", suggestion_id=row.id)
        case Pair() if _is_coordinating():
            return url_for("coordinate.show_application", application_id=row.mentee_id)
        case Pair():
            return url_for("pairs.show", pair_id=row.id)
        case Application() if _is_coordinating():
            return url_for("coordinate.show_application", application_id=row.id)
        case Application():
            role_name = row.role.value
            return url_for("apply.review", round_id=row.round_id, role_name=role_name)
        case Round():
            return url_for("coordinate.show_round", round_id=row.id)
        case Concern():
            return url_for("coordinate.show_round", round_id=row.round_id)
