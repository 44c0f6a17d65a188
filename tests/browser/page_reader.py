"""Serve the application of a test, whose clock can be moved, to people who read it in a browser.

They find everything by its words, in their language. What the site sends them can be watched.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask, Response, current_app, request, request_finished, session
from flask_babel import force_locale, gettext
from playwright.sync_api import Locator, Page, expect
from werkzeug.serving import make_server

from mentorship.models import Pair, Person
from tests.browser.accessibility import accessibility_problems
from tests.browser.conftest import PHONE
from tests.factories import PASSWORD


@dataclass
class Traffic:
    """What the site sends to the two of a pair: the endpoints that showed how to reach the other.

    ``contacts`` holds the address and the number of each, by the identifier of the other one's
    session; whoever is not signed in may read neither.
    """

    contacts: dict[str, tuple[str, ...]]
    showed_contact: list[str] = field(default_factory=list)

    @contextmanager
    def watched(self, app: Flask) -> Iterator[None]:
        """Note every response of an application that shows what is hidden from its reader."""
        with request_finished.connected_to(self.note, app):
            yield

    def note(self, _app: Flask, response: Response, **_values: Any) -> None:
        everybody = tuple(text for texts in self.contacts.values() for text in texts)
        reader = session.get("_user_id")
        hidden = everybody if reader is None else self.contacts.get(reader, ())
        text = response.get_data(as_text=True)
        if any(holds(text, contact) for contact in hidden):
            self.showed_contact.append(str(request.endpoint))


def traffic_of(pair: Pair) -> Traffic:
    both = pair.mentee, pair.mentor
    return Traffic(
        {
            own.person.fs_uniquifier: (other.person.sign_in_name, other.profile.answers["phone"])
            for own, other in (both, reversed(both))
        }
    )


def holds(text: str, contact: str) -> bool:
    """Return whether a text holds an address or a number, however the number is written."""
    digits = re.sub(r"\D", "", contact)
    return contact in text or (contact[0] == "+" and digits in re.sub(r"[\s()+-]", "", text))


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Serve an application in a thread of this process, and return its URL."""
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Reader:
    """Somebody at a browser, who finds what is given in English in the words of their language.

    ``visited`` collects the endpoints of the pages that they have seen on a phone, each without
    a problem for anybody who reads it with a screen reader, or on 320 pixels.
    """

    page: Page
    language: str = "en"
    visited: set[str] = field(default_factory=set)
    taps: int = 0
    _looked_at: set[tuple[str, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._devtools = self.page.context.new_cdp_session(self.page)
        self._let_scripts_run(False)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def words(self, english: str) -> str:
        with force_locale(self.language):
            return gettext(english)

    def open(self, url: str) -> None:
        self.page.goto(url)
        self._look()

    def follow(self, link: str) -> None:
        self._tap(self.main.get_by_role("link", name=self.words(link)).first)
        self._look()

    def press(self, button: str) -> None:
        self._tap(self.main.get_by_role("button", name=self.words(button)).first)
        self._look()

    def choose(self, label: str, question: str = "") -> None:
        asked = self.main.get_by_role("group", name=self.words(question)) if question else self.main
        self.taps += 1
        # The whole answer can be tapped, which lies over the button.
        asked.get_by_label(self.words(label), exact=True).check(force=True)

    def write(self, label: str, text: object) -> None:
        self.taps += 1
        self.main.get_by_label(self.words(label), exact=True).fill(str(text))

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.main.get_by_text(self.words(text)).first).to_be_visible()

    def misses(self, *texts: str) -> None:
        for text in texts:
            expect(self.main.get_by_text(self.words(text))).to_have_count(0)

    def sign_in(self, person: Person, code: str = "") -> None:
        self.open("/sign-in")
        self.page.locator("#name").fill(person.sign_in_name)
        self.page.locator("#password").fill(PASSWORD)
        self.press("Sign in")
        if code:
            self.page.locator("#code").fill(code)
            self.press("Continue")

    def visit_all_of(self, pair: Pair) -> None:
        """Open every page of a pair to which a page of it leads."""
        start, urls, seen = f"/pairs/{pair.id}", [f"/pairs/{pair.id}"], set[str]()
        while urls:
            url = urls.pop()
            seen.add(url)
            self.open(url)
            links = self.main.locator(f"a[href^='{start}/']:not([href$='.ics'])").all()
            urls += {str(link.get_attribute("href")) for link in links} - seen - set(urls)

    def _tap(self, control: Locator) -> None:
        self.taps += 1
        control.click()

    def _look(self) -> None:
        self.page.wait_for_load_state()
        if self.page.viewport_size != PHONE:
            return
        endpoint, _values = current_app.url_map.bind("").match(urlsplit(self.page.url).path)
        self.visited.add(str(endpoint))
        headings = tuple(self.main.locator("h1, h2").all_inner_texts())
        if (endpoint, *headings) not in self._looked_at:
            self._looked_at.add((endpoint, *headings))
            self._let_scripts_run(True)
            self.page.evaluate(AXE_SCRIPT)
            assert accessibility_problems(self.page) == []
            self._let_scripts_run(False)

    def _let_scripts_run(self, run: bool) -> None:
        """Turn scripting on for axe alone: what a page brings along has not run when it loaded."""
        self._devtools.send("Emulation.setScriptExecutionDisabled", {"value": not run})
