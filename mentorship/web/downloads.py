"""Files to save: the response of an export, and the formats that a table can have."""

from collections.abc import Callable, Mapping, Sequence

from flask import Response

from mentorship.services.exports import Sheet, csv_bytes, xlsx_bytes

Writer = Callable[[Sequence[Sheet]], bytes]


def first_sheet_as_csv(sheets: Sequence[Sheet]) -> bytes:
    """Return the first sheet, which is all that a CSV file can hold."""
    return csv_bytes(sheets[0])


TABLE_FORMATS: Mapping[str, tuple[Writer, str]] = {
    "csv": (first_sheet_as_csv, "text/csv"),
    "xlsx": (
        xlsx_bytes,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


def download_table(sheets: Sequence[Sheet], table_format: str, name: str) -> Response:
    """Send sheets as a file; ``name`` must name nobody, and has no ending."""
    write, media_type = TABLE_FORMATS[table_format]
    return as_download(Response(write(sheets), mimetype=media_type), f"{name}.{table_format}")


def as_download(response: Response, name: str) -> Response:
    """Have the browser save a response under a name of ASCII letters."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
