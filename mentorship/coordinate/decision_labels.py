"""What coordinators read about decisions and screening steps."""

from collections.abc import Mapping

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from mentorship.models import (
    ApplicationState,
    ScreeningOutcome,
    ScreeningStep,
    ScreeningUse,
)


def verb(decision: ApplicationState) -> str:
    """Return the label of the button that decides."""
    return {
        ApplicationState.ACCEPTED: _("Accept"),
        ApplicationState.IN_SCREENING: _("Begin screening"),
        ApplicationState.WAITLISTED: _("Move to the waitlist"),
        ApplicationState.DECLINED: _("Decline"),
    }[decision]


def effect(decision: ApplicationState) -> str:
    """Say before a decision what it changes."""
    return {
        ApplicationState.ACCEPTED: _(
            "Accepted people take part in the next matching run, once they have passed every "
            "required screening step."
        ),
        ApplicationState.IN_SCREENING: _(
            "Nobody in screening is suggested a match, until you accept them."
        ),
        ApplicationState.WAITLISTED: _(
            "Nobody on the waitlist is suggested a match. In the next round they come first."
        ),
        ApplicationState.DECLINED: _(
            "Nobody who was declined is suggested a match in this round. They can apply again."
        ),
    }[decision]


def decided(decision: ApplicationState, *, is_written: bool) -> str:
    """Say after a decision what has been done."""
    done = {
        ApplicationState.ACCEPTED: _("Accepted."),
        ApplicationState.IN_SCREENING: _("The screening has begun."),
        ApplicationState.WAITLISTED: _("Moved to the waitlist."),
        ApplicationState.DECLINED: _("Declined."),
    }[decision]
    if is_written:
        return done + " " + _("They find your message under “Messages”.")
    return done + " " + _("No message was sent. They see it on their home page.")


def decided_together(decision: ApplicationState, count: int) -> str:
    labels: Mapping[ApplicationState, str] = {
        ApplicationState.ACCEPTED: ngettext(
            "%(num)s person accepted.", "%(num)s people accepted.", count
        ),
        ApplicationState.IN_SCREENING: ngettext(
            "The screening of %(num)s person has begun.",
            "The screening of %(num)s people has begun.",
            count,
        ),
        ApplicationState.WAITLISTED: ngettext(
            "%(num)s person moved to the waitlist.", "%(num)s people moved to the waitlist.", count
        ),
        ApplicationState.DECLINED: ngettext(
            "%(num)s person declined.", "%(num)s people declined.", count
        ),
    }
    return labels[decision]


def step_name(step: ScreeningStep) -> str:
    return step.label(get_locale().language)


def use(use: ScreeningUse) -> str:
    return {
        ScreeningUse.NOT_USED: _("not used"),
        ScreeningUse.OPTIONAL: _("optional"),
        ScreeningUse.REQUIRED: _("required"),
    }[use]


def outcome(outcome: ScreeningOutcome) -> str:
    return {
        ScreeningOutcome.PASSED: _("passed"),
        ScreeningOutcome.NOT_PASSED: _("not passed"),
    }[outcome]
