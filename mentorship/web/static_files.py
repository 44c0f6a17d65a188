"""Compressed static files, served before a request reaches Flask.

Only static files are compressed, because they are the same for everybody. Pages are not: the
length of a compressed page tells an eavesdropper whether text that they placed in the URL or
a form repeats text on the page, which reveals secrets guess by guess (the BREACH attack).
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

BOOTSTRAP_FILES_IN_USE = ("css/bootstrap.min.css",)
CACHE_SECONDS = 3600
FOLDER_PREFIX = "static-files-"
LOCK_FILE = "static-files.lock"


def init_app(app: Flask) -> None:
    bootstrap = app.blueprints["bootstrap"]
    folder = compressed_copies(
        Path(str(app.static_folder)), Path(str(bootstrap.static_folder)), Path(app.instance_path)
    )
    # Flask's own static route still exists; it must find no other Bootstrap files either.
    bootstrap.static_folder = str(folder / "bootstrap")
    whitenoise = WhiteNoise(
        app.wsgi_app,
        max_age=CACHE_SECONDS,
        allow_all_origins=False,
    )
    whitenoise.add_files(str(folder / "site"), prefix="static/")
    whitenoise.add_files(str(folder / "bootstrap"), prefix="bootstrap/static/")
    app.wsgi_app = whitenoise  # type: ignore[method-assign]


@cache
def compressed_copies(site: Path, bootstrap: Path, instance: Path) -> Path:
    """Return a folder with compressed copies of the files that pages use, making it if needed.

    Its name is a digest of the files, so that the next start finds it, and a killed process leaves
    nothing behind that is not used again. Copies of older files are removed once no process that
    serves them is running.
    """
    files = {
        **{Path("site") / path.relative_to(site): path for path in site.rglob("*")},
        **{Path("bootstrap") / name: bootstrap / name for name in BOOTSTRAP_FILES_IN_USE},
    }
    files = {copy: path for copy, path in sorted(files.items()) if path.is_file()}
    folder = instance / f"{FOLDER_PREFIX}{digest(files)}"
    instance.mkdir(mode=0o700, exist_ok=True)
    with exclusive_lock(instance / LOCK_FILE):
        if not folder.exists():
            make_copies(files, folder)
        # Held until the process ends, however it ends.
        fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_SH)
        for other in instance.glob(f"{FOLDER_PREFIX}*/"):
            remove_unused(other)
    return folder


def digest(files: dict[Path, Path]) -> str:
    """Return a digest of the copies' names and content."""
    whole = hashlib.sha256()
    for copy, path in files.items():
        content = path.read_bytes()
        whole.update(f"{copy}\n{len(content)}\n".encode() + content)
    return whole.hexdigest()[:16]


def make_copies(files: dict[Path, Path], folder: Path) -> None:
    """Fill a folder that gets its name once it is complete."""
    unfinished = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX, dir=folder.parent))
    compressor = Compressor(use_brotli=False, quiet=True)
    for name, path in files.items():
        copy = unfinished / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
        compressor.compress(str(copy))
    unfinished.rename(folder)


def remove_unused(folder: Path) -> None:
    """Remove a folder of copies, unless a process serves files from it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)
    shutil.rmtree(folder)


@contextmanager
def exclusive_lock(path: Path) -> Iterator[None]:
    """Let one process at a time make and remove copies."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, mode=0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
