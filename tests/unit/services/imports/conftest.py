"""Every test of imports runs within an application: a programme's areas are among the answers."""

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def _application(app: Flask) -> None:
    """Only `app` itself counts: it makes the programme and the languages available."""
