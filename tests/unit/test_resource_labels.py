"""What pages say of a resource."""

import pytest

from mentorship.services.resources.entry import PHONE_KINDS, OpeningHours
from mentorship.web.resource_labels import PHONE_PURPOSES, hours


def test_every_kind_of_phone_has_a_label() -> None:
    assert set(PHONE_PURPOSES) == PHONE_KINDS


@pytest.mark.usefixtures("app")
def test_days_that_follow_each_other_are_written_as_a_range() -> None:
    opening = OpeningHours(days=("MO", "TU", "WE", "FR"), opens="09:00", closes="17:00")
    assert hours(opening) == "Mon – Wed, Fri: 9:00\u202fAM – 5:00\u202fPM"
