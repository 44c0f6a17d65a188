"""A resource is found by its words in any script, and by the codes of what it offers."""

from dataclasses import replace

import pytest

from mentorship.models import TagKind
from mentorship.runtime import Runtime
from mentorship.services.resources.search_text import area_names, search_text, tags
from tests.unit.services.resources.entries import FULL, SMALL

pytestmark = pytest.mark.usefixtures("runtime")


@pytest.mark.parametrize(
    "word",
    [
        *("asesoria", "rios", "naturalization", "immigration", "spanish"),
        *("zapoteco", "boyle", "papers", "papeles", "90033", "low", "legal"),
    ],
)
def test_it_is_found_by(word: str, runtime: Runtime) -> None:
    assert word in search_text(FULL)


def test_each_word_is_stored_once() -> None:
    words = search_text(FULL).split()
    assert len(words) == len(set(words))


def test_words_of_other_scripts_are_kept() -> None:
    korean = replace(SMALL, name="가족을 위한 법률 상담")
    assert "법률" in search_text(korean)


def test_tags_name_what_can_be_filtered_by() -> None:
    found = tags(FULL)
    assert {(TagKind.CATEGORY, "legal"), (TagKind.TOPIC, "hotline")} <= found
    assert {(TagKind.LANGUAGE, "ko"), (TagKind.COST, "low_cost"), (TagKind.WAY, "visit")} <= found


def test_the_region_around_an_area_is_a_tag_too() -> None:
    places = {tag for tag in tags(FULL) if tag[0] in {TagKind.AREA, TagKind.REGION}}
    assert places == {
        (TagKind.AREA, "boyle_heights"),
        (TagKind.REGION, "eastside"),
        (TagKind.REGION, "central"),
    }


def test_without_an_area_it_is_for_the_whole_city() -> None:
    assert (TagKind.AREA, "everywhere") in tags(replace(SMALL, areas=()))


def test_names_of_areas_are_in_the_language_asked_for() -> None:
    assert area_names(["boyle_heights", "everywhere", "gone"], "en") == ["Boyle Heights"]
    assert area_names(["eastside"], "en") != area_names(["eastside"], "es")
