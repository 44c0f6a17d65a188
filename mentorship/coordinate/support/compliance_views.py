"""How far the standards are met: a share for each rule, who does not meet it, and the export."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship.coordinate import labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.list_exports import send_list
from mentorship.coordinate.support import support_labels
from mentorship.extensions import db
from mentorship.models import DueItem, Party
from mentorship.permissions import Permission
from mentorship.services.applications import rounds
from mentorship.services.exports import Column
from mentorship.services.match_support import compliance, due_list
from mentorship.services.match_support.due_list import ListedItem
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.paging import paginate

ITEMS_PER_PAGE = 25


@dataclass(frozen=True)
class UnmetRow:
    """Something that was not done, or too late."""

    item: DueItem
    rule: str
    round_name: str
    mentee: str = field(repr=False)
    mentor: str = field(repr=False)
    whom: str = field(repr=False)


COLUMNS: tuple[Column[UnmetRow], ...] = (
    Column(_l("Rule"), lambda row: row.rule),
    Column(_l("Match"), lambda row: row.item.pair_id),
    Column(_l("Mentee"), lambda row: row.mentee, names_person=True),
    Column(_l("Mentor"), lambda row: row.mentor, names_person=True),
    Column(_l("Round"), lambda row: row.round_name),
    Column(_l("For whom"), lambda row: row.whom, names_person=True),
    Column(_l("Due on"), lambda row: row.item.due_on),
    Column(_l("Done on"), lambda row: row.item.done_on),
)


@blueprint.get("/matches/compliance")
@require_permission(Permission.COORDINATE)
def show_compliance() -> ResponseReturnValue:
    rule, round_id = chosen_rule(), chosen_round()
    page = paginate(compliance.unmet_ids(require_person(), rule, round_id), ITEMS_PER_PAGE)
    return render_template(
        "coordinate/support/compliance.html",
        by_rule=compliance.by_rule(db.session, require_person(), round_id),
        records=compliance.flag_records(db.session),
        page=page,
        rows=unmet_rows(page.items),
        rule=rule,
        round_id=round_id,
        rounds=rounds.all_rounds(db.session),
        support_labels=support_labels,
    )


@blueprint.post("/matches/compliance/export")
@require_permission(Permission.COORDINATE)
def export_compliance() -> ResponseReturnValue:
    """Send the list of what does not meet the rules, with names or without."""
    unmet = compliance.unmet_ids(require_person(), chosen_rule(), chosen_round())
    rows = unmet_rows(db.session.scalars(unmet).all())
    of_rounds = {item.id for item in rounds.all_rounds(db.session)}
    return send_list("compliance", _("How far the standards are met"), COLUMNS, rows, of_rounds)


def chosen_rule() -> str | None:
    code = request.args.get("rule", "")
    return code if code in support_labels.item_names() else None


def chosen_round() -> int | None:
    known = {item.id for item in rounds.all_rounds(db.session)}
    round_id = request.args.get("round", type=int)
    return round_id if round_id in known else None


def unmet_rows(ids: Sequence[int]) -> list[UnmetRow]:
    return [_unmet_row(item) for item in due_list.listed(db.session, ids)]


def _unmet_row(listed: ListedItem) -> UnmetRow:
    unreadable = labels.unreadable_name()
    mentee, mentor = listed.mentee_name or unreadable, listed.mentor_name or unreadable
    item = listed.item
    whom = {Party.MENTEE: mentee, Party.MENTOR: mentor, Party.BOTH: _("both")}[item.party]
    return UnmetRow(
        item, support_labels.item_name(item.rule), listed.round_name, mentee, mentor, whom
    )
