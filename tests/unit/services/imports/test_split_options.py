"""An option with a comma is put together again; separate answers stay apart."""

import pytest

from mentorship.services.imports.split_options import join_options

OPTION = ["Tenant rights", "housing and eviction"]


@pytest.mark.parametrize(
    ("cells", "joined"),
    [
        ([OPTION, [*OPTION, "Art"]], [[", ".join(OPTION)], [", ".join(OPTION), "Art"]]),
        ([["Food", "health", "and care"]] * 2, [["Food, health, and care"]] * 2),
        ([OPTION], [OPTION]),
        ([OPTION, ["housing and eviction"]], [OPTION, ["housing and eviction"]]),
        ([["Art", "music"], ["Film", "music"]], [["Art", "music"], ["Film", "music"]]),
        ([["Art", "Music"]] * 2, [["Art", "Music"]] * 2),
        ([["spanish", "english"]] * 2, [["spanish", "english"]] * 2),
        ([["Spanish", "korean"]] * 2, [["Spanish", "korean"]] * 2),
    ],
)
def test_a_small_letter_after_the_same_part_is_the_rest_of_an_option(
    cells: list[list[str]], joined: list[list[str]]
) -> None:
    assert join_options(cells, {"korean"}) == joined
