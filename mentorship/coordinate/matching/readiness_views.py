"""Who is not in a match run: people who lack one step, and people who waited before."""

from flask import render_template
from flask.typing import ResponseReturnValue

from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.models import Round
from mentorship.permissions import Permission
from mentorship.services.applications import rounds, screening, waiting
from mentorship.services.training import required
from mentorship.vocabulary import page_language
from mentorship.web.access_control import require_permission
from mentorship.web.paging import paginate


@blueprint.get("/rounds/<int:round_id>/almost-ready")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def list_almost_ready(round_: Round) -> ResponseReturnValue:
    page = paginate(screening.almost_ready(round_))
    return render_template(
        "coordinate/matching/almost_ready.html",
        round=round_,
        page=page,
        open_steps=screening.open_steps_of(db.session, page.items),
        open_modules=required.open_titles_of(db.session, page.items, page_language()),
    )


@blueprint.get("/rounds/<int:round_id>/waited")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def list_waited(round_: Round) -> ResponseReturnValue:
    page = paginate(waiting.not_applied_yet(round_))
    return render_template("coordinate/matching/waited.html", round=round_, page=page)
