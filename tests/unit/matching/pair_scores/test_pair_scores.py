"""Pair scores are the same in any block and process, and change only with answers."""

import pickle

import numpy as np
import pandas as pd
import pytest

from matching import Program
from matching.pair_scores.pair_scores import TILE_SHAPE, PairScores
from matching.tables.people import People

CROSS = Program.shipped("cross-community")


def random_lists(random, words, max_length, size):
    return [
        ", ".join(
            f"w{word}" for word in random.choice(words, random.integers(0, max_length + 1), False)
        )
        for _ in range(size)
    ]


def random_side(seed, side, size):
    random = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "id": [f"{number:04}" for number in range(size)],
            "person": [str(random.integers(size)) for _ in range(size)],
            "communities": random.choice(["asian", "latino", "asian, latino", ""], size),
            "languages": random_lists(random, 12, 3, size),
            "modes": random_lists(random, 2, 2, size),
            "availability": random_lists(random, 21, 8, size),
            "topics": random_lists(random, 15, 5, size),
            "interests": random_lists(random, 15, 5, size),
            "dislikes": random_lists(random, 6, 3, size),
            "region": random.choice(["", "east", "west", "south"], size),
            "capacity": "1",
        }
    )
    return People.from_table(table, getattr(CROSS, side), side)


@pytest.fixture(scope="module")
def pair_scores():
    return PairScores.of(
        CROSS, random_side(1, "mentees", 150), random_side(2, "mentors", TILE_SHAPE[1] + 50)
    )


def equal(block, other):
    return all(np.array_equal(a, b) for a, b in zip(block, other, strict=True))


def test_a_pair_scores_the_same_in_a_block_as_alone(pair_scores):
    rows = np.array([149, 3, 3, 77])
    scores, eligible = pair_scores.rows(rows)
    for position, row in enumerate(rows):
        for column in range(0, len(pair_scores.mentors), 37):
            pair = np.array([row]), np.array([column])
            assert pair_scores.scores(*pair).item() == scores[position, column]
            assert pair_scores.eligible(*pair).item() == eligible[position, column]


def test_blocks_stack_up_to_the_whole(pair_scores):
    whole = pair_scores.rows(np.arange(150))
    blocks = [pair_scores.rows(rows) for rows in np.array_split(np.arange(150), 7)]
    assert equal(whole, map(np.concatenate, zip(*blocks, strict=True)))


def test_pair_scores_survive_pickling(pair_scores):
    block = pickle.loads(pickle.dumps(pair_scores.rows))  # noqa: S301
    assert equal(block(np.arange(150)), pair_scores.rows(np.arange(150)))


def test_the_same_people_prepared_again_score_the_same(pair_scores):
    again = pair_scores.for_people(pair_scores.mentees, pair_scores.mentors)
    assert equal(again.rows(np.arange(150)), pair_scores.rows(np.arange(150)))


def test_a_changed_answer_changes_only_that_persons_scores(pair_scores):
    table = pair_scores.mentees.table.copy()
    table.iloc[5, table.columns.get_loc("interests")] = "w1, unseen"
    table.iloc[5, table.columns.get_loc("dislikes")] = ""
    changed = People.from_table(table, CROSS.mentees, "mentees")
    before = pair_scores.rows(np.arange(150))[0]
    after = pair_scores.for_people(changed, pair_scores.mentors).rows(np.arange(150))[0]
    assert np.flatnonzero((before != after).any(axis=1)).tolist() == [5]


def test_an_empty_side_gives_an_empty_block(pair_scores):
    empty = random_side(0, "mentors", 0)
    scores, eligible = pair_scores.for_people(pair_scores.mentees, empty).rows(np.arange(3))
    assert scores.shape == eligible.shape == (3, 0)


def test_the_bits_of_a_pair_are_the_rules_that_it_breaks(pair_scores):
    rows, columns = np.arange(4), np.arange(60)
    masks = pair_scores.broken_rule_masks(rows, columns)
    rules = [rule.name for rule in CROSS.rules]
    for row, column in np.ndindex(4, 60):
        bits = [rule for bit, rule in enumerate(rules) if int(masks[row, column]) >> bit & 1]
        assert tuple(bits) == pair_scores.broken_rules(row, column)
        same = int(masks[row, column]) >> len(rules) & 1
        assert same == pair_scores.is_same_person(row, column) == (row == column)
    assert np.array_equal(masks == 0, pair_scores.eligible(rows, columns))
