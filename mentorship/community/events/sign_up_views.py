"""Sign up for an event, give the place up, and log it as a meeting."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from mentorship.after_commit import AnySession
from mentorship.community.events.event_views import blueprint, event_in_url
from mentorship.extensions import db
from mentorship.models import Event, SignUpState
from mentorship.permissions import Permission
from mentorship.services.events import event_meetings, openings, sign_ups
from mentorship.services.events.openings import Openings
from mentorship.services.events.sign_ups import MAX_ALIAS_LENGTH
from mentorship.web.access_control import current_person, require_permission, require_person
from mentorship.web.fields import Line, at_most
from mentorship.web.forms import render_form
from mentorship.web.sensitive_forms import SensitiveTextForm
from mentorship.web.stale_forms import refuse_stale


class SignUpForm(SensitiveTextForm):
    alias = Line(
        _l("What should we call you at the door?"),
        description=_l(
            "This name is called out at the door. It need not be yours, and it can be another one "
            "for each event."
        ),
        validators=[
            DataRequired(_l("Write a name, for example a first name that you like.")),
            at_most(MAX_ALIAS_LENGTH),
        ],
        render_kw={"autocomplete": "off"},
    )


def signed_up_event_in_url(session: AnySession, event_id: int) -> Event | None:
    """Return the event of a URL, if whoever asks has signed up for it."""
    person = current_person()
    return sign_ups.event_signed_up_for(session, person, event_id) if person else None


@blueprint.route("/events/<int:event_id>/sign-up", methods=["GET", "POST"])
@require_permission(Permission.SIGN_UP_FOR_EVENTS, load=event_in_url)
@refuse_stale()
def sign_up(event: Event) -> ResponseReturnValue:
    person = require_person()
    if not sign_ups.takes_sign_ups(event) and request.method != "POST":
        return show(event)
    own = sign_ups.own_sign_up(db.session, person, event)
    form = SignUpForm(data={"alias": own.alias if own and own.can_be_read() else ""})
    if form.validate_on_submit():
        signed_up = sign_ups.sign_up(db.session, person, event, form.alias.data or "")
        if signed_up.state is SignUpState.GOING:
            flash(_("You have a place. Nobody else sees that you are going."), "success")
        else:
            flash(_("You are on the waitlist. Nobody else sees that."), "success")
        return show(event)
    return render_form(
        "community/events/sign_up.html",
        form=form,
        event=event,
        own=own,
        is_full=openings.openings(db.session, [event])[event.id] is Openings.FULL,
    )


@blueprint.post("/events/<int:event_id>/give-up")
@require_permission(Permission.GIVE_UP_OWN_SIGN_UP, load=signed_up_event_in_url)
@refuse_stale()
def give_up_place(event: Event) -> ResponseReturnValue:
    """Take a person off an event, also one that they may not read about any more."""
    sign_ups.give_up(db.session, require_person(), event)
    flash(_("You are not signed up any more."), "success")
    may_read = event_in_url(db.session, event.id) is not None
    return show(event) if may_read else redirect(url_for(".list_events"))


@blueprint.post("/events/<int:event_id>/meeting")
@require_permission(Permission.SIGN_UP_FOR_EVENTS, load=event_in_url)
@refuse_stale()
def log_as_meeting(event: Event) -> ResponseReturnValue:
    """Log the event in one tap for a match, which the form names."""
    person, pair_id = require_person(), request.form.get("pair_id", type=int)
    own = sign_ups.own_sign_up(db.session, person, event)
    if own is not None:
        matches = event_meetings.pairs_to_log(db.session, person, own)
        pair = next((item for item in matches if item.id == pair_id), None)
        if pair is not None and event_meetings.log_as_meeting(db.session, person, event, pair):
            flash(_("It is in your meeting log. The log does not say which event."), "success")
            return show(event)
    flash(_("Your meeting log has a meeting on this day already."), "warning")
    return show(event)


def show(event: Event) -> ResponseReturnValue:
    return redirect(url_for(".show_event", event_id=event.id))
