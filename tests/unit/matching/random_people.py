"""Tables of random people with every kind of answer."""

import numpy as np
import pandas as pd

from matching.encoding.geography import Location
from matching.tables.people import People, Side

SIZE = 23
GRADES = ("low", "mid", "high", "top")
WORDS = ("art", "Art ", "food", "music", "sport")
AGES = {"": None, "25-40": (25, 40), "30": (30, 30), "41.5": (41.5, 41.5), "-3 – +2": (-3, 2)}
LOCATIONS = (
    Location("Echo Park", 34.078, -118.261),
    Location("Westlake", 34.057, -118.276),
    Location("Long Beach", 33.770, -118.194),
)
TEXTS = ("", "김치", "Kimchi", "tea and kimchi", "我喜欢做饭", "做饭 and TEA", "👩🏽‍🌾 tea tea")


def random_people(seed, source):
    random = np.random.default_rng(seed)
    lists = [random.choice(WORDS, random.integers(0, 5), replace=False) for _ in range(SIZE)]
    names = [location.name.upper() for location in LOCATIONS]
    table = pd.DataFrame(
        {
            "id": [f"{number:02}" for number in range(SIZE)],
            "list": [",".join(items) for items in lists],
            "grade": random.choice(["", "LOW", *GRADES], SIZE),
            "age": random.choice(list(AGES), SIZE),
            "areas": [
                ", ".join(random.choice(names, count, replace=False))
                for count in random.integers(0, 3, SIZE)
            ],
            "text": random.choice(TEXTS, SIZE),
        }
    )
    return People.from_table(table, Side(id="id"), source)


def people(*answers):
    """Return people with the given answers in a single column, x."""
    table = pd.DataFrame({"id": [f"{n:04}" for n in range(len(answers))], "x": answers})
    return People.from_table(table, Side(id="id"), "people")
