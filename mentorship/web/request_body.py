"""Request bodies within limits: typed text is cut before anything reads it, files stay in memory.

The limits of Flask's configuration bound a body as a whole; here each value of a form is bounded.
Every reader of ``request.form`` gets bounded values, so that no later step has to expect more.
"""

import io
from typing import IO

from flask import Flask, Request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser

from mentorship.text_cleaning import limit_marks

# The longest that a page of ours sends are the digests of all sensitive words in a text.
MAX_VALUE_CHARACTERS = 20_000


class BoundedFormParser(FormDataParser):
    """Parses a form, and cuts its values; a cut one stays too long, so that a form refuses it."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        stream, form, files = super().parse(stream, mimetype, content_length, options)
        return stream, self.cls(map(bounded, form.items(multi=True))), files


def bounded(item: tuple[str, str]) -> tuple[str, str]:
    """Return the name and value of a field, cut to one character more than is accepted."""
    name, value = item
    return name, limit_marks(value)[: MAX_VALUE_CHARACTERS + 1]


def is_too_long(value: str) -> bool:
    return len(value) > MAX_VALUE_CHARACTERS


class BoundedRequest(Request):
    """A request whose form is bounded, and that never writes an uploaded file to disk."""

    form_data_parser_class = BoundedFormParser

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


def init_app(app: Flask) -> None:
    app.request_class = BoundedRequest
