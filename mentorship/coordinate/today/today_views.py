"""The coordinators' first page: what waits, the oldest first, and what can be undone."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.today.queue_cards import queue_card
from mentorship.extensions import db
from mentorship.models import ErasedPair
from mentorship.permissions import Permission
from mentorship.services.applications import rounds
from mentorship.services.pairs import erased_pairs
from mentorship.services.today import overview
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.stale_forms import refuse_stale


@blueprint.get("/today")
@require_permission(Permission.COORDINATE)
def today() -> ResponseReturnValue:
    reader, own = require_person(), request.args.get("whose") == "mine"
    queues = overview.queues(db.session, reader, own=own)
    return render_template(
        "coordinate/today/today.html",
        own=own,
        cards=[queue_card(queue, reader, own=own) for queue in queues],
        decisions=overview.undoable_decisions(db.session, reader),
        rounds=rounds.current_rounds(db.session),
    )


@blueprint.post("/erased-pairs/<int:erased_pair_id>/done")
@require_permission(Permission.ACKNOWLEDGE_ERASURE, load=erased_pairs.erased_pair_with_id)
@refuse_stale()
def acknowledge_erasure(item: ErasedPair) -> ResponseReturnValue:
    erased_pairs.mark_seen(db.session, require_person(), item)
    flash(_("Marked as done."), "success")
    return redirect(url_for(".today"))
