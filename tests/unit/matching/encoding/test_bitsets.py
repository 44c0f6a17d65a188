"""Bit sets count like Python sets, however large the vocabulary."""

import numpy as np
import pytest

from matching.encoding.bitsets import ItemSets, member_positions


def random_lists(random, words, people=17):
    max_length = min(words, 60)
    return [
        [
            f"w{word}"
            for word in random.choice(words, random.integers(max_length + 1), replace=False)
        ]
        for _ in range(people)
    ]


@pytest.mark.parametrize("words", [1, 8, 9, 16, 17, 32, 33, 64, 65, 200, 1000])
def test_a_block_equals_python_sets(words):
    random = np.random.default_rng(words)
    mentees, mentors = random_lists(random, words), random_lists(random, words)
    items = ItemSets.of(mentees, mentors)
    rows, columns = np.array([16, 2, 2, 9]), np.arange(16, -1, -3)
    expected = [[set(mentees[i]) & set(mentors[j]) for j in columns] for i in rows]
    assert items.common_counts(rows, columns).tolist() == [
        [len(common) for common in row] for row in expected
    ]
    assert items.overlaps(rows, columns).tolist() == [
        [bool(common) for common in row] for row in expected
    ]
    assert [[set(items.common_items(i, j)) for j in columns] for i in rows] == expected


def test_the_items_of_a_set_are_in_alphabetical_order():
    items = ItemSets.of([["b", "C", "a"]], [[f"x{number:03}" for number in range(90)]])
    assert [items.vocabulary[position] for position in member_positions(items.mentees[:, 0])] == [
        "a",
        "b",
        "C",
    ]
