"""Make a key file: ``python -m mentorship.privacy.make_keys PATH``."""

import argparse
from pathlib import Path

from mentorship.privacy.keys import Keys


def main() -> int:
    parser = argparse.ArgumentParser(description="Make a key file that only you can read.")
    parser.add_argument("path", type=Path)
    path: Path = parser.parse_args().path
    try:
        Keys.generate().save(path)
    except FileExistsError:
        parser.error(f"{path} exists already; losing a key loses what it encrypted.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
