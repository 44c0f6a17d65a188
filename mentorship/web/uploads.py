"""Uploaded files stay in memory: a temporary file could be found on disk later."""

import io
from typing import IO

from flask import Flask, Request


class UploadRequest(Request):
    """A request that never writes an uploaded file to disk; its size is bounded anyway."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


def init_app(app: Flask) -> None:
    app.request_class = UploadRequest
