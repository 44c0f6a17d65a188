"""The web service: applications, matching, coordination and pairs."""

import os
from typing import Any

from flask import Flask, request

from mentorship import account, administer, apply, cli, community, coordinate, messages, pairs
from mentorship.account import flask_security as accounts
from mentorship.config import ROOT, Settings, flask_config
from mentorship.extensions import bootstrap, csrf, db, migrate
from mentorship.jobs import Jobs
from mentorship.log_format import format_exception
from mentorship.privacy.audit_digests import audit_key
from mentorship.privacy.blind_index import BlindIndex
from mentorship.privacy.key_store import KeyStore
from mentorship.runtime import Runtime
from mentorship.services.applications.rounds import refuse_demo_data, refuse_real_data
from mentorship.services.key_checks import check_keys
from mentorship.services.programme.versions import NewestProgramme
from mentorship.web import (
    access_control,
    cross_site,
    developer_tools,
    error_pages,
    headers,
    locale,
    page_urls,
    request_body,
    server_errors,
    static_files,
    templating,
    transactions,
    typed_again,
)
from mentorship.web.page_urls import page_url_builder


class Service(Flask):
    """Flask, but it logs the endpoint of a failed request, not its URL, which may hold a token."""

    def log_exception(self, exc_info: Any) -> None:
        self.logger.error("Exception in %s\n%s", request.endpoint, format_exception(exc_info[1]))


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; without settings, read them from the environment."""
    settings = settings or Settings.from_environment(os.environ)
    app = Service(
        __name__, template_folder=ROOT / "templates", instance_path=str(ROOT / "instance")
    )
    app.config.from_mapping(flask_config(settings))
    build_runtime(app, settings).init_app(app)
    developer_tools.init_app(app, demo=settings.demo)
    cross_site.init_app(app)
    bind_extensions(app)
    for module in (
        page_urls,
        locale,
        access_control,
        transactions,
        typed_again,
        error_pages,
        templating,
        request_body,
    ):
        module.init_app(app)
    audiences = (apply, coordinate, messages, pairs, administer)
    of_audiences = (item.blueprint for item in audiences)
    for blueprint in (*of_audiences, *account.blueprints, *community.blueprints):
        app.register_blueprint(blueprint)
    cli.init_app(app)
    # WSGI middleware, from the inside out.
    for middleware in (static_files, server_errors, headers):
        middleware.init_app(app)
    check_database(app, settings)
    return app


def build_runtime(app: Flask, settings: Settings) -> Runtime:
    return Runtime(
        blind_index=BlindIndex(settings.keys.index_key),
        key_store=KeyStore(settings.key_store, settings.keys.master_keys),
        task_queue=Jobs(app, settings.queue_file),
        page_url=page_url_builder(app, settings.site_url),
        programme_source=NewestProgramme(db.session, settings.programme),
        secret_key=settings.keys.secret_key,
        audit_key=audit_key(settings.keys.index_key),
        encryption_keys=settings.keys.encryption_keys,
        key_fingerprints=settings.keys.fingerprints(),
        email_server=settings.mail_server,
        demo=settings.demo,
    )


def bind_extensions(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db)
    csrf.init_app(app)
    bootstrap.init_app(app)
    accounts.init_app(app)


def check_database(app: Flask, settings: Settings) -> None:
    """Refuse to start on a database of the other environment, or with keys that do not fit it."""
    with app.app_context():
        if settings.demo:
            refuse_real_data(db.session)
        elif not settings.testing:
            refuse_demo_data(db.session)
        check_keys(db.session)
        db.session.remove()
        # A web server may fork its processes from here: they must not share a connection.
        db.engine.dispose()
