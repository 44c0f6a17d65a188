"""A test client that checks every page it fetches for accessibility and security."""

from collections import Counter
from contextvars import Context
from typing import Any

from bs4 import BeautifulSoup
from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.extensions import db

SIGNAL_LINK = "https://signal.me/#p/+"


class LintingClient(FlaskClient):
    """A test client that lints each page it fetches.

    A request runs outside the application context of the test: Flask keeps the signed-in
    person in that context, so that the next client would be signed in as the same person.
    """

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        response = Context().run(super().open, *arguments, **{**options, "buffered": True})
        if has_app_context():
            db.session.rollback()  # so that the test reads what the request committed
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        is_page = response.mimetype == "text/html" and response.status_code not in {301, 302}
        if is_page and response.get_data():
            lint(BeautifulSoup(response.get_data(as_text=True), "html.parser"))
        return response


def lint(page: BeautifulSoup) -> None:
    assert page.html["lang"]
    headings = page.find_all("h1")
    assert len(headings) == 1, "a page has one h1"
    assert headings[0].get_text(strip=True)
    assert page.title.get_text(strip=True).strip("· ").replace("Common Thread", "").strip(" ·")
    _ids_are_unique(page)
    _fields_have_labels(page)
    _no_inline_styles_or_scripts(page)
    _forms_use_post(page)
    _references_exist(page)
    _error_summary_is_in_page_order(page)


def _ids_are_unique(page: BeautifulSoup) -> None:
    duplicates = [
        name
        for name, count in Counter(tag["id"] for tag in page.find_all(id=True)).items()
        if count > 1
    ]
    assert not duplicates, f"duplicate ids: {duplicates}"


def _fields_have_labels(page: BeautifulSoup) -> None:
    labelled = {label["for"] for label in page.find_all("label", attrs={"for": True})}
    for field in page.find_all(["input", "select", "textarea"]):
        if field.get("type") == "hidden" or field.find_parent("label"):
            continue
        assert field.get("id") in labelled, f"a field without a label: {field}"


def _no_inline_styles_or_scripts(page: BeautifulSoup) -> None:
    assert not page.find_all("style")
    for tag in page.find_all(True):
        assert not tag.has_attr("style"), f"an inline style: {tag}"
        assert not any(name.startswith("on") for name in tag.attrs), f"an inline script: {tag}"
        for attribute in ("src", "href", "action"):
            url = tag.get(attribute, "").removeprefix("http://localhost")
            if tag.name == "a" and url.startswith(SIGNAL_LINK):  # a request only once it is tapped
                assert tag.get("rel") == ["noreferrer"], f"tells where it leads from: {tag}"
                continue
            assert not url.startswith(("http:", "https:", "//")), f"leaves the origin: {tag}"
    for script in page.find_all("script"):
        assert script.get("src"), "an inline script"


def _forms_use_post(page: BeautifulSoup) -> None:
    for form in page.find_all("form"):
        assert form.get("method", "").lower() == "post", f"a form that is not sent by POST: {form}"


def _references_exist(page: BeautifulSoup) -> None:
    ids = {tag["id"] for tag in page.find_all(id=True)}
    for tag in page.find_all(True):
        for attribute in ("aria-describedby", "aria-labelledby", "for", "form"):
            for name in str(tag.get(attribute, "")).split() if tag.has_attr(attribute) else []:
                assert name in ids, f"{attribute} has no target: {name}"
    for link in page.find_all("a", href=True):
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids, f"a link has no target: {link['href']}"


def _error_summary_is_in_page_order(page: BeautifulSoup) -> None:
    """Check that each link leads to a field with an error, and the first link to the first."""
    links = [
        str(link["href"])[1:]
        for summary in page.find_all(class_="error-summary")
        for link in summary.find_all("a", href=True)
        if link["href"].startswith("#")
    ]
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert {f"{name}-error" for name in links} <= set(ids), "a link leads to a field without error"
    assert links == sorted(links, key=ids.index), f"errors out of order: {links}"
