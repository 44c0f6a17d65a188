"""What the area of an event is called: files for calendars name it, which a service makes."""

from flask_babel import gettext as _

from mentorship.runtime import current_runtime
from mentorship.vocabulary import ELSEWHERE, ONLINE_ONLY


def area_name(code: str) -> str:
    """Return the name of the area of an event, for everybody to read."""
    if code == ONLINE_ONLY:
        return _("Online")
    if code == ELSEWHERE:
        return _("Somewhere else")
    return current_runtime().programme.area_names.get(code, code)
