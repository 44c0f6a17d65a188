"""The page to go back to, found from the URL alone: browsers send no referrer here."""

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter


def nearest_page() -> str:
    """Return the closest URL at or above the requested one that is a page, or the home page.

    What a request to ``/suggestions/5/approve`` refuses is shown on ``/suggestions/5``. A page
    that refuses to open is not opened again, but the one above it.
    """
    urls = current_app.create_url_adapter(request)
    path = request.path
    if request.method == "GET":
        path = path_above(path)
    while path and urls is not None:
        if is_page(urls, path):
            return with_query(path)
        path = path_above(path)
    return url_for("account.home")


def current_page() -> str:
    """Return the URL of the page that is shown, to come back to after another choice of language.

    A form with an error is shown at the URL that it was sent to, which may accept no GET.
    """
    return with_query(request.path) if request.method == "GET" else nearest_page()


def with_query(path: str) -> str:
    """Return the URL of a path of this site with the query of the request."""
    query = request.query_string.decode("ascii", "replace")
    url = request.root_path + path
    return f"{url}?{query}" if query else url


def path_above(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0]


def is_page(urls: MapAdapter, path: str) -> bool:
    try:
        urls.match(path, method="GET")
    except HTTPException:
        return False
    return True
