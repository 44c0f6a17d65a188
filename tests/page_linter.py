"""A test client that checks every page it fetches for accessibility and security."""

from collections import Counter
from contextvars import Context
from typing import Any

import lxml.html
from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.extensions import db

SIGNAL_LINK = "https://signal.me/#p/+"
SEARCHES = ("/resources", "/community/resources", "/events")
REFERENCES = ("aria-describedby", "aria-labelledby", "for", "form")
Element = Any  # lxml has no types


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
            # Of the parsers, the only one whose time is small beside that of the request.
            lint(lxml.html.document_fromstring(response.get_data(as_text=True)))
        return response


def lint(page: Element) -> None:
    assert page.get("lang")
    headings = page.findall(".//h1")
    assert len(headings) == 1, "a page has one h1"
    assert headings[0].text_content().strip()
    title = page.findtext(".//title") or ""
    assert title.strip().strip("· ").replace("Common Thread", "").strip(" ·")
    elements = [element for element in page.iter() if isinstance(element.tag, str)]
    ids = _unique_ids(elements)
    _fields_have_labels(page)
    _no_inline_styles_or_scripts(elements)
    _forms_use_post(page)
    _references_exist(elements, ids)
    _error_summary_is_in_page_order(page, ids)


def _unique_ids(elements: list[Element]) -> list[str]:
    ids = [element.get("id") for element in elements if element.get("id") is not None]
    duplicates = [name for name, count in Counter(ids).items() if count > 1]
    assert not duplicates, f"duplicate ids: {duplicates}"
    return ids


def _fields_have_labels(page: Element) -> None:
    labelled = {label.get("for") for label in page.iter("label")} - {None}
    for field in page.iter("input", "select", "textarea"):
        if field.get("type") == "hidden" or next(field.iterancestors("label"), None) is not None:
            continue
        assert field.get("id") in labelled, f"a field without a label: {_source(field)}"


def _no_inline_styles_or_scripts(elements: list[Element]) -> None:
    for element in elements:
        assert element.tag != "style"
        assert element.get("style") is None, f"an inline style: {_source(element)}"
        is_scripted = any(name.startswith("on") for name in element.attrib)
        assert not is_scripted, f"an inline script: {_source(element)}"
        assert element.tag != "script" or element.get("src"), "an inline script"
        for attribute in ("src", "href", "action"):
            url = element.get(attribute, "").removeprefix("http://localhost")
            if element.tag == "a" and url.startswith(SIGNAL_LINK):  # a request once it is tapped
                assert element.get("rel") == "noreferrer", f"tells a referrer: {_source(element)}"
                continue
            # The website of somebody who helps: asked for nothing before it is tapped.
            if element.tag == "a" and element.get("rel") == "noreferrer external":
                is_web = not url or url.startswith(("http:", "https:"))
                assert is_web, f"no web address: {_source(element)}"
                continue
            is_outside = url.startswith(("http:", "https:", "//"))
            assert not is_outside, f"leaves the origin: {_source(element)}"


def _forms_use_post(page: Element) -> None:
    for form in page.iter("form"):
        if form.get("action", "").partition("#")[0] in SEARCHES and form.get("method") == "get":
            continue  # about what helps, never about a person
        is_post = form.get("method", "").lower() == "post"
        assert is_post, f"a form that is not sent by POST: {_source(form)}"


def _references_exist(elements: list[Element], ids: list[str]) -> None:
    for element in elements:
        for attribute in REFERENCES:
            for name in element.get(attribute, "").split():
                assert name in ids, f"{attribute} has no target: {name}"
        link = element.get("href", "") if element.tag == "a" else ""
        assert not link.startswith("#") or link[1:] in ids, f"a link has no target: {link}"


def _error_summary_is_in_page_order(page: Element, ids: list[str]) -> None:
    """Check that each link leads to a field with an error, and the first link to the first."""
    links = [
        link.get("href", "")[1:]
        for summary in page.find_class("error-summary")
        for link in summary.iter("a")
        if link.get("href", "").startswith("#")
    ]
    assert {f"{name}-error" for name in links} <= set(ids), "a link leads to a field without error"
    assert links == sorted(links, key=ids.index), f"errors out of order: {links}"


def _source(element: Element) -> str:
    return str(lxml.html.tostring(element, encoding="unicode", with_tail=False))
