"""Publish a version of a round's report, and find the versions that were published."""

from collections.abc import Iterable
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship import clock
from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Person, ReportVersion, Round
from mentorship.services.audit import record
from mentorship.services.insertion import insert_if_absent
from mentorship.services.reports.figures import figures_of, totals
from mentorship.services.reports.round_facts import facts_of
from mentorship.services.reports.suppression import MIN_COUNT, Published, next_version
from mentorship.vocabulary import COMMUNITIES

DAYS_BETWEEN_VERSIONS = 28
"""Whoever knows of one person who came meanwhile must not see that person alone in the figures."""


def version_with_id(session: AnySession, version_id: int) -> ReportVersion | None:
    return session.get(ReportVersion, version_id)


def versions_of(session: AnySession, round_: Round) -> list[ReportVersion]:
    """Return the versions of a round's report, the newest first."""
    versions = select(ReportVersion).where(ReportVersion.round_id == round_.id)
    return list(session.scalars(versions.order_by(ReportVersion.number.desc())))


def newest_by_round(session: AnySession, rounds: Iterable[Round]) -> dict[int, ReportVersion]:
    """Return the newest version of each round that has one, by the id of the round."""
    ids = [round_.id for round_ in rounds]
    in_order = select(ReportVersion).where(ReportVersion.round_id.in_(ids))
    found = session.scalars(in_order.order_by(ReportVersion.number))
    return {version.round_id: version for version in found}


def next_day(latest: ReportVersion | None) -> date | None:
    """Return the day from which new figures can be published; None if that is now."""
    if latest is None:
        return None
    day = clock.day_of(latest.created_at) + timedelta(days=DAYS_BETWEEN_VERSIONS)
    return day if day > clock.today() else None


def publish(session: AnySession, actor: Person | None, round_: Round) -> ReportVersion:
    """Count a round anew, and publish what may be shown of it."""
    latest = next(iter(versions_of(session, round_)), None)
    if next_day(latest) is not None:
        raise UserFacingError(
            _("The figures are new. Others can be published four weeks after them.")
        )
    before = Published() if latest is None else Published(latest.shown, latest.totals)
    applicants, matches = facts_of(session, round_)
    figures = figures_of(applicants, matches, tuple(COMMUNITIES))
    published = next_version(before, figures, totals(applicants, matches))
    if published.shown == before.shown:
        raise UserFacingError(_too_little(latest))
    return _store(session, actor, round_, latest.number + 1 if latest else 1, published)


def _too_little(latest: ReportVersion | None) -> str:
    if latest is None:
        return _(
            "There are too few people in this round yet. A figure is shown from %(count)s on, so "
            "that nobody can be recognized in it.",
            count=MIN_COUNT,
        )
    return _(
        "Too little has changed for new figures. They rise in steps of %(count)s, so that nobody "
        "can be recognized in them.",
        count=MIN_COUNT,
    )


def _store(
    session: AnySession, actor: Person | None, round_: Round, number: int, published: Published
) -> ReportVersion:
    """Add a version, unless somebody else has published one at the same moment."""
    if not insert_if_absent(
        session,
        ReportVersion,
        round_id=round_.id,
        number=number,
        shown=published.shown,
        totals=published.totals,
    ):
        raise UserFacingError(_("Somebody else has just published these figures."))
    version = versions_of(session, round_)[0]
    record(session, actor, "publish report", version)
    return version
