"""Read a file within limits: JSON in any of its shapes, CSV, or a zip archive of CSV files."""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.services.resources.hsds.tables import Record, Tables, table_named

MAX_FILE_BYTES = 5 * 1024**2
MAX_UNPACKED_BYTES = 32 * 1024**2
MAX_FILES = 100
MAX_RECORDS = 400_000
MAX_DEPTH = 12
LIST_KEYS = ("contents", "content", "items", "data")
"""Under which a page of an interface lists what it holds."""


def read_file(content: bytes) -> Tables:
    """Return the tables of a file; `UserFacingError` says why it cannot be read."""
    if len(content) > MAX_FILE_BYTES:
        raise UserFacingError(
            _("The file is too large: up to %(maximum)s MB are possible.",
              maximum=MAX_FILE_BYTES // 1024**2)
        )  # fmt: skip
    if content[:4] == b"PK\x03\x04":
        return _read_archive(content)
    text = _decode(content)
    if text.lstrip()[:1] in {"{", "["}:
        return _read_json(text)
    return _read_csv_files([("services.csv", text)])


def _decode(content: bytes, name: str = "") -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserFacingError(
            _("%(file)s is not in UTF-8. Save it in UTF-8, then upload it again.",
              file=name or _("The file"))
        ) from None  # fmt: skip


def _read_archive(content: bytes) -> Tables:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_csv_files(list(_unpacked(archive)))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise UserFacingError(_("The archive is damaged. Save it once more.")) from None


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the CSV files of an archive, and stop at the limit."""
    names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
    room = MAX_UNPACKED_BYTES
    for name in names[:MAX_FILES]:
        with archive.open(name) as file:
            content = file.read(room + 1)
        room -= len(content)
        if room < 0:
            raise UserFacingError(_("The archive holds too much to be read."))
        yield name, _decode(content, PurePosixPath(name).name)


def _read_csv_files(files: list[tuple[str, str]]) -> Tables:
    tables, count = Tables(), 0
    for name, text in files:
        table = table_named(PurePosixPath(name).stem)
        if table is None:
            continue
        for record in _csv_records(text, PurePosixPath(name).name):
            count = _counted(count)
            tables.add(table, record)
    return tables


def _csv_records(text: str, name: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        for row in reader:
            if any(row):
                yield {
                    column: cell.strip()
                    for column, cell in zip(header, row, strict=False)
                    if column and cell.strip()
                }
    except csv.Error:
        raise UserFacingError(
            _("%(file)s cannot be read as a CSV file, near row %(row)s.",
              file=name, row=reader.line_num)
        ) from None  # fmt: skip


def _read_json(text: str) -> Tables:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise UserFacingError(_("The file cannot be read as JSON.")) from None
    nested = _NestedReader()
    nested.read(data)
    return nested.tables


def _counted(count: int) -> int:
    if count >= MAX_RECORDS:
        raise UserFacingError(_("The file holds too much to be read."))
    return count + 1


class _NestedReader:
    """Takes nested objects apart: each becomes a record that refers to the one around it."""

    def __init__(self) -> None:
        self.tables = Tables()
        self._count = 0

    def read(self, data: Any) -> None:
        if isinstance(data, list):
            for item in data:
                if isinstance(item, dict):
                    self._add(item, self._kind_of(item))
            return
        page = next((data[key] for key in LIST_KEYS if isinstance(data.get(key), list)), None)
        if page is not None:
            self.read(page)
        elif "id" not in data and "name" not in data and any(map(table_named, data)):
            self._read_tables(data)
        else:
            self._add(data, self._kind_of(data))

    def _read_tables(self, data: Record) -> None:
        """Read an object that holds a list for each table, as a tabular file does."""
        for key, records in data.items():
            table = table_named(key)
            for record in records if table and isinstance(records, list) else ():
                if isinstance(record, dict):
                    self._add(record, str(table))

    def _kind_of(self, item: Record) -> str:
        if "service" in item or "location" in item:
            return "service_at_location"
        is_organization = "services" in item or ("status" not in item and "website" in item)
        return "organization" if is_organization else "service"

    def _add(self, item: Record, table: str, depth: int = 0, **parent: str) -> str:
        if depth > MAX_DEPTH:
            raise UserFacingError(_("The file is nested too deeply to be read."))
        self._count = _counted(self._count)
        record = {key: value for key, value in item.items() if not isinstance(value, dict | list)}
        id_ = self.tables.add(table, {**parent, **record})
        for key, value in item.items():
            inner = table_named(key)
            if inner is None:
                continue
            if isinstance(value, dict):
                inner_id = self._add(value, inner, depth + 1, **_reference(table, id_))
                self.tables.add(table, {"id": id_, f"{inner}_id": inner_id})
            for child in value if isinstance(value, list) else ():
                if isinstance(child, dict):
                    self._add(child, inner, depth + 1, **_reference(table, id_))
        return id_


def _reference(table: str, id_: str) -> dict[str, str]:
    """Return what a record says of the one around it; an attribute has its own columns for it."""
    return {f"{table}_id": id_, "link_id": id_, "link_entity": table}
