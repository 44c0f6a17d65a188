"""Compressed static files, served before a request reaches Flask.

Only static files are compressed, because they are the same for everybody. Pages are not: the
length of a compressed page tells an eavesdropper whether text that they placed in the URL or
a form repeats text on the page, which reveals secrets guess by guess (the BREACH attack).
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from mentorship.web import headers

BOOTSTRAP_FILES_IN_USE = ("css/bootstrap.min.css",)
CACHE_SECONDS = 3600


def init_app(app: Flask) -> None:
    bootstrap = app.blueprints["bootstrap"]
    folder = compressed_copies(Path(str(app.static_folder)), Path(str(bootstrap.static_folder)))
    # Flask's own static route still exists; it must find no other Bootstrap files either.
    bootstrap.static_folder = str(folder / "bootstrap")
    whitenoise = WhiteNoise(
        app.wsgi_app,
        max_age=CACHE_SECONDS,
        allow_all_origins=False,
        add_headers_function=headers.add_to_static,
    )
    whitenoise.add_files(str(folder / "site"), prefix="static/")
    whitenoise.add_files(str(folder / "bootstrap"), prefix="bootstrap/static/")
    app.wsgi_app = whitenoise  # type: ignore[method-assign]


@cache
def compressed_copies(site: Path, bootstrap: Path) -> Path:
    """Copy the files that pages use to a private folder, once a process, and compress them."""
    folder = Path(tempfile.mkdtemp(prefix="static-files-"))
    atexit.register(remove, folder, owner_pid=os.getpid())
    # Services that clean /tmp skip locked folders.
    fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_SH)
    shutil.copytree(site, folder / "site")
    for name in BOOTSTRAP_FILES_IN_USE:
        copy = folder / "bootstrap" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(bootstrap / name, copy)
    compressor = Compressor(use_brotli=False, quiet=True)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        compressor.compress(str(path))
    return folder


def remove(folder: Path, *, owner_pid: int) -> None:
    """Remove the folder, unless this process is a fork of the one that serves it."""
    if os.getpid() == owner_pid:
        shutil.rmtree(folder, ignore_errors=True)
