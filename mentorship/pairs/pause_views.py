"""Let a match rest, and go on, by one tap each."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.models import Pair
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.services.pairs import pairs, pauses
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.stale_forms import refuse_stale


@blueprint.post("/<int:pair_id>/pause")
@require_permission(Permission.PAUSE_MATCH, load=pairs.pair_with_id)
@refuse_stale()
def pause(pair: Pair) -> ResponseReturnValue:
    pauses.pause(db.session, require_person(), pair)
    flash(
        _("Your match rests. Nobody reminds you of anything. Go on whenever you like."), "success"
    )
    return redirect(url_for(".show", pair_id=pair.id))


@blueprint.post("/<int:pair_id>/resume")
@require_permission(Permission.PAUSE_MATCH, load=pairs.pair_with_id)
@refuse_stale()
def resume(pair: Pair) -> ResponseReturnValue:
    pauses.resume(db.session, require_person(), pair)
    flash(_("Good to have you back."), "success")
    return redirect(url_for(".show", pair_id=pair.id))
