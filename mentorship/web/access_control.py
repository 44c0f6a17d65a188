"""The gate: every route states its permission, and a route that states none stays shut."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from mentorship.extensions import db
from mentorship.models import Person
from mentorship.permissions import ROUTES_OF_EXTENSIONS, Permission, allows
from mentorship.web import sessions

LARGEST_ID = 2**31 - 1
View = Callable[..., ResponseReturnValue]
Loader = Callable[..., Any]


def init_app(app: Flask) -> None:
    app.before_request(end_idle_session)
    app.before_request(require_declared_permission)


def require_permission(
    permission: Permission, load: Loader | None = None
) -> Callable[[View], View]:
    """State a route's permission; with ``load``, about the row that the URL names.

    The view is then called with that row in place of the URL's ids; its words stay.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**url_values: Any) -> ResponseReturnValue:
            if load is None:
                return deny_response(permission) or view(**url_values)
            ids = {name: value for name, value in url_values.items() if isinstance(value, int)}
            words = {name: value for name, value in url_values.items() if name not in ids}
            known = max(ids.values()) <= LARGEST_ID
            subject = load(db.session, **ids) if known else None
            return deny_response(permission, subject, about_a_row=True) or view(subject, **words)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return declare


def require_recent_password(view: View) -> View:
    """Ask for the password again before a route that could shut its owner out of the account."""

    @wraps(view)
    def guarded(**url_values: Any) -> ResponseReturnValue:
        if sessions.has_recent_password():
            return view(**url_values)
        return redirect(url_for("auth.confirm_password", next=page_asked_for()))

    return guarded


def deny_response(
    permission: Permission, subject: Any = None, *, about_a_row: bool = False
) -> ResponseReturnValue | None:
    """Return None to let the actor pass; else send them to sign in, or stop the request."""
    person = current_person()
    exists = subject is not None or not about_a_row
    if exists and allows(person, permission, subject):
        return None
    if person is None and not allows(None, permission):
        return redirect(url_for("auth.sign_in", next=page_asked_for()))
    if person is not None and not allows(person, Permission.MANAGE_ACCOUNT):
        return redirect(url_for("two_factor.overview"))
    # A row that is not theirs must look like one that does not exist.
    return abort(404 if about_a_row else 403)


def page_asked_for() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def end_idle_session() -> ResponseReturnValue | None:
    """Sign a coordinator out who has left the page open and gone away."""
    person = current_person()
    if person is None or sessions.check_idle(person):
        return None
    sessions.clear_session()
    return redirect(url_for("auth.sign_in", next=page_asked_for()))


def require_declared_permission() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    if hasattr(view, "permission"):
        return None
    permission = ROUTES_OF_EXTENSIONS.get(request.endpoint)
    return abort(403) if permission is None else deny_response(permission)


def current_person() -> Person | None:
    if not current_user.is_authenticated:
        return None
    return cast("Person", current_user._get_current_object())


def require_person() -> Person:
    """Return the person behind a request that only signed-in people can make."""
    person = current_person()
    if person is None:
        abort(401)
    return person
