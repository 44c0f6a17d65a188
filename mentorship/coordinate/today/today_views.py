"""The coordinators' first page: what waits, the oldest first, and what can be undone."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.today.queue_cards import queue_card
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.services.applications import rounds
from mentorship.services.today import overview
from mentorship.web.access_control import require_permission, require_person


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
