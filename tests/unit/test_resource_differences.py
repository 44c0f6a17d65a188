"""What changes in a resource is said line by line, whatever part of it changes."""

from dataclasses import fields, replace

import pytest
from flask import Flask

from mentorship.services.resources.entry import ResourceEntry
from mentorship.web.resource_differences import Difference, differences
from tests.unit.services.resources.entries import FULL, SMALL

NEVER_SHOWN = {"hsds_id"}


@pytest.fixture(autouse=True)
def gettext_context(app: Flask) -> None:
    """Provide the application that gettext needs."""


def test_equal_entries_differ_in_nothing() -> None:
    assert differences(FULL, FULL) == []


def test_a_line_is_given_as_it_is_and_as_it_would_be() -> None:
    assert differences(SMALL, replace(SMALL, name="Food on Sundays")) == [
        Difference("Name", "Food on Saturdays", "Food on Sundays")
    ]
    assert differences(SMALL, replace(SMALL, texts={"description": {"es": "Comida."}})) == [
        Difference("What it does (Español)", "", "Comida.")
    ]


@pytest.mark.parametrize("name", sorted({field.name for field in fields(ResourceEntry)}))
def test_every_part_of_an_entry_has_a_line(name: str) -> None:
    changed = replace(FULL, **{name: getattr(SMALL, name)})
    assert bool(differences(FULL, changed)) == (name not in NEVER_SHOWN)
