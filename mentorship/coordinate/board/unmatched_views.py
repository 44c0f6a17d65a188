"""The people without a suggestion: why, who comes closest, and a question that could help."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.board import unmatched_labels
from mentorship.coordinate.board.board_page import BoardPage
from mentorship.coordinate.board.question_form import QuestionForm
from mentorship.extensions import db
from mentorship.models import MatchRun, Role, Unmatched
from mentorship.permissions import Permission
from mentorship.services.board import unmatched as unmatched_people
from mentorship.services.pairing import match_runs, unmatched_questions
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.paging import paginate
from mentorship.web.stale_forms import refuse_stale

PEOPLE_PER_PAGE = 12


@blueprint.get("/match-runs/<int:run_id>/unmatched")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def show_unmatched(run: MatchRun) -> ResponseReturnValue:
    counts = unmatched_people.counts(db.session, run)
    first = Role.MENTEE if counts[Role.MENTEE] or not counts[Role.MENTOR] else Role.MENTOR
    role = request.args.get("show", first, type=Role)
    page = paginate(unmatched_people.unmatched_in(run, role), PEOPLE_PER_PAGE)
    groups = unmatched_people.groups(
        db.session, require_person(), page.items, is_all=page.pages <= 1
    )
    return render_template(
        "coordinate/board/unmatched.html",
        run=run,
        role=role,
        counts=counts,
        page=page,
        groups=groups,
        is_open=BoardPage(run).is_open,
        unmatched_labels=unmatched_labels,
    )


@blueprint.route("/unmatched/<int:unmatched_id>/question", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=unmatched_questions.unmatched_with_question)
@refuse_stale()
def ask_unmatched(unmatched: Unmatched) -> ResponseReturnValue:
    """Show a question as the person will read it, to be changed and sent."""
    actor, application = require_person(), unmatched.application
    text = unmatched_questions.message_text(application.person, unmatched.reason)
    form = QuestionForm(data={"text": text})
    is_own = application.person_id == actor.id
    if not is_own and form.validate_on_submit():
        unmatched_questions.ask(db.session, actor, unmatched, form.text.data or "")
        flash_at(
            f"person-{unmatched.id}",
            _("Sent. They see it when they sign in; an email says only that there is news."),
        )
        return redirect(url_of_person(unmatched))
    return render_form(
        "coordinate/board/question.html",
        form=form,
        unmatched=unmatched,
        question=unmatched_questions.question(unmatched.reason),
        is_own=is_own,
        asked=unmatched_questions.asked_message(db.session, unmatched),
        back_url=url_of_person(unmatched),
    )


def url_of_person(unmatched: Unmatched) -> str:
    """Return the URL of a person within the list that holds them."""
    return url_for(
        ".show_unmatched",
        run_id=unmatched.match_run_id,
        show=unmatched.application.role,
        page=unmatched_people.position(db.session, unmatched) // PEOPLE_PER_PAGE + 1,
        _anchor=f"person-{unmatched.id}",
    )
