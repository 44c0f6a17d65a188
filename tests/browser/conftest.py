"""Fixtures: the demo service with web server and worker, and a real browser."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from mentorship import demo
from mentorship.config import ROOT
from tests.conftest import KEYS, free_port

# The first of them draws no window, and opens a page in a tenth of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
BROWSER_IS_REQUIRED = "MENTORSHIP_REQUIRE_BROWSER" in os.environ
PHONE: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
START_TIMEOUT_SECONDS = 60


@pytest.fixture(scope="session")
def service_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of the service, whose database and keys are in a folder of its own."""
    folder: Path = tmp_path_factory.mktemp("service")
    KEYS.save(folder / "keys.toml")
    return {
        **os.environ,
        "FLASK_APP": "wsgi",
        "MENTORSHIP_ENV": "demo",
        "MENTORSHIP_KEY_FILE": str(folder / "keys.toml"),
        "MENTORSHIP_DATABASE_URL": f"sqlite:///{folder / 'data.db'}",
        "MENTORSHIP_KEY_STORE": str(folder / "data-keys.db"),
        "MENTORSHIP_QUEUE_FILE": str(folder / "queue.db"),
    }


@pytest.fixture(scope="session")
def service(service_environment: dict[str, str]) -> Iterator[str]:
    """Serve the demo on a free port, and return its URL."""
    environment = service_environment
    folder = Path(environment["MENTORSHIP_KEY_FILE"]).parent
    flask = [sys.executable, "-m", "flask"]
    for command in (["db", "upgrade"], ["make-demo"]):
        subprocess.run(
            [*flask, *command], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    port = free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*flask, "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            yield wait_for(f"http://localhost:{port}")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    assert b"Traceback" not in (folder / "log").read_bytes()


def wait_for(url: str) -> str:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return url
    raise TimeoutError(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        assert not BROWSER_IS_REQUIRED, "the browser tests are required, and no browser was found"
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(service: str, browser: Browser) -> Iterator[Visit]:
    """Return a function that opens a page, signed in on demand; only the own origin is allowed."""
    contexts = []
    requested_urls: list[str] = []

    def open_page(
        sign_in_name: str | None = None,
        *,
        scripts: bool = True,
        phone: bool = False,
        language: str = "en-US",
    ) -> Page:
        context = browser.new_context(
            base_url=service,
            java_script_enabled=scripts,
            viewport=PHONE if phone else DESKTOP,
            color_scheme="dark" if phone else "light",  # so that each is looked at
            # Colors between two states do not have the final contrast.
            reduced_motion="reduce",
            locale=language,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: requested_urls.append(request.url))
        if sign_in_name:
            page.goto("/sign-in")
            page.locator("#name").fill(sign_in_name)
            page.locator("#password").fill(demo.PASSWORD)
            page.locator("main button").first.click()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not [url for url in requested_urls if not url.startswith((service, "data:"))]
