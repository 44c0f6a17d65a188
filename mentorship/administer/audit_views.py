"""For administrators: the head of the audit trail, its verification, and how much staff did."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.validators import Length

from mentorship.administer.blueprint import blueprint
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.services import audit_verification, staff_activity
from mentorship.services.audit_verification import Head, Verification
from mentorship.web.access_control import require_permission
from mentorship.web.fields import Line, PageForm
from mentorship.web.forms import render_form

MAX_HEAD_CHARACTERS = 80
MAX_FINDINGS_SHOWN = 50


class VerificationForm(PageForm):
    earlier_head = Line(
        _l("A head that you wrote down earlier (optional)"),
        validators=[Length(max=MAX_HEAD_CHARACTERS, message=_l("That is too long for a head."))],
        description=_l("With it we also see whether the end of the trail was cut off."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def validate_earlier_head(self, field: Field) -> None:
        if field.data and Head.parse(field.data) is None:
            raise ValidationError(
                _("A head looks like 120-4f2a-91c3-07be-d8a1-5e66. Please compare what you typed.")
            )


@blueprint.get("/settings/audit-trail")
@require_permission(Permission.ADMINISTER)
def show_audit_trail() -> ResponseReturnValue:
    return trail_page(VerificationForm())


@blueprint.post("/settings/audit-trail")
@require_permission(Permission.ADMINISTER)
def verify_audit_trail() -> ResponseReturnValue:
    form = VerificationForm()
    if not form.validate_on_submit():
        return trail_page(form)
    result = audit_verification.verify(db.session)
    return render_template(
        "administer/audit_result.html",
        result=result,
        sentences=problems(result, Head.parse(form.earlier_head.data or ""))[:MAX_FINDINGS_SHOWN],
    )


def trail_page(form: VerificationForm) -> ResponseReturnValue:
    return render_form(
        "administer/audit_trail.html",
        form=form,
        head=audit_verification.head(db.session),
        activities=staff_activity.activity_of_staff(db.session),
        days=staff_activity.ACTIVITY_DAYS,
    )


def problems(result: Verification, earlier: Head | None) -> list[str]:
    """Return what is wrong with the trail, in sentences."""
    sentences = [audit_verification.describe(finding) for finding in result.findings]
    if earlier is not None and not audit_verification.continues(db.session, earlier):
        sentences.insert(
            0, _("The trail does not continue the head that you wrote down: its end was cut off.")
        )
    return sentences
