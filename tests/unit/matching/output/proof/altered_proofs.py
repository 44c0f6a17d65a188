"""Changed proofs, and whether a change makes a proof a wrong one, told without the checker.

A proof is *altered* if its JSON differs from that of the proof it was made of. It is *wrong* if it
has not the form of a proof; if what it claims is not true, which trying every assignment tells; or
if its prices no longer add up to the worth of its result. A change can be neither: one more spot
that nobody needs makes another valid proof, which only the checksum tells from the first.
"""

import copy
import math
from fractions import Fraction

import numpy as np

from matching import Problem
from matching.errors import MatchingError
from tests.unit.matching.brute_force import OBJECTIVES, brute_force_optimum

ALWAYS_WRONG = {"bound", "format", "mentee_prices", "objective"}
"""Fields of which no other value fits the rest of a proof."""


def without_checksum(document):
    return {name: value for name, value in document.items() if name != "checksum"}


def altered(proof, rng):
    """Return a copy with one value changed, removed, repeated or moved, and the value's field."""
    mutant = copy.deepcopy(proof)
    field = key = rng.choice(list(mutant))
    container = mutant
    while isinstance(container[key], list) and container[key] and rng.random() < 0.85:
        container = container[key]
        key = rng.randrange(len(container))
    value = container[key]
    if isinstance(value, list):
        rng.choice((value.reverse, lambda: value.append(0), lambda: value and value.pop()))()
    elif rng.random() < 0.05:
        container.pop(key)
    elif isinstance(container, list) and rng.random() < 0.1:
        container.insert(key, value)
    else:
        container[key] = other_value(value, rng)
    return mutant, field


def other_value(value, rng):
    if isinstance(value, int):
        return rng.choice(
            (value + 1, value - 1, 0, -value, 2 * value, float(value), "1", None, True)
        )
    if value in OBJECTIVES:
        return OBJECTIVES[value == OBJECTIVES[0]]
    try:
        number = float.fromhex(value)
    except ValueError:
        return rng.choice((value[::-1], "", None, 3))
    others = (math.nextafter(number, math.inf), 2 * number, number / 2, number + 1, 0.0, math.inf)
    return rng.choice((*map(float.hex, others), f"-{value}", value.upper(), number, 1, None))


def makes_wrong(field, proof, mutant):
    """Tell, without the checker, whether a changed field makes a proof a wrong one."""
    if field in mutant and mutant[field] == proof[field]:
        return False
    if field in ALWAYS_WRONG or not has_form(field, mutant, proof):
        return True
    old, new = proof[field], mutant[field]
    match field:
        case "mentor_prices":
            prices = zip(proof["capacity"], old, new, strict=True)
            return bool(proof["assignment"]) and any(spots and a != b for spots, a, b in prices)
        case "person_weight":
            return proof["matched"] > 0 or not old
        case "scale":  # a last digit more may round every score as before
            times = float.fromhex(new) / float.fromhex(old)
            return not 0.9 < times < 1.1 and float.fromhex(proof["points"]) != 0
        case "rules":
            masks = (pair for row in proof["pairs"] for pair in row if isinstance(pair, int))
            return max(masks, default=0) >= 2 ** len(new)
    return not is_best(mutant)


def has_form(field, mutant, proof):
    """Tell whether the value of a field could stand there, whatever it claims."""
    if field not in mutant:
        return False
    value = mutant[field]
    mentees, mentors = len(proof["assignment"]), len(proof["capacity"])
    masks = range(1, 2 ** len(proof["rules"]))
    accepts = {
        "scale": lambda: is_exact(value) and value != (0.0).hex(),
        "floor": lambda: is_exact(value),
        "load_penalty": lambda: is_exact(value),
        "matched": lambda: is_integer(value),
        "person_weight": lambda: is_integer(value),
        "rules": lambda: is_list(value, None, lambda title: isinstance(title, str)),
        "capacity": lambda: is_list(value, mentors, is_integer),
        "pinned": lambda: is_list(
            value,
            None,
            lambda pin: is_list(pin, 2, is_integer) and pin[0] < mentees and pin[1] < mentors,
        ),
        "assignment": lambda: is_list(value, mentees, range(-1, mentors).__contains__),
        "mentee_prices": lambda: is_list(value, mentees, lambda price: type(price) is int),
        "mentor_prices": lambda: is_list(value, mentors, is_integer),
        "pairs": lambda: is_list(
            value,
            mentees,
            lambda row: is_list(row, mentors, lambda pair: is_exact(pair) or pair in masks),
        ),
    }
    return accepts.get(field, lambda: isinstance(value, type(proof[field])))()


def is_list(values, length, accepts):
    return (
        isinstance(values, list)
        and len(values) == (len(values) if length is None else length)
        and all(type(value) is not bool and accepts(value) for value in values)
    )


def is_integer(value):
    return type(value) is int and 0 <= value < 2**62


def is_exact(text):
    try:
        return 0 <= float.fromhex(text) <= 1e100 and float.fromhex(text).hex() == text
    except (TypeError, ValueError):
        return False


def is_best(document):
    """Tell by trying every assignment whether a document's result is allowed and the best."""
    pairs = [
        [float.fromhex(p) if isinstance(p, str) else None for p in row] for row in document["pairs"]
    ]
    shape = len(document["assignment"]), len(document["capacity"])
    scores = np.array([[pair or 0.0 for pair in row] for row in pairs]).reshape(shape)
    eligible = np.array([[pair is not None for pair in row] for row in pairs], bool).reshape(shape)
    floor, penalty = (float.fromhex(document[name]) for name in ("floor", "load_penalty"))
    floor -= 1.01 / float.fromhex(document["scale"])  # it is rounded, too
    chosen = [pair for pair in enumerate(document["assignment"]) if pair[1] >= 0]
    loads = np.bincount([mentor for _, mentor in chosen], minlength=shape[1]).tolist()
    total = sum(Fraction(scores[pair]) for pair in chosen)
    total -= Fraction(penalty) * sum(load * (load - 1) // 2 for load in loads)
    try:
        problem = Problem(scores, eligible, document["capacity"], document["pinned"])
    except MatchingError:
        return False
    best = brute_force_optimum(problem, document["objective"], floor, penalty)
    people = len(chosen) if document["objective"] == "most_people" else 0
    return (
        all(eligible[pair] and scores[pair] >= floor for pair in chosen)
        and all(load <= spots for load, spots in zip(loads, document["capacity"], strict=True))
        and set(map(tuple, document["pinned"])) <= set(chosen)
        and document["matched"] == len(chosen)
        and document["points"] == float(total).hex()
        and best is not None
        and best[0] <= people
        and best[1] <= float(total) + 1e-9 * scores.max(initial=0.0)
    )
