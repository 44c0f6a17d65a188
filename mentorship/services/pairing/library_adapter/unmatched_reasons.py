"""Why people are in no pair, as documents that a page puts into words."""

# Annotations stay unevaluated, see `match_round`.
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentorship.models import Role
from mentorship.questions import blank_answers, match_columns
from mentorship.services.pairing.answer_digests import digest

if TYPE_CHECKING:
    import matching

MAX_CLOSEST = 3
"""People of the other side that a reason names."""


def reasons_of_unmatched(result: matching.MatchResult) -> dict[int, dict[str, Any]]:
    """Return by application id why somebody is in no pair, and who comes closest to them."""
    mentees = _Side(result, Role.MENTEE, result.unmatched_mentees)
    mentors = _Side(result, Role.MENTOR, result.unmatched_mentors)
    return {**mentees.reasons(), **mentors.reasons()}


@dataclass(frozen=True)
class _Side:
    """The people of one role who are in no pair."""

    result: matching.MatchResult
    role: Role
    unmatched: Sequence[matching.Unmatched]

    def reasons(self) -> dict[int, dict[str, Any]]:
        digests = self._digests()
        return {
            int(person.id): {
                **_reason(person.reason),
                "closest": self._closest(person),
                "answers": digests[person.id],
            }
            for person in self.unmatched
        }

    def _digests(self) -> dict[str, str]:
        """Return by id a digest of what the run has read of each person's answers."""
        pair_scores = self.result.pair_scores
        people = pair_scores.mentees if self.role is Role.MENTEE else pair_scores.mentors
        names = [*match_columns(blank_answers())]
        rows = zip(*(people.text(name) for name in names), strict=True)
        return {
            id_: digest(dict(zip(names, row, strict=True)))
            for id_, row in zip(people.ids, rows, strict=True)
        }

    def _closest(self, person: matching.Unmatched) -> list[dict[str, Any]]:
        """Return whom a change leads to, then who is taken, then who breaks a single rule."""
        reason, floor = person.reason, self.result.assignment.floor
        closest = {
            rival.id: _other(rival.id, is_free=rival.is_free, is_below_floor=rival.score < floor)
            for rival in reason.rivals
        }
        for near in reason.near_misses:
            closest[near.id] = _other(near.id, is_free=near.is_free, rules=[near.rule])
        if reason.change is not None:
            led_to = reason.change.other_id
            first = closest.pop(led_to, None) or self._led_to(person.id, led_to)
            closest = {led_to: first, **closest}
        return [*closest.values()][:MAX_CLOSEST]

    def _led_to(self, id_: str, other_id: str) -> dict[str, Any]:
        """Return somebody whom a change leads to, although others are closer."""
        scores = self.result.pair_scores
        mentee, mentor = (id_, other_id) if self.role is Role.MENTEE else (other_id, id_)
        pair = scores.mentees.ids.index(mentee), scores.mentors.ids.index(mentor)
        rules = scores.broken_rules(*pair)
        return _other(other_id, is_free=bool(rules), rules=rules)


def _other(
    id_: str, *, is_free: bool, rules: Sequence[str] = (), is_below_floor: bool = False
) -> dict[str, Any]:
    """Return somebody of the other side, and what stands between."""
    return {
        "id": int(id_),
        "rules": list(rules),
        "is_free": is_free,
        "is_below_floor": is_below_floor,
    }


def _reason(reason: matching.Reason) -> dict[str, Any]:
    change = reason.change
    return {
        "kind": reason.kind,
        "others": reason.others,
        "allowed": reason.allowed,
        "passing": {count.rule: count.passing for count in reason.passing},
        "change": [list(answer) for answer in change.answers] if change else [],
        "change_with": int(change.other_id) if change else None,
    }
