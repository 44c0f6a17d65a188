"""Access control: every route declares its permission; a route without one is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from mentorship.extensions import db
from mentorship.models import Person
from mentorship.permissions import ROUTES_OF_EXTENSIONS, Permission, allows
from mentorship.web import sessions, unsent_forms
from mentorship.web.nearest_page import current_page, nearest_page

MAX_ID = 2**31 - 1  # of a 32-bit integer column
View = Callable[..., ResponseReturnValue]
Loader = Callable[..., Any]


def init_app(app: Flask) -> None:
    app.before_request(end_old_session)
    app.before_request(require_declared_permission)


def require_permission(
    permission: Permission, load: Loader | None = None
) -> Callable[[View], View]:
    """Declare a route's permission; with ``load``, on the row that the URL's ids name.

    The view is then called with that row in place of the ids; other URL values stay.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**url_values: Any) -> ResponseReturnValue:
            if load is None:
                return deny_response(permission) or view(**url_values)
            ids = {name: value for name, value in url_values.items() if isinstance(value, int)}
            other_values = {name: url_values[name] for name in url_values if name not in ids}
            possible = max(ids.values()) <= MAX_ID
            row = load(db.session, **ids) if possible else None
            return deny_response(permission, row, names_row=True) or view(row, **other_values)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return declare


def require_recent_password(view: View) -> View:
    """Ask for the password again before a route that could lock the owner out of the account."""

    @wraps(view)
    def guarded(**url_values: Any) -> ResponseReturnValue:
        if sessions.has_recent_password():
            return view(**url_values)
        page = current_page() if unsent_forms.keep_for_owner() else requested_url()
        return redirect(url_for("auth.confirm_password", next=page))

    return guarded


def deny_response(
    permission: Permission, subject: Any = None, *, names_row: bool = False
) -> ResponseReturnValue | None:
    """Return None if the person may do this; otherwise a redirect to sign-in, or an error."""
    person = current_person()
    exists = subject is not None or not names_row
    if exists and allows(person, permission, subject):
        return None
    if person is None and not allows(None, permission):
        return unsent_forms.redirect_to_sign_in(requested_url())
    if person is not None and not allows(person, Permission.MANAGE_ACCOUNT):
        unsent_forms.keep_for_owner()
        return redirect(url_for("two_factor.overview"))
    # A row that is not theirs must look like a row that does not exist.
    return abort(404 if names_row else 403)


def requested_url() -> str | None:
    """Return where to go on after signing in: the page that was asked for, also by a POST."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    view = current_app.view_functions.get(request.endpoint or "")
    return nearest_page() if getattr(view, "opens_page", False) else None


def end_old_session() -> ResponseReturnValue | None:
    """Sign out somebody who signed in too long ago, or a coordinator who was idle too long."""
    person = current_person()
    is_leaving = requested_permission() is Permission.SIGN_OUT
    if person is None or is_leaving or sessions.check_age(person):
        return None
    sessions.clear_session()
    message = _("You were signed out to keep your account safe. Please sign in again.")
    return unsent_forms.redirect_to_sign_in(requested_url(), message)


def require_declared_permission() -> ResponseReturnValue | None:
    if request.endpoint is None or requested_permission() is not None:
        return None
    permission = ROUTES_OF_EXTENSIONS.get(request.endpoint)
    return abort(403) if permission is None else deny_response(permission)


def requested_permission() -> Permission | None:
    """Return the permission that the requested view declares, if any."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "permission", None)


def current_person() -> Person | None:
    if not current_user.is_authenticated:
        return None
    return cast("Person", current_user._get_current_object())


def require_person() -> Person:
    """Return the signed-in person, for routes that need one."""
    person = current_person()
    if person is None:
        abort(401)
    return person
