"""Random problems with every feature, and their optimum found by trying every assignment."""

import numpy as np

from matching import Problem

OBJECTIVES = ("most_people", "best_total")
UNITS = (1.0, 1 / 3, 1e-12, 1e12, 1e98, 0.0)


def random_problem(seed, max_size=6, units=UNITS, max_capacities=(1, 2, 4, 10**12)):
    """Return a problem and options for `solve`; pins are never below the floor."""
    rng = np.random.default_rng(seed)
    shape = rng.integers(0 if seed % 10 == 0 else 1, max_size + 1, size=2)
    unit = float(rng.choice(units))
    scores = rng.integers(0, 9, size=shape) * unit
    eligible = rng.random(shape) < rng.choice([0.3, 0.6, 1.0])
    capacity = rng.integers(0, rng.choice(max_capacities) + 1, size=shape[1])
    floor = float(rng.choice([0, 0, 2, 4])) * unit
    options = {
        "objective": OBJECTIVES[seed % 2],
        "floor": floor,
        "load_penalty": float(rng.choice([0, 0, 1, 3, 20])) * unit,
        "seed": seed,
    }
    pins = random_pins(rng, eligible & (scores >= floor), capacity) if seed % 3 == 0 else []
    return Problem(scores, eligible, capacity, pins), options


def random_pins(rng, allowed, capacity, max_pins=2):
    """Return a few pairs that can be pinned together."""
    free, pins = capacity.copy(), {}
    for mentee, mentor in rng.permutation(np.argwhere(allowed)).tolist():
        if len(pins) < max_pins and mentee not in pins and free[mentor]:
            pins[mentee] = mentor
            free[mentor] -= 1
    return list(pins.items())


def brute_force_optimum(problem, objective, floor=0.0, load_penalty=0.0, initial=None, **_):
    """Return the highest (people, total, −mentees reassigned), or None if pins are infeasible.

    People count 0 under best_total. Without ``initial``, a mentor of each mentee, no mentee counts
    as reassigned.
    """
    mentees, mentors = problem.scores.shape
    people_first = objective == "most_people"
    pinned = dict(problem.pinned)
    allowed = problem.eligible & (problem.scores >= floor)
    best_by_usage = {(0,) * mentors: (0, 0.0, 0)}
    for mentee in range(mentees):
        following = {}
        choices = [pinned[mentee]] if mentee in pinned else [-1, *range(mentors)]
        for used, (people, total, reassigned) in best_by_usage.items():
            for mentor in choices:
                moved = reassigned - int(initial is not None and initial[mentee] != mentor)
                if mentor < 0:
                    usage, value = used, (people, total, moved)
                elif not allowed[mentee, mentor] or used[mentor] >= problem.mentor_capacity[mentor]:
                    continue
                else:
                    gain = problem.scores[mentee, mentor] - load_penalty * used[mentor]
                    usage = (*used[:mentor], used[mentor] + 1, *used[mentor + 1 :])
                    value = people + people_first, total + gain, moved
                if usage not in following or following[usage] < value:
                    following[usage] = value
        best_by_usage = following
    return max(best_by_usage.values(), default=None)


def objective_value(assignment):
    """Return (people, total) of an assignment as `brute_force_optimum` does."""
    people = assignment.people if assignment.objective == "most_people" else 0
    return people, assignment.total
