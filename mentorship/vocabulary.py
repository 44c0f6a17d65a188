"""The choices of the programme's questions: the codes to store and the labels to show.

Codes never change meaning. Labels are translated when shown, and language names come
from CLDR if it knows the language.
"""

from collections.abc import Iterable, Mapping

from babel import Locale
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

Labels = Mapping[str, LazyString]

COMMUNITIES: Labels = {
    "asian": _l("Asian"),
    "latino": _l("Latino"),
}

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

MODES: Labels = {"in_person": _l("In person"), "online": _l("Online or by phone")}

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

TOPICS: Labels = {
    "know_your_rights": _l("Know your rights"),
    "family_preparedness": _l("Family preparedness planning"),
    "community_organizing": _l("Community organizing"),
    "coalition_building": _l("Coalition building"),
    "public_speaking": _l("Public speaking"),
    "storytelling": _l("Storytelling"),
    "elected_officials": _l("Meeting with elected officials"),
    "voter_engagement": _l("Voter engagement"),
    "worker_rights": _l("Worker rights"),
    "tenant_rights": _l("Tenant rights"),
    "digital_safety": _l("Digital safety"),
    "media": _l("Media and communications"),
    "interpretation": _l("Interpretation and translation"),
    "grant_writing": _l("Grant writing"),
    "healing": _l("Healing and mental health"),
}

INTERESTS: Labels = {
    "cooking": _l("Cooking and food"),
    "language_exchange": _l("Language exchange"),
    "festivals": _l("Festivals"),
    "music": _l("Music"),
    "dance": _l("Dance"),
    "visual_art": _l("Visual art"),
    "crafts": _l("Crafts"),
    "poetry": _l("Poetry"),
    "film": _l("Film"),
    "history": _l("History"),
    "faith": _l("Faith traditions"),
    "gardening": _l("Gardening"),
    "hiking": _l("Hiking"),
    "soccer": _l("Soccer"),
    "basketball": _l("Basketball"),
}

DISLIKES: Labels = {
    "early_mornings": _l("Early mornings"),
    "late_nights": _l("Late nights"),
    "crowded_events": _l("Crowded events"),
    "long_calls": _l("Long phone calls"),
    "video_calls": _l("Video calls"),
    "small_talk": _l("Small talk"),
}

# Answers about the area besides the areas of the programme.
ONLINE_ONLY = "online_only"
ELSEWHERE = "elsewhere"

LANGUAGE_GROUPS: Mapping[str, tuple[LazyString, tuple[str, ...]]] = {
    "widely_spoken": (
        _l("Widely spoken here"),
        ("en", "es", "cmn", "yue", "ko", "fil", "vi", "ja"),
    ),
    "indigenous": (
        _l("Indigenous languages of the Americas"),
        (
            *("ay", "cak", "cco", "cab", "cuk", "gn", "ixl", "kek", "kjb", "mam", "maz", "mix"),
            *("nah", "pua", "qu", "quc", "trc", "tzh", "tzo", "yua", "zap"),
        ),
    ),
    "asian": (
        _l("Languages of Asia and the Pacific"),
        (
            *("bn", "my", "ceb", "ch", "gu", "hi", "hmn", "ilo", "id", "km", "lo", "ms", "mn"),
            *("nan", "ne", "pa", "sm", "ta", "te", "th", "to", "ur"),
        ),
    ),
    "other": (_l("Other languages"), ("ar", "ase", "fr", "ht", "pt")),
}
LANGUAGES = tuple(code for _, codes in LANGUAGE_GROUPS.values() for code in codes)

# Languages that CLDR has no name for.
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


def language_name(code: str, locale: Locale | None = None) -> str:
    """Return the name of a language, in a locale or in that of the page.

    >>> language_name("zap", Locale("es"))
    'zapoteco'
    """
    locale = locale or get_locale() or Locale("en")
    return str(locale.languages.get(code) or OTHER_LANGUAGE_NAMES.get(code, code))


def labels(all_labels: Labels, codes: Iterable[str]) -> list[str]:
    """Return the labels of codes, in the order of the question and not of the answer."""
    chosen = set(codes)
    return [str(label) for code, label in all_labels.items() if code in chosen]
