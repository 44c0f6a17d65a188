"""A runtime for services, without a database, pages or a worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

from mentorship.privacy.audit_digests import audit_key
from mentorship.privacy.blind_index import BlindIndex
from mentorship.privacy.key_store import KeyStore
from mentorship.privacy.keys import Keys
from mentorship.programme import shipped
from mentorship.runtime import Runtime

KEYS = Keys.generate()


class RecordingQueue:
    def __init__(self) -> None:
        self.sent: list[tuple[str, int]] = []

    def send(self, task: str, row_id: int) -> None:
        self.sent.append((task, row_id))


def page_url(endpoint: str, **values: str) -> str:
    return f"https://site.example/{endpoint}"


@pytest.fixture
def task_queue() -> RecordingQueue:
    return RecordingQueue()


@pytest.fixture
def runtime(task_queue: RecordingQueue, tmp_path: Path) -> Iterator[Runtime]:
    app = Flask(__name__)
    Babel(app)
    runtime = Runtime(
        blind_index=BlindIndex(KEYS.index_key),
        key_store=KeyStore(tmp_path / "data-keys.db", KEYS.master_keys),
        task_queue=task_queue,
        page_url=page_url,
        programme_source=shipped,
        secret_key=KEYS.secret_key,
        audit_key=audit_key(KEYS.index_key),
        encryption_keys=KEYS.encryption_keys,
        key_fingerprints=KEYS.fingerprints(),
    )
    runtime.init_app(app)
    with app.app_context():
        yield runtime
