"""What the other one of a pair sees of somebody, and which ways to reach them are shown."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from mentorship.extensions import db
from mentorship.models import Application, Pair, PairState
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.questions import Step, Visibility, steps_for
from mentorship.services.applications.form_steps import may_change
from mentorship.services.pairs import contact_choices, pairs
from mentorship.services.pairs.contact_choices import ContactShown
from mentorship.services.pairs.introductions import introduction_for, may_show_contact
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.fields import PageForm
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


class ContactForm(PageForm):
    email = BooleanField(_l("My email address"))
    phone = BooleanField(_l("My number, or what I wrote about how to reach me"))


@blueprint.route("/<int:pair_id>/contact", methods=["GET", "POST"])
@require_permission(Permission.CHOOSE_CONTACT, load=pairs.pair_with_id)
@refuse_stale()
def choose_contact(pair: Pair) -> ResponseReturnValue:
    if pair.state is PairState.CLOSED and not may_show_contact(db.session, pair):
        return redirect(url_for(".show", pair_id=pair.id))
    person = require_person()
    role = pairs.role_in(pair, person)
    form = ContactForm(obj=contact_choices.contact_shown_by(db.session, person, pair))
    if form.validate_on_submit():
        shown = ContactShown(email=bool(form.email.data), phone=bool(form.phone.data))
        contact_choices.choose_contact(db.session, person, pair, shown)
        flash(_("Saved. This is what the other person sees from now on."), "success")
        return redirect(url_for(".choose_contact", pair_id=pair.id))
    own = pair.own_side(role)
    return render_form(
        "pairs/contact.html",
        form=form,
        pair=pair,
        own=own,
        seen_by_other=introduction_for(db.session, pair.other_side(role).person, pair),
        steps=steps_shown(own),
    )


def steps_shown(own: Application) -> list[Step]:
    """Return the steps of somebody's application that the other one reads, and that may change."""
    return [
        step
        for step in steps_for(own.role)
        if may_change(own, step)
        and any(question.visibility is not Visibility.COORDINATORS for question in step.questions)
    ]
