"""The page on which somebody decides about a row, and reads what has become of it."""

from flask import url_for

from mentorship.models import (
    AlbumEntry,
    Application,
    ApplicationDecision,
    Broadcast,
    CannedAnswer,
    Concern,
    Conversation,
    Correction,
    Goal,
    Invitation,
    Meeting,
    Note,
    Pair,
    Person,
    PersonConstraint,
    RecoveryRequest,
    Round,
    ScreeningStep,
    Suggestion,
    Thread,
    Unmatched,
)
from mentorship.web.change_messages import is_coordinating

MatchRow = Suggestion | Unmatched | Pair | Meeting | Conversation
WrittenTogether = Goal | AlbumEntry
AboutApplication = Note | Correction | PersonConstraint
MessageRow = Thread | CannedAnswer | Broadcast
StaffRow = (
    Round | Concern | Person | Invitation | RecoveryRequest | ApplicationDecision | ScreeningStep
)


def page_of(
    row: MatchRow | WrittenTogether | Application | AboutApplication | MessageRow | StaffRow,
) -> str:
    """Return the URL of the page that shows a row to whoever decides about it."""
    match row:
        case Suggestion() | Unmatched() | Conversation():
            return _page_of_proposal(row)
        case Pair() if is_coordinating():
            return url_for("coordinate.show_application", application_id=row.mentee_id)
        case Pair(id=pair_id) | Meeting(pair_id=pair_id):
            return url_for("pairs.show", pair_id=pair_id)
        case Goal() | AlbumEntry():
            endpoint = "pairs.list_goals" if isinstance(row, Goal) else "pairs.list_album"
            return url_for(endpoint, pair_id=row.pair_id)
        case Application():
            return _page_of_application(row)
        case Note() | Correction() | PersonConstraint():
            return _page_of_application(row.application)
        case Thread() | CannedAnswer() | Broadcast():
            return _page_of_message(row)
        case _:
            return _page_for_staff(row)


def _page_of_proposal(row: Suggestion | Unmatched | Conversation) -> str:
    match row:
        case Suggestion():
            return url_for("coordinate.show_suggestion", suggestion_id=row.id)
        case Unmatched():
            return url_for("coordinate.ask_unmatched", unmatched_id=row.id)
        case Conversation():
            return url_for("coordinate.list_conversations", round_id=row.match_run.round_id)


def _page_of_application(row: Application) -> str:
    if is_coordinating():
        return url_for("coordinate.show_application", application_id=row.id)
    return url_for("apply.review", round_id=row.round_id, role_name=row.role.value)


def _page_of_message(row: MessageRow) -> str:
    match row:
        case Thread():
            return url_for("coordinate.show_thread", thread_id=row.id)
        case CannedAnswer():
            return url_for("coordinate.list_canned_answers")
        case Broadcast():
            return url_for("coordinate.show_broadcast", broadcast_id=row.id)


def _page_for_staff(row: StaffRow) -> str:
    """Return the URL of the page of a row about which only the people who work here decide."""
    match row:
        case Round(id=round_id) | Concern(round_id=round_id):
            return url_for("coordinate.show_round", round_id=round_id)
        case ApplicationDecision():
            return url_for("coordinate.show_application", application_id=row.application_id)
        case ScreeningStep():
            return url_for("administer.list_screening_steps")
        case RecoveryRequest():
            return url_for("coordinate.list_recovery_requests")
        case Person() | Invitation():
            return url_for("administer.list_staff")
