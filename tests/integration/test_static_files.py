"""Static files: compressed if the browser accepts it, and limited to those that pages use."""

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
MAX_FIRST_PAGE_BYTES = 60_000  # with its files, for a phone with a slow connection


@pytest.mark.parametrize("url", [THEME, BOOTSTRAP])
def test_a_browser_that_accepts_gzip_gets_it(client: FlaskClient, url: str) -> None:
    plain = client.get(url, headers={"Accept-Encoding": "identity"})
    packed = client.get(url, headers={"Accept-Encoding": "gzip, deflate"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 3
    for response in (plain, packed):
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["Cache-Control"] == "max-age=3600, public"
        assert response.headers["Content-Type"].startswith("text/css")
        assert HEADERS.items() <= dict(response.headers).items()


def test_the_first_page_with_its_files_is_under_the_size_limit(
    client: FlaskClient, a_round: Round
) -> None:
    first = client.get("/", headers={"Accept-Encoding": "gzip"})
    page = BeautifulSoup(first.text, "html.parser")
    urls = {tag.get("href") or tag.get("src") for tag in page.select("link, img, script")}
    assert {THEME, BOOTSTRAP} <= {url.partition("?")[0] for url in urls}
    urls.add("/static/woven.svg")  # loaded by the theme
    files = [client.get(url, headers={"Accept-Encoding": "gzip"}) for url in urls]
    assert {file.status_code for file in files} == {200}
    assert sum(len(file.data) for file in (first, *files)) < MAX_FIRST_PAGE_BYTES


def test_a_page_is_never_compressed(client: FlaskClient) -> None:
    page = client.get("/sign-in", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in page.headers


@pytest.mark.parametrize(
    "unused", ["js/bootstrap.min.js", "css/bootstrap.css", "bootstrap4/css/bootstrap.min.css"]
)
def test_nothing_else_of_bootstrap_is_served(client: FlaskClient, unused: str) -> None:
    assert client.get(f"/bootstrap/static/{unused}").status_code == 404


def test_applications_of_one_process_share_the_compressed_copies(
    app: Flask, settings: Settings
) -> None:
    another = create_app(settings)
    folders = {each.blueprints["bootstrap"].static_folder for each in (app, another)}
    assert len(folders) == 1


def test_only_their_owner_can_read_the_compressed_copies(app: Flask) -> None:
    folder = Path(str(app.blueprints["bootstrap"].static_folder)).parent
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.slow
def test_the_compressed_copies_are_deleted_when_their_process_ends(tmp_path: Path) -> None:
    program = (
        "import sys; from mentorship import create_app; from mentorship.config import Settings;"
        "from mentorship.privacy.keys import Keys; from pathlib import Path;"
        "create_app(Settings(Keys.generate(), 'sqlite://', Path('unused'), None, testing=True));"
        "import os; assert os.listdir(os.environ['TMPDIR'])"
    )
    subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        check=True,
    )
    assert list(tmp_path.iterdir()) == []


def test_a_forked_process_does_not_delete_the_compressed_copies_of_its_parent(
    tmp_path: Path,
) -> None:
    own, bootstrap = tmp_path / "own", tmp_path / "bootstrap"
    own.mkdir()
    (bootstrap / "css").mkdir(parents=True)
    (bootstrap / "css" / "bootstrap.min.css").write_text("a {}")
    folder = compressed_copies.__wrapped__(own, bootstrap)
    remove(folder, owner_pid=os.getpid() + 1)
    assert folder.exists()
    remove(folder, owner_pid=os.getpid())
    assert not folder.exists()
