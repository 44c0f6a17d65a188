"""A start with keys of another database is refused."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from mentorship import build_runtime
from mentorship.config import Settings
from mentorship.errors import ConfigurationError
from mentorship.extensions import db
from mentorship.models import KeyFingerprint
from mentorship.privacy.key_store import KeyStore
from mentorship.privacy.keys import Keys
from mentorship.runtime import current_runtime
from mentorship.services.key_checks import KEY_STORE, check_keys
from tests.conftest import KEYS
from tests.factories import make_person


def check_with(app: Flask, settings: Settings) -> None:
    """Check the database as a process that starts with these settings does."""
    db.session.remove()
    build_runtime(app, settings).init_app(app)
    check_keys(db.session)


def remember_keys() -> None:
    """Store the fingerprints that a migration stores."""
    fingerprints = {**KEYS.fingerprints(), KEY_STORE: current_runtime().key_store.identity()}
    db.session.add_all(
        KeyFingerprint(name=name, fingerprint=value) for name, value in fingerprints.items()
    )
    db.session.commit()


@pytest.mark.parametrize(
    "keys",
    [
        Keys.generate(),
        replace(KEYS, index_key=b"another index key" * 2),
        replace(KEYS, encryption_keys=Keys.generate().encryption_keys),
    ],
    ids=["all differ", "the index key differs", "the encryption key differs"],
)
def test_keys_of_another_database_are_refused_once_there_is_a_person(
    app: Flask, settings: Settings, keys: Keys
) -> None:
    check_with(app, replace(settings, keys=keys))  # nobody is stored yet
    check_with(app, settings)
    make_person("mei@example.org")
    check_with(app, settings)
    with pytest.raises(ConfigurationError, match="does not fit"):
        check_with(app, replace(settings, keys=keys))


@pytest.mark.parametrize("name", ["password_salt", "index_key"])
def test_a_key_that_the_database_remembers_is_compared_before_anybody_is_stored(
    app: Flask, settings: Settings, name: str
) -> None:
    remember_keys()
    check_with(app, settings)
    other = replace(KEYS, **{name: getattr(Keys.generate(), name)})
    with pytest.raises(ConfigurationError, match=f"The {name} is not the one"):
        check_with(app, replace(settings, keys=other))


def test_a_lost_key_store_is_noticed_at_the_start(app: Flask, settings: Settings) -> None:
    remember_keys()
    settings.key_store.unlink()
    with pytest.raises(ConfigurationError, match="cannot be opened"):
        check_with(app, settings)
    KeyStore(settings.key_store, KEYS.master_keys).create()
    with pytest.raises(ConfigurationError, match="The key_store is not the one"):
        check_with(app, settings)


def test_keys_fit_after_a_new_encryption_key_is_put_before_the_old_ones(
    app: Flask, settings: Settings
) -> None:
    make_person("mei@example.org")
    newest = Keys.generate().encryption_keys
    rotated = replace(KEYS, encryption_keys=newest + KEYS.encryption_keys)
    check_with(app, replace(settings, keys=rotated))


def test_a_database_without_tables_or_before_its_migration_is_not_refused(
    app: Flask, settings: Settings
) -> None:
    db.drop_all()
    check_with(app, settings)
    db.session.execute(text("CREATE TABLE person (id INTEGER PRIMARY KEY)"))
    db.session.commit()
    check_with(app, settings)
