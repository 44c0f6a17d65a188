"""gunicorn's worker and logger, changed so that no log line holds a URL or a network address.

gunicorn itself answers a request that it cannot parse, without the application: such answers get
the security headers here.
"""

from contextlib import suppress
from http import HTTPStatus
from socket import socket
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger as GunicornLogger
from gunicorn.http import errors
from gunicorn.workers.sync import SyncWorker

from mentorship.log_format import LogFormatter, format_exception
from mentorship.web.headers import add_headers

# Responses to a request that cannot be parsed, where 400 would say less.
STATUSES = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
}
RESPONSE_ERRORS = (
    errors.ConfigurationProblem,
    errors.InvalidResponseHeader,
    errors.InvalidResponseHeaderName,
)


class Logger(GunicornLogger):  # type: ignore[misc]  # gunicorn has no types
    """Logs what happens to processes; neither requests nor the messages of exceptions."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(LogFormatter(self.error_fmt, self.datefmt))

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Log no request, whatever the configuration says."""

    def debug(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log nothing: at this level gunicorn logs each request's URL."""


class Worker(SyncWorker):  # type: ignore[misc]  # gunicorn has no types
    """Answers a request that failed outside the application, without logging what it was."""

    def handle_error(self, req: Any, client: socket, addr: Any, exc: BaseException) -> None:
        status = status_for(exc)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("Exception outside the application\n%s", format_exception(exc))
        https = bool(self.wsgi.config["SESSION_COOKIE_SECURE"])
        with suppress(OSError):
            util.write_nonblock(client, plain_response(status, https=https))


def status_for(error: BaseException) -> HTTPStatus:
    if isinstance(error, errors.ParseException) and not isinstance(error, RESPONSE_ERRORS):
        return STATUSES.get(type(error), HTTPStatus.BAD_REQUEST)
    return HTTPStatus.INTERNAL_SERVER_ERROR


def plain_response(status: HTTPStatus, *, https: bool) -> bytes:
    """Return a whole HTTP response that says no more than its status."""
    body = f"{status.phrase}\n"
    headers = add_headers(
        [
            ("Connection", "close"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
        ],
        https=https,
    )
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, "", body]).encode()
