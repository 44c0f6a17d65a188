"""Another partner for somebody: what it would cost, and two people who are paired by hand."""

from dataclasses import dataclass, field
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.board import board_labels
from mentorship.coordinate.board.board_forms import FindPairForm, PairForm
from mentorship.coordinate.board.board_page import NamedMove, names_of
from mentorship.coordinate.board.decision_views import (
    PLACE,
    board_of,
    show_after,
    show_decided,
    url_of,
)
from mentorship.coordinate.board.unmatched_labels import rule_names
from mentorship.coordinate.board.unmatched_views import url_of_person
from mentorship.extensions import db
from mentorship.models import Application, DecisionKind, MatchRun, Role, Suggestion, Unmatched
from mentorship.permissions import Permission
from mentorship.services.board import boards, by_hand, decisions, unmatched, what_if
from mentorship.services.board.board_list import Strength, strength_of
from mentorship.services.board.boards import OpenBoard
from mentorship.services.board.by_hand import PairByHand, TwoOfRun
from mentorship.services.board.decisions import DecidedMeanwhileError, UnconfirmedError
from mentorship.services.board.plans import Action, Plan
from mentorship.services.board.what_if import Alternative
from mentorship.services.pairing import match_runs, suggestions
from mentorship.web.access_control import MAX_ID, require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.readings import require_reading

MAX_FOUND = 20


@dataclass(frozen=True)
class NamedAlternative:
    """Another partner, in words; the first of the moves is the pair itself."""

    alternative: Alternative
    strength: Strength = field(repr=False)
    moves: list[NamedMove] = field(repr=False)


@blueprint.get("/suggestions/<int:suggestion_id>/alternatives")
@require_permission(Permission.COORDINATE, load=suggestions.suggestion_with_id)
@require_reading
def show_alternatives(suggestion: Suggestion) -> ResponseReturnValue:
    """Show the next best partners of one of the two, and what each would cost the round."""
    role = request.args.get("of", Role.MENTEE, type=Role)
    person = suggestion.mentee if role is Role.MENTEE else suggestion.mentor
    return _show_alternatives(suggestion.match_run, person, url_of(suggestion), suggestion)


@blueprint.get("/unmatched/<int:unmatched_id>/alternatives")
@require_permission(Permission.COORDINATE, load=unmatched.unmatched_with_id)
def show_alternatives_of(row: Unmatched) -> ResponseReturnValue:
    """Show whom somebody without a suggestion could have, and what it would cost others."""
    return _show_alternatives(row.match_run, row.application, url_of_person(row))


def _show_alternatives(
    run: MatchRun, person: Application, back_url: str, suggestion: Suggestion | None = None
) -> ResponseReturnValue:
    try:
        alternatives = _alternatives(boards.open_board(board_of(run)), person)
    except KeyError:
        raise NotFound from None
    return render_template(
        "coordinate/board/alternatives.html",
        run=run,
        person=person,
        suggestion=suggestion,
        alternatives=alternatives,
        board_labels=board_labels,
        back_url=back_url,
    )


def _alternatives(opened: OpenBoard, person: Application) -> list[NamedAlternative]:
    found = what_if.alternatives(opened, person.role, person.id)
    named = iter(names_of(move for item in found for move in item.moves))
    return [
        NamedAlternative(item, strength_of(item.share), [next(named) for _move in item.moves])
        for item in found
    ]


@blueprint.route("/match-runs/<int:run_id>/by-hand", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=match_runs.run_with_id)
def pair_by_hand(run: MatchRun) -> ResponseReturnValue:
    """Find a mentee and a mentor by their names."""
    if boards.later_runs(db.session, run):
        return redirect(url_for(".show_match_run", run_id=run.id))  # it says why nothing is decided
    board, form = board_of(run), FindPairForm()
    chosen = [request.form.get(role, "") for role in (Role.MENTEE, Role.MENTOR)]
    if all(map(is_id, chosen)):
        mentee_id, mentor_id = map(int, chosen)
        return redirect(
            url_for(".decide_pair", run_id=run.id, mentee_id=mentee_id, mentor_id=mentor_id)
        )
    if "chooses" in request.form:
        flash(_("Choose a mentee and a mentor."), "warning")
    found: dict[Role, list[Application]] = {}
    if form.validate_on_submit():
        state = boards.read_state(board)
        for role, name in ((Role.MENTEE, form.mentee_name), (Role.MENTOR, form.mentor_name)):
            people = by_hand.people_of_run(db.session, state, role)
            found[role] = by_hand.found_by_name(people, name.data or "")
    return render_form(
        "coordinate/board/by_hand.html",
        status=HTTPStatus.OK if found else None,
        form=form,
        run=run,
        found={role: people[:MAX_FOUND] for role, people in found.items()},
        missing=[role for role, people in found.items() if not people],
        max_found=MAX_FOUND,
    )


def is_id(text: str) -> bool:
    return text.isdecimal() and len(text) < len(str(MAX_ID))


@blueprint.route(
    "/match-runs/<int:run_id>/by-hand/<int:mentee_id>/<int:mentor_id>", methods=["GET", "POST"]
)
@require_permission(Permission.COORDINATE, load=by_hand.two_of_run)
def decide_pair(two: TwoOfRun) -> ResponseReturnValue:
    """Put two people together instead of what is suggested, once what follows was shown."""
    run, form = two.run, PairForm()
    board = board_of(run)
    kind = DecisionKind.SWAP if "swap" in request.args else DecisionKind.PAIR_BY_HAND
    action = Action(kind, two.mentee.id, two.mentor.id, text=form.text.data or "")
    try:
        pair = by_hand.pair_by_hand(boards.open_board(board), two)
    except KeyError:
        raise NotFound from None
    if pair.is_protected or (pair.broken and not form.validate_on_submit()):
        return _show_pair(two, pair, form)
    try:
        confirmed = request.form.get("confirmed")
        if confirmed is None:
            planned = decisions.preview(db.session, run, board, action)
            return _show_pair(two, pair, form, planned)
        decided = decisions.decide(db.session, require_person(), run, board, action, confirmed)
    except UnconfirmedError as error:
        db.session.rollback()
        flash(str(error), "warning")
        return _show_pair(two, pair, form, error.plan)
    except DecidedMeanwhileError as error:
        return show_decided(error)
    flash_at(PLACE, board_labels.done(decided.kind))
    return show_after(db.session.get_one(Suggestion, decided.suggestion_id))


def _show_pair(
    two: TwoOfRun, pair: PairByHand, form: PairForm, plan: Plan | None = None
) -> ResponseReturnValue:
    """Show what two people break, or who would move, to be confirmed."""
    return render_form(
        "coordinate/board/pair.html",
        status=HTTPStatus.OK if plan else None,
        form=form,
        two=two,
        pair=pair,
        broken=rule_names(pair.broken),
        strength=board_labels.STRENGTHS[strength_of(pair.share)],
        plan=plan,
        moves=[] if plan is None else names_of(plan.moves),
        board_labels=board_labels,
    )
