"""An introduction or a match, both people's answers, and their concerns."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.models import Pair, PairState, Party
from mentorship.pairs.forms import ConcernForm
from mentorship.pairs.next_step import next_step
from mentorship.pairs.not_this_time import NotThisTimeForm
from mentorship.permissions import Permission
from mentorship.programme import Event
from mentorship.services.applications import submission
from mentorship.services.match_support import due_list
from mentorship.services.match_support.safety_periods import is_on_for_pair
from mentorship.services.messages.readers import readers_of_concern
from mentorship.services.messages.threads import open_thread
from mentorship.services.pairing import person_constraints
from mentorship.services.pairs import (
    closing,
    concerns,
    exit_forms,
    meetings,
    pairs,
    pauses,
    reflections,
)
from mentorship.services.pairs.introductions import introduction_for
from mentorship.services.pairs.shared_languages import shared_languages
from mentorship.web import status_messages
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate
from mentorship.web.stale_forms import refuse_stale

blueprint = Blueprint("pairs", __name__, url_prefix="/pairs")


@blueprint.get("/<int:pair_id>")
@require_permission(Permission.SEE_INTRODUCTION, load=pairs.pair_with_id)
def show(pair: Pair) -> ResponseReturnValue:
    person, minutes_met = require_person(), meetings.minutes_met(db.session, pair)
    page = paginate(meetings.newest_meetings_first(pair), SHORT_PAGE_SIZE)
    introduction = introduction_for(db.session, person, pair)
    pause = pauses.open_pause(db.session, pair)
    online_only = is_on_for_pair(db.session, pair)
    is_going_on = pair.state is PairState.ACTIVE and pause is None and pair.closes_on is None
    return render_template(
        "pairs/show.html",
        pair=pair,
        pause=pause,
        step=next_step(pair, introduction.own_role, online_only=online_only)
        if is_going_on
        else None,
        online_only=online_only,
        answer_by=answer_by(pair),
        introduction=introduction,
        languages=shared_languages(person, pair),
        meetings=page,
        kept=reflections.own_reflections(db.session, person, [item.id for item in page]),
        minutes_met=minutes_met,
        end=what_the_end_means(
            pair, have_met=minutes_met > 0, sees_contact=introduction.contact is not None
        ),
        asks_about_goodbye=closing.asks_about_goodbye(pair),
        exit_form=exit_forms.exit_form_of(db.session, person, pair),
    )


def answer_by(pair: Pair) -> date | None:
    """Return the day until which somebody should answer an introduction, if they have not."""
    party = Party(pairs.role_in(pair, require_person()).value)
    return due_list.day_due(db.session, pair, Event.ANSWER, party)


def what_the_end_means(pair: Pair, *, have_met: bool, sees_contact: bool) -> list[str]:
    """Say what follows from the end of a pair, for one of the two; [] if it has not ended."""
    if pair.state is not PairState.CLOSED:
        return []
    person = require_person()
    is_own_doing = pair.id in pairs.ended_by(db.session, person)
    end = status_messages.end_of_pair(
        pair, ended_by_reader=is_own_doing, have_met=have_met, sees_contact=sees_contact
    )
    return [*end, what_is_next(pair)]


def what_is_next(pair: Pair) -> str:
    application = pair.own_side(pairs.role_in(pair, require_person()))
    if person_constraints.wants_no_more(db.session, application):
        return _("Nobody else is suggested to you in this round. You can ask us to change that.")
    return status_messages.next_match(application, submission.live_pairs(db.session, application))


@blueprint.post("/<int:pair_id>/yes")
@require_permission(Permission.ANSWER_INTRODUCTION, load=pairs.pair_with_id)
@refuse_stale()
def say_yes(pair: Pair) -> ResponseReturnValue:
    pairs.say_yes(db.session, require_person(), pair)
    if pair.state is PairState.ACTIVE:
        flash(_("You have both said yes. Say hello!"), "success")
    else:
        flash(_("Thank you. We show contact details as soon as you have both said yes."), "success")
    return redirect(url_for(".show", pair_id=pair.id))


@blueprint.route("/<int:pair_id>/no", methods=["GET", "POST"])
@require_permission(Permission.ANSWER_INTRODUCTION, load=pairs.pair_with_id)
@refuse_stale()
def say_no(pair: Pair) -> ResponseReturnValue:
    """Ask for a reason, which nobody has to give, then close the introduction."""
    person, form = require_person(), NotThisTimeForm()
    if pair.state is not PairState.INTRODUCED and request.method != "POST":
        return redirect(url_for(".show", pair_id=pair.id))
    form.offer(pairs.role_in(pair, person))
    if not form.validate_on_submit():
        return render_form("pairs/not_this_time.html", form=form, pair=pair)
    pairs.say_no(db.session, person, pair, form.chosen, form.words.data or "")
    flash(" ".join((_("That is fine."), what_is_next(pair))), "success")
    return redirect(url_for("account.home"))


@blueprint.route("/<int:pair_id>/concern", methods=["GET", "POST"])
@require_permission(Permission.REPORT_CONCERN, load=pairs.pair_with_id)
def report_concern(pair: Pair) -> ResponseReturnValue:
    """Tell the coordinators about a match, also after it has ended, and whatever has changed."""
    person, form = require_person(), ConcernForm()
    if form.validate_on_submit():
        text, urgent = form.concern.data or "", bool(form.urgent.data)
        concern = concerns.tell(db.session, person, pair, text, urgent=urgent)
        flash(
            _("Thank you for telling us. A coordinator reads it and answers you here."), "success"
        )
        thread = open_thread(db.session, person, concern)
        return redirect(url_for("messages.show_thread", thread_id=thread.id))
    can_be_read = bool(readers_of_concern(db.session, person, pair))
    return render_form("pairs/concern.html", form=form, pair=pair, can_be_read=can_be_read)
