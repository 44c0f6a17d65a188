"""The list of what is due for all matches, and what was noted lately, to take it back."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.clock import today
from mentorship.coordinate import labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.support import support_labels
from mentorship.extensions import db
from mentorship.models import DueItem, Party
from mentorship.permissions import Permission
from mentorship.services.accounts import staff
from mentorship.services.match_support import due_list, support_entries
from mentorship.services.match_support.due_list import ListedItem
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.paging import paginate_counted
from mentorship.web.staff_names import staff_name

FILTERS = ("whose", "when", "rule")
ITEMS_PER_PAGE = 25
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class DueRow:
    """What the list shows of something that is due."""

    item: DueItem
    what: str
    is_flag: bool
    days_late: int
    coordinator: str
    names: str = field(repr=False)
    whom: str = field(repr=False)


@blueprint.get("/matches/due")
@require_permission(Permission.COORDINATE)
def list_due() -> ResponseReturnValue:
    reader = require_person()
    own, coming = request.args.get("whose") == "mine", request.args.get("when") == "week"
    names, until = support_labels.item_names(), today() + WEEK if coming else None
    rule = request.args.get("rule") if request.args.get("rule") in names else None
    counts = due_list.count_due(db.session, reader, own=own, until=until)
    ids = due_list.ids_due(reader, own=own, rules=[rule] if rule else None, until=until)
    total = counts.get(rule, 0) if rule else sum(counts.values())
    page = paginate_counted(ids, total, ITEMS_PER_PAGE)
    return render_template(
        "coordinate/support/due.html",
        page=page,
        rows=due_rows(due_list.listed(db.session, page.items), today()),
        own=own,
        coming=coming,
        rule=rule,
        filters=in_url(*FILTERS),
        place=in_url(*FILTERS, "page"),
        names=names,
        counts=counts,
        entries=support_entries.undoable_entries(db.session, reader),
        support_labels=support_labels,
    )


def in_url(*names: str) -> dict[str, Any]:
    """Return the parameters with these names that the request's URL has."""
    return {name: request.args[name] for name in names if name in request.args}


def url_of_list() -> str:
    """Return the URL of the list as it was shown when one of its buttons was pressed."""
    return url_for(".list_due", **in_url(*FILTERS, "page"))


def due_rows(listed: list[ListedItem], day: date) -> list[DueRow]:
    coordinators = {item.id: staff_name(item) for item in staff.coordinators(db.session)}
    return [
        DueRow(
            item.item,
            support_labels.item_name(item.item.rule),
            support_labels.is_flag(item.item.rule),
            (day - item.item.due_on).days if item.item.due_on else 0,
            coordinators.get(item.item.pair.coordinator_id or 0, ""),
            names=" – ".join(map(shown, (item.mentee_name, item.mentor_name))),
            whom=whom(item),
        )
        for item in listed
    ]


def whom(listed: ListedItem) -> str:
    if listed.item.party is Party.BOTH:
        return _("both")
    is_mentee = listed.item.party is Party.MENTEE
    return shown(listed.mentee_name if is_mentee else listed.mentor_name)


def shown(name: str | None) -> str:
    return name or labels.unreadable_name()
