"""Publish, cancel, close and delete an event; each but the first asks once more."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.community.events.event_views import show
from mentorship.extensions import db
from mentorship.models import Event
from mentorship.permissions import Permission
from mentorship.services.events import closing, events
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.stale_forms import refuse_stale

EVENT = "/community/events/<int:event_id>"


@blueprint.post(f"{EVENT}/publish")
@require_permission(Permission.COORDINATE, load=events.event_with_id)
@refuse_stale()
def publish_event(event: Event) -> ResponseReturnValue:
    events.publish(db.session, require_person(), event)
    flash(_("The event is published. Members can sign up."), "success")
    return show(event)


@blueprint.route(f"{EVENT}/cancel", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=events.event_with_id)
@refuse_stale()
def cancel_event(event: Event) -> ResponseReturnValue:
    if request.method == "POST":
        events.cancel(db.session, require_person(), event)
        flash(_("The event is cancelled. Everybody who signed up is told."), "success")
        return show(event)
    return ask("cancel", event) if event.is_open else show(event)


@blueprint.route(f"{EVENT}/close", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=events.event_with_id)
@refuse_stale()
def close_event(event: Event) -> ResponseReturnValue:
    if request.method == "POST":
        closing.close(db.session, require_person(), event)
        flash(_("The event is closed. Who signed up and the exact place are deleted."), "success")
        return show(event)
    return ask("close", event) if closing.can_be_closed(event) else show(event)


@blueprint.route(f"{EVENT}/delete", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=events.event_with_id)
@refuse_stale()
def delete_event(event: Event) -> ResponseReturnValue:
    if request.method == "POST":
        events.delete_draft(db.session, require_person(), event)
        flash(_("The draft is deleted."), "success")
        return redirect(url_for(".list_events"))
    return ask("delete", event) if event.published_at is None else show(event)


def ask(decision: str, event: Event) -> ResponseReturnValue:
    """Say what follows from a decision, with the button that makes it."""
    template = "coordinate/community/events/confirm.html"
    return render_template(template, decision=decision, event=event)
