"""The list of introductions and matches, of one round or of all: search, filter, export."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, get_timezone
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship.coordinate import labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.list_exports import send_list
from mentorship.coordinate.list_filters import (
    coordinator_filter,
    coordinator_names,
    round_filter,
    state_links,
)
from mentorship.coordinate.support.support_labels import item_names
from mentorship.extensions import db
from mentorship.models import PairState
from mentorship.permissions import Permission
from mentorship.services.exports import Column
from mentorship.services.messages import broadcasts
from mentorship.services.pairs import pair_lists
from mentorship.services.pairs.pair_lists import ListedPair, pairs_for
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.lists import ListAction, ListFilter, ShownList


@dataclass(frozen=True)
class PairRow:
    """What the table shows of an introduction or a pair."""

    pair: ListedPair
    state: str
    since: str
    attention: Sequence[str]
    coordinator: str
    mentee_name: str = field(repr=False)
    mentor_name: str = field(repr=False)


ACTIONS = (ListAction("coordinate.write_to_matches", _l("Write to both")),)
COLUMNS: tuple[Column[PairRow], ...] = (
    Column(_l("Match"), lambda row: row.pair.id),
    Column(_l("Mentee"), lambda row: row.mentee_name, names_person=True),
    Column(_l("Mentor"), lambda row: row.mentor_name, names_person=True),
    Column(_l("Mentee's application"), lambda row: row.pair.mentee_id),
    Column(_l("Mentor's application"), lambda row: row.pair.mentor_id),
    Column(_l("Round"), lambda row: row.pair.round_name),
    Column(_l("State"), lambda row: row.state),
    Column(_l("Introduced on"), lambda row: row.pair.introduced_at),
    Column(_l("Began on"), lambda row: row.pair.started_at),
    Column(_l("Ended on"), lambda row: row.pair.closed_at),
    Column(_l("Needs attention"), lambda row: ", ".join(row.attention)),
    Column(_l("Looked after by"), lambda row: row.coordinator),
)


@blueprint.route("/matches", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def list_matches() -> ResponseReturnValue:
    shown = shown_matches()
    if (url := shown.url_of_chosen_filters()) is not None:
        return redirect(url)
    listed = pair_lists.with_ids(db.session, require_person(), shown.page_ids)
    return render_template(
        "coordinate/matches/matches.html",
        shown=shown,
        states=state_links(shown, _state_names()),
        rows=pair_rows(listed, coordinator_names(shown)),
    )


@blueprint.post("/matches/write")
@require_permission(Permission.COORDINATE)
def write_to_matches() -> ResponseReturnValue:
    """Begin a message to both people of each match that is selected in the list."""
    listed = pair_lists.with_ids(db.session, require_person(), shown_matches().selected_ids())
    both = {id_ for item in listed for id_ in (item.mentee_id, item.mentor_id)}
    broadcast = broadcasts.start(db.session, require_person(), both)
    return redirect(url_for(".write_broadcast", broadcast_id=broadcast.id))


@blueprint.post("/matches/export")
@require_permission(Permission.COORDINATE)
def export_matches() -> ResponseReturnValue:
    shown = shown_matches()
    listed = pair_lists.with_ids(db.session, require_person(), shown.ids)
    rows = pair_rows(listed, coordinator_names(shown))
    return send_list("matches", _("Matches"), COLUMNS, rows, {item.round_id for item in listed})


def shown_matches() -> ShownList:
    filters = [
        round_filter(),
        ListFilter("state", _("State"), _state_names()),
        ListFilter("attention", _("Needs attention"), item_names(flags_only=True)),
        coordinator_filter(),
    ]
    return ShownList("coordinate.list_matches", pairs_for(require_person()), filters, ACTIONS)


def _state_names() -> dict[str, str]:
    return {
        PairState.INTRODUCED: _("Introduced"),
        PairState.ACTIVE: _("Both said yes"),
        PairState.CLOSED: _("Ended"),
    }


def pair_rows(
    pairs: Iterable[ListedPair], coordinators: Mapping[int | None, str]
) -> Iterator[PairRow]:
    """Put pairs into words, each state and day once."""
    state, zone, unreadable = (
        cache(labels.pair_state), get_timezone(), labels.unreadable_name(),
    )  # fmt: skip
    day, flags = cache(lambda date: format_date(date, "medium")), item_names(flags_only=True)
    for item in pairs:
        moment = item.closed_at or item.started_at or item.introduced_at
        yield PairRow(
            item,
            state(item.state, mentee_agreed=item.mentee_agreed, mentor_agreed=item.mentor_agreed),
            day(moment.astimezone(zone).date()),
            [flags[code] for code in item.flags],
            coordinators.get(item.coordinator_id, ""),
            item.mentee_name or unreadable,
            item.mentor_name or unreadable,
        )
