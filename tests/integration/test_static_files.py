"""Static files: compressed for whoever takes that, and no more of them than pages use."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from mentorship import create_app
from mentorship.config import ROOT, Settings
from mentorship.models import Round
from mentorship.web.headers import HEADERS
from mentorship.web.static_files import compressed_copies, remove

THEME = "/static/theme.css"
BOOTSTRAP = "/bootstrap/static/css/bootstrap.min.css"
MOST_AT_FIRST = 60_000  # bytes over the wire, on a phone with a shaky connection


@pytest.mark.parametrize("address", [THEME, BOOTSTRAP])
def test_a_browser_that_takes_gzip_gets_it(client: FlaskClient, address: str) -> None:
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    packed = client.get(address, headers={"Accept-Encoding": "gzip, deflate"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 3
    for response in (plain, packed):
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["Cache-Control"] == "max-age=3600, public"
        assert response.headers["Content-Type"].startswith("text/css")
        assert HEADERS.items() <= dict(response.headers).items()


def test_the_first_page_is_light(client: FlaskClient, a_round: Round) -> None:
    first = client.get("/", headers={"Accept-Encoding": "gzip"})
    page = BeautifulSoup(first.text, "html.parser")
    addresses = {tag.get("href") or tag.get("src") for tag in page.select("link, img, script")}
    assert {THEME, BOOTSTRAP} <= {address.partition("?")[0] for address in addresses}
    addresses.add("/static/woven.svg")  # asked for by the theme
    files = [client.get(address, headers={"Accept-Encoding": "gzip"}) for address in addresses]
    assert {file.status_code for file in files} == {200}
    assert sum(len(file.data) for file in (first, *files)) < MOST_AT_FIRST


def test_a_page_is_never_compressed(client: FlaskClient) -> None:
    page = client.get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in page.headers


@pytest.mark.parametrize(
    "unused", ["js/bootstrap.min.js", "css/bootstrap.css", "bootstrap4/css/bootstrap.min.css"]
)
def test_nothing_else_of_bootstrap_is_served(client: FlaskClient, unused: str) -> None:
    assert client.get(f"/bootstrap/static/{unused}").status_code == 404


def test_every_application_of_a_process_shares_the_copies(app: Flask, settings: Settings) -> None:
    another = create_app(settings)
    folders = {one.blueprints["bootstrap"].static_folder for one in (app, another)}
    assert len(folders) == 1


def test_the_copies_are_readable_by_their_owner_alone(app: Flask) -> None:
    folder = Path(str(app.blueprints["bootstrap"].static_folder)).parent
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_copies_go_with_their_process(tmp_path: Path) -> None:
    program = (
        "import sys; from mentorship import create_app; from mentorship.config import Settings;"
        "from mentorship.privacy.keys import Keys;"
        "create_app(Settings(Keys.generate(), 'sqlite://', None, testing=True));"
        "import os; assert os.listdir(os.environ['TMPDIR'])"
    )
    subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        check=True,
    )
    assert list(tmp_path.iterdir()) == []


def test_a_fork_does_not_take_the_copies_from_the_process_that_serves_them(tmp_path: Path) -> None:
    own, bootstrap = tmp_path / "own", tmp_path / "bootstrap"
    own.mkdir()
    (bootstrap / "css").mkdir(parents=True)
    (bootstrap / "css" / "bootstrap.min.css").write_text("a {}")
    folder = compressed_copies.__wrapped__(own, bootstrap)
    remove(folder, owner_pid=os.getpid() + 1)
    assert folder.exists()
    remove(folder, owner_pid=os.getpid())
    assert not folder.exists()
