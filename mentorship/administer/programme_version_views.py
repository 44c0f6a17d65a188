"""The versions of the programme's words: who changed what, and back to an earlier one."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.administer.blueprint import blueprint
from mentorship.administer.cadence_labels import rule_in_words
from mentorship.administer.programme_parts import ENTRY_LABELS
from mentorship.administer.programme_saving import PART_LABELS, save, words
from mentorship.extensions import db
from mentorship.models import ProgrammeVersion
from mentorship.permissions import Permission
from mentorship.programme import described, differences
from mentorship.services.programme import versions
from mentorship.web.access_control import require_permission
from mentorship.web.paging import paginate


@blueprint.get("/settings/programme/versions")
@require_permission(Permission.ADMINISTER)
def list_versions() -> ResponseReturnValue:
    return render_template(
        "administer/programme_versions.html",
        page=paginate(versions.newest_first()),
        part_labels=PART_LABELS,
    )


@blueprint.get("/settings/programme/versions/<int:version_id>")
@require_permission(Permission.ADMINISTER, load=versions.version_with_id)
def show_version(version: ProgrammeVersion) -> ResponseReturnValue:
    earlier = versions.version_before(db.session, version)
    programme = versions.parse(version.document)
    before = versions.parse(earlier.document) if earlier else programme
    return render_template(
        "administer/programme_version.html",
        version=version,
        changes=differences(before, programme, rule_in_words),
        everything=described(programme, rule_in_words),
        is_newest=version.id == words().version,
        part_labels=PART_LABELS,
        entry_labels=ENTRY_LABELS,
    )


@blueprint.post("/settings/programme/versions/<int:version_id>/restore")
@require_permission(Permission.ADMINISTER, load=versions.version_with_id)
def restore_version(version: ProgrammeVersion) -> ResponseReturnValue:
    message = _(
        "The words are those of version %(number)s again. What was added since is not offered any "
        "more, but whoever has chosen it keeps it.",
        number=version.id,
    )
    save(versions.parse(version.document), "restore", message)
    return redirect(url_for(".list_versions"))
