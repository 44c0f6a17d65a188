"""Files that appear whole or not at all, readable by their owner alone."""

import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from matching.errors import InvalidOutputError


def refuse_unwritable(path: Path, suffixes: Collection[str]) -> None:
    """Refuse, before any work, a file that could not be written after it."""
    if path.suffix.lower() not in suffixes:
        raise InvalidOutputError(f"{path}: {_neither(tuple(suffixes))}")
    if path.is_dir():
        raise InvalidOutputError(f"{path}: is a folder")
    if not path.parent.is_dir():
        raise InvalidOutputError(f"{path}: the folder {path.parent} does not exist")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise InvalidOutputError(f"{path}: nothing can be written to the folder {path.parent}")


def _neither(suffixes: tuple[str, ...]) -> str:
    return f"not {suffixes[0]}" if len(suffixes) == 1 else f"neither {' nor '.join(suffixes)}"


def refuse_overwriting(path: Path, *inputs: Path) -> None:
    """Refuse a file to write that is also a file to read."""
    if path.resolve() in {other.resolve() for other in inputs}:
        raise InvalidOutputError(f"{path}: is one of the files to read")


def write_privately(path: Path, content: bytes) -> None:
    """Write a file beside its place and then move it there.

    Only its owner can read it, because it says who is paired with whom.

    Raises
    ------
    InvalidOutputError
        The file cannot be written.
    """
    try:
        _replace(path, content)
    except OSError as error:
        raise InvalidOutputError(f"{path}: {error.strerror}") from None


def _replace(path: Path, content: bytes) -> None:
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
