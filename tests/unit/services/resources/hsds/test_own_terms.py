"""Every text of an entry has a column of a service."""

from mentorship.services.resources.entry import TRANSLATED_TEXTS
from mentorship.services.resources.hsds.file_writing import COLUMNS
from mentorship.services.resources.hsds.own_terms import HSDS_TEXTS


def test_every_text_has_a_column() -> None:
    assert tuple(HSDS_TEXTS) == TRANSLATED_TEXTS
    assert set(HSDS_TEXTS.values()) <= set(COLUMNS["service"].split())
