"""Atomic writing of files that only their owner can read."""

import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from matching.errors import InvalidOutputError


def refuse_unwritable(path: Path, suffixes: Collection[str]) -> None:
    """Check, before any work, that a file can be written.

    Raises
    ------
    InvalidOutputError
        The suffix is not among the allowed ones, or the folder cannot be written to.
    """
    if path.suffix.lower() not in suffixes:
        raise InvalidOutputError(f"{path}: {_not_any(tuple(suffixes))}")
    if path.is_dir():
        raise InvalidOutputError(f"{path}: is a folder")
    if not path.parent.is_dir():
        raise InvalidOutputError(f"{path}: the folder {path.parent} does not exist")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise InvalidOutputError(f"{path}: nothing can be written to the folder {path.parent}")


def _not_any(suffixes: tuple[str, ...]) -> str:
    return f"not {suffixes[0]}" if len(suffixes) == 1 else f"neither {' nor '.join(suffixes)}"


def refuse_overwriting(path: Path, *inputs: Path) -> None:
    """Raise `InvalidOutputError` if an output is one of the inputs."""
    if path.resolve() in {input_.resolve() for input_ in inputs}:
        raise InvalidOutputError(f"{path}: is one of the files to read")


def write_privately(path: Path, content: bytes) -> None:
    """Write a file under a temporary name, and then rename it.

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
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
