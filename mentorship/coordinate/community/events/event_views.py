"""The page of an event for coordinators, and the form that adds or changes it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.community.events.event_forms import form_of
from mentorship.extensions import db
from mentorship.models import Event
from mentorship.permissions import Permission
from mentorship.services.events import closing, events, openings, sign_ups
from mentorship.services.events.event_entries import place_entry
from mentorship.services.reports.suppression import MIN_COUNT
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


@blueprint.get("/community/events/<int:event_id>")
@require_permission(Permission.COORDINATE, load=events.event_with_id)
def show_event(event: Event) -> ResponseReturnValue:
    return render_template(
        "coordinate/community/events/event.html",
        event=event,
        counts=openings.counts(db.session, [event])[event.id],
        can_be_closed=closing.can_be_closed(event),
        takes_sign_ups=sign_ups.takes_sign_ups(event),
        kept_days=closing.KEPT_AFTER_END.days,
        draft_days=closing.DRAFTS_KEPT_AFTER_END.days,
        min_count=MIN_COUNT,
        place=place_entry(event.place),
    )


@blueprint.route("/community/events/new", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def add_event() -> ResponseReturnValue:
    form = form_of(None)
    if form.validate_on_submit():
        event = events.create(db.session, require_person(), form.entry())
        flash(_("Saved as a draft. Nobody else sees it until you publish it."), "success")
        return show(event)
    return render_form("coordinate/community/events/edit.html", form=form, event=None)


@blueprint.route("/community/events/<int:event_id>/change", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=events.event_with_id)
@refuse_stale()
def change_event(event: Event) -> ResponseReturnValue:
    if not event.can_be_changed:
        return show(event)
    form = form_of(event)
    if form.validate_on_submit():
        events.change(db.session, require_person(), event, form.entry())
        flash(_("Saved."), "success")
        return show(event)
    return render_form("coordinate/community/events/edit.html", form=form, event=event)


def show(event: Event) -> ResponseReturnValue:
    return redirect(url_for(".show_event", event_id=event.id))
