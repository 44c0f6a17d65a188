"""Before two people meet: how to begin, when both are free, and files for their calendars."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.models import Application, Pair, PairState
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.questions import STEPS
from mentorship.services.applications.form_steps import may_change
from mentorship.services.match_support.safety_periods import is_on_for_pair
from mentorship.services.pairs import agreements, calendar_files, common_times, pairs
from mentorship.services.pairs.openers import openers
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.downloads import as_download

CALENDAR_FILE_NAME = "conversation.ics"


@blueprint.get("/<int:pair_id>/first-meeting")
@require_permission(Permission.SEE_INTRODUCTION, load=pairs.pair_with_id)
def first_meeting(pair: Pair) -> ResponseReturnValue:
    if pair.state is not PairState.ACTIVE:
        return redirect(url_for(".show", pair_id=pair.id))
    return render_template(
        "pairs/first_meeting.html",
        pair=pair,
        openers=openers(pair),
        minutes=agreements.FIRST_MEETING_MINUTES,
        online_only=is_on_for_pair(db.session, pair),
    )


@blueprint.get("/<int:pair_id>/times")
@require_permission(Permission.SEE_INTRODUCTION, load=pairs.pair_with_id)
def show_times(pair: Pair) -> ResponseReturnValue:
    if pair.state is not PairState.ACTIVE:
        return redirect(url_for(".show", pair_id=pair.id))
    own = pair.own_side(pairs.role_in(pair, require_person()))
    return render_template(
        "pairs/times.html",
        pair=pair,
        own=own,
        may_change_times=may_change_times(own),
        common=common_times.common_times(pair),
        online_only=is_on_for_pair(db.session, pair),
        suggested=common_times.suggested_times(db.session, pair),
    )


def may_change_times(own: Application) -> bool:
    return any(step.name == "availability" and may_change(own, step) for step in STEPS)


@blueprint.get("/<int:pair_id>/times/<day>-<part_of_day>.ics")
@require_permission(Permission.SEE_INTRODUCTION, load=pairs.pair_with_id)
def calendar_file(pair: Pair, day: str, part_of_day: str) -> ResponseReturnValue:
    """Send a suggested time for a calendar; one that is over or not free any more leads back."""
    if pair.state is not PairState.ACTIVE:
        return redirect(url_for(".show", pair_id=pair.id))
    times = common_times.suggested_times(db.session, pair)
    suggested = common_times.time_named(times, day, part_of_day)
    if suggested is None:
        flash(_("This time is not suggested any more. Please choose another one."), "warning")
        return redirect(url_for(".show_times", pair_id=pair.id))
    minutes = agreements.minutes_to_meet(db.session, pair)
    file = calendar_files.calendar_file(require_person(), pair, suggested, minutes)
    return as_download(Response(file, mimetype="text/calendar"), CALENDAR_FILE_NAME)
