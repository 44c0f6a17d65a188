"""Make a key file, or add a master key to one: ``python -m mentorship.privacy.make_keys PATH``."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from mentorship.privacy.keys import Keys


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Make a key file that only you can read.")
    parser.add_argument("path", type=Path)
    parser.add_argument(
        "--add-encryption-key",
        action="store_true",
        help="put a new encryption key in front of those in the file; see flask rotate-keys",
    )
    options = parser.parse_args(arguments)
    path: Path = options.path
    if options.add_encryption_key:
        Keys.load(path).with_new_master_key().replace_file(path)
        return 0
    try:
        Keys.generate().save(path)
    except FileExistsError:
        parser.error(f"{path} exists already; losing a key loses what it encrypted.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
