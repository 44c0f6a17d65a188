"""Sweeps over random problems: every seed in `make test`, the first ones in `make test-fast`."""

from pathlib import Path

import pytest

FAST_SEEDS = 2


@pytest.hookimpl(tryfirst=True)  # before -m selects
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents and _seed_number(item) >= FAST_SEEDS:
            item.add_marker(pytest.mark.slow)


def _seed_number(item: pytest.Item) -> int:
    """Return the position of a test's seed among the seeds of its sweep; 0 without a sweep."""
    callspec = getattr(item, "callspec", None)
    return callspec.indices.get("seed", 0) if callspec else 0
