"""The words of an event in the language of the page, or in one that it has."""

from datetime import UTC, datetime

import pytest
from flask_babel import force_locale

from mentorship.services.events.wording import Wording, area_name, in_language, zone_name

pytestmark = pytest.mark.usefixtures("runtime")

BOTH = {"en": "One table", "es": "Una mesa"}


def test_a_text_is_in_the_language_of_the_page_or_the_first_that_has_it() -> None:
    with force_locale("es"):
        assert in_language(BOTH) == Wording("Una mesa", "es")
        assert in_language({"en": "One table", "es": ""}) == Wording("One table", "en")
        assert in_language({}) == Wording("", "es")
    with force_locale("en"):
        assert in_language({"es": "Una mesa"}) == Wording("Una mesa", "es")


def test_an_area_has_a_name_also_if_it_is_none_of_the_programme() -> None:
    names = [area_name(code) for code in ("koreatown", "online_only", "elsewhere", "gone")]
    assert names == ["Koreatown", "Online", "Somewhere else", "gone"]


def test_the_time_zone_is_that_of_the_programme_on_that_day() -> None:
    with force_locale("en"):
        assert zone_name(datetime(2026, 12, 1, tzinfo=UTC)) == "Pacific Standard Time"
        assert zone_name(datetime(2026, 7, 1, tzinfo=UTC)) == "Pacific Daylight Time"
