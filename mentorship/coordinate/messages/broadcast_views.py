"""A message to many people: write it, read it as they will, send it once."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.messages.forms import TextsForm, values_of
from mentorship.coordinate.people.people_list_views import selected_application_ids
from mentorship.extensions import db
from mentorship.models import Broadcast
from mentorship.permissions import Permission
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.messages import broadcasts
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate
from mentorship.web.stale_forms import refuse_stale


@blueprint.post("/messages/to-many/new")
@require_permission(Permission.COORDINATE)
def write_to_selected() -> ResponseReturnValue:
    """Begin a message to the people who are selected in a list."""
    broadcast = broadcasts.start(db.session, require_person(), selected_application_ids())
    return redirect(url_for(".write_broadcast", broadcast_id=broadcast.id))


@blueprint.get("/messages/to-many")
@require_permission(Permission.COORDINATE)
def list_broadcasts() -> ResponseReturnValue:
    page = paginate(broadcasts.newest_first(require_person()), SHORT_PAGE_SIZE)
    progress = broadcasts.progress(db.session, [item.id for item in page.items])
    return render_template("coordinate/messages/broadcasts.html", page=page, progress=progress)


@blueprint.route("/messages/to-many/<int:broadcast_id>/text", methods=["GET", "POST"])
@require_permission(Permission.SEND_BROADCAST, load=broadcasts.broadcast_with_id)
@refuse_stale()
def write_broadcast(broadcast: Broadcast) -> ResponseReturnValue:
    if broadcast.confirmed_at is not None:
        return redirect(url_for(".show_broadcast", broadcast_id=broadcast.id))
    form = TextsForm(data=values_of(broadcast.texts))
    if form.validate_on_submit():
        broadcasts.write(db.session, broadcast, form.texts())
        return redirect(url_for(".show_broadcast", broadcast_id=broadcast.id))
    return render_form(
        "coordinate/messages/broadcast_text.html",
        form=form,
        broadcast=broadcast,
        groups=people_by_language(broadcast),
    )


@blueprint.get("/messages/to-many/<int:broadcast_id>")
@require_permission(Permission.SEND_BROADCAST, load=broadcasts.broadcast_with_id)
def show_broadcast(broadcast: Broadcast) -> ResponseReturnValue:
    """Show a message as people will read it, or how far it has been sent."""
    return render_template(
        "coordinate/messages/broadcast.html",
        broadcast=broadcast,
        groups=people_by_language(broadcast),
        progress=broadcasts.progress(db.session, [broadcast.id])[broadcast.id],
        names=broadcasts.names(db.session, broadcast),
    )


@blueprint.post("/messages/to-many/<int:broadcast_id>/send")
@require_permission(Permission.SEND_BROADCAST, load=broadcasts.broadcast_with_id)
@refuse_stale()
def send_broadcast(broadcast: Broadcast) -> ResponseReturnValue:
    broadcasts.confirm(db.session, require_person(), broadcast)
    flash(_("On its way. Everybody gets it once; you can leave this page."), "success")
    return redirect(url_for(".show_broadcast", broadcast_id=broadcast.id))


@blueprint.post("/messages/to-many/<int:broadcast_id>/discard")
@require_permission(Permission.SEND_BROADCAST, load=broadcasts.broadcast_with_id)
@refuse_stale()
def discard_broadcast(broadcast: Broadcast) -> ResponseReturnValue:
    broadcasts.discard(db.session, broadcast)
    flash(_("Discarded. Nobody got anything."), "success")
    return redirect(url_for(".list_threads"))


def people_by_language(broadcast: Broadcast) -> dict[str, int]:
    """Return how many people read each language of the site, by its own name."""
    counts = broadcasts.count_by_language(db.session, broadcast)
    return {language: counts[language] for language in SITE_LANGUAGES if counts[language]}
