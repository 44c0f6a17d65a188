"""What a coordinator corrected in somebody's application: they agree to it, or undo it."""

from flask import redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.apply.entry_views import blueprint
from mentorship.apply.navigation import application_url
from mentorship.extensions import db
from mentorship.models import Correction
from mentorship.permissions import Permission
from mentorship.services.applications import corrections
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.stale_forms import refuse_stale

PLACE = "corrections"


@blueprint.post("/corrections/<int:correction_id>/agree")
@require_permission(Permission.ANSWER_CORRECTION, load=corrections.correction_with_id)
@refuse_stale()
def agree_to_correction(correction: Correction) -> ResponseReturnValue:
    corrections.agree(db.session, require_person(), correction)
    flash_at(PLACE, _("Thank you. The new answer stays."))
    return _review(correction)


@blueprint.post("/corrections/<int:correction_id>/undo")
@require_permission(Permission.ANSWER_CORRECTION, load=corrections.correction_with_id)
@refuse_stale()
def undo_correction(correction: Correction) -> ResponseReturnValue:
    corrections.undo(db.session, require_person(), correction)
    flash_at(PLACE, _("Undone. Your own answer is back."))
    return _review(correction)


def _review(correction: Correction) -> ResponseReturnValue:
    return redirect(application_url("review", correction.application, _anchor=PLACE))
