"""Refuse to start with files that other users of the machine can read."""

import shlex
import stat
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import make_url

from mentorship.errors import ConfigurationError

GROUP_AND_OTHERS = stat.S_IRWXG | stat.S_IRWXO
WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
# SQLite writes recent changes, and pages that it is about to change, to files beside the database.
SQLITE_SUFFIXES = ("", "-wal", "-shm", "-journal")


def require_private_key_file(path: Path) -> None:
    """Refuse a key file that others can read, or could replace."""
    if not path.exists():
        return
    _require_private(path, "600")
    if path.parent.stat().st_mode & WRITABLE_BY_OTHERS:
        raise ConfigurationError(
            f"Other users of this machine can replace the key file {path}. "
            f"Run: chmod go-w {shlex.quote(str(path.parent))}"
        )


def require_private_databases(paths: Iterable[Path]) -> None:
    """Refuse SQLite files that others can read, and folders that they can enter."""
    for path in paths:
        if path.parent.exists():
            _require_private(path.parent, "700")
        for suffix in SQLITE_SUFFIXES:
            file = path.with_name(path.name + suffix)
            if file.exists():
                _require_private(file, "600")


def sqlite_file(database_url: str) -> Path | None:
    """Return the file of a SQLite database, or None for another or one in memory.

    >>> sqlite_file("sqlite:////var/lib/mentorship/mentorship.db")
    PosixPath('/var/lib/mentorship/mentorship.db')
    >>> sqlite_file("sqlite://")
    >>> sqlite_file("postgresql+psycopg://localhost/mentorship")
    """
    url = make_url(database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    return Path(str(url.database)) if is_file else None


def _require_private(path: Path, mode: str) -> None:
    if path.stat().st_mode & GROUP_AND_OTHERS:
        raise ConfigurationError(
            f"Other users of this machine have access to {path}. "
            f"Run: chmod {mode} {shlex.quote(str(path))}"
        )
