"""Absolute URLs of pages, for emails and commands."""

from flask import Flask

from mentorship.errors import ConfigurationError
from mentorship.runtime import PageUrl


def page_url_builder(app: Flask, site_url: str) -> PageUrl:
    """Return a function that builds URLs on the site that the operator named.

    It ignores the Host header of a request: an email would send a secret to any host named there.
    """
    scheme, _separator, host = site_url.partition("://")

    def page_url(endpoint: str, **values: str) -> str:
        if not host:
            raise ConfigurationError(
                "MENTORSHIP_SITE_URL is not set to an address like https://example.org: "
                "links need it."
            )
        adapter = app.url_map.bind(host, url_scheme=scheme)
        return adapter.build(endpoint, values, force_external=True)

    return page_url
