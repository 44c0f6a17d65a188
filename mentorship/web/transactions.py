"""One commit per request that changes something; none for one that only shows."""

from flask import Flask, Response, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from mentorship.after_commit import commit, rollback
from mentorship.errors import WriteDuringReadError
from mentorship.extensions import db

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    app.after_request(save_or_forget)


def save_or_forget(response: Response) -> Response:
    """Save what was done; where it could not be done whole, nothing of it is kept."""
    if request.method in READING or response.status_code >= 400:
        rollback(db.session)
    else:
        commit(db.session)
    return response


@event.listens_for(Session, "before_flush")
def refuse_writing_while_reading(session: Session, *_: object) -> None:
    if not has_request_context() or request.method not in READING:
        return
    if session.new or session.deleted or any(map(session.is_modified, session.dirty)):
        raise WriteDuringReadError(request.endpoint)
