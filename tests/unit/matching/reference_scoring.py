"""Every kind of criterion once more, slowly: one pair at a time, in plain Python."""

import math
from collections import Counter

from tests.unit.matching.some_people import AGES, GRADES, MAP


def bag(cell):
    return {item.strip().lower() for item in cell.split(",") if item.strip()}


def climb(mentee, mentor):
    if not mentee or not mentor:
        return None
    return GRADES.index(mentor.lower()) - GRADES.index(mentee.lower())


def apart(mentee, mentor):
    (low, high), (least, most) = AGES[mentee], AGES[mentor]
    return max(low - most, least - high, 0)


def km(here, there):
    north, east = math.radians(here.latitude), math.radians(here.longitude)
    other_north, other_east = math.radians(there.latitude), math.radians(there.longitude)
    turn = math.cos(north) * math.cos(other_north) * math.sin((east - other_east) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(math.sin((north - other_north) / 2) ** 2 + turn))


def nearest(*pair):
    mine, theirs = ([place for place in MAP if place.name.lower() in bag(one)] for one in pair)
    return min(km(here, there) for here in mine for there in theirs)


def slow(column, judge, mentees, mentors, rows, columns):
    mine, theirs = mentees.text(column), mentors.text(column)
    return [[judge(mine[i], theirs[j]) for j in columns] for i in rows]


def pieces(text):
    """Cut a text as the library does, with the transliterations that these texts need."""
    latin = {"김치": "gimchi", "我喜欢做饭": "woxihuanzuofan", "做饭 and tea": "zuofan and tea",
             "👩🏽\u200d🌾 tea tea": ":woman::ear_of_rice: tea tea"}  # fmt: skip
    written = text.casefold()
    spellings = {written.replace("\u200d", ""), latin.get(written, written)}
    words = [f" {word} " for spelling in spellings for word in spelling.split()]
    return Counter(
        word[start : start + length]
        for word in words
        for length in (2, 3, 4)
        for start in range(len(word) - length + 1)
    )


def cosine(mine, theirs, everybody):
    holders = Counter(term for one in everybody for term in one)
    answers = sum(map(bool, everybody))

    def weight(terms, term):
        rarity = 1 + math.log((1 + answers) / (1 + holders[term]))
        return round(64 * terms[term] * rarity)

    product = sum(weight(mine, term) * weight(theirs, term) for term in mine if term in theirs)
    lengths = [sum(weight(one, term) ** 2 for term in one) for one in (mine, theirs)]
    return product / math.sqrt(lengths[0] * lengths[1])
