"""The list of suggested matches, of one round or of all: search, filter, export."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date, get_timezone
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship.coordinate import labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.list_exports import send_list
from mentorship.coordinate.list_filters import round_filter, state_links
from mentorship.extensions import db
from mentorship.models import SuggestionState
from mentorship.permissions import Permission
from mentorship.services.exports import Column
from mentorship.services.pairing import suggestion_lists
from mentorship.services.pairing.suggestion_lists import SUGGESTIONS, ListedSuggestion
from mentorship.web.access_control import require_permission
from mentorship.web.lists import ListFilter, ShownList


@dataclass(frozen=True)
class SuggestionRow:
    """What the table shows of a suggestion."""

    suggestion: ListedSuggestion
    state: str
    suggested_on: str
    mentee_name: str = field(repr=False)
    mentor_name: str = field(repr=False)
    share: float | None = None
    strength: str = field(default="", repr=False)
    fits: str = field(default="", repr=False)


COLUMNS: tuple[Column[SuggestionRow], ...] = (
    Column(_l("Suggested match"), lambda row: row.suggestion.id),
    Column(_l("Mentee"), lambda row: row.mentee_name, names_person=True),
    Column(_l("Mentor"), lambda row: row.mentor_name, names_person=True),
    Column(_l("Mentee's application"), lambda row: row.suggestion.mentee_id),
    Column(_l("Mentor's application"), lambda row: row.suggestion.mentor_id),
    Column(_l("Round"), lambda row: row.suggestion.round_name),
    Column(_l("Share of the best possible score"), lambda row: row.share),
    Column(_l("State"), lambda row: row.state),
    Column(_l("Suggested on"), lambda row: row.suggestion.suggested_at),
)


@blueprint.route("/suggestions", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def list_suggestions() -> ResponseReturnValue:
    shown = shown_suggestions()
    if (url := shown.url_of_chosen_filters()) is not None:
        return redirect(url)
    return render_template(
        "coordinate/matching/suggestions.html",
        shown=shown,
        states=state_links(shown, _state_names()),
        rows=suggestion_rows(suggestion_lists.with_ids(db.session, shown.page_ids)),
    )


@blueprint.post("/suggestions/export")
@require_permission(Permission.COORDINATE)
def export_suggestions() -> ResponseReturnValue:
    listed = suggestion_lists.with_ids(db.session, shown_suggestions().ids)
    round_ids = {item.round_id for item in listed}
    return send_list("suggestions", _("Suggestions"), COLUMNS, suggestion_rows(listed), round_ids)


def shown_suggestions() -> ShownList:
    filters = [round_filter(), ListFilter("state", _("State"), _state_names())]
    return ShownList("coordinate.list_suggestions", SUGGESTIONS, filters)


def _state_names() -> dict[str, str]:
    return {
        SuggestionState.PENDING: _("To review"),
        SuggestionState.APPROVED: _("Approved"),
        SuggestionState.HELD: _("On hold"),
        SuggestionState.INTRODUCED: _("Introduced"),
        SuggestionState.REJECTED: _("Rejected"),
        SuggestionState.MOVED: _("Moved"),
        SuggestionState.SUPERSEDED: _("Replaced"),
    }


def suggestion_rows(suggestions: Iterable[ListedSuggestion]) -> Iterator[SuggestionRow]:
    """Put suggestions into words, each state and day once."""
    outcome, zone, unreadable = (
        cache(labels.suggestion_outcome), get_timezone(), labels.unreadable_name(),
    )  # fmt: skip
    fits = cache(labels.fits_in_words)
    day = cache(lambda date: format_date(date, "medium"))

    def suggested_on(moment: datetime | None) -> str:
        return day(moment.astimezone(zone).date()) if moment else ""

    for item in suggestions:
        explanation = item.explanation
        yield SuggestionRow(
            item,
            outcome(item.state, item.pair_state, has_started=item.has_started),
            suggested_on(item.suggested_at),
            item.mentee_name or unreadable,
            item.mentor_name or unreadable,
            *(
                (
                    explanation["score"] / explanation["max_score"],
                    labels.strength(explanation),
                    fits(*labels.fit_counts(explanation)),
                )
                if explanation
                else ()
            ),
        )
