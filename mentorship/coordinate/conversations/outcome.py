"""What a board says of the first conversation of two people."""

from mentorship.extensions import db
from mentorship.models import Person, Suggestion
from mentorship.services.conversations.ratings import latest_between
from mentorship.web.rating_messages import both_in_words


def conversation_in_words(suggestion: Suggestion, reader: Person) -> str:
    """Say how the two would like to be matched, as they say now; "" if nothing is known.

    Nor does a coordinator who is one of the two read it.
    """
    if reader.id in {suggestion.mentee.person_id, suggestion.mentor.person_id}:
        return ""
    talked = latest_between(db.session, suggestion.mentee_id, suggestion.mentor_id)
    if talked is not None:
        given = [item for item in (talked.mentee_rating, talked.mentor_rating) if item is not None]
        return both_in_words(len(given), min(given))
    counted = suggestion.explanation.get("conversation")
    return both_in_words(**counted) if counted else ""
