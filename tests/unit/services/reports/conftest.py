"""A report counts people by the communities of the programme."""

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def _application(app: Flask) -> None:
    """Only `app` itself counts: it makes the programme available."""
