"""Where several results were equally good, so that the seed of a run decided between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.models import RunAnalysis
from mentorship.services.pairing.library_adapter.analysis import NOBODY
from mentorship.services.run_analysis.run_pairs import RunPair


@dataclass(frozen=True)
class Draw:
    """A mentee, the mentor that the draw gave them, and what was equally good; None is nobody."""

    mentee_id: int
    mentor_id: int | None
    other_ids: Sequence[int | None]

    @property
    def people(self) -> set[int]:
        """Everybody whom the draw is about."""
        return {id_ for id_ in (self.mentee_id, self.mentor_id, *self.other_ids) if id_ is not None}


def draws_of(analysis: RunAnalysis, pairs: Sequence[RunPair]) -> list[Draw]:
    """Return whose mentor was drawn, in order of the mentees' ids."""
    mentor_of = {pair.mentee_id: pair.mentor_id for pair in pairs}
    others: dict[int, list[int | None]] = {}
    for mentee_id, mentor_id in analysis.ties:
        others.setdefault(mentee_id, []).append(None if mentor_id == NOBODY else mentor_id)
    return [Draw(id_, mentor_of.get(id_), others[id_]) for id_ in sorted(others)]
