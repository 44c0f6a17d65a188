"""The words of the coordinators' pages for the states of modules and texts."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship.models import ScreeningUse
from mentorship.services.training.modules import ModuleSettings
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


def audience_in_short(settings: ModuleSettings) -> str:
    """Return for whom a module is, as in "Everyone: offered"."""
    for_mentors = USES_IN_SHORT[settings.for_mentors]
    if settings.for_mentors == settings.for_mentees:
        return _("Everyone: %(use)s", use=for_mentors)
    for_mentees = USES_IN_SHORT[settings.for_mentees]
    return _(
        "Mentors: %(mentors)s · mentees: %(mentees)s", mentors=for_mentors, mentees=for_mentees
    )
