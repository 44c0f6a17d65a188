"""What people without an account suggest for the directory, or say is wrong in it.

Nothing of it is public before a coordinator has accepted it, and it is deleted once it is dealt
with: it may name people.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Person, Resource, ResourceSuggestion
from mentorship.services.accounts import rate_limits, used_tokens
from mentorship.services.audit import record
from mentorship.services.resources import resources
from mentorship.services.resources.entry import MAX_NAME_LENGTH, Organization, ResourceEntry
from mentorship.services.row_locks import lock_row

MAX_SUGGESTION_LENGTH = 2_000
MAX_WAITING = 500
SAME_SUGGESTION_LASTS = timedelta(days=1)
"""After that, somebody may mean it when they say the same again."""


@dataclass(frozen=True)
class WaitingSuggestion:
    """A suggestion, and the name of the resource that it is about; "" if it is a missing one."""

    row: ResourceSuggestion
    about: str


def suggest(session: AnySession, name: str, text: str, resource: Resource | None = None) -> None:
    """Store a suggestion, unless the site gets too many: visitors cannot be told apart.

    The same one sent again is stored once.
    """
    if not rate_limits.allow_suggestion(session) or count_waiting(session) >= MAX_WAITING:
        raise UserFacingError(
            _(
                "Many people are writing at the moment, so this is not sent yet. Please try again "
                "in an hour, or tell the coordinators."
            )
        )
    content = f"{resource.id if resource else ''}\n{name}\n{text}".encode()
    if used_tokens.use_once(session, content, SAME_SUGGESTION_LASTS):
        add(session, name, text, resource)


def add(session: AnySession, name: str, text: str, resource: Resource | None = None) -> None:
    session.add(ResourceSuggestion(resource=resource, name=name, text=text))
    session.flush()


def suggestion_with_id(session: AnySession, suggestion_id: int) -> ResourceSuggestion | None:
    return session.get(ResourceSuggestion, suggestion_id)


def waiting(session: AnySession) -> list[WaitingSuggestion]:
    """Return what nobody has dealt with, the oldest first."""
    rows = session.scalars(select(ResourceSuggestion).order_by(ResourceSuggestion.id)).all()
    about = {row.resource_id for row in rows if row.resource_id is not None}
    named = session.scalars(select(Resource).where(Resource.id.in_(about)))
    names = {item.id: resources.entry_of(item).name for item in named}
    return [
        WaitingSuggestion(row, names.get(row.resource_id or 0, ""))
        for row in rows
        if row.can_be_read()
    ]


def count_waiting(session: AnySession) -> int:
    return session.scalar(select(func.count(ResourceSuggestion.id))) or 0


def accept(session: AnySession, actor: Person, suggestion: ResourceSuggestion) -> Resource:
    """Make a draft of what is missing; the suggestion is about it from now on.

    What the visitor wrote stays sealed: a coordinator reads it, and writes what may be public.
    """
    lock_row(session, suggestion)
    if suggestion.resource is not None:
        return suggestion.resource
    organization = Organization(suggestion.name)
    entry = ResourceEntry(str(uuid.uuid4()), suggestion.name[:MAX_NAME_LENGTH], organization)
    suggestion.resource = resources.add(session, actor, entry)
    session.flush()
    return suggestion.resource


def dismiss(session: AnySession, actor: Person, suggestion: ResourceSuggestion) -> None:
    """Delete a suggestion that has been dealt with."""
    lock_row(session, suggestion)
    record(session, actor, "close resource suggestion", suggestion)
    session.delete(suggestion)
    session.flush()
