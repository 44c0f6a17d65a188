"""Rotating the encryption key: everything stays readable, and the old key can go."""

import os
import signal
from dataclasses import replace
from pathlib import Path

from flask import Flask

from mentorship import build_runtime
from mentorship.config import Settings
from mentorship.extensions import db
from mentorship.models import Person
from mentorship.privacy import make_keys
from mentorship.privacy.key_store import KeyStore
from mentorship.privacy.keys import Keys
from tests.conftest import KEYS
from tests.factories import make_person


def start_with(app: Flask, settings: Settings, *encryption_keys: str) -> None:
    """Let the application run as if it had been started with these encryption keys."""
    db.session.remove()
    keys = replace(KEYS, encryption_keys=encryption_keys)
    build_runtime(app, replace(settings, keys=keys)).init_app(app)


def test_after_a_rotation_the_new_key_alone_reads_everything(
    app: Flask, settings: Settings
) -> None:
    make_person("mei@example.org")
    old, new = KEYS.encryption_keys[0], Keys.generate().encryption_keys[0]
    start_with(app, settings, new, old)
    make_person("ana@example.org")
    result = app.test_cli_runner().invoke(args=["rotate-keys"])
    assert result.exit_code == 0
    assert "1 data keys wrapped anew" in result.output
    start_with(app, settings, new)
    names = {person.sign_in_name for person in db.session.query(Person)}
    assert names == {"mei@example.org", "ana@example.org"}
    assert "0 data keys" in app.test_cli_runner().invoke(args=["rotate-keys"]).output


def test_a_rotation_that_is_killed_continues_where_it_was(tmp_path: Path) -> None:
    old, new = Keys.generate().master_keys[0], Keys.generate().master_keys[0]
    path = tmp_path / "data-keys.db"
    keys = {number.to_bytes(16, "big"): bytes([number % 256]) * 32 for number in range(2500)}
    KeyStore(path, [old]).create()
    KeyStore(path, [old]).add(keys)
    waiting = [len(keys)]
    while waiting[-1]:
        child = os.fork()
        if child == 0:  # pragma: no cover
            rotation = KeyStore(path, [new, old]).rewrap()
            next(rotation)
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
        waiting.append(KeyStore(path, [new, old]).count_to_rewrap())
    assert waiting == [2500, 2000, 1500, 1000, 500, 0]
    assert KeyStore(path, [new]).read(keys) == keys


def test_a_key_is_added_in_front_and_the_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    KEYS.save(path)
    assert make_keys.main([str(path), "--add-encryption-key"]) == 0
    keys = Keys.load(path)
    assert keys.encryption_keys[1:] == KEYS.encryption_keys
    assert replace(keys, encryption_keys=KEYS.encryption_keys) == KEYS
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["keys.toml"]
