"""One commit per request that changes data; none for a request that only reads."""

from flask import Flask, Response, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from mentorship.after_commit import commit, rollback
from mentorship.errors import WriteDuringReadError
from mentorship.extensions import db

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    app.after_request(commit_or_rollback)


def commit_or_rollback(response: Response) -> Response:
    """Commit what the request changed, or nothing if it failed."""
    if request.method in SAFE_METHODS or response.status_code >= 400:
        rollback(db.session)
    else:
        commit(db.session)
    return response


@event.listens_for(Session, "before_flush")
def refuse_write_during_read(session: Session, *_: object) -> None:
    if not has_request_context() or request.method not in SAFE_METHODS:
        return
    if session.new or session.deleted or any(map(session.is_modified, session.dirty)):
        raise WriteDuringReadError(request.endpoint)
