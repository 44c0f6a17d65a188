#!/usr/bin/env python3
"""Check the proof of a matching result: python3 check_proof.py FILE [CHECKSUM].

It needs Python 3.9 or newer and nothing else: no package, no network, and no part of the program
that made the file. proof.md describes the file. CHECKSUM is what the coordinator's page shows.
The exit status is 0 for a valid proof; otherwise it is 1, and one line says why.
"""

import hashlib
import json
import sys
import zlib
from fractions import Fraction

MAX_BYTES, POINTS, SCALES = 100_000_000, (0, 1e100), (1e-300, 1e308)
WHOLE, NOT_NEGATIVE = range(-(2**64), 2**64), range(2**64)
FIELDS = (
    "assignment bound capacity checksum floor format load_penalty matched mentee_prices"
    " mentor_prices objective pairs person_weight pinned points rules scale"
)


def require(condition, message):
    if not condition:
        raise ValueError(message)


# 1. READING. Nothing is believed that is not of the expected form.


def read(path):
    """Return the content of a file, unpacked if it is packed with gzip."""
    with open(path, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if content[:2] == b"\x1f\x8b":
        content = zlib.decompressobj(31).decompress(content, MAX_BYTES + 1)
    require(len(content) <= MAX_BYTES, f"the file is larger than {MAX_BYTES:,} bytes")
    return content


def parse(content):
    """Return the fields of a proof, each a number or a list of the right size."""

    def unique(fields):
        require(len(dict(fields)) == len(fields), "a field occurs twice")
        return dict(fields)

    # int refuses numbers that are not whole.
    proof = json.loads(content, object_pairs_hook=unique, parse_float=int, parse_constant=int)
    require(
        type(proof) is dict and " ".join(sorted(proof)) == FIELDS, "these are no proof's fields"
    )
    require(proof["checksum"] == checksum_of(proof), "the checksum is not that of the content")
    lists = [proof[name] for name in ("assignment", "capacity", "rules", "pinned", "pairs")]
    require(all(type(item) is list for item in lists), "a list is missing")
    mentees, mentors, rules, pins, rows = map(len, lists)
    for name, limits, *lengths in (
        ("matched", NOT_NEGATIVE),
        ("bound", WHOLE),
        ("person_weight", NOT_NEGATIVE),
        ("capacity", NOT_NEGATIVE, mentors),
        ("pinned", range(max(mentees, mentors)), pins, 2),
        ("assignment", range(-1, mentors), mentees),
        ("mentee_prices", WHOLE, mentees),
        ("mentor_prices", NOT_NEGATIVE, mentors),
    ):
        require(is_within(proof[name], limits, *lengths), f"{name}: not such a number or list")
    require(proof["format"] == "matching proof 1" and rows == mentees, "another format")
    require(rules <= 64 and all(type(title) is str for title in proof["rules"]), "a wrong rule")
    return proof


def checksum_of(proof):
    """Return the SHA-256 of all other fields, written in the one canonical way."""
    fields = {name: proof[name] for name in proof if name != "checksum"}
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_within(value, limits, *lengths):
    """Tell whether a value is a number within limits, or a list (of lists) of such numbers."""
    if lengths:
        is_list = type(value) is list and len(value) == lengths[0]
        return is_list and all(is_within(item, limits, *lengths[1:]) for item in value)
    return type(value) is int and value in limits


def exact(text, limits=POINTS):
    """Return the number that a text such as 0x1.8000000000000p+3 (that is 12) stands for."""
    number = float.fromhex(text) if type(text) is str else -1.0
    require(limits[0] <= number <= limits[1] and number.hex() == text, "a number is not exact")
    return number


# 2. WHAT A PAIR IS WORTH. Computers add fractions inexactly, so points are rounded to whole numbers
# of a tiny part of a point, the quantum. Where people come first, a pair has a person's weight too.


def to_quanta(points, scale):
    return round(min(points * scale, 2.0**64))


def pair_values(proof, scale):
    """Return what each allowed pair is worth, in quanta, and the most that rounding took from one.

    Not allowed is a pair that breaks rules: it has a number, whose binary digits say which, and no
    score. Nor is a pair below the floor, nor another pair of a mentee who is pinned to a mentor.
    """
    mentors, masks, pinned = len(proof["capacity"]), 2 ** len(proof["rules"]), dict(proof["pinned"])
    floor, quanta, values = to_quanta(exact(proof["floor"]), scale), {}, {}
    for mentee, row in enumerate(proof["pairs"]):
        require(type(row) is list and len(row) == mentors, f"row {mentee} of the pairs is wrong")
        for mentor, pair in enumerate(row):
            if type(pair) is str:
                quanta[pair] = quanta.get(pair) or to_quanta(exact(pair), scale)
                if quanta[pair] >= floor and pinned.get(mentee, mentor) == mentor:
                    values[mentee, mentor] = quanta[pair] + proof["person_weight"]
            else:
                require(is_within(pair, range(1, masks)), "a pair breaks an unknown rule")
    highest = max(map(exact, quanta), default=0.0)
    scaled = scale * max(highest, 1e-286)
    require(highest == 0 or 2**12 <= scaled < 2**62, "the scale is too coarse or too fine")
    lost = [Fraction(exact(text)) * Fraction(scale) - whole for text, whole in quanta.items()]
    return values, max([0, *lost])


def check(proof):
    """Return what is proven, in words."""
    scale, penalty = exact(proof["scale"], SCALES), exact(proof["load_penalty"])
    values, lost = pair_values(proof, scale)
    step, weight, matched = to_quanta(penalty, scale), proof["person_weight"], proof["matched"]
    mentor_of, capacity = proof["assignment"], proof["capacity"]

    # 3. THE RESULT. Is every pair allowed, is nobody overbooked, is everything counted rightly?
    pairs = {(mentee, mentor) for mentee, mentor in enumerate(mentor_of) if mentor >= 0}
    require(pairs <= set(values), "a pair of the result is not allowed")
    loads = [mentor_of.count(mentor) for mentor in range(len(capacity))]
    require(all(map(int.__le__, loads, capacity)), "a mentor has more mentees than open spots")
    pins = {(mentee, mentor) for mentee, mentor in proof["pinned"]}
    require(pins <= pairs and len(pins) == len(proof["pinned"]), "a pinned pair is not there once")
    require(matched == len(pairs), "the matched mentees are counted wrongly")
    penalties = sum(load * (load - 1) // 2 for load in loads)  # a third mentee costs two of them
    scores = [Fraction(exact(proof["pairs"][mentee][mentor])) for mentee, mentor in pairs]
    total = sum(scores) - penalties * Fraction(penalty)
    require(proof["points"] == float(total).hex(), "the points are added wrongly")

    # 4. WHY NOTHING IS BETTER. Everybody has a price. A mentor's is that of the first spot, and
    # each further spot costs one penalty less. Suppose that no allowed pair is worth more than the
    # prices of its two people. Then, whoever is paired with whom, two prices pay for each pair, and
    # no price pays twice: a mentee has one mentor, a spot one mentee. So NO result is worth more
    # than all prices together. If this one is worth as much, none is better; and nobody needs to
    # know how it was found. (Only a price that always pays may be below 0: a pinned mentee's.)
    mentees, mentors = proof["mentee_prices"], proof["mentor_prices"]
    for (mentee, mentor), value in values.items():
        require(value <= mentees[mentee] + mentors[mentor], "a pair is worth more than its prices")
    unpinned = set(range(len(mentees))) - {mentee for mentee, _ in pins}
    require(all(mentees[mentee] >= 0 for mentee in unpinned), "a price is negative")
    spots = [min(number, len(mentees)) for number in capacity]
    paid = [mentors[at] - step * spot for at, most in enumerate(spots) for spot in range(most)]
    bound = sum(mentees) + sum(price for price in paid if price > 0)
    require(bound == proof["bound"], "the prices do not add up to the bound")
    worth = sum(map(values.get, pairs)) - step * penalties
    require(bound == worth, "the result is worth less than all prices")

    # 5. WHAT IT MEANS. One more person must outweigh all points that could be lost for it. And a
    # better result could be hidden by rounding, of each of its scores and of its penalties.
    require(proof["objective"] == ("most_people" if weight else "best_total"), "wrong objective")
    each = Fraction(max([1, *spots]) - 1, 2)  # penalties for a pair, at most and on average
    one_more = weight * (matched + 1) - step * each * len(mentees)
    require(bound < one_more or not weight, "the prices allow that more mentees are matched")
    most = matched if weight else min(len(mentees), sum(spots))
    lost += each * max(0, step - Fraction(penalty) * Fraction(scale))
    gap = (bound - weight * matched + most * lost) / Fraction(scale) - total
    none = f"no other assignment matches more; of those that match {matched} none"
    return (
        f"{len(mentees)} mentees, {len(mentors)} mentors with {sum(capacity)} open spots, "
        f"{len(pins)} pinned pairs, {len(values)} possible pairs\n"
        f"floor {exact(proof['floor']):.10g}, lowest score {float(min(scores, default=0)):.10g}\n"
        f"{matched} of {len(mentees)} mentees have a mentor; "
        f"{none if weight else 'no other assignment'} has more than {float(total):.10g} points"
        f"{f' (rounding may hide about {float(gap):.2g} more)' if gap else ''}"
    )


def main(path, checksum=None):
    """Print what is proven and return 0, or print why not and return 1."""
    try:
        proof = parse(read(path))
        require(checksum in (None, proof["checksum"]), "it is not the file with that checksum")
        sys.stdout.write(f"{check(proof)}\nchecksum {proof['checksum']}\n")
    except (ValueError, OverflowError, OSError, RecursionError, zlib.error) as error:
        sys.stdout.write(f"REFUSED: {' '.join(str(error).split())[:200]}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) in (2, 3) else __doc__)
