"""The first page of the section: a line for each part of the community."""

from flask import render_template
from flask.typing import ResponseReturnValue

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.today.queue_cards import queue_card
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.services.groups import groups
from mentorship.services.today import community_queues
from mentorship.web.access_control import require_permission, require_person


@blueprint.get("/community")
@require_permission(Permission.COORDINATE)
def community() -> ResponseReturnValue:
    waiting = [queue for queue in community_queues.queues(db.session) if queue.count]
    return render_template(
        "coordinate/community/overview.html",
        group_count=groups.count(db.session),
        cards={queue.kind: queue_card(queue, require_person(), own=False) for queue in waiting},
    )
