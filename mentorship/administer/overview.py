"""The first page of the settings: what can be set, each with a link."""

from flask import render_template
from flask.typing import ResponseReturnValue

from mentorship.administer.blueprint import blueprint
from mentorship.permissions import Permission
from mentorship.web.access_control import require_permission


@blueprint.get("/settings")
@require_permission(Permission.ADMINISTER)
def overview() -> ResponseReturnValue:
    return render_template("administer/overview.html")
