"""Options of a form that hold commas, found again in a sheet that separates answers by commas."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable

from mentorship.text_cleaning import fold_text

MIN_CELLS = 2
"""In how many cells the parts of an option have to stand side by side."""


def join_options(cells: Iterable[list[str]], known: Container[str]) -> list[list[str]]:
    """Return the answers of each cell, with an option that was split at a comma put together.

    An option begins with a capital letter. An unknown part that begins with a small one, and
    always follows the same part, is the rest of it.

    >>> join_options([["Tenants", "housing"], ["Art", "Tenants", "housing"]], {"art"})
    [['Tenants, housing'], ['Art', 'Tenants, housing']]
    """
    cells = list(cells)
    rests = _rests(cells, known)
    return [_joined(answers, rests) for answers in cells]


def _rests(cells: list[list[str]], known: Container[str]) -> set[str]:
    """Return the folded parts that are never an answer by themselves."""
    counts: Counter[str] = Counter()
    preceding: dict[str, set[str]] = defaultdict(set)
    for answers in cells:
        for before, answer in zip(["", *answers], answers, strict=False):
            folded = fold_text(answer)
            counts[folded] += 1
            preceding[folded].add(fold_text(before) if answer[:1].islower() else "")
    return {
        folded
        for folded, count in counts.items()
        if count >= MIN_CELLS
        and folded not in known
        and len(preceding[folded]) == 1
        and "" not in preceding[folded]
    }


def _joined(answers: list[str], rests: set[str]) -> list[str]:
    joined: list[str] = []
    for answer in answers:
        if joined and fold_text(answer) in rests and joined[-1][:1].isupper():
            joined[-1] = f"{joined[-1]}, {answer}"
        else:
            joined.append(answer)
    return joined
