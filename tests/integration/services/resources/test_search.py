"""The search finds public resources by words in any script, and the nearest first."""

from dataclasses import replace
from typing import Any

import pytest

from mentorship.extensions import db
from mentorship.models import Person, ResourceState, TagKind
from mentorship.services.resources import resources, search
from mentorship.services.resources.entry import Organization
from mentorship.services.resources.search import ANYWHERE, HERE, NEARBY, ResourceQuery
from mentorship.services.resources.search_index import search_index
from tests.factories import make_resource

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture(autouse=True)
def directory(each_database: None, coordinator: Person) -> None:
    make_resource(coordinator, name="Asesoría legal", areas=("boyle_heights",), languages=("es",))
    make_resource(coordinator, name="가족 법률 상담", areas=("koreatown",), languages=("ko",))
    make_resource(
        coordinator, name="Food bank", topics=("food",), areas=("east_la",), cost="",
        languages=("es", "en"),
    )  # fmt: skip
    make_resource(coordinator, name="Hotline", topics=("hotline",), areas=("everywhere",))
    make_resource(coordinator, ResourceState.DRAFT, name="Draft of legal help")
    make_resource(coordinator, ResourceState.RETIRED, name="Legal help of the past")


def names(**query: Any) -> list[str]:
    matches = search.find(search_index(db.session), ResourceQuery(**query))
    return [item.entry.name for item in search.load(db.session, matches.ids)]


def test_without_a_question_everything_public_is_found_by_name() -> None:
    assert names() == ["Asesoría legal", "Food bank", "Hotline", "가족 법률 상담"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ASESORIA", ["Asesoría legal"]),
        ("legal asesoría", ["Asesoría legal"]),
        ("법률", ["가족 법률 상담"]),
        ("korean", ["가족 법률 상담"]),
        ("emergencia", ["Hotline"]),
        ("boyle", ["Asesoría legal"]),
        ("100%", []),
        ("legal food", []),
    ],
)
def test_every_word_has_to_be_there(words: str, found: list[str]) -> None:
    assert names(words=words) == found


@pytest.mark.parametrize(
    ("kind", "code", "found"),
    [
        (TagKind.TOPIC, "food", ["Food bank"]),
        (TagKind.CATEGORY, "emergency", ["Hotline"]),
        (TagKind.LANGUAGE, "ko", ["가족 법률 상담"]),
        (TagKind.COST, "free", ["Asesoría legal", "Hotline", "가족 법률 상담"]),
        (TagKind.WAY, "visit", []),
    ],
)
def test_a_code_filters(kind: TagKind, code: str, found: list[str]) -> None:
    assert names(codes={kind: code}) == found


def test_the_area_comes_first_then_its_region_then_the_whole_city() -> None:
    assert names(area="boyle_heights") == ["Asesoría legal", "Food bank", "Hotline"]
    matches = search.find(search_index(db.session), ResourceQuery(area="boyle_heights"))
    assert [matches.distance(position) for position in range(3)] == [HERE, NEARBY, ANYWHERE]
    query = ResourceQuery("hotline", area="boyle_heights")
    assert search.find(search_index(db.session), query).distance(0) == ANYWHERE


def test_a_part_of_the_city_holds_its_areas() -> None:
    assert names(area="eastside") == ["Asesoría legal", "Food bank", "Hotline"]


def test_a_spanish_speaking_legal_service_near_boyle_heights_is_found() -> None:
    codes = {TagKind.CATEGORY: "legal", TagKind.LANGUAGE: "es"}
    assert names(area="boyle_heights", codes=codes) == ["Asesoría legal"]


def test_rows_are_loaded_in_the_order_asked_for(coordinator: Person) -> None:
    ids = search.find(search_index(db.session), ResourceQuery()).ids
    assert [item.row.id for item in search.load(db.session, [*reversed(ids), 999])] == ids[::-1]


def test_names_of_organizations_are_words_too(coordinator: Person) -> None:
    make_resource(coordinator, name="Clinic", organization=Organization("Clínica de los Ríos"))
    assert names(words="clinica rios") == ["Clinic"]
    assert replace(ResourceQuery(), words="x" * 500).words == "x" * 500
    assert names(words="x " * 500) == []


def test_what_is_withdrawn_after_the_search_is_not_loaded(coordinator: Person) -> None:
    found = search.find(search_index(db.session), ResourceQuery(words="bank")).ids
    (item,) = search.load(db.session, found)
    resources.set_state(db.session, coordinator, item.row, ResourceState.RETIRED)
    assert search.load(db.session, found) == []
