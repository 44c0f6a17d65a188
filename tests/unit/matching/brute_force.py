"""Every feature of a problem at random, and the best answer found by trying everything."""

import numpy as np

from matching import Problem

OBJECTIVES = ("most_people", "best_total")
UNITS = (1.0, 1 / 3, 1e-12, 1e12, 1e98, 0.0)


def drawn(seed, most=6, units=UNITS, places=(1, 2, 4, 10**12)):
    """Draw a problem, and terms as `solve` takes them; pins are never under the floor."""
    random = np.random.default_rng(seed)
    shape = random.integers(0 if seed % 10 == 0 else 1, most + 1, size=2)
    unit = float(random.choice(units))
    scores = random.integers(0, 9, size=shape) * unit
    eligible = random.random(shape) < random.choice([0.3, 0.6, 1.0])
    capacity = random.integers(0, random.choice(places) + 1, size=shape[1])
    floor = float(random.choice([0, 0, 2, 4])) * unit
    terms = {
        "objective": OBJECTIVES[seed % 2],
        "floor": floor,
        "load_penalty": float(random.choice([0, 0, 1, 3, 20])) * unit,
        "seed": seed,
    }
    pins = pins_among(random, eligible & (scores >= floor), capacity) if seed % 3 == 0 else []
    return Problem(scores, eligible, capacity, pins), terms


def pins_among(random, allowed, capacity, most=2):
    """Choose a few pairs that may be pinned together."""
    left, pins = capacity.copy(), {}
    for mentee, mentor in random.permutation(np.argwhere(allowed)).tolist():
        if len(pins) < most and mentee not in pins and left[mentor]:
            pins[mentee] = mentor
            left[mentor] -= 1
    return list(pins.items())


def best(problem, objective, floor=0.0, load_penalty=0.0, home=None, **_):
    """Find the highest (people, total, −people moved), or None where the pins cannot be.

    People count 0 under best_total; nobody has moved where no ``home`` is given.
    """
    mentees, mentors = problem.scores.shape
    people_first = objective == "most_people"
    pinned = dict(problem.pinned)
    allowed = problem.eligible & (problem.scores >= floor)
    known = {(0,) * mentors: (0, 0.0, 0)}
    for mentee in range(mentees):
        following = {}
        choices = [pinned[mentee]] if mentee in pinned else [-1, *range(mentors)]
        for used, (people, total, stayed) in known.items():
            for mentor in choices:
                stays = stayed - int(home is not None and home[mentee] != mentor)
                if mentor < 0:
                    offered = used, (people, total, stays)
                elif not allowed[mentee, mentor] or used[mentor] >= problem.mentor_capacity[mentor]:
                    continue
                else:
                    gain = problem.scores[mentee, mentor] - load_penalty * used[mentor]
                    then = (*used[:mentor], used[mentor] + 1, *used[mentor + 1 :])
                    offered = then, (people + people_first, total + gain, stays)
                state, value = offered
                if state not in following or following[state] < value:
                    following[state] = value
        known = following
    return max(known.values(), default=None)


def outcome(answer):
    """Say of an answer what `best` says, people moved aside."""
    return answer.people if answer.objective == "most_people" else 0, answer.total
