"""A person's groups, those they can find, and one group with its plan."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden

from mentorship.after_commit import rollback
from mentorship.community.groups.forms import (
    TASK_FORCE,
    StartForm,
    details_form_of,
    meeting_form_of,
)
from mentorship.extensions import db
from mentorship.models import (
    AdvocacyGroup,
    Campaign,
    GroupDocument,
    GroupGoal,
    GroupStep,
)
from mentorship.permissions import Permission
from mentorship.services.applications.programme_members import is_participant
from mentorship.services.groups import groups, members
from mentorship.services.groups.group_rows import newest_decisions_first, rows_of
from mentorship.services.groups.joining import may_ask_again, not_yet
from mentorship.services.match_support.safety_periods import is_on_anywhere
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate
from mentorship.web.stale_forms import refuse_stale

blueprint = Blueprint("groups", __name__, url_prefix="/groups")


@blueprint.errorhandler(Forbidden)
def say_who_may_join(_error: Forbidden) -> ResponseReturnValue:
    """Say kindly that groups are for those who take part: also to whoever opens their link.

    Only pages to begin or to join one answer so; those of a group are not there for a stranger.
    """
    rollback(db.session)
    return render_template("community/groups/members_only.html"), HTTPStatus.FORBIDDEN


@blueprint.get("")
@require_permission(Permission.SEE_GROUPS)
def list_groups() -> ResponseReturnValue:
    person = require_person()
    rows = members.memberships_in_any_state(db.session, person)
    own = [row for row in rows if row.group.can_be_read()]
    leads = [row.group for row in own if row.is_lead]
    may_join = is_participant(db.session, person)
    return render_template(
        "community/groups/list.html",
        own=own,
        waiting=members.count_waiting(db.session, leads),
        may_ask_again=may_ask_again,
        not_yet=not_yet(),
        may_join=may_join,
        findable=paginate(groups.findable_by(person), SHORT_PAGE_SIZE) if may_join else None,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@require_permission(Permission.JOIN_GROUPS)
def start_group() -> ResponseReturnValue:
    form = StartForm()
    if form.validate_on_submit():
        group = groups.start(
            db.session,
            require_person(),
            form.entry(),
            form.alias.data or "",
            as_task_force=form.beginning.data == TASK_FORCE,
        )
        flash(_("Your group is there. Now invite others with its link."), "success")
        return redirect(url_for(".show_group", group_id=group.id))
    return render_form("community/groups/start.html", form=form)


@blueprint.get("/<int:group_id>")
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
def show_group(group: AdvocacyGroup) -> ResponseReturnValue:
    person = require_person()
    own = members.membership_in_any_state(db.session, person, group)
    people = members.members_of(db.session, group)
    documents = rows_of(db.session, GroupDocument, group)
    return render_template(
        "community/groups/show.html",
        group=group,
        own=own,
        people=people,
        aliases={row.id: members.alias_of(row) for row in people},
        waiting=members.count_waiting(db.session, [group]).get(group.id, 0),
        hides_place=is_on_anywhere(db.session),
        goals=rows_of(db.session, GroupGoal, group),
        steps=rows_of(db.session, GroupStep, group),
        decisions=paginate(newest_decisions_first(group), SHORT_PAGE_SIZE),
        documents=[item for item in documents if item.campaign_id is None],
        campaigns=rows_of(db.session, Campaign, group),
    )


@blueprint.route("/<int:group_id>/change", methods=["GET", "POST"])
@require_permission(Permission.LEAD_GROUP, load=members.group_with_id)
@refuse_stale()
def change_group(group: AdvocacyGroup) -> ResponseReturnValue:
    form = details_form_of(group)
    if form.validate_on_submit():
        details = form.entry(is_findable=bool(form.is_findable.data))
        shown = form.version.data or ""
        groups.change_details(db.session, require_person(), group, details, shown)
        flash(_("It is saved."), "success")
        return redirect(url_for(".show_group", group_id=group.id))
    return render_form("community/groups/change.html", form=form, group=group)


@blueprint.route("/<int:group_id>/meeting", methods=["GET", "POST"])
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
@refuse_stale()
def plan_meeting(group: AdvocacyGroup) -> ResponseReturnValue:
    person = require_person()
    hides_place = is_on_anywhere(db.session)
    form = meeting_form_of(group, without_place=hides_place)
    if form.validate_on_submit():
        shown = form.version.data or ""
        groups.plan_meeting(db.session, person, group, form.entry(group), shown)
        flash(_("Your next meeting is saved. The whole group sees it here."), "success")
        return redirect(url_for(".show_group", group_id=group.id))
    return render_form(
        "community/groups/meeting.html", form=form, group=group, hides_place=hides_place
    )
