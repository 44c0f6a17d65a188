"""The settings of one installation: environment variables and one key file.

=======================  ==========================================================
MENTORSHIP_ENV           ``production`` (the default) or ``demo``
MENTORSHIP_KEY_FILE      path of the key file (see mentorship.privacy.keys)
MENTORSHIP_DATABASE_URL  the database; a SQLite file in the instance folder by default
MENTORSHIP_KEY_STORE     the file of people's data keys; in the instance folder by default
MENTORSHIP_QUEUE_FILE    the task queue's file; in the instance folder by default
MENTORSHIP_SITE_URL      the site's public URL; links begin with it, and no other host is served
MENTORSHIP_MAIL_URL      the mail server, ``smtp://user:password@host:587`` or ``smtps://...``
MENTORSHIP_MAIL_FROM     the address that emails are sent from
MENTORSHIP_PROGRAMME     path of the programme file, until an administrator changes the
                         programme's words; that of Los Angeles by default
=======================  ==========================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mentorship.errors import ConfigurationError
from mentorship.file_permissions import (
    require_private_databases,
    require_private_key_file,
    sqlite_file,
)
from mentorship.privacy.keys import Keys
from mentorship.programme import Programme, load, shipped
from mentorship.smtp import SmtpServer

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
ENVIRONMENTS = ("production", "demo")
FILES = ("mentorship.db", "data-keys.db", "queue.db")
DEMO_FILES = ("demo.db", "demo-data-keys.db", "demo-queue.db")
# Our longest form, in letters of nine bytes each and with every warning, has 32 KiB. The page
# that takes files raises the limit for itself.
MAX_CONTENT_BYTES = 128 * 1024
MAX_FORM_PARTS = 300
# What one guess at a stolen password hash costs: RFC 9106's choice for machines with little
# memory (in KiB). Stated here because a library's default may change with its version.
ARGON2_OPTIONS = {
    "argon2__time_cost": 3,
    "argon2__memory_cost": 64 * 1024,
    "argon2__parallelism": 4,
}


@dataclass(frozen=True)
class Settings:
    """What differs from one installation to another."""

    keys: Keys
    database_url: str
    key_store: Path
    queue_file: str | None
    site_url: str = "http://localhost"
    mail_server: SmtpServer | None = None
    programme: Programme = field(default_factory=shipped)
    demo: bool = False
    testing: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        name = environment.get("MENTORSHIP_ENV", "production")
        if name not in ENVIRONMENTS:
            raise ConfigurationError(
                f"MENTORSHIP_ENV is {name!r}; it can be {' or '.join(ENVIRONMENTS)}."
            )
        demo = name == "demo"
        key_file = environment.get("MENTORSHIP_KEY_FILE")
        if not key_file:
            raise ConfigurationError(
                "MENTORSHIP_KEY_FILE is not set: without its keys the service must not start."
            )
        INSTANCE.mkdir(mode=0o700, exist_ok=True)
        # The demonstration has its own files, so that it never meets real people's data.
        database, key_store, queue = DEMO_FILES if demo else FILES
        database_url = use_psycopg(
            environment.get("MENTORSHIP_DATABASE_URL", f"sqlite:///{INSTANCE / database}")
        )
        key_store_file = Path(environment.get("MENTORSHIP_KEY_STORE", str(INSTANCE / key_store)))
        queue_file = Path(environment.get("MENTORSHIP_QUEUE_FILE", str(INSTANCE / queue)))
        require_private_key_file(Path(key_file))
        databases = (sqlite_file(database_url), key_store_file, queue_file)
        require_private_databases(filter(None, databases))
        return cls(
            keys=Keys.load(Path(key_file)),
            database_url=database_url,
            key_store=key_store_file,
            queue_file=str(queue_file),
            site_url=site_url(environment, demo=demo),
            mail_server=mail_server(environment),
            programme=programme(environment),
            demo=demo,
        )


def site_url(environment: Mapping[str, str], *, demo: bool) -> str:
    default = f"http://localhost:{environment.get('PORT', '5000')}" if demo else ""
    url = environment.get("MENTORSHIP_SITE_URL", default).rstrip("/")
    needs_url = bool(url) or "MENTORSHIP_MAIL_URL" in environment
    if needs_url and not (url.startswith(("https://", "http://")) and urlsplit(url).hostname):
        raise ConfigurationError(
            "MENTORSHIP_SITE_URL is not an address like https://example.org: "
            "emails need it for their links, and the web server to know its host."
        )
    return url


def mail_server(environment: Mapping[str, str]) -> SmtpServer | None:
    url = environment.get("MENTORSHIP_MAIL_URL")
    return SmtpServer.from_url(url, environment.get("MENTORSHIP_MAIL_FROM", "")) if url else None


def programme(environment: Mapping[str, str]) -> Programme:
    path = environment.get("MENTORSHIP_PROGRAMME")
    return load(Path(path)) if path else shipped()


def use_psycopg(database_url: str) -> str:
    """Return a database URL that names the installed PostgreSQL driver, psycopg 3.

    >>> use_psycopg("postgres://localhost/mentorship")
    'postgresql+psycopg://localhost/mentorship'
    """
    scheme, separator, rest = database_url.partition("://")
    names_no_driver = scheme in {"postgres", "postgresql"}
    return f"postgresql+psycopg{separator}{rest}" if names_no_driver else database_url


def flask_config(settings: Settings) -> dict[str, Any]:
    """Return the configuration of Flask and its extensions."""
    return {
        "TESTING": settings.testing,
        # A request for another host than that of the site is refused. Without a site, every
        # request is: see mentorship.web.page_urls.
        "TRUSTED_HOSTS": trusted_hosts(settings),
        "SECRET_KEY": settings.keys.secret_key,
        "MAX_CONTENT_LENGTH": MAX_CONTENT_BYTES,
        # Browsers accept a name that begins with __Host- from https alone, for this host alone and
        # for all of its paths: neither another subdomain nor a page without TLS can plant one.
        "SESSION_COOKIE_NAME": "__Host-session" if secure_cookies(settings) else "session",
        "SESSION_COOKIE_PATH": "/",
        "MAX_FORM_MEMORY_SIZE": MAX_CONTENT_BYTES,
        "MAX_FORM_PARTS": MAX_FORM_PARTS,
        "SESSION_COOKIE_SECURE": secure_cookies(settings),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # A cookie whose signature is older than this is not read; mentorship.web.sessions counts
        # from signing in.
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        # A database error repeats its parameters, and those describe people.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "BOOTSTRAP_SERVE_LOCAL": True,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
        # A form that stayed open on a phone for hours must still be accepted.
        "WTF_CSRF_TIME_LIMIT": None,
        # It would ask for a Referer, which no page sends; see mentorship.web.cross_site.
        "WTF_CSRF_SSL_STRICT": False,
        **security_config(settings),
    }


def trusted_hosts(settings: Settings) -> list[str] | None:
    host = urlsplit(settings.site_url).hostname
    return [host] if host and not (settings.demo or settings.testing) else None


def secure_cookies(settings: Settings) -> bool:
    return not (settings.demo or settings.testing)


def security_config(settings: Settings) -> dict[str, Any]:
    """Return the settings of Flask-Security, which hashes passwords and loads sessions here."""
    return {
        "SECURITY_PASSWORD_SALT": settings.keys.password_salt,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": ARGON2_OPTIONS,
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
