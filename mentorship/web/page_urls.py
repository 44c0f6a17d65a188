"""Absolute URLs of pages, for emails and commands."""

from flask import Flask

from mentorship.errors import ConfigurationError
from mentorship.runtime import PageUrl, current_runtime


def init_app(app: Flask) -> None:
    app.before_request(require_site_url)


def require_site_url() -> None:
    """Raise `ConfigurationError` if the operator did not name the site.

    Without the name, a request for any host would be answered. A web server checks this when it
    starts (gunicorn.conf.py), and every request does, whatever serves it.
    """
    current_runtime().page_url("apply.welcome")


def page_url_builder(app: Flask, site_url: str) -> PageUrl:
    """Return a function that builds URLs on the site that the operator named.

    It ignores the Host header of a request: an email would send a secret to any host named there.
    """
    scheme, _separator, host = site_url.partition("://")

    def page_url(endpoint: str, **values: str) -> str:
        if not host:
            raise ConfigurationError(
                "MENTORSHIP_SITE_URL is not set. Set it to the address of the site, "
                "like https://example.org."
            )
        adapter = app.url_map.bind(host, url_scheme=scheme)
        return adapter.build(endpoint, values, force_external=True)

    return page_url
