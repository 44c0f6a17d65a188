"""The demonstration logs SQL statements for developers, never their parameters."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from mentorship import create_app
from mentorship.config import Settings
from mentorship.privacy.key_store import KeyStore
from mentorship.web import developer_tools
from mentorship.web.developer_tools import shell_names


@pytest.fixture
def log(
    empty_database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> pytest.LogCaptureFixture:
    shutil.copyfile(empty_database, tmp_path / "test.db")
    monkeypatch.setenv("FLASK_DEBUG", "1")
    caplog.set_level("INFO")
    return caplog


def sign_in_once(settings: Settings) -> None:
    KeyStore(settings.key_store, settings.keys.master_keys).create()
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client().post("/sign-in", data={"name": "mei", "password": "nopal guitarra"})


def test_the_demonstration_logs_statements_without_parameters(
    settings: Settings, log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(developer_tools, "MAX_STATEMENTS_SHOWN", 100)  # not the slowest alone
    sign_in_once(replace(settings, demo=True))
    assert "SQL statements" in log.text
    assert "WHERE person.sign_in_index IN (?)" in log.text
    assert "mei" not in log.text


def test_only_the_demonstration_logs_statements(
    settings: Settings, log: pytest.LogCaptureFixture
) -> None:
    sign_in_once(settings)
    assert "SQL" not in log.text


def test_a_shell_has_the_database_models_and_services() -> None:
    assert {"db", "Application", "pairing", "accounts"} <= shell_names().keys()
