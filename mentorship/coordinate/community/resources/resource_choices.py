"""The areas and languages to choose from in the form of a resource."""

from collections.abc import Mapping

from flask_babel import gettext as _

from mentorship import vocabulary
from mentorship.collation import sort_labels
from mentorship.runtime import current_runtime
from mentorship.services.resources.entry import ResourceEntry
from mentorship.vocabulary import page_language
from mentorship.web import resource_labels


def offered_areas(entry: ResourceEntry) -> Mapping[str, str]:
    """Return the whole city, the parts of the city and their areas, and what is chosen already."""
    programme, language = current_runtime().programme, page_language()
    offered = {vocabulary.EVERYWHERE_SERVED: _("The whole city, by phone or online")}
    for code, region in programme.regions.items():
        name = programme.region_name(code, language)
        offered[code] = _("%(region)s: everywhere", region=name)
        offered.update(sort_labels(region.areas))
    former = {code: resource_labels.area_label(code) for code in entry.areas}
    return offered | {code: label for code, label in former.items() if code not in offered}


def offered_languages(entry: ResourceEntry) -> Mapping[str, str]:
    codes = (*current_runtime().programme.offered_languages, *entry.languages)
    return sort_labels({code: vocabulary.language_name(code) for code in codes})
