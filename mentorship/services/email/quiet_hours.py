"""At night, where the programme is, nobody gets an email that they have not asked for."""

from datetime import datetime, time

from mentorship.runtime import current_runtime

QUIET_FROM, QUIET_UNTIL = time(21), time(8)


def is_quiet(moment: datetime) -> bool:
    """Return whether a moment is at night, as the clocks on the wall show it that day."""
    local = moment.astimezone(current_runtime().programme.time_zone).time()
    return local >= QUIET_FROM or local < QUIET_UNTIL
