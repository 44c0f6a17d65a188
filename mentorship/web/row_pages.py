"""The page on which somebody decides about a row, and reads what has become of it."""

from flask import url_for

from mentorship.models import (
    Agreement,
    AlbumEntry,
    Application,
    ApplicationDecision,
    Broadcast,
    CannedAnswer,
    Concern,
    Conversation,
    Correction,
    DueItem,
    ErasedPair,
    Event,
    Goal,
    Invitation,
    Meeting,
    Note,
    Pair,
    Person,
    PersonConstraint,
    RecoveryRequest,
    Round,
    SafetyPeriod,
    ScreeningStep,
    Suggestion,
    SupportEntry,
    Thread,
    Unmatched,
)
from mentorship.web.change_messages import is_coordinating

MatchRow = Suggestion | Unmatched | Conversation
PairRow = Pair | Meeting | Agreement | Goal | AlbumEntry | DueItem | SupportEntry
AboutApplication = Note | Correction | PersonConstraint
MessageRow = Thread | CannedAnswer | Broadcast
StaffRow = (
    Round
    | Concern
    | Person
    | Invitation
    | RecoveryRequest
    | ApplicationDecision
    | ScreeningStep
    | SafetyPeriod
    | ErasedPair
)
CommunityRow = Event


def page_of(
    row: MatchRow | PairRow | Application | AboutApplication | MessageRow | CommunityRow | StaffRow,
) -> str:
    """Return the URL of the page that shows a row to whoever decides about it."""
    match row:
        case Suggestion() | Unmatched() | Conversation():
            return _page_of_proposal(row)
        case Pair() | Meeting() | Agreement() | Goal() | AlbumEntry() | DueItem() | SupportEntry():
            return _page_of_pair(row)
        case Application():
            return _page_of_application(row)
        case Note() | Correction() | PersonConstraint():
            return _page_of_application(row.application)
        case Thread() | CannedAnswer() | Broadcast():
            return _page_of_message(row)
        case Event():
            page = "coordinate.show_event" if is_coordinating() else "events.show_event"
            return url_for(page, event_id=row.id)
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


def _page_of_pair(row: PairRow) -> str:
    pair_id = row.id if isinstance(row, Pair) else row.pair_id
    match row:
        case Agreement():
            return url_for("pairs.show_agreement", pair_id=pair_id)
        case Goal():
            return url_for("pairs.list_goals", pair_id=pair_id)
        case AlbumEntry():
            return url_for("pairs.list_album", pair_id=pair_id)
        case _:
            page = "coordinate.show_match" if is_coordinating() else "pairs.show"
            return url_for(page, pair_id=pair_id)


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
        case SafetyPeriod():
            return url_for("coordinate.show_safety_mode")
        case ErasedPair():
            return url_for("coordinate.today")
        case RecoveryRequest():
            return url_for("coordinate.list_recovery_requests")
        case Person() | Invitation():
            return url_for("administer.list_staff")
