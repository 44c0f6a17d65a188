"""What a resource is found by: its folded words, and the codes of what it can be filtered by."""

from collections.abc import Iterable, Iterator

from flask_babel import force_locale

from mentorship import vocabulary
from mentorship.models import TagKind
from mentorship.programme import SITE_LANGUAGES
from mentorship.runtime import current_runtime
from mentorship.services.name_folding import fold_name
from mentorship.services.resources.entry import ResourceEntry

Tag = tuple[TagKind, str]


def search_text(entry: ResourceEntry) -> str:
    """Return the words of a resource in small letters without accents, each once.

    Labels are in every language of the site, so that "comida" finds a food bank.
    """
    parts = [
        *(entry.name, entry.alternate_name, *entry.keywords),
        *(entry.organization.name, entry.organization.alternate_name),
        *_labels(entry),
        *(text for texts in entry.texts.values() for text in texts.values()),
        *(part for place in entry.places for part in (place.name, place.city, place.postal_code)),
    ]
    return " ".join(dict.fromkeys(word for part in parts for word in search_words(part)))


def search_words(text: str) -> list[str]:
    """Return the words of a text as they are compared.

    >>> search_words("Asesoría LEGAL, en español")
    ['asesoria', 'legal', 'en', 'espanol']
    """
    return fold_name(text).replace(",", " ").split()


def _labels(entry: ResourceEntry) -> Iterator[str]:
    topics = vocabulary.ALL_RESOURCE_TOPICS
    for language in SITE_LANGUAGES:
        with force_locale(language):
            yield from (str(topics[code]) for code in entry.topics if code in topics)
            yield from (str(vocabulary.RESOURCE_CATEGORIES[code]) for code in entry.categories())
            yield from map(vocabulary.language_name, entry.spoken_languages())
            yield str(vocabulary.RESOURCE_COSTS.get(entry.cost, ""))
            yield from area_names(entry.areas, language)


def area_names(codes: Iterable[str], language: str) -> list[str]:
    """Return the names of areas and regions; none of the whole city."""
    programme = current_runtime().programme
    names = {code: programme.region_name(code, language) for code in programme.regions}
    names.update(programme.area_names)
    return [names[code] for code in codes if code in names]


def tags(entry: ResourceEntry) -> set[Tag]:
    return {
        *((TagKind.CATEGORY, code) for code in entry.categories()),
        *((TagKind.TOPIC, code) for code in entry.topics),
        *((TagKind.LANGUAGE, code) for code in entry.spoken_languages()),
        *((TagKind.WAY, code) for code in entry.ways()),
        *([(TagKind.COST, entry.cost)] if entry.cost else []),
        *_area_tags(entry),
    }


def _area_tags(entry: ResourceEntry) -> Iterator[Tag]:
    """Yield the areas that are served, and the region around each: who lives there is near."""
    regions = current_runtime().programme.regions
    for code in entry.areas or (vocabulary.EVERYWHERE_SERVED,):
        if code in regions:
            yield TagKind.REGION, code
        else:
            yield TagKind.AREA, code
        if region := current_runtime().programme.region_of(code):
            yield TagKind.REGION, region
