"""Introduce all approved pairs at once, after a summary; call an introduction back."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.board.decision_views import PLACE, show_after
from mentorship.extensions import db
from mentorship.models import MatchRun, Pair
from mentorship.permissions import Permission
from mentorship.services.board import introducing
from mentorship.services.board.introducing import CannotBeIntroducedError
from mentorship.services.pairing import match_runs
from mentorship.services.pairs import pairs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.stale_forms import refuse_stale


@blueprint.route("/match-runs/<int:run_id>/introduce", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def introduce_approved(run: MatchRun) -> ResponseReturnValue:
    """Show who would be introduced; introduce them, or nobody, once that is confirmed."""
    reasons: dict[int, str] = {}
    if request.method == "POST":
        try:
            made = introducing.introduce_approved(
                db.session, require_person(), run, request.form.get("confirmed", "")
            )
        except CannotBeIntroducedError as error:
            db.session.rollback()
            flash(str(error), "warning")
            reasons = error.reasons
        else:
            flash(_introduced(len(made)), "success")
            return redirect(url_for(".show_match_run", run_id=run.id))
    approved = introducing.approved(db.session, run)
    page = render_template(
        "coordinate/board/introduce.html",
        run=run,
        approved=approved,
        digest=introducing.digest_of(approved),
        reasons=reasons,
    )
    return page, HTTPStatus.CONFLICT if reasons else HTTPStatus.OK


def _introduced(count: int) -> str:
    return ngettext(
        "%(num)s match is introduced: each of the two can read about the other and answer.",
        "%(num)s matches are introduced: in each, the two can read about each other and answer.",
        count,
    )


@blueprint.post("/introductions/<int:pair_id>/call-back")
@require_permission(Permission.COORDINATE, load=pairs.pair_with_id)
@refuse_stale()
def call_back(pair: Pair) -> ResponseReturnValue:
    suggestion = introducing.call_back(db.session, require_person(), pair)
    flash_at(PLACE, _("Called back. The match is on hold again."))
    return show_after(suggestion)
