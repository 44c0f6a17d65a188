"""Static files: compressed if the browser accepts it, and limited to those that pages use."""

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from mentorship import create_app
from mentorship.config import ROOT, Settings
from mentorship.models import Round
from mentorship.web.headers import HEADERS
from mentorship.web.static_files import compressed_copies

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


@pytest.fixture
def make_copies(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that makes copies of a style sheet, as a process does when it starts."""
    site, bootstrap = tmp_path / "site", tmp_path / "bootstrap"
    site.mkdir()
    (bootstrap / "css").mkdir(parents=True)
    (bootstrap / "css" / "bootstrap.min.css").write_text("a {}")

    def copies_of(style: str) -> Path:
        (site / "theme.css").write_text(style)
        return compressed_copies.__wrapped__(site, bootstrap, tmp_path / "instance")

    return copies_of


def copies_in(tmp_path: Path) -> set[Path]:
    return {path for path in (tmp_path / "instance").iterdir() if path.is_dir()}


MakeCopies = Callable[[str], Path]


def test_the_next_start_uses_the_compressed_copies_again(make_copies: MakeCopies) -> None:
    folder = make_copies("p {}" * 1000)
    assert (folder / "site" / "theme.css.gz").exists()
    made_at = folder.stat().st_ino
    assert make_copies("p {}" * 1000) == folder
    assert folder.stat().st_ino == made_at


def test_changed_files_get_copies_of_their_own(make_copies: MakeCopies) -> None:
    first = make_copies("p {}")
    second = make_copies("b {}")
    assert (first / "site" / "theme.css").read_text() == "p {}", "still served by this process"
    assert (second / "site" / "theme.css").read_text() == "b {}"


def test_copies_that_no_process_serves_are_removed(make_copies: MakeCopies, tmp_path: Path) -> None:
    from_a_killed_process = tmp_path / "instance" / "static-files-0123456789abcdef"
    from_a_killed_process.mkdir(parents=True)
    (from_a_killed_process / "theme.css").touch()
    folder = make_copies("p {}")
    assert copies_in(tmp_path) == {folder}


@pytest.mark.slow
def test_a_killed_process_leaves_no_temporary_files(tmp_path: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from mentorship import create_app;"
        "from mentorship.config import Settings; from mentorship.privacy.keys import Keys;"
        "create_app(Settings(Keys.generate(), 'sqlite://', Path('unused'), None, testing=True));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []
