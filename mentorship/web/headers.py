"""Security headers on every response that leaves the process, pages and static files alike."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from wsgiref.headers import Headers

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # Bootstrap's style sheet draws check marks as data: images.
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
# A year: https alone, also where an older link or a typed address says http.
STRICT_TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains"
NO_STORE = "no-store, private"


def init_app(app: Flask) -> None:
    """Add the headers outside everything else that answers requests; call this last."""
    always_https = bool(app.config["SESSION_COOKIE_SECURE"])
    app.wsgi_app = SecurityHeaders(app.wsgi_app, always_https=always_https)  # type: ignore[method-assign]


class SecurityHeaders:
    """WSGI middleware that adds the security headers to whatever response comes from inside."""

    def __init__(self, application: "WSGIApplication", *, always_https: bool) -> None:
        self._application = application
        self._always_https = always_https

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        https = self._always_https or environ["wsgi.url_scheme"] == "https"

        def start_with_headers(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Callable[[bytes], object]:
            return start_response(status, add_headers(headers, https=https), exc_info)

        return self._application(environ, start_with_headers)


def add_headers(headers: list[tuple[str, str]], *, https: bool) -> list[tuple[str, str]]:
    """Return a response's headers with the security headers."""
    complete = Headers(list(headers))
    for name, value in HEADERS.items():
        complete[name] = value
    if https:
        complete["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY
    # Static files alone are public.
    if "public" not in complete.get("Cache-Control", ""):
        complete["Cache-Control"] = NO_STORE
    return complete.items()
