"""Configuration errors that prevent the start, and what a web process imports."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from mentorship import create_app
from mentorship.config import ROOT, Settings, flask_config
from mentorship.errors import ConfigurationError
from mentorship.models import Person
from mentorship.privacy.keys import Keys
from tests.conftest import KEYS
from tests.factories import make_round


def test_start_is_refused_without_a_key_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="MENTORSHIP_KEY_FILE"):
        Settings.from_environment({})
    with pytest.raises(ConfigurationError, match="no key file"):
        Settings.from_environment({"MENTORSHIP_KEY_FILE": str(tmp_path / "none")})


def test_start_is_refused_in_an_unknown_environment() -> None:
    with pytest.raises(ConfigurationError, match="'prod'"):
        Settings.from_environment({"MENTORSHIP_ENV": "prod"})


def test_the_environment_defaults_to_production(tmp_path: Path) -> None:
    KEYS.save(tmp_path / "keys.toml")
    settings = Settings.from_environment({"MENTORSHIP_KEY_FILE": str(tmp_path / "keys.toml")})
    assert not settings.demo
    assert flask_config(settings)["SESSION_COOKIE_SECURE"]


@pytest.mark.parametrize(
    "url", ["thread.example", "ftp://thread.example", "https://", "https:///x"]
)
def test_start_is_refused_if_the_address_of_the_site_names_no_host(
    tmp_path: Path, url: str
) -> None:
    KEYS.save(tmp_path / "keys.toml")
    environment = {"MENTORSHIP_KEY_FILE": str(tmp_path / "keys.toml"), "MENTORSHIP_SITE_URL": url}
    with pytest.raises(ConfigurationError, match="MENTORSHIP_SITE_URL"):
        Settings.from_environment(environment)


def test_no_request_is_answered_before_the_operator_has_named_the_site(
    app: Flask, settings: Settings
) -> None:
    """Whatever web server runs the application: it would answer requests for any host."""
    unnamed = create_app(replace(settings, testing=False, site_url=""))
    assert unnamed.test_client().get("/").status_code == 500


def test_production_refuses_a_demonstration_database(app: Flask, settings: Settings) -> None:
    make_round(demo=True)
    with pytest.raises(ConfigurationError, match="invented people"):
        create_app(replace(settings, testing=False))


def test_production_starts_on_an_empty_or_a_real_database(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    make_round()
    assert create_app(replace(settings, testing=False))
    assert create_app(
        replace(settings, testing=False, database_url=f"sqlite:///{tmp_path / 'empty.db'}")
    )


def test_the_demonstration_refuses_a_database_of_real_people(
    settings: Settings, coordinator: Person
) -> None:
    with pytest.raises(ConfigurationError, match="real people"):
        create_app(replace(settings, demo=True))
    make_round()
    with pytest.raises(ConfigurationError, match="real people"):
        create_app(replace(settings, demo=True))


def test_a_request_for_another_host_is_refused(settings: Settings, tmp_path: Path) -> None:
    with_site_url = replace(settings, testing=False, site_url="https://thread.example")
    client = create_app(with_site_url).test_client()
    assert client.get("/measures", base_url="https://thread.example").status_code == 200
    assert client.get("/measures", base_url="https://evil.example").status_code == 400


def test_start_is_refused_with_keys_that_do_not_fit_the_database(
    settings: Settings, coordinator: Person
) -> None:
    with pytest.raises(ConfigurationError, match="does not fit"):
        create_app(replace(settings, keys=Keys.generate()))
    assert create_app(settings)


SLOW_TO_IMPORT = {"scipy", "numpy", "pandas", "ortools", "openpyxl", "fpdf", "zxcvbn"}


@pytest.mark.slow
def test_a_web_process_starts_without_the_libraries_of_matching_sheets_and_posters(
    tmp_path: Path,
) -> None:
    KEYS.save(tmp_path / "keys.toml")
    environment = {
        **os.environ,
        "MENTORSHIP_ENV": "demo",
        "MENTORSHIP_KEY_FILE": str(tmp_path / "keys.toml"),
        "MENTORSHIP_DATABASE_URL": f"sqlite:///{tmp_path / 'data.db'}",
        "MENTORSHIP_KEY_STORE": str(tmp_path / "data-keys.db"),
        "MENTORSHIP_QUEUE_FILE": str(tmp_path / "queue.db"),
    }
    script = "import sys, wsgi; print(*sys.modules)"
    imported = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert "mentorship.services.pairing.library_adapter" in imported
    assert not SLOW_TO_IMPORT & set(imported)
