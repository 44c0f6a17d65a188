"""The fields of a resource's form, within the limits of the directory."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, ValidationError
from wtforms.validators import Regexp

from mentorship.services.resources.entry import MAX_LINE_LENGTH, MAX_TEXT_LENGTH
from mentorship.services.resources.hsds.values import EMAIL, web_address
from mentorship.web.fields import Line, Paragraph, at_most
from mentorship.web.locale import own_name

EMAIL_ADDRESS = Regexp(EMAIL, message=_l("Enter an address like help@example.org."))


def short_line(label: Any, maximum: int = MAX_LINE_LENGTH, **options: Any) -> Line:
    validators = [*options.pop("validators", ()), at_most(maximum)]
    return Line(label, validators=validators, **options)


def check_url(_form: Form, field: Field) -> None:
    """Accept a web address alone: a link runs nothing."""
    if field.data and not web_address(field.data, MAX_LINE_LENGTH):
        raise ValidationError(_("Enter an address that begins with https://"))


def text_field(language: str, rows: int) -> Paragraph:
    return Paragraph(
        own_name(language),
        validators=[at_most(MAX_TEXT_LENGTH)],
        render_kw={"rows": rows, "lang": language},
    )
