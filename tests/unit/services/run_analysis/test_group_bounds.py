"""Counts by group tell nothing about fewer than five people, also not by comparing two runs."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.services.run_analysis.group_bounds import bounds_of, count_groups

counts = st.dictionaries(st.sampled_from("abc"), st.integers(1, 40)).map(Counter)


@given(first=counts, second=counts, differing=st.integers(0, 80))
@settings(max_examples=60)
def test_bounds_are_multiples_of_five_that_no_count_falls_below(
    first: Counter[str], second: Counter[str], differing: int
) -> None:
    for group, both in bounds_of(first, second, differing).items():
        for bound, count in zip(both, (first[group], second[group]), strict=True):
            assert bound % 5 == 0
            assert bound <= count


@given(counts, st.sampled_from("abc"), st.integers(1, 4))
@settings(max_examples=60)
def test_who_fewer_than_five_new_people_are_cannot_be_seen(
    first: Counter[str], group: str, new: int
) -> None:
    second = first + Counter({group: new})
    shown = bounds_of(first, second, differing=new)
    assert all(before == after for before, after in shown.values())


def test_people_count_once_in_each_of_their_groups() -> None:
    assert count_groups([{"en", "es"}, {"es"}]) == {"en": 1, "es": 2}
