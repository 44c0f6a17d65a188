"""Follows every link and sends every form that somebody can reach, with a text in every field."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from mentorship.clock import today
from tests.factories import PASSWORD

Element = Any  # lxml has no types
Route = tuple[str, str]
"""An endpoint, and the endpoint with the words of a URL, as the steps of a form have them."""
Fields = dict[str, list[str | FileStorage]]
Sender = Callable[[str, Callable[[], Fields]], TestResponse]
"""Sends a form: its URL, and what makes its fields, since a file is read only once."""

MAX_PER_ENDPOINT = 14  # as many as the application form has steps
MAX_OF_A_KIND = 2  # pages that differ in the ids of their rows alone
URL_ATTRIBUTES = ("href", "src", "action", "formaction")


def page_of(response: TestResponse) -> Element | None:
    if response.mimetype != "text/html" or not response.get_data():
        return None
    return lxml.html.document_fromstring(response.get_data(as_text=True))


def urls_in(response: TestResponse) -> Iterator[str]:
    """Yield every URL of this site that a response names, as it is written there."""
    if response.location:
        yield response.location
    page = page_of(response)
    for element in page.iter() if page is not None else ():
        for name in URL_ATTRIBUTES:
            url = element.get(name)
            if url and is_of_this_site(url):
                yield url


def is_of_this_site(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"", "http", "https"} and parts.netloc in {"", "localhost"}


@dataclass(frozen=True)
class Submission:
    """A way to send a form: with one of its buttons, of which some have an action of their own."""

    page: Element
    form: Element
    button: Element | None

    @property
    def action(self) -> str:
        """The URL that is sent to; empty for the URL of the page."""
        own = self.button.get("formaction") if self.button is not None else None
        return own or self.form.get("action") or ""

    def controls(self) -> Iterator[Element]:
        for control in self.page.iter("input", "select", "textarea"):
            if form_of(self.page, control) is self.form:
                yield control


def submissions_in(page: Element) -> Iterator[Submission]:
    buttons = [button for button in page.iter("button") if button.get("type") != "button"]
    for form in page.iter("form"):
        of_form = [button for button in buttons if form_of(page, button) is form]
        for button in of_form or [None]:
            yield Submission(page, form, button)


def form_of(page: Element, control: Element) -> Element | None:
    name = control.get("form")
    forms = page.iter("form") if name else control.iterancestors("form")
    return next((form for form in forms if not name or form.get("id") == name), None)


def has_enough(counts: Counter[str], route: Route) -> bool:
    endpoint, kind = route
    return counts[endpoint] >= MAX_PER_ENDPOINT or counts[kind] >= MAX_OF_A_KIND


@dataclass
class Crawler:
    """Crawls as one person: each page and each form once, up to a number of a kind.

    ``text`` is written into every field that takes one. Forms of the endpoints that are
    ``left_alone`` are not sent; those that are ``postponed`` only when the crawl is finished.
    """

    app: Flask
    client: FlaskClient
    text: str
    send: Sender
    left_alone: Set[str]
    postponed: Set[str]
    pages: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    urls_seen: set[str] = field(default_factory=set)
    actions_sent: set[str] = field(default_factory=set)
    pages_postponed: list[str] = field(default_factory=list)

    def crawl(self, first: str) -> None:
        waiting = deque([first])
        while waiting:
            url = waiting.popleft()
            if self._is_to_visit(url):
                waiting.extend(self._visit(url))

    def _visit(self, url: str) -> Iterator[str]:
        """Open a page and send its forms; yield the URLs that all responses name.

        Where a form leads to is opened even if it was before: it may have other forms now.
        """
        changed = deque([url])
        while changed:
            page_url = changed.popleft()
            response = self.client.get(page_url)
            yield from urls_in(response)
            for sent in self._send_forms(response, page_url):
                yield from urls_in(sent)
                if sent.location and self._route(sent.location, "GET") is not None:
                    changed.append(sent.location)

    @property
    def endpoints_sent(self) -> set[str]:
        return {name for name in self.forms if " " not in name}

    def finish(self) -> None:
        """Send the forms that were postponed, those that were found last first."""
        self.postponed = frozenset()
        for url in reversed(self.pages_postponed):
            list(self._send_forms(self.client.get(url), url))

    def _is_to_visit(self, url: str) -> bool:
        route = self._route(url, "GET")
        if route is None or url in self.urls_seen or has_enough(self.pages, route):
            return False
        self.urls_seen.add(url)
        self.pages.update(route)
        return True

    def _send_forms(self, response: TestResponse, url: str) -> Iterator[TestResponse]:
        page = page_of(response)
        for submission in submissions_in(page) if page is not None else ():
            action = submission.action or url
            if self._is_to_send(action, url):
                yield self.send(action, partial(self._fields, submission))

    def _is_to_send(self, action: str, page_url: str) -> bool:
        route = self._route(action, "POST")
        if route is None or route[0] in self.left_alone or action in self.actions_sent:
            return False
        if route[0] in self.postponed:
            self.pages_postponed.append(page_url)
            return False
        if has_enough(self.forms, route):
            return False
        self.actions_sent.add(action)
        self.forms.update(route)
        return True

    def _route(self, url: str, method: str) -> Route | None:
        """Return the endpoint of a URL of this site, and its kind; None of others and of files."""
        path = urlsplit(url).path
        if not path or not is_of_this_site(url):
            return None
        try:
            endpoint, values = self.app.url_map.bind("localhost").match(path, method=method)
        except HTTPException:
            return None
        words = [value for value in values.values() if isinstance(value, str)]
        return None if endpoint.endswith("static") else (endpoint, f"{endpoint} {words}")

    def _fields(self, submission: Submission) -> Fields:
        fields: Fields = {}
        for control in submission.controls():
            name, kind = control.get("name"), control.get("type", control.tag)
            is_chosen = kind == "radio" and name in fields
            if name and kind not in {"submit", "button"} and not is_chosen:
                fields.setdefault(name, []).append(self._value(control, kind))
        if submission.button is not None and submission.button.get("name"):
            fields[submission.button.get("name")] = [submission.button.get("value", "")]
        return fields

    def _value(self, control: Element, kind: str) -> str | FileStorage:
        match kind:
            case "hidden" | "checkbox" | "radio":
                return str(control.get("value", "y"))
            case "select":
                options = [option.get("value") for option in control.iter("option")]
                return next(filter(None, options), "")
            case "number":
                return str(control.get("min", "1"))
            case "date":
                return str(today())
            case "password":
                return PASSWORD
            case "email":
                return f"{self.text}@example.org"
            case "file":
                sheet = f"Name,Email\n{self.text},{self.text}@example.org\n"
                return FileStorage(BytesIO(sheet.encode()), f"{self.text}.csv")
            case _:
                is_number = control.get("inputmode") == "numeric"
                return "30" if is_number else f"{self.text} {control.get('name')}"
