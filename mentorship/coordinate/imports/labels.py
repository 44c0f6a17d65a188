"""What the pages about a sheet say of its columns, its answers and its rows."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from mentorship.models import Role
from mentorship.questions import QUESTIONS, NumberQuestion
from mentorship.services.imports import Candidate, Plan
from mentorship.services.imports.mapping import ROLE_CODES
from mentorship.services.imports.spellings import Codes
from mentorship.services.imports.spellings import labels as spelled_labels
from mentorship.vocabulary import Labels

COLUMNS: Labels = {
    "email": _l("Email address"),
    "role": _l("Mentor or mentee"),
    "adult": _l("18 or older"),
    "consent": _l("Agrees to the privacy notice"),
    "morning": _l("Free in the morning"),
    "afternoon": _l("Free in the afternoon"),
    "evening": _l("Free in the evening"),
    "days": _l("When they are free"),
    **{name: question.import_label or question.short_label for name, question in QUESTIONS.items()},
}
ROLES: Labels = {
    "mentor": _l("a mentor"),
    "mentee": _l("a mentee"),
    "both": _l("a mentor and a mentee"),
}
ORDERS: Labels = {
    "month": _l("Month first: 9/30/2026"),
    "day": _l("Day first: 30/9/2026"),
    "year": _l("Year first: 2026-09-30"),
}
LEAVE_OUT = "leave_out"


def meanings(question: str) -> dict[str, str]:
    """Offer what an answer could mean: our codes, joined, each with a label."""
    if question in {"adult", "consent"}:
        return {"yes": _("This means yes"), LEAVE_OUT: _("This does not mean yes")}
    return {**_codes(question), LEAVE_OUT: _("Leave this answer out")}


def _codes(question: str) -> dict[str, str]:
    if question == "role":
        return {joined(codes): str(ROLES[name]) for name, codes in ROLE_CODES.items()}
    asked = QUESTIONS.get(question)
    if isinstance(asked, NumberQuestion):
        return asked.choices()
    single = spelled_labels(question)
    both = {joined(single): _("both of these")} if len(single) == 2 else {}
    return {**single, **both}


def joined(codes: Iterable[str]) -> str:
    """Put the codes of an answer into one value of a form.

    >>> joined(("in_person", "online")), parted("leave_out")
    ('in_person+online', ())
    """
    return "+".join(codes) or LEAVE_OUT


def parted(value: str) -> Codes:
    return () if value == LEAVE_OUT else tuple(value.split("+"))


def outcomes(plan: Plan) -> dict[str, list[tuple[int, str]]]:
    """Gather the numbers of the rows by what happens to them, each with what there is to say."""
    return {
        "taken": [(one.row, taken_as(one)) for one in plan.taken],
        "refused": [(one.row, one.reason) for one in plan.refused],
        "earlier": [(number, "") for number in plan.earlier],
        "known": [(number, "") for number in plan.known],
    }


def taken_as(candidate: Candidate) -> str:
    if len(candidate.roles) > 1:
        return _("imported as mentor and as mentee")
    if Role.MENTOR in candidate.roles:
        return _("imported as mentor")
    return _("imported as mentee")


def import_summary(people: int, refused: int) -> str:
    """Say what has become of a sheet."""
    taken = ngettext("%(num)s person was imported.", "%(num)s people were imported.", people)
    left = ngettext("%(num)s row was refused.", "%(num)s rows were refused.", refused)
    return f"{taken} {left}" if refused else taken


def cannot_be_matched(columns: Iterable[str], availability: Iterable[str]) -> str:
    """Warn of what the sheet does not say, without which nobody can be suggested a match."""
    no_mode = "modes" not in columns
    no_time = "availability" not in columns and not [*availability]
    if no_mode and no_time:
        return _(
            "The sheet does not say how and when people can meet. We can suggest a match for them "
            "only after they have told you, or have added it on the site."
        )
    if no_mode:
        return _(
            "The sheet does not say how people would like to meet. We can suggest a match for "
            "them only after they have added it on the site."
        )
    if no_time:
        return _(
            "The sheet does not say when people are free. We can suggest a match for them only "
            "after they have added it on the site."
        )
    return ""
