"""The first page of the section: a line for each part of the community."""

from flask import render_template
from flask.typing import ResponseReturnValue

from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.services.groups import groups
from mentorship.web.access_control import require_permission


@blueprint.get("/community")
@require_permission(Permission.COORDINATE)
def community() -> ResponseReturnValue:
    return render_template(
        "coordinate/community/overview.html", group_count=groups.count(db.session)
    )
