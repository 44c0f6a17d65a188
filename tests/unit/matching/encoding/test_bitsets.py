"""Sets of bits count as sets of words do, however large the vocabulary."""

import numpy as np
import pytest

from matching.encoding.bitsets import Items, members


def random_lists(random, words, people=17):
    most = min(words, 60)
    return [
        [f"w{word}" for word in random.choice(words, random.integers(most + 1), replace=False)]
        for _ in range(people)
    ]


@pytest.mark.parametrize("words", [1, 8, 9, 16, 17, 32, 33, 64, 65, 200, 1000])
def test_a_block_of_sets_counts_as_a_double_loop_does(words):
    random = np.random.default_rng(words)
    mentees, mentors = random_lists(random, words), random_lists(random, words)
    items = Items.of(mentees, mentors)
    rows, columns = np.array([16, 2, 2, 9]), np.arange(16, -1, -3)
    slow = [[set(mentees[i]) & set(mentors[j]) for j in columns] for i in rows]
    assert items.common(rows, columns).tolist() == [[len(both) for both in row] for row in slow]
    assert items.meet(rows, columns).tolist() == [[bool(both) for both in row] for row in slow]
    assert [[set(items.shared(i, j)) for j in columns] for i in rows] == slow


def test_the_words_of_a_set_come_in_order():
    items = Items.of([["b", "C", "a"]], [[f"x{number:03}" for number in range(90)]])
    assert [items.words[place] for place in members(items.mentees[:, 0])] == ["a", "b", "C"]
