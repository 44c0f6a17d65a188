"""Labels and sentences for the columns, answers and rows of an upload."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from mentorship.models import Role
from mentorship.questions import QUESTIONS, LanguagesQuestion, MultipleChoiceQuestion
from mentorship.services.imports import Candidate, Plan
from mentorship.services.imports.answer_labels import Codes, answer_labels
from mentorship.services.imports.mapping import ROLE_CODES
from mentorship.services.imports.unknown_answers import YES_NO_QUESTIONS
from mentorship.vocabulary import DAYS, Labels

COLUMNS: Labels = {
    "email": _l("Email address"),
    "role": _l("Mentor or mentee"),
    "adult": _l("18 or older"),
    "consent": _l("Agrees to the privacy notice"),
    "morning": _l("Free in the morning"),
    "afternoon": _l("Free in the afternoon"),
    "evening": _l("Free in the evening"),
    "days": _l("When they are free"),
    "parts": _l("When they are free"),
    **{name: question.import_label or question.short_label for name, question in QUESTIONS.items()},
}
ROLES: Labels = {
    "mentor": _l("a mentor"),
    "mentee": _l("a mentee"),
    "both": _l("a mentor and a mentee"),
}
NOTHING_FOR: Labels = {
    "languages": _l("no language"),
    "modes": _l("no way to meet"),
    "availability": _l("no free time"),
    "topics": _l("no topic"),
}
LEAVE_OUT = "leave_out"


def meanings(question: str) -> dict[str, str]:
    """Return the meanings that an answer can have: joined codes, each with a label."""
    if question in YES_NO_QUESTIONS:
        return {"yes": _("This means yes"), LEAVE_OUT: _("This does not mean yes")}
    if question == "role":
        single = {join_codes(codes): str(ROLES[name]) for name, codes in ROLE_CODES.items()}
    else:
        single = {**_common_sets(question), **answer_labels(question)}
    return {**single, LEAVE_OUT: _("Leave this answer out")}


def further_meanings(question: str) -> dict[str, str]:
    """Return what an answer can mean besides; nothing if it can have one meaning only."""
    registered = QUESTIONS.get(question)
    takes_several = isinstance(registered, LanguagesQuestion | MultipleChoiceQuestion)
    return answer_labels(question) if takes_several or question == "days" else {}


def _common_sets(question: str) -> dict[str, str]:
    """Return sets of codes that people often mean by one answer."""
    if question == "days":
        days = list(DAYS)
        return {
            join_codes(days): _("every day"),
            join_codes(days[:5]): _("Monday to Friday"),
            join_codes(days[5:]): _("Saturday and Sunday"),
        }
    single = further_meanings(question)
    return {join_codes(single): _("both of these")} if len(single) == 2 else {}


def join_codes(codes: Iterable[str]) -> str:
    """Return the codes of an answer as one value of a form field.

    >>> join_codes(("in_person", "online")), split_codes("leave_out")
    ('in_person+online', ())
    """
    return "+".join(codes) or LEAVE_OUT


def split_codes(value: str) -> Codes:
    return () if value == LEAVE_OUT else tuple(value.split("+"))


def outcomes(plan: Plan) -> dict[str, list[tuple[int, str]]]:
    """Return the numbers of the rows by what happens to them, each with a note."""
    return {
        "refused": [(item.row, item.reason) for item in plan.refused],
        "to_import": [(item.row, import_note(item)) for item in plan.to_import],
        "earlier": [
            (number, _("left out: this person answered again later")) for number in plan.earlier
        ],
        "unchanged": [
            (
                number,
                _("left as it is: the sheet does not say whether these answers are newer")
                if number in plan.undated
                else _("left as it is: we have these answers, or newer ones"),
            )
            for number in plan.unchanged
        ],
    }


def import_note(candidate: Candidate) -> str:
    """Return in which roles somebody is imported, and what is missing, left out or shortened."""
    missing = [str(NOTHING_FOR[name]) for name in candidate.missing]
    return "; ".join((imported_roles(candidate), *missing, *candidate.notes))


def missing_answers(plan: Plan) -> list[str]:
    """Return how many people would be imported without an answer that every match needs."""
    sentences = {
        "languages": ngettext(
            "%(num)s person ends without a language.",
            "%(num)s people end without a language.",
            plan.missing["languages"],
        ),
        "modes": ngettext(
            "%(num)s person ends without a way to meet.",
            "%(num)s people end without a way to meet.",
            plan.missing["modes"],
        ),
        "availability": ngettext(
            "%(num)s person ends without a free time.",
            "%(num)s people end without a free time.",
            plan.missing["availability"],
        ),
        "topics": ngettext(
            "%(num)s person ends without a topic.",
            "%(num)s people end without a topic.",
            plan.missing["topics"],
        ),
    }
    return [sentence for name, sentence in sentences.items() if plan.missing[name]]


def imported_roles(candidate: Candidate) -> str:
    if len(candidate.roles) > 1:
        return _("imported as mentor and as mentee")
    if Role.MENTOR in candidate.roles:
        return _("imported as mentor")
    return _("imported as mentee")


def import_summary(people: int, refused: int) -> str:
    """Return how many people were imported, and how many rows refused."""
    imported = ngettext("%(num)s person was imported.", "%(num)s people were imported.", people)
    not_imported = ngettext("%(num)s row was refused.", "%(num)s rows were refused.", refused)
    return f"{imported} {not_imported}" if refused else imported


def missing_columns_warning(columns: Iterable[str], availability: Iterable[str]) -> str:
    """Return a warning if the sheet has no column for an answer that every match needs."""
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
