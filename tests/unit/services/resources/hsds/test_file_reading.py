"""Files are read within limits; what cannot be read is refused with a sentence."""

import io
import json
import random
import zipfile

import pytest

from mentorship.errors import UserFacingError
from mentorship.services.resources.hsds import file_reading
from mentorship.services.resources.hsds.file_reading import read_file
from tests.unit.services.resources.hsds.samples import SAMPLES

pytestmark = pytest.mark.usefixtures("runtime")


def archive_of(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return buffer.getvalue()


def damaged(archive: bytes) -> bytes:
    """Return an archive whose compressed part cannot be unpacked."""
    start = zipfile.ZipFile(io.BytesIO(archive)).infolist()[0].header_offset + 30 + 12
    return archive[:start] + b"\xff" * 8 + archive[start + 8 :]


def test_nested_objects_refer_to_the_ones_around_them() -> None:
    tables = read_file(SAMPLES["3.0, nested"])
    (service,) = tables.records("service")
    assert tables.find("organization", service["organization_id"])["name"] == "Counsel of the Hills"
    (phone,) = tables.records("phone")
    assert phone["service_id"] == service["id"]
    languages = tables.records("language")
    assert languages[0]["phone_id"] == phone["id"]


def test_organizations_with_their_services_are_read() -> None:
    file = json.dumps([{"name": "Counsel", "services": [{"name": "Help"}, {"name": "More"}]}])
    tables = read_file(file.encode())
    assert [service["name"] for service in tables.records("service")] == ["Help", "More"]
    assert len({service["organization_id"] for service in tables.records("service")}) == 1


def test_a_single_csv_file_holds_services() -> None:
    tables = read_file(b'id,Name ,status\r\n1, Help ,active\r\n\r\n2,"More, and more",active\r\n')
    assert [record["name"] for record in tables.records("service")] == ["Help", "More, and more"]


def test_files_of_an_archive_that_are_no_tables_are_passed_over() -> None:
    tables = read_file(archive_of(services=b"id,name\n1,Help\n", readme=b"x,y\n1,2\n"))
    assert dict(tables.names()) == {"service": 1}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "cannot be read as JSON"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b"\xff\xfe\x00", "not in UTF-8"),
        (b"PK\x03\x04 not an archive", "damaged"),
        (damaged(archive_of(services=b"id,name\n" + bytes(range(32, 127)) * 9)), "damaged"),
        (archive_of(services=b"id,name\n1,\xff\n"), "services.csv is not in UTF-8"),
        (b"id,name\n1," + b"x" * 200_000, "services.csv cannot be read as a CSV file"),
        (b" " * (file_reading.MAX_FILE_BYTES + 1), "too large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UserFacingError, match=sentence):
        read_file(content)


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_reading, "MAX_UNPACKED_BYTES", 1_000)
    bomb = archive_of(services=b"id,name\n" + b"1,Help\n" * 10_000)
    with pytest.raises(UserFacingError, match="too much"):
        read_file(bomb)


def test_too_many_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_reading, "MAX_RECORDS", 3)
    with pytest.raises(UserFacingError, match="too much"):
        read_file(json.dumps([{"name": "x"}] * 4).encode())


def test_too_deep_a_nesting_is_refused() -> None:
    inner: dict[str, object] = {"name": "x"}
    for _depth in range(file_reading.MAX_DEPTH + 2):
        inner = {"name": "x", "services": [inner]}
    with pytest.raises(UserFacingError, match="nested too deeply"):
        read_file(json.dumps([inner]).encode())


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_damaged_file_is_read_or_refused_and_never_fails(sample: str) -> None:
    chance = random.Random(sample)  # noqa: S311
    for _time in range(60):
        content = bytearray(SAMPLES[sample])
        for _change in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        del content[chance.randrange(len(content)) :]
        try:
            read_file(bytes(content))
        except UserFacingError:
            continue
