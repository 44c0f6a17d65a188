"""How a row differs from what an older page shows, in one sentence for whoever decides about it."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from mentorship.models import (
    Agreement,
    AlbumEntry,
    Application,
    ApplicationDecision,
    ApplicationState,
    Broadcast,
    CannedAnswer,
    Concern,
    Correction,
    ErasedPair,
    Event,
    Goal,
    GroupRow,
    Meeting,
    Note,
    Pair,
    PairState,
    Round,
    RoundState,
    ScreeningStep,
    Suggestion,
    SuggestionState,
    Thread,
    Unmatched,
)
from mentorship.services.entry_versions import changed_meanwhile
from mentorship.services.messages.broadcasts import already_sent
from mentorship.services.pairs import goals
from mentorship.web.access_control import require_person

CLOSING = {"pairs.plan_closing", "pairs.cancel_closing", "pairs.say_goodbye"}
"""The endpoints that decide about the planned end of a match, which their pages show."""


def is_coordinating() -> bool:
    return request.blueprint == "coordinate"


def answers_changed(row: Any) -> str:
    """Return in one sentence whose answers differ from what an older page shows."""
    match row:
        case Unmatched():
            return answers_changed(row.application)
        case Suggestion():
            return _("The answers of one of the two have changed since you opened the page.")
        case Application() if is_coordinating():
            return _("The answers in this application have changed since you opened the page.")
        case Application():
            return _("Your answers have changed since you opened the page.")
        case Round() | Event() | Meeting() | Goal() | AlbumEntry() | GroupRow():
            return _words_changed(row)
        case Correction():
            return _("A coordinator has corrected this once more since you opened the page.")
        case _:
            return _page_of_pair_changed()


def _page_of_pair_changed() -> str:
    if request.endpoint in CLOSING:
        return _("The planned end of your match has changed since you opened the page.")
    return _("The other person has changed an answer since you opened the page.")


def _words_changed(row: Round | Event | Meeting | Goal | AlbumEntry | GroupRow) -> str:
    match row:
        case Round():
            return _("The name or the days of this round have changed since you opened the page.")
        case Event():
            return _("The event has changed since you opened the page. Please read it again.")
        case Meeting():
            return _("This meeting has been corrected since you opened the page.")
        case Goal():
            return goals.changed_meanwhile()
        case AlbumEntry():
            return _("You have changed this since you opened the page.")
        case GroupRow():
            return changed_meanwhile()


def what_changed(row: Any) -> str:
    """Return in one sentence how a row differs from what an older page shows."""
    if isinstance(row, Pair):
        return _pair_changed(row)
    if isinstance(row, Meeting | Goal | AlbumEntry | Agreement):
        return _written_in_pair_changed(row)
    if isinstance(row, Unmatched):
        return what_changed(row.application)
    if isinstance(row, Thread):
        return _thread_changed(row)
    if isinstance(row, Broadcast):
        return _broadcast_changed(row)
    if isinstance(row, CannedAnswer | ScreeningStep):
        return _changed()
    if isinstance(row, Concern | Note | Correction | ApplicationDecision | ErasedPair | Event):
        return _ended(row)
    sentences: dict[Any, str] = {
        SuggestionState.INTRODUCED: _("These two have been introduced since you opened the page."),
        SuggestionState.APPROVED: _(
            "This suggested match has been approved since you opened the page."
        ),
        SuggestionState.HELD: _(
            "This suggested match has been put on hold since you opened the page."
        ),
        SuggestionState.MOVED: _(
            "Another decision has given the mentee another mentor since you opened the page."
        ),
        SuggestionState.REJECTED: _(
            "This suggested match has been rejected since you opened the page."
        ),
        SuggestionState.SUPERSEDED: _(
            "A newer matching run has replaced this suggested match since you opened the page."
        ),
        ApplicationState.SUBMITTED: _("A decision has been undone since you opened the page.")
        if is_coordinating()
        else _("You have sent this application already."),
        ApplicationState.IN_SCREENING: _("The screening has begun since you opened the page."),
        ApplicationState.ACCEPTED: _(
            "This application has been accepted since you opened the page."
        ),
        ApplicationState.DECLINED: _(
            "This application has been declined since you opened the page."
        ),
        ApplicationState.WAITLISTED: _(
            "This application has been moved to the waitlist since you opened the page."
        ),
        ApplicationState.WITHDRAWN: _(
            "This application has been withdrawn since you opened the page."
        ),
        RoundState.PLANNED: _("This round is not open yet."),
        RoundState.OPEN: _("This round has been opened since you opened the page."),
        RoundState.MATCHING: _("This round has been closed since you opened the page."),
        RoundState.MEETING: _("Matching has been finished since you opened the page."),
        RoundState.ARCHIVED: _("This round has been archived since you opened the page."),
    }
    return sentences.get(getattr(row, "state", None), _changed())


def _ended(
    row: Concern | Note | Correction | ApplicationDecision | ErasedPair | Event,
) -> str:
    match row:
        case Concern() | ErasedPair():
            return _("This has been marked as done since you opened the page.")
        case Note():
            return _("Somebody has marked this as discussed already.")
        case Correction():
            return _("You have answered this already.")
        case ApplicationDecision():
            return _("This has been undone since you opened the page.")
        case Event():
            return _event_changed(row)


def _pair_changed(pair: Pair) -> str:
    role = pair.role_of(require_person())
    if pair.state is PairState.CLOSED and pair.started_at is None:
        return _("This introduction has ended since you opened the page.")
    if pair.state is PairState.CLOSED:
        return _("This match has ended since you opened the page.")
    if pair.state is PairState.ACTIVE:
        return _("Both have said yes since you opened the page.")
    if role is not None and pair.has_agreed(role):
        return _("You have said yes already.")
    return _changed()


def proposal_changed() -> str:
    return _(
        "What the two of you agree on has changed since you opened the page. Please read it "
        "first. Nothing was sent."
    )


def _written_in_pair_changed(row: Meeting | Goal | AlbumEntry | Agreement) -> str:
    if row.pair.state is PairState.CLOSED:
        return _pair_changed(row.pair)
    return proposal_changed() if isinstance(row, Agreement) else _changed()


def _event_changed(event: Event) -> str:
    if event.closed_at is not None:
        return _("This event has been closed since you opened the page.")
    if event.cancelled_at is not None:
        return _("This event has been cancelled since you opened the page.")
    return _changed()


def _thread_changed(thread: Thread) -> str:
    if thread.done_at is not None:
        return _("This has been marked as done since you opened the page.")
    return _(
        "Somebody has written or changed something here since you opened the page. "
        "Please read it first. Nothing was sent."
    )


def _broadcast_changed(broadcast: Broadcast) -> str:
    return already_sent() if broadcast.confirmed_at is not None else _changed()


def _changed() -> str:
    return _("This page has changed since you opened it, so nothing was done. Please look again.")
