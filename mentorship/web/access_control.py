"""The gate: every route states its permission, and a route that states none stays shut."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from mentorship.extensions import db
from mentorship.models import Person
from mentorship.permissions import ROUTES_OF_EXTENSIONS, allows
from mentorship.web import sessions

LARGEST_ID = 2**31 - 1
View = Callable[..., ResponseReturnValue]
Loader = Callable[..., Any]


def init_app(app: Flask) -> None:
    app.before_request(end_idle_session)
    app.before_request(refuse_undeclared)


def permits(permission: str, load: Loader | None = None) -> Callable[[View], View]:
    """State a route's permission; with ``load``, about the row that the URL names.

    The view is then called with that row in place of the URL's ids; its words stay.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**url_values: Any) -> ResponseReturnValue:
            if load is None:
                return refusal(permission) or view(**url_values)
            ids = {name: value for name, value in url_values.items() if isinstance(value, int)}
            words = {name: value for name, value in url_values.items() if name not in ids}
            known = max(ids.values()) <= LARGEST_ID
            subject = load(db.session, **ids) if known else None
            return refusal(permission, subject, about_a_row=True) or view(subject, **words)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return declare


def proven_lately(view: View) -> View:
    """Ask for the password again before a route that could shut its owner out of the account."""

    @wraps(view)
    def guarded(**url_values: Any) -> ResponseReturnValue:
        if sessions.was_proven_lately():
            return view(**url_values)
        return redirect(url_for("entrance.confirm_password", next=page_asked_for()))

    return guarded


def refusal(
    permission: str, subject: Any = None, *, about_a_row: bool = False
) -> ResponseReturnValue | None:
    """Return None to let the actor pass; else send them to sign in, or stop the request."""
    actor = signed_in()
    exists = subject is not None or not about_a_row
    if exists and allows(actor, permission, subject):
        return None
    if actor is None and not allows(None, permission):
        return redirect(url_for("entrance.sign_in", next=page_asked_for()))
    if actor is not None and not allows(actor, "keep own account"):
        return redirect(url_for("second_step.overview"))
    # A row that is not theirs must look like one that does not exist.
    return abort(404 if about_a_row else 403)


def page_asked_for() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def end_idle_session() -> ResponseReturnValue | None:
    """Sign a coordinator out who has left the page open and gone away."""
    person = signed_in()
    if person is None or sessions.is_awake(person):
        return None
    sessions.forget()
    return redirect(url_for("entrance.sign_in", next=page_asked_for()))


def refuse_undeclared() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    if hasattr(view, "permission"):
        return None
    permission = ROUTES_OF_EXTENSIONS.get(request.endpoint)
    return abort(403) if permission is None else refusal(permission)


def signed_in() -> Person | None:
    if not current_user.is_authenticated:
        return None
    return cast("Person", current_user._get_current_object())


def actor() -> Person:
    """Return the person behind a request that only signed-in people can make."""
    person = signed_in()
    if person is None:
        abort(401)
    return person
