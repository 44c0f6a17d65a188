"""Reports of rounds: read, publish and download them; whoever sees only counts reads them too."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.reports import report_tables
from mentorship.extensions import db
from mentorship.models import ReportVersion, Round
from mentorship.permissions import Permission, allows
from mentorship.runtime import current_runtime
from mentorship.services.applications import rounds
from mentorship.services.audit import record
from mentorship.services.reports import versions
from mentorship.services.reports.suppression import MIN_COUNT
from mentorship.services.reports.versions import DAYS_BETWEEN_VERSIONS
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.downloads import download_table
from mentorship.web.flashes import flash_at
from mentorship.web.paging import paginate
from mentorship.web.stale_forms import refuse_stale


@blueprint.get("/reports")
@require_permission(Permission.READ_REPORTS)
def list_reports() -> ResponseReturnValue:
    page = paginate(rounds.newest_first())
    newest = versions.newest_by_round(db.session, page.items)
    return render_template("coordinate/reports/reports.html", page=page, newest=newest)


@blueprint.get("/reports/rounds/<int:round_id>")
@require_permission(Permission.READ_REPORTS, load=rounds.round_with_id)
def show_report(round_: Round) -> ResponseReturnValue:
    published = versions.versions_of(db.session, round_)
    return _report_page(round_, published[0] if published else None, published)


@blueprint.get("/reports/versions/<int:version_id>")
@require_permission(Permission.READ_REPORTS, load=versions.version_with_id)
def show_report_version(version: ReportVersion) -> ResponseReturnValue:
    return _report_page(version.round, version, versions.versions_of(db.session, version.round))


def _report_page(
    round_: Round, version: ReportVersion | None, published: list[ReportVersion]
) -> ResponseReturnValue:
    return render_template(
        "coordinate/reports/report.html",
        round=round_,
        version=version,
        published=published,
        tables=report_tables.tables_of(version) if version else [],
        rounding_note=report_tables.rounding_note(),
        may_publish=allows(require_person(), Permission.COORDINATE),
        next_day=versions.next_day(published[0] if published else None),
        days_between=DAYS_BETWEEN_VERSIONS,
        min_count=MIN_COUNT,
    )


@blueprint.post("/reports/rounds/<int:round_id>/publish")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def publish_report(round_: Round) -> ResponseReturnValue:
    versions.publish(db.session, require_person(), round_)
    flash_at("publish", _("Published. Whoever may read reports sees these figures now."))
    return redirect(url_for(".show_report", round_id=round_.id, _anchor="publish"))


@blueprint.post("/reports/versions/<int:version_id>/download")
@require_permission(Permission.READ_REPORTS, load=versions.version_with_id)
def download_report(version: ReportVersion) -> ResponseReturnValue:
    record(db.session, require_person(), "export report", version)
    return download_table(
        report_tables.sheets_of(version, current_runtime().programme.name),
        "xlsx",
        f"report-{version.round_id}-{version.number}",
    )
