"""Joining a group, who is in it, leaving and closing it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.community.groups.forms import JoinForm
from mentorship.community.groups.routes import blueprint
from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, GroupMember
from mentorship.permissions import Permission
from mentorship.services.groups import groups, joining, leaving, members
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.gone_rows import leave_gone_row, row_id
from mentorship.web.stale_forms import refuse_stale


def member_in_url(group: AdvocacyGroup, member_id: str, **_values: str) -> GroupMember:
    row = members.member_with_id(db.session, group, row_id(member_id))
    if row is None:
        leave_gone_row(members.member_gone(), url_for(".list_members", group_id=group.id))
    return row


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@require_permission(Permission.JOIN_GROUPS)
def ask_by_link(token: str) -> ResponseReturnValue:
    """Ask to join the group whose lead has handed over a link."""
    group = groups.group_of_link(db.session, token)
    if group is None or not group.can_be_read():
        return render_template("community/groups/link_ended.html"), 410
    return ask_page(group)


@blueprint.route("/<int:group_id>/ask", methods=["GET", "POST"])
@require_permission(Permission.ASK_TO_JOIN_GROUP, load=members.group_with_id)
@refuse_stale()
def ask_to_join(group: AdvocacyGroup) -> ResponseReturnValue:
    return ask_page(group)


def ask_page(group: AdvocacyGroup) -> ResponseReturnValue:
    """Show what the group is for, which is all that somebody sees who is not in it."""
    person, form = require_person(), JoinForm()
    own = members.membership_in_any_state(db.session, person, group)
    if own is not None and own.accepted_at is not None:
        return redirect(url_for(".show_group", group_id=group.id))
    if form.validate_on_submit():
        alias, words = form.alias.data or "", form.words.data or ""
        joining.ask(db.session, person, group, alias, words)
        flash(_("You have asked to join. You see the answer here."), "success")
        return redirect(url_for(".list_groups"))
    if own is not None and own.is_waiting:
        return render_template("community/groups/asked.html", group=group, own=own)
    if own is not None and not joining.may_ask_again(own):
        flash(joining.not_yet(), "info")
        return redirect(url_for(".list_groups"))
    return render_form("community/groups/ask.html", form=form, group=group)


@blueprint.post("/requests/<request_id>/take-back")
@require_permission(Permission.SEE_GROUPS)
def take_back_request(request_id: str) -> ResponseReturnValue:
    """Take back what the person asked, also if they do not take part in the programme any more."""
    person = require_person()
    row = members.request_of(db.session, person, row_id(request_id))
    if row is None:
        leave_gone_row(_("You do not wait for an answer here any more."), url_for(".list_groups"))
    joining.take_back(db.session, person, row.group)
    flash(_("You do not ask to join any more."), "success")
    return redirect(url_for(".list_groups"))


@blueprint.get("/<int:group_id>/members")
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
def list_members(group: AdvocacyGroup) -> ResponseReturnValue:
    own = members.membership_in_any_state(db.session, require_person(), group)
    is_lead = own is not None and own.is_lead
    return render_template(
        "community/groups/members.html",
        group=group,
        own=own,
        people=members.members_of(db.session, group),
        waiting=members.waiting_for(db.session, group) if is_lead else [],
        alias_of=members.alias_of,
    )


@blueprint.post("/<int:group_id>/members/<member_id>/<any(accept, decline, lead):answer>")
@require_permission(Permission.LEAD_GROUP, load=members.group_with_id)
@refuse_stale(about=member_in_url)
def decide_member(group: AdvocacyGroup, member_id: str, answer: str) -> ResponseReturnValue:
    """Accept somebody, make them a lead, or decline or remove them."""
    lead, row = require_person(), member_in_url(group, member_id)
    was_in = row.accepted_at is not None
    match answer:
        case "accept":
            asked_for = members.alias_of(row)
            joining.accept(db.session, lead, group, row)
            flash(_("They are in the group now."), "success")
            if members.alias_of(row) != asked_for:
                flash(alias_was_taken(asked_for, members.alias_of(row)), "info")
        case "lead":
            joining.make_lead(db.session, lead, group, row)
            flash(_("They lead the group, too."), "success")
        case _:
            leaving.decline(db.session, lead, group, row)
            removed = _("They are not in the group any more.")
            flash(removed if was_in else _("You have not accepted them."), "success")
    return redirect(url_for(".list_members", group_id=group.id))


def alias_was_taken(asked_for: str, alias: str) -> str:
    return _(
        "Somebody in the group is called %(asked_for)s already, so they are called %(alias)s.",
        asked_for=asked_for,
        alias=alias,
    )


@blueprint.post("/<int:group_id>/link")
@require_permission(Permission.LEAD_GROUP, load=members.group_with_id)
@refuse_stale()
def renew_link(group: AdvocacyGroup) -> ResponseReturnValue:
    groups.renew_link(db.session, require_person(), group)
    flash(_("This is the new link. The old one does not work any more."), "success")
    return redirect(url_for(".list_members", group_id=group.id))


@blueprint.route("/<int:group_id>/leave", methods=["GET", "POST"])
@require_permission(Permission.WORK_IN_GROUP, load=members.group_with_id)
@refuse_stale()
def leave_group(group: AdvocacyGroup) -> ResponseReturnValue:
    """Ask for confirmation, then leave; the last lead of others is told what to do first."""
    person = require_person()
    if request.method == "POST":
        leaving.leave(db.session, person, group)
        flash(_("You have left the group."), "success")
        return redirect(url_for(".list_groups"))
    people = members.members_of(db.session, group)
    own = next(row for row in people if row.person_id == person.id)
    return render_template(
        "community/groups/leave.html",
        group=group,
        is_last=len(people) == 1,
        must_hand_over=leaving.must_hand_over(db.session, own),
    )


@blueprint.route("/<int:group_id>/close", methods=["GET", "POST"])
@require_permission(Permission.LEAD_GROUP, load=members.group_with_id)
@refuse_stale()
def close_group(group: AdvocacyGroup) -> ResponseReturnValue:
    """Ask for confirmation, then delete the group."""
    if request.method == "POST":
        groups.close(db.session, require_person(), group)
        flash(_("The group is closed, and everything in it is deleted."), "success")
        return redirect(url_for(".list_groups"))
    return render_template("community/groups/close.html", group=group)
