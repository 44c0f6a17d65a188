"""What the people of a group write: one page to add, to change and to delete each kind of row."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.community.groups.routes import blueprint
from mentorship.community.groups.row_forms import (
    CampaignForm,
    DecisionForm,
    DocumentForm,
    GoalForm,
    OfficeForm,
    RowForm,
    StepForm,
    TalkForm,
    filled_form,
)
from mentorship.extensions import db
from mentorship.models import (
    AdvocacyGroup,
    Campaign,
    CampaignOffice,
    CampaignTalk,
    GroupDocument,
    GroupRow,
    GroupStep,
)
from mentorship.permissions import Permission
from mentorship.services.groups import group_rows, members
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.gone_rows import leave_gone_row, row_id
from mentorship.web.stale_forms import refuse_stale


@dataclass(frozen=True)
class RowPages:
    """The form of a kind of row, and the headings of its pages."""

    form: type[RowForm]
    add: LazyString
    change: LazyString
    delete: LazyString
    goes_too: LazyString | str = ""
    """What is deleted together with such a row."""


PAGES = {
    "goals": RowPages(
        GoalForm,
        _l("Add a goal"),
        _l("Change a goal"),
        _l("Delete this goal?"),
        _l("Its steps are deleted with it."),
    ),
    "steps": RowPages(
        StepForm, _l("Add a step"), _l("Change a step"), _l("Delete this step?")
    ),
    "documents": RowPages(
        DocumentForm, _l("Write a document"), _l("Change a document"), _l("Delete this document?")
    ),
    "decisions": RowPages(
        DecisionForm, _l("Write down a decision"), _l("Change a decision"),
        _l("Delete this decision?"),
    ),
    "campaigns": RowPages(
        CampaignForm,
        _l("Plan a campaign"),
        _l("Change a campaign"),
        _l("Delete this campaign?"),
        _l("Its offices and talks are deleted with it. Its material stays with the group."),
    ),
    "offices": RowPages(
        OfficeForm,
        _l("Add an office"),
        _l("Change an office"),
        _l("Delete this office?"),
        _l("The talks with it are deleted, too."),
    ),
    "talks": RowPages(
        TalkForm, _l("Write down a talk"), _l("Change a talk"), _l("Delete this talk?")
    ),
}  # fmt: skip
KINDS = f"<any({', '.join(PAGES)}):kind_of_row>"
ROW_URL = f"/<int:group_id>/{KINDS}/<entry_id>"


def row_in_url(group: AdvocacyGroup, kind_of_row: str, entry_id: str, **_values: str) -> Any:
    model = PAGES[kind_of_row].form.ENTRY.MODEL
    row = group_rows.row_with_id(db.session, model, group, row_id(entry_id))
    if row is None:
        leave_gone_row(group_rows.gone(), url_for(".show_group", group_id=group.id))
    return row


def step_in_url(group: AdvocacyGroup, entry_id: str, **_values: str) -> Any:
    return row_in_url(group, "steps", entry_id)


def page_of_row(row: GroupRow) -> str:
    """Return the URL of the page on which the group reads a row."""
    campaign_id = campaign_of(row)
    if campaign_id is not None:
        return url_for(".show_campaign", group_id=row.group_id, entry_id=campaign_id)
    if isinstance(row, GroupDocument):
        return url_for(".show_document", group_id=row.group_id, entry_id=row.id)
    return url_for(".show_group", group_id=row.group_id)


def campaign_of(row: GroupRow) -> int | None:
    match row:
        case Campaign():
            return row.id
        case CampaignOffice():
            return row.campaign_id
        case CampaignTalk():
            return db.session.get_one(CampaignOffice, row.office_id).campaign_id
        case _:
            return None


@blueprint.route(f"/<int:group_id>/new/{KINDS}", methods=["GET", "POST"])
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
@refuse_stale()
def add_row(group: AdvocacyGroup, kind_of_row: str) -> ResponseReturnValue:
    """Add a row; the URL may say which row of the group it belongs to."""
    pages = PAGES[kind_of_row]
    belongs_to = {name: request.args.get(name, type=int) for name in pages.form.ENTRY.REFERS_TO}
    form = pages.form(**belongs_to)
    needs_first = form.offer(group)
    if needs_first is not None:
        flash(str(needs_first), "info")
        return redirect(url_for(".show_group", group_id=group.id))
    if form.validate_on_submit():
        row = group_rows.add(db.session, require_person(), group, form.entry())
        flash(_("It is saved. The whole group sees it here."), "success")
        return redirect(page_of_row(row))
    return render_form(
        "community/groups/row_edit.html", form=form, group=group, row=None, pages=pages
    )


@blueprint.route(f"{ROW_URL}/change", methods=["GET", "POST"])
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
@refuse_stale(about=row_in_url)
def change_row(group: AdvocacyGroup, kind_of_row: str, entry_id: str) -> ResponseReturnValue:
    row, pages = row_in_url(group, kind_of_row, entry_id), PAGES[kind_of_row]
    form = filled_form(pages.form, row)
    form.offer(group)
    if form.validate_on_submit():
        shown = form.version.data or ""
        group_rows.change(db.session, require_person(), row, form.entry(), shown)
        flash(_("It is saved. The whole group sees it here."), "success")
        return redirect(page_of_row(row))
    return render_form(
        "community/groups/row_edit.html",
        form=form,
        group=group,
        row=row,
        pages=pages,
        kind_of_row=kind_of_row,
        back=page_of_row(row),
    )


@blueprint.route(f"{ROW_URL}/delete", methods=["GET", "POST"])
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
@refuse_stale(about=row_in_url)
def delete_row(group: AdvocacyGroup, kind_of_row: str, entry_id: str) -> ResponseReturnValue:
    """Ask for confirmation, then delete a row."""
    row, pages = row_in_url(group, kind_of_row, entry_id), PAGES[kind_of_row]
    back = page_of_row(row)
    if request.method == "POST":
        is_own_page = isinstance(row, Campaign | GroupDocument)
        group_rows.delete(db.session, require_person(), row)
        flash(_("It is deleted."), "success")
        return redirect(url_for(".show_group", group_id=group.id) if is_own_page else back)
    return render_template(
        "community/groups/row_delete.html", group=group, row=row, pages=pages, back=back
    )


@blueprint.post("/<int:group_id>/steps/<entry_id>/<any(done, undone):mark>")
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
@refuse_stale(about=step_in_url)
def mark_step(group: AdvocacyGroup, entry_id: str, mark: str) -> ResponseReturnValue:
    """Tick a step off or back: the URL states which, so that twice is once."""
    step: GroupStep = step_in_url(group, entry_id)
    group_rows.mark_step(db.session, require_person(), step, is_done=mark == "done")
    return redirect(url_for(".show_group", group_id=group.id, _anchor=f"goal-{step.goal_id}"))


@blueprint.get("/<int:group_id>/documents/<entry_id>")
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
def show_document(group: AdvocacyGroup, entry_id: str) -> ResponseReturnValue:
    document = row_in_url(group, "documents", entry_id)
    return render_template("community/groups/document.html", group=group, document=document)


@blueprint.get("/<int:group_id>/campaigns/<entry_id>")
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
def show_campaign(group: AdvocacyGroup, entry_id: str) -> ResponseReturnValue:
    campaign = row_in_url(group, "campaigns", entry_id)
    offices = group_rows.rows_of(db.session, CampaignOffice, group)
    documents = group_rows.rows_of(db.session, GroupDocument, group)
    return render_template(
        "community/groups/campaign.html",
        group=group,
        campaign=campaign,
        offices=[item for item in offices if item.campaign_id == campaign.id],
        talks=group_rows.rows_of(db.session, CampaignTalk, group),
        material=[item for item in documents if item.campaign_id == campaign.id],
    )
