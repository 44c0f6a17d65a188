"""Tasks are sent after the commit, and dropped after a rollback."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from mentorship import after_commit
from mentorship.runtime import Runtime


class FakeSession:
    def __init__(self, log: list[object]) -> None:
        self.info: dict[str, object] = {}
        self.log = log

    def commit(self) -> None:
        self.log.append("commit")

    def rollback(self) -> None:
        self.log.append("rollback")


class FakeQueue:
    def __init__(self, log: list[object]) -> None:
        self.log = log

    def send(self, task: str, row_id: int) -> None:
        self.log.append((task, row_id))


@pytest.fixture
def log() -> Iterator[list[object]]:
    log: list[object] = []
    app = Flask(__name__)
    unused: Any = None
    Runtime(
        blind_index=unused,
        key_store=unused,
        task_queue=FakeQueue(log),
        page_url=unused,
        programme_source=unused,
        secret_key="",
        audit_key=b"",
        encryption_keys=(),
        key_fingerprints={},
    ).init_app(app)
    with app.app_context():
        yield log


def test_tasks_are_sent_once_after_the_commit(log: list[object]) -> None:
    session: Any = FakeSession(log)
    after_commit.enqueue(session, "deliver_email", 1)
    after_commit.enqueue(session, "deliver_email", 2)
    after_commit.commit(session)
    after_commit.commit(session)
    assert log == ["commit", ("deliver_email", 1), ("deliver_email", 2), "commit"]


def test_a_rollback_drops_tasks(log: list[object]) -> None:
    session: Any = FakeSession(log)
    after_commit.enqueue(session, "deliver_email", 1)
    after_commit.rollback(session)
    after_commit.commit(session)
    assert log == ["rollback", "commit"]
