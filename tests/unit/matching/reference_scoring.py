"""Reference implementations of rules and criteria: plain Python, one pair at a time."""

import math
from collections import Counter

from tests.unit.matching.random_people import AGES, GRADES, LOCATIONS


def item_set(cell):
    return {item.strip().lower() for item in cell.split(",") if item.strip()}


def level_difference(mentee, mentor):
    if not mentee or not mentor:
        return None
    return GRADES.index(mentor.lower()) - GRADES.index(mentee.lower())


def gap(mentee, mentor):
    (mentee_low, mentee_high), (mentor_low, mentor_high) = AGES[mentee], AGES[mentor]
    return max(mentee_low - mentor_high, mentor_low - mentee_high, 0)


def distance_km(first, second):
    latitude, longitude = math.radians(first.latitude), math.radians(first.longitude)
    other_latitude, other_longitude = math.radians(second.latitude), math.radians(second.longitude)
    sin2_latitude = math.sin((latitude - other_latitude) / 2) ** 2
    sin2_longitude = math.sin((longitude - other_longitude) / 2) ** 2
    haversine = sin2_latitude + math.cos(latitude) * math.cos(other_latitude) * sin2_longitude
    return 2 * 6371.0088 * math.asin(math.sqrt(haversine))


def smallest_distance_km(*cells):
    mentee_locations, mentor_locations = (
        [location for location in LOCATIONS if location.name.lower() in item_set(cell)]
        for cell in cells
    )
    return min(distance_km(a, b) for a in mentee_locations for b in mentor_locations)


def reference_block(column, reference, mentees, mentors, rows, columns):
    mentee_cells, mentor_cells = mentees.text(column), mentors.text(column)
    return [[reference(mentee_cells[i], mentor_cells[j]) for j in columns] for i in rows]


def ngrams(text):
    """Return n-gram counts as the library does, with the transliterations of these texts."""
    transliterations = {
        "김치": "gimchi",
        "我喜欢做饭": "woxihuanzuofan",
        "做饭 and tea": "zuofan and tea",
        "👩🏽\u200d🌾 tea tea": ":woman::ear_of_rice: tea tea",
    }
    folded = text.casefold()
    spellings = {folded.replace("\u200d", ""), transliterations.get(folded, folded)}
    words = [f" {word} " for spelling in spellings for word in spelling.split()]
    return Counter(
        word[start : start + length]
        for word in words
        for length in (2, 3, 4)
        for start in range(len(word) - length + 1)
    )


def cosine(mentee_counts, mentor_counts, everybody):
    document_counts = Counter(term for counts in everybody for term in counts)
    documents = sum(map(bool, everybody))

    def weight(counts, term):
        idf = 1 + math.log((1 + documents) / (1 + document_counts[term]))
        return round(64 * counts[term] * idf)

    product = sum(
        weight(mentee_counts, term) * weight(mentor_counts, term)
        for term in mentee_counts
        if term in mentor_counts
    )
    squared_norms = [
        sum(weight(counts, term) ** 2 for term in counts)
        for counts in (mentee_counts, mentor_counts)
    ]
    return product / math.sqrt(squared_norms[0] * squared_norms[1])
