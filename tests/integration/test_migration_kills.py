"""A migration that is killed at any statement leaves a database that can be migrated."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import event

from mentorship.extensions import db
from mentorship.models import Meeting, Pair, PairState, Profile
from tests.integration.test_migrations import run_full_round

Migration = Callable[[], None]
# SQLite needs many more statements: it changes a table by copying it.
STATEMENTS_BETWEEN_KILLS = {"sqlite": 127, "postgresql": 23}


def upgrade_all() -> None:
    upgrade()


def downgrade_all() -> None:
    downgrade(revision="0001")


def kill_at(statement: int, migration: Migration) -> bool:
    """Run a migration in a child process, killed before this statement; False if it had fewer."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:  # pragma: no cover
        executed = 0

        def count(*_: Any) -> None:
            nonlocal executed
            executed += 1
            if executed == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(db.engine, "before_cursor_execute", count)
        migration()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def goals() -> set[str]:
    return {profile.answers["goals"] for profile in db.session.query(Profile)}


@pytest.mark.slow
def test_a_killed_migration_can_be_repeated_up_and_down(bare_app: Flask) -> None:
    upgrade()
    run_full_round()
    kills = 0
    for migration in (downgrade_all, upgrade_all):
        statement = STATEMENTS_BETWEEN_KILLS[db.engine.dialect.name]
        while kill_at(statement, migration):
            statement += STATEMENTS_BETWEEN_KILLS[db.engine.dialect.name]
            kills += 1
        migration()
    assert kills > 20
    assert goals() == {"希望 🌉"}
    assert db.session.query(Pair).one().state is PairState.ACTIVE
    assert db.session.query(Meeting).count() == 0
