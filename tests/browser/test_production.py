"""A browser and the service as in production, over TLS: cookies, forms without a referrer."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, Page, Request, expect

from mentorship.config import ROOT
from tests.conftest import KEYS, free_port
from tests.factories import PASSWORD
from tests.integration.test_process_supervisor import eventually

pytestmark = pytest.mark.browser


def make_certificate(folder: Path) -> tuple[str, str]:
    """Make a certificate for localhost; return the paths of the certificate and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    at = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "cert.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, pkcs8, serialization.NoEncryption()))
    return str(folder / "cert.pem"), str(folder / "key.pem")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an empty installation over TLS, and return its URL."""
    folder = tmp_path_factory.mktemp("production")
    KEYS.save(folder / "keys.toml")
    certificate, key = make_certificate(folder)
    url = f"https://localhost:{free_port()}"
    environment = {
        **os.environ,
        "FLASK_APP": "wsgi",
        "MENTORSHIP_ENV": "production",
        "MENTORSHIP_KEY_FILE": str(folder / "keys.toml"),
        "MENTORSHIP_DATABASE_URL": f"sqlite:///{folder / 'data.db'}",
        "MENTORSHIP_KEY_STORE": str(folder / "data-keys.db"),
        "MENTORSHIP_QUEUE_FILE": str(folder / "queue.db"),
        "MENTORSHIP_SITE_URL": url,
    }
    python = [sys.executable, "-m"]
    subprocess.run([*python, "flask", "db", "upgrade"], cwd=ROOT, env=environment, check=True,
                   capture_output=True)  # fmt: skip
    process = subprocess.Popen(
        [*python, "gunicorn", "--bind", url.removeprefix("https://"),
         "--certfile", certificate, "--keyfile", key],
        cwd=ROOT, env=environment, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert eventually(lambda: listens(url))
    yield url
    process.terminate()
    process.wait(30)


def listens(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("localhost", int(url.rpartition(":")[2]))) == 0


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def page(site: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site, ignore_https_errors=True, java_script_enabled=request.param, locale="en-US"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def cookie_names(page: Page) -> set[str]:
    return {cookie["name"] for cookie in page.context.cookies()}


def sign_up(page: Page) -> None:
    page.goto("/sign-up/user-name")
    page.locator("#name").fill("mei")
    page.locator("#password").fill(PASSWORD)
    page.locator("#again").fill(PASSWORD)
    page.locator("main button").first.click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_forms_work_though_the_browser_sends_no_referrer(page: Page) -> None:
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    sign_up(page)
    assert cookie_names(page) == {"__Host-session"}
    page.goto("/account")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert page.url.endswith("/account")
    page.get_by_role("button", name="Cerrar sesión").click()
    expect(page.get_by_role("link", name="Iniciar sesión")).to_be_visible()
    posts = [request.all_headers() for request in requests if request.method == "POST"]
    assert len(posts) == 3
    assert {headers["sec-fetch-site"] for headers in posts} == {"same-origin"}
    assert not [request for request in requests if request.all_headers().get("referer")]


def test_leaving_quickly_leaves_no_cookie(page: Page) -> None:
    sign_up(page)
    page.get_by_role("button", name="Leave quickly").click()
    expect(page.get_by_role("heading", name="Kitchen measures")).to_be_visible()
    # The script does not wait long for the response that ends the session.
    assert eventually(lambda: cookie_names(page) == set())
