"""Safety mode: where it is on, begin and end it, each with a page that says what follows."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.models import EVERYWHERE, SafetyPeriod
from mentorship.permissions import Permission
from mentorship.runtime import current_runtime
from mentorship.services.match_support import safety_mode, safety_periods
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.staff_names import staff_name
from mentorship.web.stale_forms import refuse_stale

WHOLE_PROGRAMME = "everywhere"
"""What a URL says for `EVERYWHERE`; no region has this code."""


@blueprint.get("/safety-mode")
@require_permission(Permission.COORDINATE)
def show_safety_mode() -> ResponseReturnValue:
    on = {period.region: period for period in db.session.scalars(safety_periods.open_periods())}
    return render_template(
        "coordinate/support/safety_mode.html",
        on=on,
        regions=region_names(),
        everywhere=WHOLE_PROGRAMME,
        periods=safety_mode.all_periods(db.session),
        region_name=region_name,
        staff_name=staff_name,
    )


@blueprint.route("/safety-mode/<region>/begin", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def begin_safety_mode(region: str) -> ResponseReturnValue:
    """Say what follows, then begin; where it is on already, nothing changes."""
    if region != WHOLE_PROGRAMME and region not in region_names():
        abort(404)
    code = EVERYWHERE if region == WHOLE_PROGRAMME else region
    if request.method == "POST":
        safety_mode.begin(db.session, require_person(), code)
        flash(_("Safety mode is on. Everybody whom it is about sees it on every page."), "success")
        return redirect(url_for(".show_safety_mode"))
    return render_template("coordinate/support/begin_safety_mode.html", name=region_name(code))


@blueprint.route("/safety-mode/<int:period_id>/end", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=safety_mode.period_with_id)
@refuse_stale()
def end_safety_mode(period: SafetyPeriod) -> ResponseReturnValue:
    if request.method == "POST":
        safety_mode.end(db.session, require_person(), period)
        flash(_("Safety mode is off. Nobody is late because of it."), "success")
        return redirect(url_for(".show_safety_mode"))
    if period.ended_at is not None:
        return redirect(url_for(".show_safety_mode"))
    name = region_name(period.region)
    return render_template("coordinate/support/end_safety_mode.html", period=period, name=name)


def region_names() -> dict[str, str]:
    programme, language = current_runtime().programme, get_locale().language
    return {code: programme.region_name(code, language) for code in programme.regions}


def region_name(region: str) -> str:
    return region_names().get(region, region) if region else _("The whole program")
