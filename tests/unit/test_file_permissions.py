"""The service does not start on files that other users of the machine can read."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from mentorship.errors import ConfigurationError
from mentorship.file_permissions import require_private_databases, require_private_key_file

SHARED_FILE_MODES = [0o604, 0o640, 0o620, 0o601, 0o644]


def run_advice(error: pytest.ExceptionInfo[ConfigurationError]) -> None:
    """Run the command at the end of the error's sentence."""
    subprocess.run(shlex.split(str(error.value).partition("Run: ")[2]), check=True)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return make_file(tmp_path / "keys of Ana" / "keys.toml")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return make_file(tmp_path / "instance" / "mentorship.db")


def make_file(path: Path) -> Path:
    path.parent.mkdir(mode=0o700)
    path.touch(mode=0o600)
    return path


@pytest.mark.parametrize("mode", SHARED_FILE_MODES)
def test_a_key_file_that_others_can_read_is_refused_with_the_remedy(
    key_file: Path, mode: int
) -> None:
    key_file.chmod(mode)
    with pytest.raises(ConfigurationError, match="chmod 600") as error:
        require_private_key_file(key_file)
    run_advice(error)
    require_private_key_file(key_file)


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_a_key_file_that_others_can_replace_is_refused_with_the_remedy(
    key_file: Path, mode: int
) -> None:
    key_file.parent.chmod(mode)
    with pytest.raises(ConfigurationError, match="chmod go-w") as error:
        require_private_key_file(key_file)
    run_advice(error)
    require_private_key_file(key_file)


def test_a_key_file_in_a_folder_that_others_can_read_is_accepted(key_file: Path) -> None:
    key_file.parent.chmod(0o755)
    require_private_key_file(key_file)


@pytest.mark.parametrize("mode", SHARED_FILE_MODES)
@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_a_database_file_that_others_can_read_is_refused_with_the_remedy(
    database: Path, suffix: str, mode: int
) -> None:
    file = database.with_name(database.name + suffix)
    file.touch()
    os.chmod(file, mode)
    with pytest.raises(ConfigurationError, match=f"{file.name}. Run: chmod 600") as error:
        require_private_databases([database])
    run_advice(error)
    require_private_databases([database])


@pytest.mark.parametrize("mode", [0o701, 0o750, 0o755])
def test_a_folder_of_databases_that_others_can_enter_is_refused_with_the_remedy(
    database: Path, mode: int
) -> None:
    database.parent.chmod(mode)
    with pytest.raises(ConfigurationError, match="chmod 700") as error:
        require_private_databases([database.with_name("queue.db"), database])
    run_advice(error)
    require_private_databases([database.with_name("queue.db"), database])


def test_a_database_that_does_not_exist_yet_is_accepted(tmp_path: Path) -> None:
    require_private_databases([tmp_path / "mentorship.db", tmp_path / "new" / "mentorship.db"])
    require_private_key_file(tmp_path / "none.toml")
