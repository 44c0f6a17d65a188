"""Unclear exclusions of a round: read them, say who is meant, or undo what was said."""

from dataclasses import dataclass, field

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.collation import collation_key
from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.models import Application, Round
from mentorship.permissions import Permission
from mentorship.services.applications import rounds, submission
from mentorship.services.pairing import exclusion_review
from mentorship.services.pairing.exclusion_review import ReviewedText, RoundReview
from mentorship.text_cleaning import clean_text
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.paging import paginate_sequence
from mentorship.web.stale_forms import refuse_stale

MAX_NAME_CHARACTERS = 200


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a text might mean, with an application to look at."""

    person_id: int
    application: Application = field(repr=False)
    is_kept_apart: bool


@blueprint.get("/rounds/<int:round_id>/unclear-names")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def list_unclear_names(round_: Round) -> ResponseReturnValue:
    round_review = exclusion_review.review(db.session, round_)
    return render_template(
        "coordinate/people/unclear_names.html",
        round=round_,
        page=paginate_sequence(round_review.open_texts),
        answered=round_review.answered_texts,
        names=lambda people: ", ".join(sorted(_name(round_review, id_) for id_ in people)),
        digest=round_review.digest(),
    )


@blueprint.route("/applications/<int:application_id>/unclear-names", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@refuse_stale()
def answer_unclear_names(application: Application) -> ResponseReturnValue:
    round_review = exclusion_review.review(db.session, application.round)
    item = round_review.text_of(application)
    if item is None:
        flash(_("It is clear now who is meant, so there is nothing to answer."))
        return redirect(url_of_list(application.round_id))
    if request.method != "POST":
        return _question(round_review, item)
    if request.form.get("shown") != round_review.digest():
        flash(_("Somebody has joined or changed an answer. Please look again."), "warning")
        return _question(round_review, item), 409
    kept_apart, error = _chosen(round_review, item)
    if error:
        return _question(round_review, item, error), 422
    round_review.answer(db.session, require_person(), item, kept_apart)
    flash(_saved(len(kept_apart)), "success")
    return redirect(url_of_list(application.round_id))


@blueprint.post("/applications/<int:application_id>/unclear-names/undo")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@refuse_stale()
def undo_unclear_names(application: Application) -> ResponseReturnValue:
    exclusion_review.undo_answer(db.session, require_person(), application)
    place = f"text-{application.id}"
    flash_at(place, _("Undone. You are asked again who is meant."))
    return redirect(url_of_list(application.round_id, place))


def url_of_list(round_id: int, place: str | None = None) -> str:
    """Return the URL of the list, with the settings of the run that led here, if one did."""
    return url_for(
        ".list_unclear_names",
        round_id=round_id,
        settings=request.args.get("settings"),
        conversations=request.args.get("conversations"),
        _anchor=place,
    )


def _question(round_review: RoundReview, item: ReviewedText, error: str = "") -> str:
    return render_template(
        "coordinate/people/unclear_name.html",
        item=item,
        candidates=_candidates(round_review, item),
        named=", ".join(sorted(_name(round_review, id_) for id_ in item.reading.named)),
        digest=round_review.digest(),
        error=error,
        typed=request.form.get("other", "")[:MAX_NAME_CHARACTERS],
        max_name_characters=MAX_NAME_CHARACTERS,
    )


def _candidates(round_review: RoundReview, item: ReviewedText) -> list[Candidate]:
    ticked = set(request.form.getlist("people", type=int)) | item.kept_apart
    candidates = [
        Candidate(person_id, round_review.people[person_id][0], person_id in ticked)
        for person_id in item.candidates & round_review.people.keys()
    ]
    return sorted(candidates, key=lambda item: collation_key(item.application.profile.name))


def _chosen(round_review: RoundReview, item: ReviewedText) -> tuple[set[int], str]:
    """Return the people to keep apart, and what is wrong with the answer."""
    if request.form.get("answer") == "nobody":
        return set(), ""
    ticked = item.candidates & set(request.form.getlist("people", type=int))
    other = clean_text(request.form.get("other"))[:MAX_NAME_CHARACTERS]
    if not other:
        return ticked, "" if ticked else _(
            "Check somebody, write a name, or choose “Nobody in this round”."
        )
    named = round_review.index.read(other).named & round_review.people.keys()
    named -= {item.application.person_id}
    return ticked | named, "" if named else _(
        "We find nobody in this round with this name or address. Please write it as they gave it."
    )


def _name(round_review: RoundReview, person_id: int) -> str:
    applications = round_review.people.get(person_id, ())
    return next((str(item.profile.name) for item in applications), "")


def _saved(count: int) -> str:
    if not count:
        return _("Saved: nobody in this round is meant. We ask again when somebody joins.")
    return ngettext(
        "Saved: %(num)s person is never suggested to them.",
        "Saved: %(num)s people are never suggested to them.",
        count,
    )
