"""Refuse requests that another site had the browser send, before anything looks at them.

The CSRF token alone would do, were it never to leak. It is not checked against a Referer: the
pages ask browsers to send none, so that no URL with a token reaches anybody.
"""

from flask import Flask, abort, request

from mentorship.web.transactions import SAFE_METHODS

# "none": the person's own doing, such as a reload.
OWN_FETCH_SITES = frozenset({"same-origin", "none"})


def init_app(app: Flask) -> None:
    """Check before the CSRF token: call this before the extensions are bound."""
    app.before_request(refuse_cross_site_request)


def refuse_cross_site_request() -> None:
    if request.method not in SAFE_METHODS and not is_from_this_site():
        abort(400)


def is_from_this_site() -> bool:
    """Return whether the browser names this site, or nothing, as where a request comes from.

    Forms on pages without a referrer send ``Origin: null``; old browsers send neither header.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site", "none")
    origin = request.headers.get("Origin", "null")
    this_site = request.host_url.rstrip("/")
    return fetch_site in OWN_FETCH_SITES and origin in {"null", this_site}
