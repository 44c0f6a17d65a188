"""Choosing a first password, for somebody who came in by a survey."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from mentorship.web.fields import PageForm

SHORTEST = 12


class FirstPasswordForm(PageForm):
    password = PasswordField(
        _l("Password"),
        description=_l(
            "At least 12 characters. Three or four words that only you would put together are good."
        ),
        validators=[
            InputRequired(_l("Choose a password.")),
            Length(min=SHORTEST, message=_l("Use at least %(min)s characters.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("The same password again"),
        validators=[EqualTo("password", _l("The two passwords differ. Type both once more."))],
        render_kw={"autocomplete": "new-password"},
    )
