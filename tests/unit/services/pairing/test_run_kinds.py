"""What the settings of a run say of what it is for."""

from mentorship.models import MatchRun
from mentorship.services.pairing import run_kinds
from mentorship.services.pairing.run_kinds import ConversationLimits


def test_a_run_proposes_conversations_only_if_its_settings_have_limits() -> None:
    limits = ConversationLimits(per_mentee=3, per_mentor=5)
    run = MatchRun(seed=1, settings={"program": "cross-community", **limits.settings()})
    assert run_kinds.proposes_conversations(run)
    assert ConversationLimits.of(run) == limits
    assert not run_kinds.counts_conversations(run)


def test_a_run_from_before_conversations_suggests_matches_and_counts_none() -> None:
    run = MatchRun(seed=1, settings={"program": "cross-community", "objective": "most_people"})
    assert not run_kinds.proposes_conversations(run)
    assert not run_kinds.counts_conversations(run)
