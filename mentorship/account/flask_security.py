"""Flask-Security, cut down to what this service needs: hashed passwords and sessions.

Its pages are not registered. They would show who has an account, keep the secret of a
code app in a cookie and a URL, and send mail before anything is saved; docs/adr/0012.
"""

from flask import Flask

from mentorship.extensions import security
from mentorship.services.accounts.people import PeopleDatastore


def init_app(app: Flask) -> None:
    security.init_app(app, PeopleDatastore(), register_blueprint=False)
    # A session cookie is the only way in: no token in a URL or a header opens a door.
    app.login_manager.request_loader(lambda request: None)  # type: ignore[attr-defined]
    # It would tie a session to the address that somebody comes from.
    app.login_manager.session_protection = None  # type: ignore[attr-defined]
