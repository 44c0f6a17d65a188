"""Flask-Security, cut down to what this service needs."""

import uuid
from typing import Any

from flask import Flask
from flask_login import user_logged_out
from flask_security import LoginForm

from mentorship.extensions import security
from mentorship.models import Person
from mentorship.services.people import PeopleDatastore


class SignInForm(LoginForm):
    """Signing in lasts as long as the browser: on a shared phone nothing may stay behind."""

    remember = None  # type: ignore[assignment]


def init_app(app: Flask) -> None:
    security.init_app(app, PeopleDatastore(), login_form=SignInForm)
    # A session cookie is the only way in: no token in a URL or a header opens a door.
    app.login_manager.request_loader(lambda request: None)  # type: ignore[attr-defined]
    user_logged_out.connect(end_every_session, app)


def end_every_session(app: Flask, user: Person, **_: Any) -> None:
    """Make a cookie that was copied before signing out worthless."""
    user.fs_uniquifier = uuid.uuid4().hex
