"""What the two of a pair agree on: read it, propose it, say yes to it, take a proposal back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.models import Agreement, Pair, PairState
from mentorship.pairs.agreement_form import AgreementForm
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.services.match_support.safety_periods import is_on_for_pair
from mentorship.services.pairs import agreements, pairs
from mentorship.services.pairs.agreements import AgreementChangedError
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.change_messages import proposal_changed
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale

VERSION_FIELD = "version"


def newest_agreement(pair: Pair) -> Agreement:
    """Return the newest agreement of a pair, or go to the page that shows what there is."""
    newest = agreements.newest_agreement(db.session, pair)
    if newest is None:
        flash(agreements.no_proposal_waits(), "warning")
        abort(redirect(url_for(".show_agreement", pair_id=pair.id)))
    return newest


@blueprint.get("/<int:pair_id>/agreement")
@require_permission(Permission.AGREE, load=pairs.pair_with_id)
def show_agreement(pair: Pair) -> ResponseReturnValue:
    if pair.state is not PairState.ACTIVE:
        return redirect(url_for(".show", pair_id=pair.id))
    return render_template(
        "pairs/agreement.html",
        pair=pair,
        own_role=pairs.role_in(pair, require_person()),
        holding=agreements.agreement_that_holds(db.session, pair),
        waiting=agreements.agreement_that_waits(db.session, pair),
        online_only=is_on_for_pair(db.session, pair),
    )


@blueprint.route("/<int:pair_id>/agreement/propose", methods=["GET", "POST"])
@require_permission(Permission.AGREE, load=pairs.pair_with_id)
@refuse_stale()
def propose_agreement(pair: Pair) -> ResponseReturnValue:
    if pair.state is not PairState.ACTIVE:
        return redirect(url_for(".show", pair_id=pair.id))
    newest = agreements.newest_agreement(db.session, pair)
    terms = agreements.terms_of(newest) if newest else agreements.suggested_terms(pair)
    form = AgreementForm(obj=terms)
    if form.validate_on_submit():
        try:
            agreement = agreements.propose(
                db.session,
                require_person(),
                pair,
                form.terms(),
                request.form.get(VERSION_FIELD, ""),
            )
        except AgreementChangedError:
            form.form_errors = [proposal_changed()]
        else:
            flash(both_said_yes() if agreement.holds else is_asked(), "success")
            return redirect(url_for(".show_agreement", pair_id=pair.id))
    return render_form(
        "pairs/propose_agreement.html",
        form=form,
        pair=pair,
        newest=newest,
        own_role=pairs.role_in(pair, require_person()),
        version=agreements.version_of(newest),
        online_only=is_on_for_pair(db.session, pair),
    )


@blueprint.post("/<int:pair_id>/agreement/yes")
@require_permission(Permission.AGREE, load=pairs.pair_with_id)
@refuse_stale(about=newest_agreement)
def agree(pair: Pair) -> ResponseReturnValue:
    agreements.agree(db.session, require_person(), newest_agreement(pair))
    flash(both_said_yes(), "success")
    return redirect(url_for(".show_agreement", pair_id=pair.id))


@blueprint.post("/<int:pair_id>/agreement/take-back")
@require_permission(Permission.AGREE, load=pairs.pair_with_id)
@refuse_stale(about=newest_agreement)
def take_back_agreement(pair: Pair) -> ResponseReturnValue:
    agreements.take_back(db.session, require_person(), newest_agreement(pair))
    flash(_("You have taken your proposal back."), "success")
    return redirect(url_for(".show_agreement", pair_id=pair.id))


def both_said_yes() -> str:
    return _("You have both said yes to this. You can change it together at any time.")


def is_asked() -> str:
    return _("We ask the other person. It counts as soon as they say yes.")
