"""How good the answer is known to be, and the floor it was found with."""

from dataclasses import dataclass

from matching.answer import Answer


@dataclass(frozen=True)
class Proof:
    """What no other round can exceed.

    Attributes
    ----------
    bound : float
        No round of the kind that was sought has more points.
    gap : float
        Points between the answer and the bound; 0 where the answer is proven the best.
    """

    bound: float
    gap: float


def proof_of(answer: Answer) -> Proof | None:
    """Read an answer's proof, if it carries one."""
    bound, gap = getattr(answer, "bound", None), getattr(answer, "gap", None)
    return None if bound is None or gap is None else Proof(float(bound), float(gap))


def floor_of(answer: Answer) -> float:
    """Read the lowest score that a pair of the answer may have."""
    return float(getattr(answer, "floor", 0.0))


def load_penalty_of(answer: Answer) -> float:
    """Read what every further mentee of one mentor costs."""
    return float(getattr(answer, "load_penalty", 0.0))
