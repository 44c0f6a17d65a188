"""Flask-Security, cut down to what this service needs."""

import uuid
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_login import user_logged_out
from flask_security import LoginForm

from mentorship.extensions import security
from mentorship.models import Person
from mentorship.services.people import PeopleDatastore

# The library's own sentences are for people who build such pages; these say what to do.
SENTENCES = {
    "GENERIC_AUTHN_FAILED": _l("The email address or the password is not right. Try once more."),
    "EMAIL_NOT_PROVIDED": _l("Give your email address."),
    "INVALID_EMAIL_ADDRESS": _l("Give an email address like name@example.org."),
    "PASSWORD_NOT_PROVIDED": _l("Give a password."),
    "PASSWORD_INVALID_LENGTH": _l("Use a password of at least %(length)s characters."),
    "RETYPE_PASSWORD_MISMATCH": _l("The two passwords differ. Type both once more."),
    "INVALID_PASSWORD": _l("That is not your password. Try once more."),
    "PASSWORD_IS_THE_SAME": _l("Choose a password other than the one you have."),
    "PASSWORD_CHANGE": _l("Your password is changed."),
}


class SignInForm(LoginForm):
    """Signing in lasts as long as the browser: on a shared phone nothing may stay behind."""

    remember = None  # type: ignore[assignment]


def init_app(app: Flask) -> None:
    for name, sentence in SENTENCES.items():
        kind = "success" if name == "PASSWORD_CHANGE" else "error"
        app.config[f"SECURITY_MSG_{name}"] = (sentence, kind)
    security.init_app(app, PeopleDatastore(), login_form=SignInForm)
    # A session cookie is the only way in: no token in a URL or a header opens a door.
    app.login_manager.request_loader(lambda request: None)  # type: ignore[attr-defined]
    user_logged_out.connect(end_every_session, app)


def end_every_session(app: Flask, user: Person, **_: Any) -> None:
    """Make a cookie that was copied before signing out worthless."""
    user.fs_uniquifier = uuid.uuid4().hex
