"""Settings to start from, each for another need."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.services.match_settings.entries import RULE, entries, with_choices
from mentorship.services.match_settings.settings import RunSettings
from mentorship.services.pairing.library_adapter.programs import standard_program


@dataclass(frozen=True)
class Preset:
    """Settings with a name, and what they are good for."""

    name: LazyString
    good_for: LazyString
    settings: RunSettings


def _weighted(**points: float) -> RunSettings:
    rules = entries(standard_program(), RULE)
    return RunSettings(with_choices(standard_program(), points, rules))


BALANCED = "balanced"
PRESETS: Mapping[str, Preset] = {
    BALANCED: Preset(
        _l("Balanced"),
        _l(
            "Good for most rounds. Topics count most; times, languages, interests and places count "
            "too."
        ),
        RunSettings(standard_program()),
    ),
    "topics": Preset(
        _l("Shared topics first"),
        _l(
            "Good when people come to learn something certain. The mentor can share what the "
            "mentee wants to learn, even if they live far apart."
        ),
        _weighted(topics=10, time=2, language=1, interests=1, dislikes=0, region=0),
    ),
    "near": Preset(
        _l("Close by first"),
        _l("Good when people want to meet in person and traveling is hard."),
        _weighted(topics=3, time=3, language=1, interests=1, dislikes=0, region=8),
    ),
    "times": Preset(
        _l("Easy to meet"),
        _l("Good when many work shifts. Many free times in common come first."),
        _weighted(topics=3, time=8, language=2, interests=1, dislikes=0, region=2),
    ),
    "interests": Preset(
        _l("Shared interests first"),
        _l("Good when people should become friends quickly: they enjoy and avoid the same."),
        _weighted(topics=2, time=2, language=1, interests=6, dislikes=3, region=1),
    ),
    "strong": Preset(
        _l("No weak matches"),
        _l(
            "Good when you would rather wait than match two people who share little. As many "
            "people are matched as possible, and the weakest match is as strong as it can be."
        ),
        RunSettings(standard_program(), floor="auto"),
    ),
    "spread": Preset(
        _l("Share the work among mentors"),
        _l("Good when no mentor should look after several people while others have nobody."),
        RunSettings(standard_program(), load_penalty=2.0),
    ),
}
