"""Before a match run: what its settings do. Request it, cancel it, and read its settings."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_percent
from flask_babel import gettext as _

from mentorship.coordinate import labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.matching import settings_words
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, MatchRun, Round
from mentorship.permissions import Permission
from mentorship.services.applications import rounds, submission
from mentorship.services.conversations.ratings import has_answers
from mentorship.services.match_settings import chosen
from mentorship.services.match_settings.chosen import ChosenSettings
from mentorship.services.pairing import match_runs
from mentorship.services.pairing.exclusion_review import UnclearExclusionsError
from mentorship.services.pairing.library_adapter.match_round import read_input
from mentorship.services.pairing.library_adapter.rule_check import RuleCheck, check_rules
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.paging import paginate_sequence
from mentorship.web.stale_forms import refuse_stale

EVERYBODY_ALONE = "all"
"""In the URL instead of a rule."""
LEFT_OUT = "left_out"
"""In the URL or the form of a run that does not count first conversations."""


@blueprint.get("/rounds/<int:round_id>/matching/before")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def prepare_match_run(round_: Round) -> ResponseReturnValue:
    settings = choose(round_, request.args.get("settings", "")) or abort(404)
    nobody = match_runs.who_is_missing(db.session, round_)
    check = (
        None if nobody else check_rules(settings.settings.program, read_input(db.session, round_))
    )
    rule = request.args.get("rule", "")
    page = paginate_sequence(people_to_show(check, rule))
    shown_rule = rule if rule != EVERYBODY_ALONE and page.total else ""
    return render_template(
        "coordinate/matching/before_run.html",
        round=round_,
        chosen=settings,
        name=settings_words.name_of_settings(settings),
        facts=settings_words.in_words(settings.settings),
        conversations=has_answers(db.session, round_),
        unfinished=match_runs.unfinished_run(db.session, round_),
        nobody=nobody,
        check=check,
        nobody_left=nobody_left(check),
        shown_rule=shown_rule,
        advice=settings_words.advice_about(shown_rule),
        page=page,
        people=with_applications(page.items),
        rule_name=settings_words.rule_name,
        percent=format_percent,
    )


def nobody_left(check: RuleCheck | None) -> str:
    """Return why there is no pair to check, in one sentence; "" if there is one."""
    if check is None or check.effects:
        return ""
    return labels.why_no_suggestions(check.mentees, check.mentors)


def choose(round_: Round, choice: str) -> ChosenSettings | None:
    """Return the settings that a URL or a form chooses, without a choice those used last."""
    return chosen.chosen(db.session, choice) if choice else chosen.last_used(db.session, round_)


def people_to_show(check: RuleCheck | None, rule: str) -> list[tuple[int, int]]:
    """Return whom a rule keeps from everybody, with how many partners they would have without it.

    Or everybody who has no partner, whichever rules that is due to.
    """
    if check is None:
        return []
    if rule == EVERYBODY_ALONE:
        return [(id_, 0) for id_ in check.alone]
    effect = check.effect_of(rule)
    return list(effect.opened.items()) if effect else []


def with_applications(rows: Sequence[tuple[int, int]]) -> list[tuple[Application, int]]:
    """Return the applications of people who would have so many partners."""
    found = submission.applications_with_ids(db.session, [id_ for id_, _count in rows])
    by_id = {item.id: item for item in found}
    return [(by_id[id_], count) for id_, count in rows if id_ in by_id]


@blueprint.post("/rounds/<int:round_id>/matching")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def request_match_run(round_: Round) -> ResponseReturnValue:
    confirmed, choice = request.form.get("confirmed"), request.form.get("settings", "")
    settings = choose(round_, choice)
    if settings is None:
        raise UserFacingError(_("These settings are not there any more. Please choose others."))
    try:
        run = match_runs.request_run(
            db.session,
            require_person(),
            round_,
            confirmed=confirmed,
            chosen=settings,
            counts_conversations=counts_conversations(),
        )
    except UnclearExclusionsError as error:
        flash(str(error), "warning")
        conversations = None if counts_conversations() else LEFT_OUT
        return redirect(
            url_for(
                ".list_unclear_names",
                round_id=round_.id,
                settings=choice,
                conversations=conversations,
            )
        )
    return redirect(url_for(".show_match_run", run_id=run.id))


def counts_conversations() -> bool:
    """Return whether a form has a run count first conversations: unless its box was unchecked."""
    return request.form.getlist("conversations") != [LEFT_OUT]


@blueprint.post("/match-runs/<int:run_id>/cancel")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def cancel_match_run(run: MatchRun) -> ResponseReturnValue:
    match_runs.cancel(db.session, require_person(), run)
    flash(_("Cancelled: this run suggests nobody."), "success")
    return redirect(url_for(".show_match_run", run_id=run.id))


@blueprint.get("/match-runs/<int:run_id>/settings")
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def show_run_settings(run: MatchRun) -> ResponseReturnValue:
    settings = chosen.settings_of_run(run)
    return render_template(
        "coordinate/matching/run_settings.html",
        run=run,
        name=settings_words.name_of_settings(settings),
        choice=settings.choice,
        facts=settings_words.settings_in_words(run),
    )
