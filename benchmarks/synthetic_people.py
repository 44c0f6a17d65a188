"""Synthetic people in any number; the same seed gives the same people."""

from pathlib import Path

import numpy as np
import pandas as pd

from matching import Program
from matching.pair_scores.pair_scores import PairScores
from matching.tables.people import People

GRADES = ("AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4")
LANGUAGES = ("en", "es", "zh", "ko", "vi", "tl", "ja", "km", "th", "hi", "zap", "yue")
MODES = ("in_person", "online", "in_person,online")
TIMES = tuple(
    f"{day}_{part}"
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    for part in ("morning", "afternoon", "evening")
)
TOPICS = tuple(f"topic {number}" for number in range(15))
INTERESTS = tuple(f"interest {number}" for number in range(15))
DISLIKES = tuple(f"dislike {number}" for number in range(6))
BOTH_COMMUNITIES_SHARE = 0.06
"""The part of people who belong to both communities."""


def community_pair_scores(size: int, seed: int = 0) -> PairScores:
    """Return as many mentees as mentors, encoded for the cross-community programme."""
    program = Program.shipped("cross-community")
    mentees, mentors = community_tables(size, seed)
    return PairScores.of(
        program,
        People.from_table(mentees, program.mentees, "mentees"),
        People.from_table(mentors, program.mentors, "mentors"),
    )


def community_tables(size: int, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return tables of mentees and mentors: popular and rare topics, few languages, many times."""
    random = np.random.default_rng(seed)
    return _community_side(size, "mentee", random), _community_side(size, "mentor", random)


def _community_side(size: int, side: str, random: np.random.Generator) -> pd.DataFrame:
    popular = 1 / np.arange(3.0, 3.0 + len(TOPICS))
    communities = random.choice(
        ["asian", "latino", "asian,latino"],
        size,
        p=[
            (1 - BOTH_COMMUNITIES_SHARE) / 2,
            (1 - BOTH_COMMUNITIES_SHARE) / 2,
            BOTH_COMMUNITIES_SHARE,
        ],
    )
    return pd.DataFrame(
        {
            "id": [f"{side}-{number:06}" for number in range(size)],
            "person": [f"{side} {number}" for number in range(size)],
            "communities": communities,
            "languages": [_languages(random) for _ in range(size)],
            "modes": random.choice(MODES, size),
            "availability": _lists(TIMES, 2, 8, size, random),
            "topics": _lists(TOPICS, 2, 5, size, random, popular / popular.sum()),
            "interests": _lists(INTERESTS, 1, 5, size, random),
            "dislikes": _lists(DISLIKES, 0, 3, size, random),
            "region": random.choice([f"region {number}" for number in range(12)], size),
            "capacity": "1",
        }
    )


def _languages(random: np.random.Generator) -> str:
    spoken = set(random.choice(LANGUAGES, random.integers(1, 3)))
    if random.random() < 0.85:
        spoken.add("en")
    return ",".join(sorted(spoken))


def _lists(
    words: tuple[str, ...],
    min_length: int,
    max_length: int,
    size: int,
    random: np.random.Generator,
    probabilities: np.ndarray | None = None,
) -> list[str]:
    lengths = random.integers(min_length, max_length + 1, size)
    return [
        ",".join(random.choice(words, length, replace=False, p=probabilities)) for length in lengths
    ]


def civil_service_files(size: int, folder: Path, seed: int = 0) -> tuple[Path, Path]:
    """Write two CSV files of people for the civil-service programme, and return their paths."""
    random = np.random.default_rng(seed)
    mentees, mentors = folder / "mentees.csv", folder / "mentors.csv"
    _civil_servants(size, "identity to match", random).to_csv(mentees, index=False)
    _civil_servants(size, "characteristics", random).to_csv(mentors, index=False)
    return mentees, mentors


def _civil_servants(size: int, identity: str, random: np.random.Generator) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "first name": "Alex",
            "last name": [f"{identity} {number}" for number in range(size)],
            "email address": [
                f"{identity.split()[0]}{number}@gov.example" for number in range(size)
            ],
            "grade": random.choice(GRADES, size),
            "organisation": random.choice([f"department {number}" for number in range(12)], size),
            "profession": random.choice([f"profession {number}" for number in range(20)], size),
            identity: random.choice(["", "one", "two", "three"], size),
        }
    )
