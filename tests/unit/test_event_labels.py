"""What pages say of an event."""

from datetime import UTC, datetime

import pytest
from flask_babel import force_locale

from mentorship.models import Event
from mentorship.translated_text import TranslatedText
from mentorship.web import event_labels

pytestmark = pytest.mark.usefixtures("app")


def event_in(month: int) -> Event:
    return Event(
        starts_at=datetime(2026, month, 1, tzinfo=UTC),
        area="koreatown",
        titles={"en": "One table", "es": "Una mesa"},
        descriptions={"en": "Bring a dish."},
    )


def test_the_words_of_an_event_are_in_the_language_of_the_page_or_in_one_that_it_has() -> None:
    with force_locale("es"):
        assert event_labels.title(event_in(12)) == TranslatedText("Una mesa", "es")
        assert event_labels.description(event_in(12)) == TranslatedText("Bring a dish.", "en")
        assert event_labels.area(event_in(12)) == "Koreatown"


def test_the_time_zone_is_that_of_the_programme_on_that_day() -> None:
    with force_locale("en"):
        assert event_labels.time_zone(event_in(12)) == "Pacific Standard Time"
        assert event_labels.time_zone(event_in(7)) == "Pacific Daylight Time"
