"""Notes about a suggested pair, and flags for the other coordinators."""

from mentorship.after_commit import AnySession
from mentorship.models import Person, Suggestion
from mentorship.services.applications.locking import lock
from mentorship.services.audit import record


def write(session: AnySession, actor: Person, suggestion: Suggestion, text: str) -> None:
    """Note something about a pair, in place of what was noted before."""
    lock(session, suggestion.mentee_id, suggestion.mentor_id)
    session.refresh(suggestion)
    suggestion.note = text.strip()
    suggestion.has_note = bool(suggestion.note)
    record(session, actor, "note suggestion", suggestion)


def flag(session: AnySession, actor: Person, suggestion: Suggestion, *, is_flagged: bool) -> None:
    """Ask the other coordinators to look at a pair, or take that back."""
    lock(session, suggestion.mentee_id, suggestion.mentor_id)
    session.refresh(suggestion)
    suggestion.flagged_by = actor.id if is_flagged else None
    record(session, actor, "flag suggestion" if is_flagged else "unflag suggestion", suggestion)
