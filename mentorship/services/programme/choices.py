"""Changes of what people choose from, one at a time: word it, order it, offer it or not.

Each returns the changed words; `versions.save` stores them.
"""

from dataclasses import replace

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.programme import ChoiceList, Programme, Texts
from mentorship.services.programme import areas, languages

# The matching pairs people across communities.
MIN_OFFERED = {"communities": 2}
AREAS, LANGUAGES = "areas", "languages"


def put_choice(programme: Programme, question: str, code: str, texts: Texts) -> Programme:
    """Word a choice, or add it as the last one that is offered."""
    choices = programme.choices[question]
    if code in choices.former:
        changed = replace(choices, former={**choices.former, code: texts})
    else:
        changed = replace(choices, offered={**choices.offered, code: texts})
    return _with_choices(programme, question, changed)


def move_choice_up(programme: Programme, question: str, code: str) -> Programme:
    """Move an offered choice before the one above it."""
    choices = programme.choices[question]
    codes = list(choices.offered)
    position = codes.index(code) if code in codes else 0
    if position > 0:
        codes[position - 1 : position + 1] = [code, codes[position - 1]]
    ordered = {item: choices.offered[item] for item in codes}
    return _with_choices(programme, question, replace(choices, offered=ordered))


def _with_choices(programme: Programme, question: str, choices: ChoiceList) -> Programme:
    return replace(programme, choices={**programme.choices, question: choices})


def offer(programme: Programme, name: str, code: str, *, offered: bool) -> Programme:
    """Offer a choice, an area or a language again, or not any more; the last ones must stay."""
    if name == AREAS:
        changed = areas.offer_area(programme, code, offered=offered)
        left = sum(len(region.areas) for region in changed.regions.values())
    elif name == LANGUAGES:
        changed = languages.offer_language(programme, code, offered=offered)
        left = len(changed.offered_languages)
    else:
        changed = _offer_choice(programme, name, code, offered=offered)
        left = len(changed.choices[name].offered)
    if not offered and left < MIN_OFFERED.get(name, 1):
        raise UserFacingError(_("Too few would be left to choose from. Add another one first."))
    return changed


def _offer_choice(programme: Programme, question: str, code: str, *, offered: bool) -> Programme:
    choices = programme.choices[question]
    source, target = dict(choices.former), dict(choices.offered)
    if not offered:
        source, target = target, source
    if code in source:
        target[code] = source.pop(code)
    changed = ChoiceList(target, source) if offered else ChoiceList(source, target)
    return _with_choices(programme, question, changed)
