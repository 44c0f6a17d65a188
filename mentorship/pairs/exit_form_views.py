"""After a match: what somebody says about it. From its first day on: the certificate of hours."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.models import Application, ExitForm, Pair
from mentorship.pairs.closing_forms import NO, YES, ExitQuestions
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.services.pairing import person_constraints
from mentorship.services.pairs import certificates, exit_forms, pairs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


@blueprint.route("/<int:pair_id>/exit-form", methods=["GET", "POST"])
@require_permission(Permission.END_MATCH, load=pairs.pair_with_id)
@refuse_stale()
def exit_form(pair: Pair) -> ResponseReturnValue:
    if not exit_forms.may_fill_in(pair):
        return redirect(url_for(".show", pair_id=pair.id))
    person = require_person()
    application = pair.own_side(pairs.role_in(pair, person))
    stored = exit_forms.exit_form_of(db.session, person, pair)
    form = ExitQuestions(data=said_before(stored, application) if stored else None)
    form.ask(
        about_contact=exit_forms.asks_about_contact(pair),
        about_new_match=exit_forms.may_ask_for_more(application),
    )
    if form.validate_on_submit():
        exit_forms.save(db.session, person, pair, form.entry())
        flash(_("Thank you for looking back. You can change it at any time."), "success")
        return redirect(url_for(".show", pair_id=pair.id))
    return render_form("pairs/exit_form.html", form=form, pair=pair)


def said_before(stored: ExitForm, application: Application) -> dict[str, Any]:
    """Return what the form shows of an earlier one."""
    wants_no_more = person_constraints.wants_no_more(db.session, application)
    return {
        "rating": str(stored.rating),
        "good": stored.good,
        "better": stored.better,
        "stays_in_touch": YES if stored.stays_in_touch else NO,
        "takes_more": NO if wants_no_more else YES,
    }


@blueprint.get("/<int:pair_id>/certificate")
@require_permission(Permission.SEE_INTRODUCTION, load=pairs.pair_with_id)
def certificate(pair: Pair) -> ResponseReturnValue:
    shown = certificates.certificate_for(db.session, require_person(), pair)
    if shown is None:
        return redirect(url_for(".show", pair_id=pair.id))
    return render_template(
        "pairs/certificate.html",
        pair=pair,
        certificate=shown,
        hours=format_decimal(round(shown.minutes / 60, 2)),
    )
