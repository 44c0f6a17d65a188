"""The guards of tests/unit/conftest.py refuse the network and the database."""

import socket
import urllib.request

import pytest
from sqlalchemy import create_engine

from tests.unit.conftest import UnitTestError


def test_a_unit_test_cannot_reach_the_network() -> None:
    with pytest.raises(UnitTestError, match="network"):
        urllib.request.urlopen("http://127.0.0.1:9")
    with socket.socket() as client, pytest.raises(UnitTestError, match="network"):
        client.connect(("127.0.0.1", 9))


def test_a_unit_test_cannot_reach_a_database() -> None:
    with pytest.raises(UnitTestError, match="database"):
        create_engine("sqlite://").connect()
