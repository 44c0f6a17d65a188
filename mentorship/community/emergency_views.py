"""The emergency page: what to do now, and whom to call. It is small and needs no script."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from mentorship.permissions import Permission
from mentorship.runtime import current_runtime
from mentorship.web.access_control import require_permission
from mentorship.web.emergency_contacts import emergency_contacts

blueprint = Blueprint("emergency", __name__)


@blueprint.get("/emergency")
@require_permission(Permission.READ_PUBLIC_PAGES)
def show() -> ResponseReturnValue:
    steps = current_runtime().programme.emergency_steps[get_locale().language].splitlines()
    return render_template(
        "community/emergency.html",
        steps=[step for step in steps if step],
        contacts=emergency_contacts(),
    )
