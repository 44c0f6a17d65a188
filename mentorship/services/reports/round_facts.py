"""Reads from a round what its report counts: no name, no id, no date."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import Application, ApplicationState, Meeting, Pair, Profile, Round
from mentorship.services.reports.figures import Applicant, Match, direction_of, group_of
from mentorship.vocabulary import COMFORTABLE

LASTING_DURATION = timedelta(days=180)
"""A match that goes on for half a year has lasted; the research counts earlier ends as early."""


def facts_of(session: AnySession, round_: Round) -> tuple[list[Applicant], list[Match]]:
    """Return what is counted of the applications and the matches of a round.

    People whose key is missing, as in a restored database, cannot be counted.
    """
    applications = [
        application
        for application in session.scalars(_sent_in(round_))
        if application.profile.can_be_read()
    ]
    groups = {each.id: group_of(each.profile.answers["communities"]) for each in applications}
    pairs = [
        pair
        for pair in session.scalars(_pairs_in(round_))
        if pair.mentor_id in groups and pair.mentee_id in groups
    ]
    introduced = {pair.mentor_id for pair in pairs} | {pair.mentee_id for pair in pairs}
    minutes = _minutes_by_pair(session, round_)
    applicants = [
        Applicant(
            application.role,
            groups[application.id],
            _languages(application.profile),
            _is_accepted(application, introduced),
        )
        for application in applications
    ]
    matches = [
        Match(
            direction_of(groups[pair.mentor_id], groups[pair.mentee_id]),
            (pair.closed_at or now()) - pair.started_at >= LASTING_DURATION,
            tuple(minutes[pair.id]),
        )
        for pair in pairs
        if pair.started_at is not None
    ]
    return applicants, matches


def _sent_in(round_: Round) -> Select[tuple[Application]]:
    return (
        select(Application)
        .join(Application.profile)
        .where(Application.round_id == round_.id, Application.submitted_at.is_not(None))
        .options(contains_eager(Application.profile))
    )


def _pairs_in(round_: Round) -> Select[tuple[Pair]]:
    in_round = select(Application.id).where(Application.round_id == round_.id)
    return select(Pair).where(Pair.mentee_id.in_(in_round))


def _minutes_by_pair(session: AnySession, round_: Round) -> dict[int, list[int]]:
    minutes: dict[int, list[int]] = defaultdict(list)
    pair_ids = _pairs_in(round_).with_only_columns(Pair.id)
    for pair_id, length in session.execute(
        select(Meeting.pair_id, Meeting.minutes).where(Meeting.pair_id.in_(pair_ids))
    ):
        minutes[pair_id].append(length)
    return minutes


def _is_accepted(application: Application, introduced: Collection[int]) -> bool:
    """Return whether somebody was accepted, or introduced without it, as screening allows."""
    return application.decision is ApplicationState.ACCEPTED or application.id in introduced


def _languages(profile: Profile) -> frozenset[str]:
    """Return the languages that somebody can talk in; the matching takes the same ones."""
    return frozenset(
        spoken["language"]
        for spoken in profile.answers["languages"]
        if spoken["comfort"] in COMFORTABLE
    )
