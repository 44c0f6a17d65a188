"""The words of the coordinators' pages for the states of modules and texts."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from mentorship.models import ScreeningUse
from mentorship.services.training.translations import TextState

USES: Mapping[str, object] = {
    ScreeningUse.REQUIRED: _l("Required: nobody is matched before they have done it"),
    ScreeningUse.OPTIONAL: _l("Offered: it holds nobody back"),
    ScreeningUse.NOT_USED: _l("Not used"),
}
USES_IN_SHORT: Mapping[str, object] = {
    ScreeningUse.REQUIRED: _l("required"),
    ScreeningUse.OPTIONAL: _l("offered"),
    ScreeningUse.NOT_USED: _l("not used"),
}
TEXT_STATES: Mapping[str, object] = {
    TextState.CURRENT: _l("up to date"),
    TextState.OUTDATED: _l("the original has changed since"),
    TextState.MISSING: _l("not translated yet"),
}
