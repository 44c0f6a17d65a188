"""The choices of the programme's questions: the codes to store and the labels to show.

Codes never change meaning. Labels are translated when shown, and language names come
from CLDR if it knows the language. What the programme words itself (`ProgrammeLabels`) is read
whenever it is shown, so that a change is seen at once.
"""

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel import Locale
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.runtime import current_runtime

Labels = Mapping[str, LazyString | str]


@dataclass(frozen=True)
class ProgrammeLabels(Mapping[str, str]):
    """The labels of a question's choices in the programme's words, in the language of the page.

    It has every code that anybody may have chosen: those that are offered, then former ones.
    """

    question: str

    def __getitem__(self, code: str) -> str:
        return self._labels()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels())

    def __len__(self) -> int:
        return len(self._labels())

    def items(self) -> ItemsView[str, str]:
        return self._labels().items()

    def former(self) -> frozenset[str]:
        """Return the codes that nobody can choose any more."""
        return frozenset(current_runtime().programme.choices[self.question].former)

    def _labels(self) -> Mapping[str, str]:
        return current_runtime().programme.choice_labels(self.question, page_language())


def page_language() -> str:
    """Return the language of the page or the email, as a code of the programme's texts."""
    return (get_locale() or Locale("en")).language


COMMUNITIES = ProgrammeLabels("communities")
TOPICS = ProgrammeLabels("topics")
INTERESTS = ProgrammeLabels("interests")
DISLIKES = ProgrammeLabels("dislikes")

COMFORT: Labels = {
    "fluent": _l("It is a language I think in"),
    "comfortable": _l("I can talk about most things"),
    "learning": _l("I am learning it"),
}
# In a list of languages, in brackets after each language.
COMFORT_IN_SHORT: Labels = {
    "fluent": _l("fluent"),
    "comfortable": _l("comfortable"),
    "learning": _l("learning"),
}
COMFORTABLE = frozenset({"fluent", "comfortable"})

# How something was, from 1 to 5, by the number as a form sends it.
FEELINGS: Labels = {
    "1": _l("Hard"),
    "2": _l("Not so good"),
    "3": _l("All right"),
    "4": _l("Good"),
    "5": _l("Very good"),
}
OBSTACLES: Labels = {
    "nothing": _l("Nothing"),
    "time": _l("Finding a time"),
    "language": _l("Understanding each other"),
    "distance": _l("Getting there"),
    "ideas": _l("Knowing what to do together"),
    "answers": _l("I rarely get an answer"),
    "other": _l("Something else"),
}

# What a meeting was for.
PURPOSES: Labels = {
    "exchange": _l("Culture or language"),
    "training": _l("Training together"),
    "event": _l("An event"),
    "talk": _l("A talk"),
}

EVENT_KINDS: Labels = {
    "workshop": _l("Workshop"),
    "forum": _l("Forum"),
    "rally": _l("Rally"),
    "festival": _l("Festival"),
    "officials": _l("Meeting with officials"),
    "other": _l("Something else"),
}

MODES: Labels = {"in_person": _l("In person"), "online": _l("Online or by phone")}
# What the two of a pair keep in their album.
ALBUM_KINDS: Labels = {
    "word": _l("A word or a saying"),
    "recipe": _l("A recipe"),
    "song": _l("A song"),
    "story": _l("A story"),
    "other": _l("Something else"),
}

# How often the two of a pair mean to meet.
HOW_OFTEN: Labels = {
    "every_week": _l("Every week"),
    "every_two_weeks": _l("Every two weeks"),
    "every_month": _l("Once a month"),
    "as_it_suits": _l("As it suits us"),
}

# How a match ended, for the two; if a coordinator ended it, that is sudden too.
CLOSURES: Labels = {
    "expected": _l("We were at the end that we had planned"),
    "early": _l("We stopped earlier, and said goodbye"),
    "sudden": _l("It ended at once"),
}

# What the resources of the directory help with: by category, then by topic.
RESOURCE_CATEGORIES: Labels = {
    "legal": _l("Legal help"),
    "social": _l("Everyday help"),
    "emergency": _l("Emergency help"),
}
RESOURCE_TOPICS: Mapping[str, Labels] = {
    "legal": {
        "immigration": _l("Immigration law"),
        "detention": _l("Detention and raids"),
        "work_rights": _l("Rights at work"),
        "tenant_law": _l("Rights of tenants"),
        "family_law": _l("Family law"),
        "other_law": _l("Other legal help"),
    },
    "social": {
        "food": _l("Food"),
        "housing": _l("Housing"),
        "health": _l("Health"),
        "mental_health": _l("Mental health"),
        "children": _l("Children and school"),
        "jobs": _l("Jobs and training"),
        "money": _l("Help with money"),
        "language_classes": _l("Language classes"),
        "paperwork": _l("Forms and documents"),
        "other_help": _l("Other everyday help"),
    },
    "emergency": {
        "hotline": _l("Hotline"),
        "rapid_response": _l("Rapid response"),
        "shelter": _l("A bed for tonight"),
        "violence": _l("Violence at home"),
        "family_separated": _l("Family separated"),
    },
}
ALL_RESOURCE_TOPICS: Labels = {
    code: label for topics in RESOURCE_TOPICS.values() for code, label in topics.items()
}
RESOURCE_COSTS: Labels = {
    "free": _l("Free"),
    "low_cost": _l("Low cost, or by income"),
    "paid": _l("Paid"),
}
# As HSDS has them.
RESOURCE_STATUSES: Labels = {
    "active": _l("Open as usual"),
    "temporarily closed": _l("Closed for a while"),
    "inactive": _l("Not offered at the moment"),
    "defunct": _l("Does not exist any more"),
}
WAYS_TO_REACH: Labels = {
    "call": _l("Call"),
    "text_message": _l("Text message"),
    "email": _l("Email"),
    "website": _l("Website"),
    "visit": _l("Visit"),
}
EVERYWHERE_SERVED = "everywhere"
"""The area of a resource that helps in the whole city, by phone or online."""

