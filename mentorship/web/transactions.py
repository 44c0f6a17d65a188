"""One commit per request that changes data; none for a request that only reads."""

from http import HTTPStatus

from flask import Flask, Response, flash, has_request_context, request, session
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from mentorship.after_commit import commit, rollback
from mentorship.errors import WriteDuringReadError
from mentorship.extensions import db
from mentorship.programme import SITE_LANGUAGES
from mentorship.web.nearest_page import nearest_page

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# What SQLAlchemy raises when another request deleted a row that this one read or is changing.
ROW_DELETED = (StaleDataError, ObjectDeletedError)


def init_app(app: Flask) -> None:
    app.after_request(commit_or_rollback)


def commit_or_rollback(response: Response) -> Response:
    """Commit what the request changed, or nothing if it failed."""
    if request.method in SAFE_METHODS or response.status_code >= 400:
        rollback(db.session)
        return response
    try:
        commit(db.session)
    except ROW_DELETED:
        session.pop("_flashes", None)  # they tell of a success
        undo_deleted_row()
        # Changed in place, because other functions have set their headers on it already.
        response.set_data(b"")
        response.status_code, response.location = HTTPStatus.SEE_OTHER, nearest_page()
    return response


def undo_deleted_row() -> None:
    """Roll back and tell why, in a language that is found without reading the person's row."""
    rollback(db.session)
    chosen = session.get("language")
    accepted = request.accept_languages.best_match(SITE_LANGUAGES)
    with force_locale(chosen or accepted or SITE_LANGUAGES[0]):
        flash(_("This was deleted at the same moment, so nothing was saved."), "warning")


@event.listens_for(Session, "before_flush")
def refuse_write_during_read(database_session: Session, *arguments: object) -> None:
    if not has_request_context() or request.method not in SAFE_METHODS:
        return
    changed = any(map(database_session.is_modified, database_session.dirty))
    if database_session.new or database_session.deleted or changed:
        raise WriteDuringReadError(request.endpoint)
