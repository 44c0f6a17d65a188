"""The proof of a result, to be downloaded for a partner who checks it."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.board.decision_views import board_of
from mentorship.extensions import db
from mentorship.models import MatchRun
from mentorship.permissions import Permission
from mentorship.questions import criteria
from mentorship.services.board import proofs
from mentorship.services.pairing import match_runs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.downloads import as_download


@blueprint.get("/match-runs/<int:run_id>/proof")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def show_proof(run: MatchRun) -> ResponseReturnValue:
    """Show what the proof is, what it discloses, and its checksum."""
    proof = proofs.proof_of(run, board_of(run), criteria.rule_label)
    return render_template(
        "coordinate/board/proof.html", run=run, proof=proof, kilobytes=len(proof.content) // 1000
    )


@blueprint.post("/match-runs/<int:run_id>/proof/download")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def download_proof(run: MatchRun) -> Response:
    proof = proofs.proof_of(run, board_of(run), criteria.rule_label)
    proofs.record_download(db.session, require_person(), run)
    file = Response(proof.content, mimetype="application/gzip")
    return as_download(file, f"proof-{run.id}.json.gz")