DAYS: Labels = {
    "mon": _l("Monday"),
    "tue": _l("Tuesday"),
    "wed": _l("Wednesday"),
    "thu": _l("Thursday"),
    "fri": _l("Friday"),
    "sat": _l("Saturday"),
    "sun": _l("Sunday"),
}
PARTS_OF_DAY: Labels = {
    "morning": _l("Morning"),
    "afternoon": _l("Afternoon"),
    "evening": _l("Evening"),
}
TIMES: Labels = {
    f"{day}_{part}": label
    for day, name in DAYS.items()
    for part, label in (
        ("morning", _l("%(day)s morning", day=name)),
        ("afternoon", _l("%(day)s afternoon", day=name)),
        ("evening", _l("%(day)s evening", day=name)),
    )
}
# The same as habits, after "on": "Could you also meet on Saturday mornings?"
USUAL_TIMES: Labels = {
    "mon_morning": _l("Monday mornings"),
    "mon_afternoon": _l("Monday afternoons"),
    "mon_evening": _l("Monday evenings"),
    "tue_morning": _l("Tuesday mornings"),
    "tue_afternoon": _l("Tuesday afternoons"),
    "tue_evening": _l("Tuesday evenings"),
    "wed_morning": _l("Wednesday mornings"),
    "wed_afternoon": _l("Wednesday afternoons"),
    "wed_evening": _l("Wednesday evenings"),
    "thu_morning": _l("Thursday mornings"),
    "thu_afternoon": _l("Thursday afternoons"),
    "thu_evening": _l("Thursday evenings"),
    "fri_morning": _l("Friday mornings"),
    "fri_afternoon": _l("Friday afternoons"),
    "fri_evening": _l("Friday evenings"),
    "sat_morning": _l("Saturday mornings"),
    "sat_afternoon": _l("Saturday afternoons"),
    "sat_evening": _l("Saturday evenings"),
    "sun_morning": _l("Sunday mornings"),
    "sun_afternoon": _l("Sunday afternoons"),
    "sun_evening": _l("Sunday evenings"),
}

# Answers about the area besides the areas of the programme.
ONLINE_ONLY = "online_only"
ELSEWHERE = "elsewhere"

# Languages that CLDR has no name for, beside those that the programme adds.
OTHER_LANGUAGE_NAMES: Labels = {
    "cmn": _l("Mandarin"),
    "cak": _l("Kaqchikel"),
    "cco": _l("Chinantec"),
    "cab": _l("Garifuna"),
    "cuk": _l("Guna"),
    "ixl": _l("Ixil"),
    "kek": _l("Q'eqchi'"),
    "kjb": _l("Q'anjob'al"),
    "mam": _l("Mam"),
    "maz": _l("Mazatec"),
    "mix": _l("Mixtec"),
    "nah": _l("Nahuatl"),
    "pua": _l("Purépecha"),
    "trc": _l("Triqui"),
    "tzh": _l("Tseltal"),
    "tzo": _l("Tsotsil"),
    "yua": _l("Yucatec Maya"),
    "ase": _l("American Sign Language"),
}


def language_groups() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the languages to choose from in groups, each with its heading."""
    groups = current_runtime().programme.languages
    return {code: (group.labels[page_language()], group.codes) for code, group in groups.items()}


def language_name(code: str, locale: Locale | None = None) -> str:
    """Return the name of a language, in a locale or in that of the page.

    >>> language_name("zap", Locale("es"))
    'zapoteco'
    """
    locale = locale or get_locale() or Locale("en")
    name = locale.languages.get(code) or OTHER_LANGUAGE_NAMES.get(code)
    return str(name or _programme_language_name(code, locale) or code)


def _programme_language_name(code: str, locale: Locale) -> str | None:
    names = current_runtime().programme.language_names.get(code, {})
    return names.get(locale.language)


def labels(all_labels: Labels, codes: Iterable[str]) -> list[str]:
    """Return the labels of codes, in the order of the question and not of the answer."""
    chosen = set(codes)
    return [str(label) for code, label in all_labels.items() if code in chosen]


CAMPAIGN_STAGES: Labels = {
    "planned": _l("We are planning it"),
    "running": _l("It is running"),
    "finished": _l("It is finished"),
}
PROMISE_OUTCOMES: Labels = {
    "open": _l("Nothing yet, or we are waiting"),
    "kept": _l("They kept their promise"),
    "not_kept": _l("They did not keep it"),
}
