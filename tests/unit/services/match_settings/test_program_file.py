"""Settings as a programme file: there and back, and what is wrong with a file in one sentence."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import matching
from mentorship.errors import UserFacingError
from mentorship.programme import shipped
from mentorship.services.match_settings.entries import RULE, entries, standard_entries, with_choices
from mentorship.services.match_settings.limits import MAX_POINTS, MAX_SEED
from mentorship.services.match_settings.presets import PRESETS
from mentorship.services.match_settings.program_file import from_toml, to_toml
from mentorship.services.match_settings.settings import OBJECTIVES, RunSettings, from_document
from mentorship.services.pairing.library_adapter.programs import standard_program

points = st.floats(0, MAX_POINTS)
weights = st.fixed_dictionaries({"topics": st.floats(0.01, MAX_POINTS), "time": points})
run_settings = st.builds(
    lambda weights, rules, floor, **options: RunSettings(
        with_choices(standard_program(), weights, rules),
        floor=floor,
        **options,
    ),
    weights,
    st.sets(st.sampled_from(sorted(standard_entries(RULE)))),
    st.sampled_from([None, "auto", 0.5, 2]),
    objective=st.sampled_from(OBJECTIVES),
    load_penalty=points,
    waiting_points=points,
    seed=st.none() | st.integers(0, MAX_SEED),
)
STANDARD = to_toml(PRESETS["balanced"].settings)


@given(run_settings)
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_file_gives_the_settings_that_it_was_written_from(
    app: Flask, chosen: RunSettings
) -> None:
    assert from_toml(to_toml(chosen).encode()) == chosen
    assert from_document(chosen.to_document()) == chosen


def test_the_library_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "program.toml"
    path.write_text(to_toml(replace(PRESETS["near"].settings, floor=2.5)), "utf-8")
    program = matching.Program.load(path)
    assert {item.name: item.weight for item in program.criteria}["region"] == 8
    assert program.title == "Cross-community mentorship"


def test_what_the_page_does_not_offer_is_kept(app: Flask) -> None:
    content = (
        STANDARD
        + """
[[criterion]]
name = "closeness"
title = "nearby"
kind = "steps"
weight = 3
column = "region"
order = REGIONS
shares = { 0 = 1.0, -1 = 0.5, "1" = 0.5 }
""".replace("REGIONS", str([*shipped().regions]))
    )
    chosen = from_toml(content.encode())
    again = from_toml(to_toml(chosen).encode())
    assert again == chosen
    assert entries(again.program, "criterion")["closeness"]["shares"] == {
        "0": 1,
        "-1": 0.5,
        "1": 0.5,
    }


def changed(before: str, after: str) -> str:
    assert before in STANDARD
    return STANDARD.replace(before, after, 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff", "no text file"),
        (b"title = ", "not TOML"),
        (b"title = " + b"[" * 3000, "not TOML"),
        (b"weight = " + b"9" * 5000, "not TOML"),
        (b"title = 'x'", r"\[mentees\] is missing"),
        (changed('weight = 4', 'weight = -1').encode(), "criterion 1 .topics.: option 'weight'"),
        (changed('weight = 4', 'weight = nan').encode(), "option 'weight'"),
        (changed('weight = 4', 'weight = 101').encode(), "weight_topics: Enter a number from 0"),
        (changed('kind = "crosses"', 'kind = "share"').encode(), "“cross_community” must be there"),
        (changed('name = "oneself"', 'name = "other"').encode(), "“oneself” must be there"),
        (changed('column = "communities"', 'column = "communities"\nany = ["asian"]').encode(),
         "“cross_community” must be there"),
        (changed('column = "topics"', 'column = "phone"').encode(), "the column “phone”"),
        (changed('id = "id"', 'id = "person"').encode(), r"\[mentees\] must be as"),
        (changed('capacity = "capacity"', "").encode(), r"\[mentors\] must be as"),
        (changed('"topics"]', '"phone"]').encode(), r"\[mentees\] must be as"),
        (changed('name = "topics"', 'name = "waited"').encode(), "cannot be called “waited”"),
        (changed('kind = "same"', 'kind = "range"\nfade = 2').encode(), "is no number"),
        (changed('# floor = "none"', "# floor = 12").encode(), "floor_points: Enter a number"),
        (changed('# floor = "none"', '# floor = "high"').encode(), "floor_points: Enter a number"),
        (changed('# seed = "none"', "# seed = 1.5").encode(), "seed: Enter a whole number"),
        (changed('# seed = "none"', "# seed = ?").encode(), "not TOML"),
        (changed('"most_people"', '"luck"').encode(), "objective: Choose one"),
        ((STANDARD + "".join(f'\n[[rule]]\nname = "r{i}"\nkind = "share"\ncolumn = "modes"\n'
                             for i in range(30))).encode(), "more than 30 entries"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(
    app: Flask, content: bytes, sentence: str
) -> None:
    with pytest.raises(UserFacingError, match=sentence):
        from_toml(content)
