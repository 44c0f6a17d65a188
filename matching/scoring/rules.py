"""The rules of a programme, and the registry of rule kinds by their name in a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.scoring.any_answers import AnyAnswerMask
from matching.scoring.rule_kinds import (
    AllowedLevelDifferences,
    CommonItems,
    CrossesGroups,
    Different,
    RuleKind,
    RuleMask,
)
from matching.tables.people import People

RULE_KINDS: Mapping[str, type[RuleKind]] = {
    "different": Different,
    "share": CommonItems,
    "steps": AllowedLevelDifferences,
    "crosses": CrossesGroups,
}


@dataclass(frozen=True)
class Rule:
    """A condition that every pair must satisfy.

    Attributes
    ----------
    name : str
        Stable key, for translations.
    title : str
        What the command line calls it.
    kind : RuleKind
        How a pair is judged.
    any_answers : tuple of str
        The answers with which somebody passes with everybody.
    """

    name: str
    title: str
    kind: RuleKind
    any_answers: tuple[str, ...] = ()

    def prepare(self, mentees: People, mentors: People) -> RuleMask:
        """Encode the people once."""
        if self.any_answers:
            return AnyAnswerMask.of(self.kind, self.any_answers, mentees, mentors)
        return self.kind.prepare(mentees, mentors)
