"""Flask-Security, reduced to what this service needs: hashed passwords and sessions.

Its pages are not registered. They would show who has an account, keep the secret of an
authenticator app in a cookie and a URL, and send mail before anything is saved; docs/adr/0012.
"""

from flask import Flask

from mentorship.extensions import security
from mentorship.services.accounts.people import PeopleDatastore


def init_app(app: Flask) -> None:
    security.init_app(app, PeopleDatastore(), register_blueprint=False)
    # A session cookie is the only credential: no token in a URL or a header is accepted.
    app.login_manager.request_loader(lambda request: None)  # type: ignore[attr-defined]
    # Session protection would store a hash of the visitor's network address.
    app.login_manager.session_protection = None  # type: ignore[attr-defined]
