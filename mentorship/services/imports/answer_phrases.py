"""Answers that say several things at once: "Spanish and English", "Mon-Fri", "weekday evenings"."""

import re
from collections.abc import Mapping

from mentorship import vocabulary
from mentorship.questions import QUESTIONS, LanguagesQuestion, MultipleChoiceQuestion
from mentorship.services.imports.answer_labels import Codes, CodesByAnswer

ALTERNATIVES = re.compile(r" ?[/&+,;和與与및] ?| (?:and|y|e|or|o|u) ")
BOTH_ROLES = re.compile(r" ?[/&+] ?| (?:and|y|e) ")
RANGE = re.compile(r"(\w+)\.?(?: ?- ?| (?:to|through|thru|until|a|al|hasta) )(\w+)\.?")
DETERMINERS = re.compile(
    r"\b(?:on|from|de|del|every|all|any|each|los|las|el|la|todos|todas|cada|cualquier)\b"
)
PART_OF_DAY = re.compile(
    r"\b(?:in |en |por )?(?:the |la |las )?(?:(?P<morning>mornings?|mananas?)"
    r"|(?P<afternoon>afternoons?|tardes?)|(?P<evening>evenings?|nights?|noches?))\b"
)
WHOLE_DAY = re.compile(r"\b(?:any ?times?|all day|todo el dia|cualquier hora)\b")
MAX_PHRASE_CHARACTERS = 100

WEEK = tuple(vocabulary.DAYS)
Times = tuple[Codes, Codes]
"""Days and parts of the day; each is empty if a phrase does not name any."""


def codes_of_phrase(question: str, phrase: str, known: Mapping[str, CodesByAnswer]) -> Codes | None:
    """Return the codes of a folded phrase, None if a part of it is unknown.

    >>> languages = {"languages": {"english": ("en",), "spanish": ("es",)}}
    >>> codes_of_phrase("languages", "english/spanish", languages)
    ('en', 'es')
    >>> codes_of_phrase("languages", "english and klingon", languages)
    """
    if len(phrase) > MAX_PHRASE_CHARACTERS:
        return None
    if question == "days":
        return _days(phrase, known["days"])
    if question == "parts":
        return _parts_of_day(phrase)
    if is_weekly(question):
        return _times(phrase, known["days"])
    if question == "role":
        return _parts(BOTH_ROLES.split(phrase), known["role"])
    if isinstance(QUESTIONS.get(question), LanguagesQuestion | MultipleChoiceQuestion):
        return _parts(ALTERNATIVES.split(phrase), known[question])
    return None


def is_weekly(question: str) -> bool:
    registered = QUESTIONS.get(question)
    return isinstance(registered, MultipleChoiceQuestion) and registered.weekly


def _parts(parts: list[str], known: CodesByAnswer) -> Codes | None:
    codes = [known.get(part.strip(" .")) for part in parts]
    if not all(codes):
        return None
    return tuple(dict.fromkeys(code for meant in codes for code in meant or ()))


def _parts_of_day(phrase: str) -> Codes | None:
    """Return the parts of the day that a phrase names, if it names nothing else."""
    rest = PART_OF_DAY.sub(" ", WHOLE_DAY.sub(" ", phrase))
    if DETERMINERS.sub(" ", ALTERNATIVES.sub(" ", f" {rest} ")).strip():
        return None
    if WHOLE_DAY.search(phrase):
        return tuple(vocabulary.PARTS_OF_DAY)
    return tuple(match.lastgroup or "" for match in PART_OF_DAY.finditer(phrase)) or None


def _days(phrase: str, known: CodesByAnswer) -> Codes | None:
    """Return the days of a list or a range of days, in the order of the week."""
    meant: set[str] = set()
    for part in ALTERNATIVES.split(phrase):
        days = known.get(part.strip()) or _day_range(part, known)
        plain = " ".join(DETERMINERS.sub(" ", part).split())
        days = days or known.get(plain) or _day_range(plain, known)
        days = days or _parts(plain.split(), known)
        if not days:
            return None
        meant.update(days)
    return tuple(day for day in WEEK if day in meant)


def _day_range(part: str, known: CodesByAnswer) -> Codes | None:
    """Return the days from one to another; a range may go over the end of the week."""
    ends = RANGE.fullmatch(part.strip())
    first, last = (known.get(ends[1], ()), known.get(ends[2], ())) if ends else ((), ())
    if len(first) != 1 or len(last) != 1:
        return None
    start, count = WEEK.index(first[0]), (WEEK.index(last[0]) - WEEK.index(first[0])) % len(WEEK)
    return tuple(WEEK[(start + offset) % len(WEEK)] for offset in range(count + 1))


def _times(phrase: str, known: CodesByAnswer) -> Codes | None:
    """Return the times of a phrase such as "Mon-Fri evenings"."""
    named = [_days_and_parts(part, known) for part in ALTERNATIVES.split(phrase)]
    times = _distributed([item for item in named if item is not None])
    if None in named or times is None:
        return None
    codes = {f"{day}_{part}" for days, parts in times for day in days for part in parts}
    return tuple(code for code in vocabulary.TIMES if code in codes)


def _days_and_parts(phrase: str, known: CodesByAnswer) -> Times | None:
    parts = [match.lastgroup or "" for match in PART_OF_DAY.finditer(phrase)]
    if WHOLE_DAY.search(phrase):
        parts = list(vocabulary.PARTS_OF_DAY)
    rest = " ".join(WHOLE_DAY.sub(" ", PART_OF_DAY.sub(" ", phrase)).split())
    days = _days(rest, known) if DETERMINERS.sub("", rest).strip() else ()
    return None if days is None else (days, tuple(parts))


def _distributed(named: list[Times]) -> list[Times] | None:
    """Return days and parts that belong together, None if that is unclear."""
    days, parts = [item[0] for item in named], [item[1] for item in named]
    all_days, all_parts = WEEK, tuple(vocabulary.PARTS_OF_DAY)
    if all(days) and all(parts):
        return named
    if not any(parts):
        return [(item, all_parts) for item in days]
    if not any(days):
        return [(all_days, item) for item in parts]
    if all(days) and not any(parts[:-1]):  # "Monday and Wednesday evenings"
        return [(item, parts[-1]) for item in days]
    if all(parts) and not any(days[1:]):  # "Saturday mornings and afternoons"
        return [(days[0], item) for item in parts]
    return None
