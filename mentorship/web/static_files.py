"""Style sheets and pictures, served compressed before Flask is asked.

Only these are compressed: they are the same for everybody. A page is not, on purpose. The
length of a compressed page tells a listener how much of what the address or a form says stands
in it already, and so, guess by guess, what else stands in it (the attack called BREACH).
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
AN_HOUR = 3600


def init_app(app: Flask) -> None:
    bootstrap = app.blueprints["bootstrap"]
    folder = compressed_copies(Path(str(app.static_folder)), Path(str(bootstrap.static_folder)))
    # Flask's own route stands behind this one; of Bootstrap it must not find more.
    bootstrap.static_folder = str(folder / "bootstrap")
    whitenoise = WhiteNoise(
        app.wsgi_app,
        max_age=AN_HOUR,
        allow_all_origins=False,
        add_headers_function=headers.add_to_static,
    )
    whitenoise.add_files(str(folder / "own"), prefix="static/")
    whitenoise.add_files(str(folder / "bootstrap"), prefix="bootstrap/static/")
    app.wsgi_app = whitenoise  # type: ignore[method-assign]


@cache
def compressed_copies(own: Path, bootstrap: Path) -> Path:
    """Copy what pages use to a private folder, once per process, and compress it there."""
    folder = Path(tempfile.mkdtemp(prefix="static-files-"))
    atexit.register(remove, folder, made_by=os.getpid())
    # Whatever clears old files out of /tmp leaves alone what stands under a lock.
    fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_SH)
    shutil.copytree(own, folder / "own")
    for name in BOOTSTRAP_FILES_IN_USE:
        copy = folder / "bootstrap" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(bootstrap / name, copy)
    compressor = Compressor(use_brotli=False, quiet=True)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        compressor.compress(str(path))
    return folder


def remove(folder: Path, *, made_by: int) -> None:
    """Remove the folder, unless this is a fork of the process that still serves it."""
    if os.getpid() == made_by:
        shutil.rmtree(folder, ignore_errors=True)
