"""The words of a programme: its texts by language, and the choices of its application form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from zoneinfo import ZoneInfo

from mentorship.programme.cadence import CadenceRule

SITE_LANGUAGES = ("en", "es")
CHOICE_LISTS = ("communities", "topics", "interests", "dislikes")
"""The questions whose choices the programme words itself, areas and languages aside."""

Texts = Mapping[str, str]
"""A text by language."""


@dataclass(frozen=True)
class Region:
    """A part of the city: its name by language, and the names of its areas by code.

    Nobody can choose a former area any more, but it keeps its name for those who have.
    """

    labels: Texts
    areas: Mapping[str, str]
    former_areas: Mapping[str, str]


@dataclass(frozen=True)
class ChoiceList:
    """The choices of a question, by code and in the order of the form.

    Nobody can choose a former one any more, but it keeps its label for those who have.
    """

    offered: Mapping[str, Texts]
    former: Mapping[str, Texts]

    @property
    def everything(self) -> dict[str, Texts]:
        """Every code with its label, the former ones last."""
        return {**self.offered, **self.former}

    def labels(self, language: str) -> dict[str, str]:
        return {code: texts[language] for code, texts in self.everything.items()}


@dataclass(frozen=True)
class LanguageGroup:
    """Languages under one heading of the form, as codes; former ones are not offered."""

    labels: Texts
    codes: tuple[str, ...]
    former_codes: tuple[str, ...]


@dataclass(frozen=True)
class Programme:
    """What a programme says of itself, promises and asks.

    Attributes
    ----------
    zone : str
        The name of its time zone.
    weeks_to_match : int
        In how many weeks after the end of applications coordinators mean to match people.
    notice_date : date
        The day of the privacy notice, which people agree to by its day.
    choices : mapping of str to ChoiceList
        By the name of the question, one of `CHOICE_LISTS`.
    cadence : mapping of str to CadenceRule
        By which pairs are looked after.
    safety_notice : Texts
        What everybody reads while safety mode is on.
    emergency_steps : Texts
        What to do in an emergency, one step on each line.
    emergency_contacts : Texts
        Whom to call in an emergency; empty until the programme has filled it in.
    language_names : mapping of str to Texts
        The names of languages that neither CLDR nor we have a name for.
    version : int
        The number of the version that the words were read from; 0 for a file.
    """

    name: str
    email: str
    phone: str
    zone: str
    weeks_to_match: int
    notice_date: date
    organizer: Texts
    contact: Texts
    tagline: Texts
    about: Texts
    invitation: Texts
    poster: Texts
    time_needed: Texts
    time_per_mentee: Texts
    heritage_examples: Texts
    notice: Texts
    safety_notice: Texts
    emergency_steps: Texts
    emergency_contacts: Texts
    regions: Mapping[str, Region]
    choices: Mapping[str, ChoiceList]
    languages: Mapping[str, LanguageGroup]
    language_names: Mapping[str, Texts]
    cadence: Mapping[str, CadenceRule]
    version: int = 0

    def __hash__(self) -> int:
        """Return a hash, so that what follows from the words can be cached by the programme."""
        return hash((self.version, self.name))

    @cached_property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def area_names(self) -> Mapping[str, str]:
        """The names of all areas by code, former ones too."""
        return {
            code: name
            for region in self.regions.values()
            for code, name in chain(region.areas.items(), region.former_areas.items())
        }

    @cached_property
    def names(self) -> list[str]:
        """The names of the programme, its regions and its areas."""
        labels = (region.labels.values() for region in self.regions.values())
        return [self.name, *chain.from_iterable(labels), *self.area_names.values()]

    @cached_property
    def _region_of(self) -> Mapping[str, str]:
        return {
            area: code
            for code, region in self.regions.items()
            for area in chain(region.areas, region.former_areas)
        }

    def region_of(self, area: str) -> str:
        """Return the code of the region that an area is in; "" for an area in none."""
        return self._region_of.get(area, "")

    def region_name(self, code: str, language: str) -> str:
        return self.regions[code].labels[language] if code in self.regions else code

    @cached_property
    def _choice_labels(self) -> Mapping[tuple[str, str], dict[str, str]]:
        return {
            (name, language): self.choices[name].labels(language)
            for name in CHOICE_LISTS
            for language in SITE_LANGUAGES
        }

    def choice_labels(self, name: str, language: str) -> Mapping[str, str]:
        """Return the label of every code of a question, former ones too and last."""
        return self._choice_labels[name, language]

    @cached_property
    def offered_languages(self) -> tuple[str, ...]:
        return tuple(code for group in self.languages.values() for code in group.codes)

    @cached_property
    def former_languages(self) -> tuple[str, ...]:
        return tuple(code for group in self.languages.values() for code in group.former_codes)
