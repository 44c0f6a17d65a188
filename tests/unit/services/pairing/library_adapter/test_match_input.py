"""The input of a run: stored and read back it is the same, and has the same digest alone."""

import json
from dataclasses import replace

import pytest

from mentorship.services.pairing.library_adapter.match_input import MatchInput

GIVEN = MatchInput(
    ("id", "person", "languages", "capacity"),
    mentees=[["1", "11", "es,zap", "1"], ["2", "12", "日本語", "1"]],
    mentors=[["3", "13", "es", "2"]],
    banned=[(1, 3)],
    pinned=[(2, 3)],
    waited=[2],
)
DIGEST = "57d4d123d7ee32d63ffb48e22ad0b47f61257bb21489d1392834011e82d05238"
OTHERS = {
    "another answer": replace(GIVEN, mentees=[["1", "11", "es", "1"], GIVEN.mentees[1]]),
    "another order": replace(GIVEN, mentees=GIVEN.mentees[::-1]),
    "another side": replace(GIVEN, mentees=GIVEN.mentors, mentors=GIVEN.mentees),
    "a comma elsewhere": replace(GIVEN, mentors=[["3", "13,es", "", "2"]]),
    "no ban": replace(GIVEN, banned=[]),
    "a ban that is a pin": replace(GIVEN, banned=GIVEN.pinned, pinned=GIVEN.banned),
    "nobody waited": replace(GIVEN, waited=[]),
    "somebody did the training": replace(GIVEN, trained=[2]),
    "a first conversation": replace(GIVEN, conversations=[(1, 3, 2, None)]),
    "other columns": replace(GIVEN, columns=("id", "person", "topics", "capacity")),
}


class StoredInput:
    """What `MatchInput.of` reads of a `RunInput`."""

    def __init__(self, given: MatchInput) -> None:
        document = json.loads(json.dumps(given.document()))
        self.tables, self.banned, self.pinned = (
            document[name] for name in ("tables", "banned", "pinned")
        )
        self.conversations = document.get("conversations", [])


@pytest.mark.parametrize("given", [GIVEN, OTHERS["a first conversation"]])
def test_what_is_read_back_is_what_was_stored_with_the_same_digest(given: MatchInput) -> None:
    again = MatchInput.of(StoredInput(given))  # type: ignore[arg-type]
    assert again == given
    assert again.digest() == given.digest()


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_another_input_has_another_digest(other: MatchInput) -> None:
    assert other.digest() != GIVEN.digest()


def test_the_digest_is_the_same_in_every_process() -> None:
    """It is kept with the run, so it must not depend on the hash seed or the version."""
    assert GIVEN.digest() == DIGEST


def test_the_tables_that_the_library_reads_are_text() -> None:
    mentees, mentors = GIVEN.data_frames()
    assert mentees.columns.tolist() == list(GIVEN.columns)
    assert mentees["languages"].tolist() == ["es,zap", "日本語"]
    assert mentors["capacity"].tolist() == ["2"]
    assert GIVEN.ids() == {1, 2, 3}
    assert "zap" not in repr(GIVEN), "nothing about a person in an exception"


def test_a_side_without_anybody_still_has_its_columns() -> None:
    mentees, _mentors = replace(GIVEN, mentees=[]).data_frames()
    assert mentees.shape == (0, 4)
