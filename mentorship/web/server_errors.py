"""Pages for failures of the service itself, and the WSGI middleware that lets none get past.

The pages are rendered when the service starts. At a failure they need nothing: no database, no
session, no person, no template.
"""

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from flask import Flask, Response, current_app, request
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError
from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import InternalServerError
from werkzeug.http import parse_accept_header
from werkzeug.wsgi import ClosingIterator

from mentorship.log_format import format_exception
from mentorship.programme import SITE_LANGUAGES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

EXTENSION = "server_error_pages"
DATABASE_UNAVAILABLE = (
    OperationalError,
    InterfaceError,
    DisconnectionError,
    NoFreeConnectionError,
    sqlite3.OperationalError,  # of the key store
)
RETRY_AFTER_SECONDS = 60
Pages = dict[tuple[HTTPStatus, str], bytes]


def init_app(app: Flask) -> None:
    """Render the pages, and answer with them; call this after all routes have been added."""
    pages = app.extensions[EXTENSION] = render_pages(app)
    for error in DATABASE_UNAVAILABLE:
        app.register_error_handler(error, handle_unavailable_database)
    app.register_error_handler(InternalServerError, handle_server_error)
    app.wsgi_app = UncaughtErrors(app, app.wsgi_app, pages)  # type: ignore[method-assign]


def render_pages(app: Flask) -> Pages:
    template = app.jinja_env.get_template("errors/server_error.html")
    urls = app.url_map.bind("localhost")
    pages: Pages = {}
    for language in SITE_LANGUAGES:
        with app.app_context(), force_locale(language):
            for status, (title, advice) in titles_and_advice().items():
                page = template.render(
                    title=title,
                    advice=advice,
                    language=language,
                    urls=urls,
                )
                pages[status, language] = page.encode()
    return pages


def titles_and_advice() -> dict[HTTPStatus, tuple[str, str]]:
    return {
        HTTPStatus.INTERNAL_SERVER_ERROR: (
            _("Something went wrong on our side"),
            _("Nothing of what you sent was half saved. Please try again in a minute."),
        ),
        HTTPStatus.SERVICE_UNAVAILABLE: (
            _("We cannot get to our records right now"),
            _(
                "What you saved before is safe. What you sent just now was not saved. "
                "Please try again in a minute."
            ),
        ),
    }


def handle_unavailable_database(error: Exception) -> Response:
    if propagates_errors(current_app):
        raise error
    current_app.log_exception(sys.exc_info())
    return page_response(HTTPStatus.SERVICE_UNAVAILABLE)


def handle_server_error(error: InternalServerError) -> Response:
    """Answer after Flask has logged an exception that nothing else handled."""
    return page_response(status_for(error.original_exception))


def page_response(status: HTTPStatus) -> Response:
    page = current_app.extensions[EXTENSION][status, best_language(request.accept_languages)]
    return Response(page, status, response_headers(status))


def propagates_errors(app: Flask) -> bool:
    """Return whether exceptions go to the debugger or to the test, as Flask decides it."""
    setting = app.config["PROPAGATE_EXCEPTIONS"]
    return app.testing or app.debug if setting is None else bool(setting)


def status_for(error: BaseException | None) -> HTTPStatus:
    unavailable = isinstance(error, DATABASE_UNAVAILABLE)
    return HTTPStatus.SERVICE_UNAVAILABLE if unavailable else HTTPStatus.INTERNAL_SERVER_ERROR


def response_headers(status: HTTPStatus) -> list[tuple[str, str]]:
    headers = [("Content-Type", "text/html; charset=utf-8")]
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", str(RETRY_AFTER_SECONDS)))
    return headers


def best_language(accepted: LanguageAccept) -> str:
    return accepted.best_match(SITE_LANGUAGES) or SITE_LANGUAGES[0]


class UncaughtErrors:
    """WSGI middleware that answers with a page when an exception leaves the application.

    A web server that sees an exception logs the URL with it, and a URL may hold a link's token.
    """

    def __init__(self, app: Flask, application: "WSGIApplication", pages: Pages) -> None:
        self._app = app
        self._application = application
        self._pages = pages

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        # Also SystemExit: with it gunicorn interrupts a request that takes too long.
        try:
            body = self._application(environ, start_response)
        except (Exception, SystemExit) as error:
            return [self._answer(error, environ, start_response)]
        close = [body.close] if hasattr(body, "close") else []
        return ClosingIterator(self._iterate(body, environ, start_response), close)

    def _iterate(
        self, body: Iterable[bytes], environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterator[bytes]:
        try:
            yield from body
        except (Exception, SystemExit) as error:
            yield self._answer(error, environ, start_response)

    def _answer(
        self,
        error: BaseException,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
    ) -> bytes:
        if propagates_errors(self._app):
            raise error
        self._app.logger.error("Exception outside a view\n%s", format_exception(error))
        status = status_for(error)
        page = self._pages[status, best_language(accepted_languages(environ))]
        # If a part of the body has been sent, this raises the exception, and the server ends the
        # connection: the browser must not take the part for the whole.
        headers = [*response_headers(status), ("Content-Length", str(len(page)))]
        start_response(f"{status.value} {status.phrase}", headers, sys.exc_info())
        return b"" if environ["REQUEST_METHOD"] == "HEAD" else page


def accepted_languages(environ: "WSGIEnvironment") -> LanguageAccept:
    header = cast("str | None", environ.get("HTTP_ACCEPT_LANGUAGE"))
    return parse_accept_header(header, LanguageAccept)
