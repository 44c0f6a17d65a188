"""The areas of events."""

import pytest

from mentorship.services.events.event_areas import area_name


@pytest.mark.usefixtures("runtime")
def test_an_area_has_a_name_also_if_it_is_none_of_the_programme() -> None:
    names = [area_name(code) for code in ("koreatown", "online_only", "elsewhere", "gone")]
    assert names == ["Koreatown", "Online", "Somewhere else", "gone"]
