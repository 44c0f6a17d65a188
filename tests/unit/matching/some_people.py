"""People with every sort of answer, in tables."""

import numpy as np
import pandas as pd

from matching.encoding.geography import Place
from matching.tables.people import People, Side

GRADES = ("low", "mid", "high", "top")
WORDS = ("art", "Art ", "food", "music", "sport")
AGES = {"": None, "25-40": (25, 40), "30": (30, 30), "41.5": (41.5, 41.5), "-3 – +2": (-3, 2)}
MAP = (
    Place("Echo Park", 34.078, -118.261),
    Place("Westlake", 34.057, -118.276),
    Place("Long Beach", 33.770, -118.194),
)
TEXTS = ("", "김치", "Kimchi", "tea and kimchi", "我喜欢做饭", "做饭 and TEA", "👩🏽‍🌾 tea tea")


def random_people(seed, source):
    random = np.random.default_rng(seed)
    size = 23
    lists = [random.choice(WORDS, random.integers(0, 5), replace=False) for _ in range(size)]
    table = pd.DataFrame(
        {
            "id": [f"{number:02}" for number in range(size)],
            "list": [",".join(items) for items in lists],
            "grade": random.choice(["", "LOW", *GRADES], size),
            "age": random.choice(list(AGES), size),
            "areas": [
                ", ".join(random.choice([place.name.upper() for place in MAP], few, False))
                for few in random.integers(0, 3, size)
            ],
            "text": random.choice(TEXTS, size),
        }
    )
    return People.from_table(table, Side(id="id"), source)


def people(*answers):
    table = pd.DataFrame({"id": [f"{n:04}" for n in range(len(answers))], "x": answers})
    return People.from_table(table, Side(id="id"), "people")
