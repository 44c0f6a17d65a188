"""Request a match run."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.models import Round
from mentorship.permissions import Permission
from mentorship.services.applications import rounds
from mentorship.services.pairing import match_runs
from mentorship.services.pairing.exclusion_review import UnclearExclusionsError
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.stale_forms import refuse_stale


@blueprint.post("/rounds/<int:round_id>/matching")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def request_match_run(round_: Round) -> ResponseReturnValue:
    confirmed = request.form.get("confirmed")
    try:
        run = match_runs.request_run(db.session, require_person(), round_, confirmed=confirmed)
    except UnclearExclusionsError as error:
        flash(str(error), "warning")
        return redirect(url_for(".list_unclear_names", round_id=round_.id))
    return redirect(url_for(".show_match_run", run_id=run.id))
