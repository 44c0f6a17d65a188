"""The fields of a resource's form, within the limits of the directory."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, ValidationError
from wtforms.validators import Length, Regexp

from mentorship.services.resources.entry import MAX_LINE_LENGTH, MAX_TEXT_LENGTH
from mentorship.services.resources.hsds.values import EMAIL, web_address
from mentorship.web.fields import Line, Paragraph
from mentorship.web.locale import own_name

EMAIL_ADDRESS = Regexp(EMAIL, message=_l("Enter an address like help@example.org."))


def short_line(label: Any, maximum: int = MAX_LINE_LENGTH, **options: Any) -> Line:
    message = _l("Keep it to %(maximum)s characters.", maximum=maximum)
    validators = [*options.pop("validators", ()), Length(max=maximum, message=message)]
    return Line(label, validators=validators, render_kw={"maxlength": maximum}, **options)


def check_url(_form: Form, field: Field) -> None:
    """Accept a web address alone: a link runs nothing."""
    if field.data and not web_address(field.data, MAX_LINE_LENGTH):
        raise ValidationError(_("Enter an address that begins with https://"))


def text_field(language: str, rows: int) -> Paragraph:
    message = _l("Keep it to %(maximum)s characters.", maximum=f"{MAX_TEXT_LENGTH:,}")
    return Paragraph(
        own_name(language),
        validators=[Length(max=MAX_TEXT_LENGTH, message=message)],
        render_kw={"rows": rows, "maxlength": MAX_TEXT_LENGTH, "lang": language},
    )
