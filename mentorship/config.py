"""How the application is configured: by environment variables and one key file.

=======================  ==========================================================
MENTORSHIP_ENV           ``production`` (the default) or ``demo``
MENTORSHIP_KEY_FILE      path of the key file (see mentorship.privacy.keys)
MENTORSHIP_DATABASE_URL  where the data is; SQLite in the instance folder by default
MENTORSHIP_QUEUE_FILE    where background work waits; in the instance folder by default
MENTORSHIP_SITE_URL      the site's address as people type it; links in mails begin with it
MENTORSHIP_MAIL_URL      the mail server, ``smtp://user:password@host:587`` or ``smtps://...``
MENTORSHIP_MAIL_FROM     the address that mails come from
=======================  ==========================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mentorship.clock import ZONE
from mentorship.errors import ConfigurationError
from mentorship.privacy.keys import Keys
from mentorship.smtp import SmtpServer

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
ENVIRONMENTS = ("production", "demo")
FILES = ("mentorship.db", "queue.db")
DEMO_FILES = ("demo.db", "demo-queue.db")
MOST_UPLOADED = 1024 * 1024
SITE_LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Settings:
    """What differs from one installation to another."""

    keys: Keys
    database_url: str
    queue_file: str | None
    site_url: str = "http://localhost"
    mail_server: SmtpServer | None = None
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
        # The demonstration keeps to files of its own, unless it is told of others.
        database, queue = DEMO_FILES if kind == "demo" else FILES
        return cls(
            keys=Keys.load(Path(key_file)),
            database_url=with_psycopg(
                environment.get("MENTORSHIP_DATABASE_URL", f"sqlite:///{INSTANCE / database}")
            ),
            queue_file=environment.get("MENTORSHIP_QUEUE_FILE", str(INSTANCE / queue)),
            site_url=site_url(environment, demo=kind == "demo"),
            mail_server=mail_server(environment),
            demo=kind == "demo",
        )


def site_url(environment: Mapping[str, str], *, demo: bool) -> str:
    default = f"http://localhost:{environment.get('PORT', '5000')}" if demo else ""
    url = environment.get("MENTORSHIP_SITE_URL", default).rstrip("/")
    if "MENTORSHIP_MAIL_URL" in environment and not url.startswith(("https://", "http://")):
        raise ConfigurationError(
            "MENTORSHIP_SITE_URL is not set to an address like https://example.org: "
            "mails need it for their links."
        )
    return url


def mail_server(environment: Mapping[str, str]) -> SmtpServer | None:
    url = environment.get("MENTORSHIP_MAIL_URL")
    return SmtpServer.from_url(url, environment.get("MENTORSHIP_MAIL_FROM", "")) if url else None


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
        "SITE_URL": settings.site_url,
        # Where the operator has named the site, no request gets to name another.
        "TRUSTED_HOSTS": trusted_hosts(settings),
        "MAIL_SERVER": settings.mail_server,
        # The demonstration has no mail server: it shows what would have been sent.
        "MAIL_WORKS": settings.demo or settings.mail_server is not None,
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


def trusted_hosts(settings: Settings) -> list[str] | None:
    host = urlsplit(settings.site_url).hostname
    return [host] if host and not (settings.demo or settings.testing) else None


def secure_cookies(settings: Settings) -> bool:
    return not (settings.demo or settings.testing)


def security_config(settings: Settings) -> dict[str, Any]:
    """Flask-Security hashes passwords and keeps sessions; pages and commands are ours."""
    return {
        "SECURITY_PASSWORD_SALT": settings.keys.password_salt,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_TRACKABLE": False,
        "SECURITY_CLI_USERS_NAME": "",
        "SECURITY_CLI_ROLES_NAME": "",
        "REMEMBER_COOKIE_SECURE": secure_cookies(settings),
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_CACHE_CONTROL": None,
    }
