"""The night is what the clocks on the wall show, also on the days on which they change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.runtime import Runtime
from mentorship.services.email.quiet_hours import is_quiet

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("utc_hour_of_eight", "day"),
    [
        (16, (2026, 3, 7)),
        (15, (2026, 3, 8)),  # the clocks go forward
        (15, (2026, 10, 31)),
        (16, (2026, 11, 1)),  # they go back
    ],
)
def test_the_night_ends_at_eight_though_the_clocks_have_changed(
    runtime: Runtime, utc_hour_of_eight: int, day: tuple[int, int, int]
) -> None:
    eight = datetime(*day, utc_hour_of_eight, tzinfo=UTC)
    assert is_quiet(eight - SECOND)
    assert not is_quiet(eight)


@pytest.mark.parametrize(
    "nine_in_the_evening",
    [
        datetime(2026, 3, 8, 5, tzinfo=UTC),  # of the seventh
        datetime(2026, 3, 9, 4, tzinfo=UTC),  # of the eighth
        datetime(2026, 11, 1, 4, tzinfo=UTC),
        datetime(2026, 11, 2, 5, tzinfo=UTC),
    ],
)
def test_the_night_begins_at_nine_though_the_clocks_have_changed(
    runtime: Runtime, nine_in_the_evening: datetime
) -> None:
    assert not is_quiet(nine_in_the_evening - SECOND)
    assert is_quiet(nine_in_the_evening)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_within_a_day_every_email_can_be_sent(runtime: Runtime, moment: datetime) -> None:
    hours = [moment + timedelta(hours=hour) for hour in range(25)]
    assert any(not is_quiet(hour) for hour in hours)
    assert any(is_quiet(hour) for hour in hours)
