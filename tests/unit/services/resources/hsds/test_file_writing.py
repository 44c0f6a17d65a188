"""What is written is as the specification has it, and reads back as the same entries."""

import csv
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.programme import SITE_LANGUAGES
from mentorship.services.resources.entry import (
    TRANSLATED_TEXTS,
    OpeningHours,
    Organization,
    Phone,
    Place,
    ResourceEntry,
)
from mentorship.services.resources.hsds.entry_reading import read_entries
from mentorship.services.resources.hsds.file_reading import read_file
from mentorship.services.resources.hsds.file_writing import FILE_NAMES, as_csv_archive, as_json
from mentorship.services.resources.hsds.table_writing import tables_of
from mentorship.services.resources.hsds.tables import Tables
from mentorship.services.resources.hsds_ids import with_ids
from mentorship.text_cleaning import clean_text
from tests.unit.services.resources.entries import FULL, SMALL
from tests.unit.services.resources.hsds.schema import problems

pytestmark = pytest.mark.usefixtures("runtime")
WRITERS = pytest.mark.parametrize("write", [as_json, as_csv_archive])
Write = Callable[[Tables], bytes]


@WRITERS
def test_a_file_gives_back_the_entries(write: Write) -> None:
    read = read_entries(read_file(write(tables_of([FULL, SMALL]))), "en")
    assert [item.entry for item in read.resources] == [FULL, SMALL]
    assert [item.notes for item in read.resources] == [(), ()]
    assert read.left_out == {}


def test_json_is_as_the_specification_has_it() -> None:
    services = json.loads(as_json(tables_of([FULL, SMALL])))
    assert [problems("service", service) for service in services] == [[], []]


def test_csv_files_are_as_the_specification_has_them() -> None:
    found, archive = [], zipfile.ZipFile(io.BytesIO(as_csv_archive(tables_of([FULL, SMALL]))))
    for table, name in FILE_NAMES.items():
        rows = list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
        found += [error for row in rows for error in problems(table, row, in_csv=True)]
        assert rows, name
    assert found == []


def test_the_descriptor_names_every_file_and_column() -> None:
    archive = zipfile.ZipFile(io.BytesIO(as_csv_archive(tables_of([FULL]))))
    descriptor = json.loads(archive.read("datapackage.json"))
    described = {
        item["path"]: [column["name"] for column in item["schema"]["fields"]]
        for item in descriptor["resources"]
    }
    headers = {
        name: next(csv.reader(io.StringIO(archive.read(name).decode(), newline="")))
        for name in archive.namelist()
        if name.endswith(".csv")
    }
    assert described == headers


LINE = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=30).map(
    lambda text: " ".join(clean_text(text.replace("<", "")).split())
)
NAME = LINE.filter(bool)
DIGITS = st.integers(0, 99_999).map(str)
LANGUAGES = st.lists(st.sampled_from(["es", "en", "ko", "zap", "fil"]), unique=True).map(tuple)
DAYS = st.lists(st.sampled_from(["MO", "TU", "SU"]), unique=True, min_size=1).map(tuple)
PHONES = st.builds(
    Phone, DIGITS, st.one_of(st.just(""), DIGITS), st.sampled_from(["voice", "text", "fax"]), LINE,
    LANGUAGES,
)  # fmt: skip
HOURS = st.builds(
    OpeningHours, DAYS, frequency=st.sampled_from(["weekly", "monthly"]),
    interval=st.integers(1, 4), opens=st.sampled_from(["", "09:30"]), note=LINE,
)  # fmt: skip
PLACES = st.builds(
    Place, name=LINE, kind=st.sampled_from(["physical", "postal", "virtual"]), street=LINE,
    city=LINE, postal_code=DIGITS, directions=LINE, access=LINE, note=LINE,
    phones=st.lists(PHONES, max_size=2, unique=True).map(tuple),
    hours=st.lists(HOURS, max_size=2, unique=True).map(tuple), languages=LANGUAGES,
)  # fmt: skip
TEXTS = st.dictionaries(
    st.sampled_from(TRANSLATED_TEXTS),
    st.dictionaries(st.sampled_from(SITE_LANGUAGES), NAME, min_size=1),
)
ENTRIES = st.builds(
    ResourceEntry, st.uuids().map(str), NAME, st.builds(Organization, NAME, alternate_name=LINE),
    alternate_name=LINE, texts=TEXTS,
    topics=st.lists(st.sampled_from(["food", "immigration"]), unique=True, min_size=1).map(tuple),
    areas=st.lists(st.sampled_from(["koreatown", "valley"]), unique=True, min_size=1).map(tuple),
    languages=LANGUAGES, cost=st.sampled_from(["", "free", "paid"]),
    phones=st.lists(PHONES, max_size=3, unique_by=lambda phone: phone.number).map(tuple),
    hours=st.lists(HOURS, max_size=3, unique=True).map(tuple),
    places=st.lists(PLACES, max_size=2).map(tuple),
).map(with_ids)  # fmt: skip


@WRITERS
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(entry=ENTRIES)
def test_any_entry_comes_back_as_it_was(write: Write, entry: ResourceEntry) -> None:
    (read,) = read_entries(read_file(write(tables_of([entry]))), "en").resources
    assert read.entry == entry
