"""Changes of the rules by which pairs are looked after; `versions.save` stores the words."""

from dataclasses import replace

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.programme import SITE_LANGUAGES, CadenceRule, CheckInFlag, Event, Programme
from mentorship.programme.cadence_reading import MAX_RULES
from mentorship.services.programme.codes import new_code


def put_rule(programme: Programme, code: str, rule: CadenceRule) -> Programme:
    """Replace a rule, or add it as the last one."""
    return replace(programme, cadence={**programme.cadence, code: rule})


def add_rule(programme: Programme, rule: CadenceRule) -> tuple[Programme, str]:
    """Add a rule of the programme's own; return the words with it, and its code.

    The code is no event's: what two people do would meet the rule. Nor is it a check-in's flag,
    which would take its place in the list of what is due.
    """
    if len(programme.cadence) >= MAX_RULES:
        raise UserFacingError(
            _(
                "There are %(maximum)s rules already, with those that are switched off. There "
                "cannot be more.",
                maximum=MAX_RULES,
            )
        )
    taken = {*programme.cadence, *Event, *CheckInFlag}
    code = new_code(rule.labels[SITE_LANGUAGES[0]], taken)
    return put_rule(programme, code, rule), code
