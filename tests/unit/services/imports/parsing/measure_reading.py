"""Read uploads, each in a process of limited memory, and print the results."""

import json
import os
import resource
import sys
import time
from pathlib import Path

import matching.tables.xlsx  # noqa: F401 (before the limit: what is measured is the reading)
from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.read_upload import read_upload

MAX_GROWTH_BYTES = 160 * 1024 * 1024


def main() -> None:
    for path in sys.argv[1:]:
        child = os.fork()
        if child == 0:
            limit_memory()
            print(json.dumps([path, *measure(Path(path))]), flush=True)  # noqa: T201
            os._exit(0)
        os.waitpid(child, 0)


def limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    max_bytes = pages * resource.getpagesize() + MAX_GROWTH_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (max_bytes, max_bytes))


def measure(path: Path) -> tuple[float, str]:
    started = time.process_time()
    try:
        outcome = f"read {len(read_upload(path.read_bytes()).table.records)} rows"
    except UserFacingError as error:
        outcome = str(error)
    except MemoryError:
        outcome = "needed more memory"
    return time.process_time() - started, outcome


if __name__ == "__main__":
    main()
