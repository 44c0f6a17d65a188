"""What the people of a group write: one page to add, to change and to delete each kind of row."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.community.groups.kinds_of_rows import (
    KINDS,
    PAGES,
    ROW_URL,
    page_of_row,
    page_to_add_from,
)
from mentorship.community.groups.routes import blueprint
from mentorship.community.groups.row_forms import filled_form
from mentorship.extensions import db
from mentorship.models import (
    AdvocacyGroup,
    Campaign,
    CampaignOffice,
    CampaignTalk,
    GroupDocument,
    GroupStep,
)
from mentorship.permissions import Permission
from mentorship.services.groups import group_rows, members
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.gone_rows import leave_gone_row, row_id
from mentorship.web.stale_forms import refuse_stale


def row_in_url(group: AdvocacyGroup, kind_of_row: str, entry_id: str, **_values: str) -> Any:
    model = PAGES[kind_of_row].form.ENTRY.MODEL
    row = group_rows.row_with_id(db.session, model, group, row_id(entry_id))
    if row is None:
        leave_gone_row(group_rows.gone(), url_for(".show_group", group_id=group.id))
    return row


def step_in_url(group: AdvocacyGroup, entry_id: str, **_values: str) -> Any:
    return row_in_url(group, "steps", entry_id)


@blueprint.route(f"/<int:group_id>/new/{KINDS}", methods=["GET", "POST"])
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
@refuse_stale()
def add_row(group: AdvocacyGroup, kind_of_row: str) -> ResponseReturnValue:
    """Add a row; the URL may say which row of the group it belongs to."""
    pages = PAGES[kind_of_row]
    belongs_to = {
        name: row_id(request.args.get(name, "")) or None for name in pages.form.ENTRY.REFERS_TO
    }
    form = pages.form(**belongs_to)
    needs_first = form.offer(group)
    if needs_first is not None:
        flash(str(needs_first), "info")
        return redirect(url_for(".show_group", group_id=group.id))
    if form.validate_on_submit():
        row = group_rows.add(db.session, require_person(), group, form.entry())
        flash(_("It is saved. The whole group sees it here."), "success")
        return redirect(page_of_row(group, row).url)
    return render_form(
        "community/groups/row_edit.html",
        form=form,
        group=group,
        row=None,
        pages=pages,
        back=page_to_add_from(group, belongs_to),
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
        return redirect(page_of_row(group, row).url)
    return render_form(
        "community/groups/row_edit.html",
        form=form,
        group=group,
        row=row,
        pages=pages,
        kind_of_row=kind_of_row,
        back=page_of_row(group, row),
    )


@blueprint.route(f"{ROW_URL}/delete", methods=["GET", "POST"])
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
@refuse_stale(about=row_in_url)
def delete_row(group: AdvocacyGroup, kind_of_row: str, entry_id: str) -> ResponseReturnValue:
    """Ask for confirmation, then delete a row."""
    row, pages = row_in_url(group, kind_of_row, entry_id), PAGES[kind_of_row]
    back = page_of_row(group, row)
    if request.method == "POST":
        is_own_page = isinstance(row, Campaign | GroupDocument)
        group_rows.delete(db.session, require_person(), row)
        flash(_("It is deleted."), "success")
        return redirect(url_for(".show_group", group_id=group.id) if is_own_page else back.url)
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
