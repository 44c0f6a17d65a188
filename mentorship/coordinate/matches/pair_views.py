"""For coordinators: end a match or an introduction, and take care of a concern about one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.models import Concern, Pair, PairState
from mentorship.permissions import Permission
from mentorship.services.pairs import closing, concerns, pairs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.change_messages import what_changed
from mentorship.web.flashes import flash_at
from mentorship.web.row_pages import page_of
from mentorship.web.stale_forms import refuse_stale


@blueprint.route("/matches/<int:pair_id>/end", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=pairs.pair_with_id)
@refuse_stale()
def end_match(pair: Pair) -> ResponseReturnValue:
    if pair.state is PairState.CLOSED:
        flash(what_changed(pair), "warning")
        return redirect(page_of(pair))
    if request.method != "POST":
        return render_template("coordinate/matches/end_match.html", pair=pair)
    closing.end(db.session, require_person(), pair)
    flash(_("Ended. The two no longer see each other's contact details."), "success")
    return redirect(page_of(pair))


@blueprint.post("/concerns/<int:concern_id>/done")
@require_permission(Permission.TAKE_CARE_OF_CONCERN, load=concerns.concern_with_id)
@refuse_stale()
def mark_concern_done(concern: Concern) -> ResponseReturnValue:
    concerns.mark_done(db.session, require_person(), concern)
    place = f"concern-{concern.id}"
    flash_at(place, _("Marked as done."))
    return redirect(url_for(".show_round", round_id=concern.round_id, _anchor=place))
