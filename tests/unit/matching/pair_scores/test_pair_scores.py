"""A comparison scores by the block, in any process, and again for changed answers."""

import pickle

import numpy as np
import pandas as pd
import pytest

from matching import Program
from matching.pair_scores.pair_scores import TILE, PairScores
from matching.tables.people import People

CROSS = Program.shipped("cross-community")


def lists(random, words, most, size):
    return [
        ", ".join(f"w{word}" for word in random.choice(words, random.integers(0, most + 1), False))
        for _ in range(size)
    ]


def round_of(seed, side, size):
    random = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "id": [f"{number:04}" for number in range(size)],
            "person": [str(random.integers(size)) for _ in range(size)],
            "communities": random.choice(["asian", "latino", "asian, latino", ""], size),
            "languages": lists(random, 12, 3, size),
            "modes": lists(random, 2, 2, size),
            "availability": lists(random, 21, 8, size),
            "topics": lists(random, 15, 5, size),
            "interests": lists(random, 15, 5, size),
            "dislikes": lists(random, 6, 3, size),
            "region": random.choice(["", "east", "west", "south"], size),
            "places": "1",
        }
    )
    return People.from_table(table, getattr(CROSS, side), side)


@pytest.fixture(scope="module")
def compared():
    return PairScores.of(CROSS, round_of(1, "mentees", 150), round_of(2, "mentors", TILE[1] + 50))


def same(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_a_block_is_what_its_pairs_are_each_alone(compared):
    rows = np.array([149, 3, 3, 77])
    scores, eligible = compared.rows(rows)
    for place, row in enumerate(rows):
        for column in range(0, len(compared.mentors), 37):
            pair = np.array([row]), np.array([column])
            assert compared.scores(*pair).item() == scores[place, column]
            assert compared.eligible(*pair).item() == eligible[place, column]


def test_the_whole_is_the_blocks_one_below_the_other(compared):
    whole = compared.rows(np.arange(150))
    pieces = [compared.rows(rows) for rows in np.array_split(np.arange(150), 7)]
    assert same(whole, map(np.concatenate, zip(*pieces, strict=True)))


def test_a_comparison_survives_being_sent_to_another_process(compared):
    block = pickle.loads(pickle.dumps(compared.rows))  # noqa: S301
    assert same(block(np.arange(150)), compared.rows(np.arange(150)))


def test_the_same_people_read_again_score_the_same(compared):
    again = compared.for_people(compared.mentees, compared.mentors)
    assert same(again.rows(np.arange(150)), compared.rows(np.arange(150)))


def test_a_changed_answer_changes_nobody_else(compared):
    table = compared.mentees.table.copy()
    table.iloc[5, table.columns.get_loc("interests")] = "w1, never heard of"
    table.iloc[5, table.columns.get_loc("dislikes")] = ""
    changed = People.from_table(table, CROSS.mentees, "mentees")
    before = compared.rows(np.arange(150))[0]
    after = compared.for_people(changed, compared.mentors).rows(np.arange(150))[0]
    assert np.flatnonzero((before != after).any(axis=1)).tolist() == [5]


def test_nobody_on_a_side_gives_an_empty_block(compared):
    nobody = round_of(0, "mentors", 0)
    scores, eligible = compared.for_people(compared.mentees, nobody).rows(np.arange(3))
    assert scores.shape == eligible.shape == (3, 0)
