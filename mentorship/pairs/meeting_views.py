"""The meeting log of a pair: add a meeting, correct or delete one's own."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Meeting, Pair, PairState
from mentorship.pairs.meeting_forms import MeetingForm, ReflectionForm
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.services.match_support.safety_periods import is_on_for_pair
from mentorship.services.pairs import agreements, meetings, pairs, reflections
from mentorship.services.pairs.meetings import MeetingOnSameDayError
from mentorship.vocabulary import PURPOSES
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.gone_rows import leave_gone_row, row_id
from mentorship.web.stale_forms import refuse_stale

MEETING_URL = "/<int:pair_id>/meetings/<meeting_id>"


def own_meeting(pair: Pair, meeting_id: str) -> Meeting:
    """Return the meeting that a URL names, or go back to the log with a word."""
    meeting = meetings.own_meeting(db.session, require_person(), pair, row_id(meeting_id))
    if meeting is None or pair.state is not PairState.ACTIVE:
        leave_gone_row(meetings.not_yours(), url_for(".show", pair_id=pair.id))
    return meeting


def logged_meeting(pair: Pair, meeting_id: str) -> Meeting:
    """Return a meeting that a URL names, whoever logged it, or go back to the log with a word."""
    meeting = meetings.meeting_of(db.session, pair, row_id(meeting_id))
    if meeting is None or pair.state is not PairState.ACTIVE:
        leave_gone_row(meetings.not_in_log(), url_for(".show", pair_id=pair.id))
    return meeting


@blueprint.route("/<int:pair_id>/meetings/new", methods=["GET", "POST"])
@require_permission(Permission.LOG_MEETINGS, load=pairs.pair_with_id)
@refuse_stale()
def new_meeting(pair: Pair) -> ResponseReturnValue:
    if pair.state is PairState.CLOSED:
        return redirect(url_for(".show", pair_id=pair.id))
    form = meeting_form(pair)
    if form.validate_on_submit():
        try:
            meetings.log_meeting(
                db.session,
                require_person(),
                pair,
                form.entry(),
                form.ids_it_differs_from(),
                form.reflection(),
            )
        except MeetingOnSameDayError as error:
            form.ask_about(error.meetings, require_person())
        else:
            flash(_("Your meeting is in the log."), "success")
            return redirect(url_for(".show", pair_id=pair.id))
    return render_form("pairs/meeting.html", form=form, pair=pair, meeting=None)


@blueprint.route(MEETING_URL, methods=["GET", "POST"])
@require_permission(Permission.LOG_MEETINGS, load=pairs.pair_with_id)
@refuse_stale(about=own_meeting)
def change_meeting(pair: Pair, meeting_id: str) -> ResponseReturnValue:
    meeting = own_meeting(pair, meeting_id)
    form = meeting_form(pair, meeting)
    if form.validate_on_submit():
        try:
            meetings.change_meeting(
                db.session,
                require_person(),
                meeting,
                form.entry(),
                form.ids_it_differs_from(),
                form.reflection(),
            )
        except MeetingOnSameDayError as error:
            form.ask_about(error.meetings, require_person())
        else:
            flash(_("Your meeting is corrected."), "success")
            return redirect(url_for(".show", pair_id=pair.id))
    return render_form("pairs/meeting.html", form=form, pair=pair, meeting=meeting)


@blueprint.route(f"{MEETING_URL}/delete", methods=["GET", "POST"])
@require_permission(Permission.LOG_MEETINGS, load=pairs.pair_with_id)
@refuse_stale(about=own_meeting)
def delete_meeting(pair: Pair, meeting_id: str) -> ResponseReturnValue:
    """Ask for confirmation, then delete a meeting."""
    meeting = own_meeting(pair, meeting_id)
    if request.method == "POST":
        meetings.delete_meeting(db.session, require_person(), meeting)
        flash(_("Your meeting is deleted."), "success")
        return redirect(url_for(".show", pair_id=pair.id))
    return render_template("pairs/delete_meeting.html", pair=pair, meeting=meeting)


@blueprint.route(f"{MEETING_URL}/mine", methods=["GET", "POST"])
@require_permission(Permission.LOG_MEETINGS, load=pairs.pair_with_id)
@refuse_stale(about=logged_meeting)
def reflect_on_meeting(pair: Pair, meeting_id: str) -> ResponseReturnValue:
    """Keep a note and how it felt about a meeting that the other one has logged."""
    meeting = logged_meeting(pair, meeting_id)
    form = ReflectionForm(**kept(meeting))
    if form.validate_on_submit():
        meetings.reflect(db.session, require_person(), meeting, form.reflection())
        flash(_("Saved, for you alone."), "success")
        return redirect(url_for(".show", pair_id=pair.id))
    return render_form("pairs/reflection.html", form=form, pair=pair, meeting=meeting)


def kept(meeting: Meeting) -> dict[str, str]:
    """Return what somebody has kept about a meeting, as the fields of its form."""
    own = reflections.own_reflections(db.session, require_person(), [meeting.id]).get(meeting.id)
    return {} if own is None else {"own_note": own.note, "feeling": str(own.feeling or "")}


def as_agreed(pair: Pair) -> dict[str, object]:
    """Return what a new meeting probably was: today, as long and in the way that both agreed on.

    A link to the form may say what it was for, as the page of a training module does.
    In safety mode people are asked not to meet in person: the form does not suggest that they did.
    """
    agreed = agreements.agreement_that_holds(db.session, pair)
    usual = {} if agreed is None else {"minutes": agreed.minutes, "mode": agreed.mode}
    if usual.get("mode") == "in_person" and is_on_for_pair(db.session, pair):
        del usual["mode"]
    purpose = request.args.get("purpose", "")
    known = {"purpose": purpose} if purpose in PURPOSES else {}
    return {"held_on": today(), **usual, **known}


def meeting_form(pair: Pair, meeting: Meeting | None = None) -> MeetingForm:
    """Return the form, with the other meetings of the day that was entered to choose from."""
    form = MeetingForm(obj=meeting, **(kept(meeting) if meeting else as_agreed(pair)))
    if form.is_submitted() and form.held_on.data:
        same_day = meetings.on_day(db.session, pair, form.held_on.data)
        form.offer([item for item in same_day if item is not meeting], require_person())
    return form
