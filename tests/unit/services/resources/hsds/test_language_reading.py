"""The languages that a file names."""

import pytest

from mentorship.services.resources.hsds.language_reading import languages_of


@pytest.mark.usefixtures("runtime")
def test_each_language_is_there_once_and_an_unknown_one_is_said() -> None:
    notes: list[str] = []
    records = [{"code": "spa"}, {"language": "Spanish"}, {"name": "Korean"}, {"name": "Elvish"}, {}]
    assert languages_of(records, notes.append) == ("es", "ko")
    assert notes == ["Unknown language: Elvish."]
