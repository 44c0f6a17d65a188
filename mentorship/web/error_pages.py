"""Pages for errors of a request: what happened, and what to do next.

Failures of the service itself are in `mentorship.web.server_errors`.
"""

from http import HTTPStatus

from flask import Flask, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from gunicorn.http.errors import ParseException
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import BadRequest, HTTPException, SecurityError

from mentorship.after_commit import rollback
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.web.nearest_page import nearest_page
from mentorship.web.transactions import ROW_DELETED, undo_deleted_row
from mentorship.web.typed_again import handle_too_large, show_again
from mentorship.web.unsent_forms import has_typed


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, handle_http_error)
    app.register_error_handler(SecurityError, handle_wrong_host)
    app.register_error_handler(UserFacingError, handle_user_error)
    for error in ROW_DELETED:
        app.register_error_handler(error, handle_deleted_row)
    app.register_error_handler(ParseException, handle_unreadable_body)


def handle_http_error(error: HTTPException) -> ResponseReturnValue:
    # The page reads who is signed in, which a failed transaction could not.
    rollback(db.session)
    code = error.code or 400
    if code == 413 and (page := handle_too_large()) is not None:
        return page
    title, advice = title_and_advice(code)
    if code == 404 and request.method == "POST":
        advice = _("What this page was about is gone, or it is not yours. Nothing was changed.")
    return render_template("errors/page.html", title=title, advice=advice), code


def handle_wrong_host(error: SecurityError) -> ResponseReturnValue:
    """Answer a request for an unknown host without a page."""
    return "", error.code or 400


def handle_unreadable_body(error: ParseException) -> ResponseReturnValue:
    """Answer a request whose body gunicorn could not read: the sender's mistake, not ours."""
    return handle_http_error(BadRequest())


def title_and_advice(code: int) -> tuple[str, str]:
    texts = {
        403: (
            _("You don't have access"),
            _("Sign in with another account, or go to your home page."),
        ),
        404: (_("Page not found"), _("Check the address. The page may also have moved.")),
        405: (_("That is not how this page works"), _("Go back and use its buttons.")),
        413: (_("That was too large"), _("Send a shorter text or a smaller file.")),
    }
    return texts.get(code, (_("That did not work"), _("Go back and try again.")))


def handle_user_error(error: UserFacingError) -> ResponseReturnValue:
    """Show the error's message beside what was typed, else on the page nearest to the URL."""
    rollback(db.session)
    if has_typed() and (page := show_again(HTTPStatus.CONFLICT, str(error))) is not None:
        return page
    flash(str(error), "warning")
    return redirect(nearest_page(), HTTPStatus.SEE_OTHER)


def handle_deleted_row(error: StaleDataError | ObjectDeletedError) -> ResponseReturnValue:
    undo_deleted_row()
    try:
        page = show_again(HTTPStatus.CONFLICT) if has_typed() else None
    except ObjectDeletedError:  # the row of the person who is signed in
        page = None
    return page or redirect(nearest_page(), HTTPStatus.SEE_OTHER)
