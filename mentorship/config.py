"""How the application is configured: by environment variables and one key file.

=======================  ==========================================================
MENTORSHIP_ENV           ``production`` (the default) or ``demo``
MENTORSHIP_KEY_FILE      path of the key file (see mentorship.privacy.keys)
MENTORSHIP_DATABASE_URL  where the data is; SQLite in the instance folder by default
MENTORSHIP_QUEUE_FILE    where background work waits; in the instance folder by default
=======================  ==========================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from mentorship.errors import ConfigurationError
from mentorship.models.columns import ZONE
from mentorship.privacy.keys import Keys

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
ENVIRONMENTS = ("production", "demo")
FILES = ("mentorship.db", "queue.db")
DEMO_FILES = ("demo.db", "demo-queue.db")
MOST_UPLOADED = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """What differs from one installation to another."""

    keys: Keys
    database_url: str
    queue_file: str | None
    demo: bool = False
    testing: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        kind = environment.get("MENTORSHIP_ENV", "production")
        if kind not in ENVIRONMENTS:
            raise ConfigurationError(
                f"MENTORSHIP_ENV is {kind!r}; it can be {' or '.join(ENVIRONMENTS)}."
            )
        key_file = environment.get("MENTORSHIP_KEY_FILE")
        if not key_file:
            raise ConfigurationError(
                "MENTORSHIP_KEY_FILE is not set: without its keys the service must not start."
            )
        INSTANCE.mkdir(mode=0o700, exist_ok=True)
        # The demonstration keeps to files of its own, whatever else is configured here.
        database, queue = DEMO_FILES if kind == "demo" else FILES
        return cls(
            keys=Keys.load(Path(key_file)),
            database_url=with_psycopg(
                environment.get("MENTORSHIP_DATABASE_URL", f"sqlite:///{INSTANCE / database}")
            ),
            queue_file=environment.get("MENTORSHIP_QUEUE_FILE", str(INSTANCE / queue)),
            demo=kind == "demo",
        )


def with_psycopg(database_url: str) -> str:
    """Have PostgreSQL spoken by the driver that is installed, however the URL is written.

    >>> with_psycopg("postgres://somewhere/mentorship")
    'postgresql+psycopg://somewhere/mentorship'
    """
    scheme, separator, rest = database_url.partition("://")
    plain = scheme in {"postgres", "postgresql"}
    return f"postgresql+psycopg{separator}{rest}" if plain else database_url


def flask_config(settings: Settings) -> dict[str, Any]:
    """Everything Flask and its extensions are told."""
    return {
        "DEMO": settings.demo,
        "TESTING": settings.testing,
        "SECRET_KEY": settings.keys.secret_key,
        "MAX_CONTENT_LENGTH": MOST_UPLOADED,
        "SESSION_COOKIE_SECURE": secure_cookies(settings),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        # A database error repeats its parameters, and those describe people.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "BOOTSTRAP_SERVE_LOCAL": True,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_DEFAULT_TIMEZONE": ZONE.key,
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
        # A form left open on a phone for an hour must not lose what was typed into it.
        "WTF_CSRF_TIME_LIMIT": None,
        **security_config(settings),
    }


def secure_cookies(settings: Settings) -> bool:
    return not (settings.demo or settings.testing)


def security_config(settings: Settings) -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_SALT": settings.keys.password_salt,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        # Looking the domain up would tell a name server who is signing up.
        "SECURITY_EMAIL_VALIDATOR_ARGS": {
            "check_deliverability": False,
            "test_environment": settings.demo or settings.testing,
        },
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_REGISTERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
        "SECURITY_TRACKABLE": False,
        "REMEMBER_COOKIE_SECURE": secure_cookies(settings),
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_LOGIN_USER_TEMPLATE": "account/sign_in.html",
        "SECURITY_REGISTER_USER_TEMPLATE": "account/sign_up.html",
        "SECURITY_CHANGE_PASSWORD_TEMPLATE": "account/change_password.html",
        "SECURITY_VERIFY_TEMPLATE": "account/confirm_password.html",
        "SECURITY_POST_LOGIN_VIEW": "/home",
        "SECURITY_POST_REGISTER_VIEW": "/home",
        "SECURITY_POST_CHANGE_VIEW": "/home",
        "SECURITY_POST_LOGOUT_VIEW": "/",
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_REGISTER_URL": "/sign-up",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_CHANGE_URL": "/change-password",
        "SECURITY_VERIFY_URL": "/confirm-password",
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_CACHE_CONTROL": None,
    }
