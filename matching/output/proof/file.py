"""The bytes of a proof file, and its checksum."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matching.output.atomic_write import refuse_unwritable, write_privately

PROOF_SUFFIXES = (".json", ".gz")


def checksum_of(fields: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the fields of a proof, written in the one canonical way."""
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def proof_bytes(document: Mapping[str, Any], *, compress: bool = True) -> bytes:
    """Return a proof as the bytes of its file, without the time at which it was made."""
    content = json.dumps(document, separators=(",", ":")).encode()
    return gzip.compress(content, mtime=0) if compress else content


def write_proof(path: Path, document: Mapping[str, Any]) -> None:
    """Write a proof to a .json or .gz file.

    Raises
    ------
    InvalidOutputError
        The file cannot be written.
    """
    refuse_unwritable(path, PROOF_SUFFIXES)
    write_privately(path, proof_bytes(document, compress=path.suffix.lower() == ".gz"))
