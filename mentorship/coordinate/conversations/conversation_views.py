"""First conversations of a round: propose them, take some out, invite, and read what was said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.collation import collation_key
from mentorship.coordinate import labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.conversations.limits_form import LimitsForm
from mentorship.coordinate.matching import settings_words
from mentorship.extensions import db
from mentorship.models import Application, Conversation, Round
from mentorship.permissions import Permission
from mentorship.services.applications import rounds
from mentorship.services.board.board_list import Strength, strength_of
from mentorship.services.conversations import proposals
from mentorship.services.match_settings import chosen
from mentorship.services.pairing import exclusion_review, match_runs
from mentorship.services.pairing.exclusion_review import UnclearExclusionsError
from mentorship.services.pairing.run_kinds import ConversationLimits
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.paging import paginate_sequence
from mentorship.web.rating_messages import rating_in_words
from mentorship.web.readings import opens_page, record_and_show, require_reading
from mentorship.web.stale_forms import refuse_stale

MENTEES_PER_PAGE = 24
DEFAULT_LIMITS = ConversationLimits(per_mentee=3, per_mentor=3)


@dataclass(frozen=True)
class MenteeRow:
    """The conversations of a mentee."""

    name: str = field(repr=False)
    conversations: list[Conversation] = field(repr=False)


@blueprint.route("/rounds/<int:round_id>/conversations", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def list_conversations(round_: Round) -> ResponseReturnValue:
    """List who would meet whom, or meets; propose it anew."""
    run = match_runs.latest_proposing_run(db.session, round_)
    form = LimitsForm(obj=ConversationLimits.of(run) if run else DEFAULT_LIMITS)
    unclear = unclear_digest = ""
    if form.validate_on_submit():
        try:
            requested = match_runs.request_run(
                db.session,
                require_person(),
                round_,
                confirmed=request.form.get("confirmed"),
                chosen=chosen.last_used(db.session, round_),
                limits=form.limits(),
            )
        except UnclearExclusionsError as error:
            unclear = str(error)
            unclear_digest = exclusion_review.review(db.session, round_).digest()
        else:
            return redirect(url_for(".show_match_run", run_id=requested.id))
    listed = proposals.listed(db.session, round_)
    return render_form(
        "coordinate/conversations/conversations.html",
        status=HTTPStatus.CONFLICT if unclear else None,
        round=round_,
        run=run,
        form=form,
        unclear=unclear,
        unclear_digest=unclear_digest,
        nobody=match_runs.who_is_missing(db.session, round_),
        unfinished=match_runs.unfinished_run(db.session, round_),
        settings_name=settings_words.name_of_settings(chosen.last_used(db.session, round_)),
        page=paginate_sequence(by_mentee(listed), MENTEES_PER_PAGE),
        count=len(listed),
        to_invite=sum(item.invited_at is None for item in listed),
        answered=sum(is_answered(item) for item in listed),
        strength=strength,
        state=state_in_words,
    )


def by_mentee(listed: Sequence[Conversation]) -> list[MenteeRow]:
    """Return conversations by mentee, in the order of their names."""
    rows: dict[int, list[Conversation]] = {}
    for item in listed:
        rows.setdefault(item.mentee_id, []).append(item)
    named = [MenteeRow(labels.name_of(items[0].mentee), items) for items in rows.values()]
    return sorted(named, key=lambda row: collation_key(row.name))


def is_answered(item: Conversation) -> bool:
    return item.mentee_answered_at is not None or item.mentor_answered_at is not None


def strength(item: Conversation) -> str:
    return {
        Strength.STRONG: _("strong"),
        Strength.GOOD: _("good"),
        Strength.POSSIBLE: _("possible"),
    }[strength_of(item.share)]


def state_in_words(item: Conversation) -> str:
    """Say where a conversation stands, without what anybody said."""
    if item.invited_at is None:
        return _("proposed, not invited yet")
    if item.mentee_answered_at and item.mentor_answered_at:
        return _("both have said how it was")
    if item.mentee_answered_at:
        return _("the mentee has said how it was")
    return _("the mentor has said how it was") if item.mentor_answered_at else _("invited")


@blueprint.route("/rounds/<int:round_id>/conversations/invite", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def invite_to_conversations(round_: Round) -> ResponseReturnValue:
    """Show who would be invited; invite them all, or nobody, once that is confirmed."""
    if request.method == "POST":
        confirmed = request.form.get("confirmed", "")
        count = proposals.invite(db.session, require_person(), round_, confirmed)
        flash(_invited(count), "success")
        return redirect(url_for(".list_conversations", round_id=round_.id))
    shown = proposals.invitation(db.session, round_)
    return render_template(
        "coordinate/conversations/invite.html",
        round=round_,
        shown=shown,
        people=len({id_ for item in shown.possible for id_ in item.person_ids()}),
    )


def _invited(count: int) -> str:
    return ngettext(
        "Both people are invited to %(num)s conversation. Now tell them when and where.",
        "Everybody is invited to %(num)s conversations. Now tell them when and where.",
        count,
    )


@blueprint.get("/conversations/<int:conversation_id>")
@require_permission(Permission.COORDINATE_OTHERS, load=proposals.conversation_with_id)
@require_reading
def show_conversation(conversation: Conversation) -> ResponseReturnValue:
    return render_template(
        "coordinate/conversations/conversation.html",
        conversation=conversation,
        round=conversation.match_run.round,
        sides=_sides(conversation),
        state=state_in_words(conversation),
    )


def _sides(conversation: Conversation) -> list[tuple[Application, str, str]]:
    """Return both people with how much each would like it, and what each wrote."""
    return [
        (
            conversation.mentee,
            rating_in_words(conversation.mentee_rating),
            conversation.mentee_words,
        ),
        (
            conversation.mentor,
            rating_in_words(conversation.mentor_rating),
            conversation.mentor_words,
        ),
    ]


@blueprint.post("/conversations/<int:conversation_id>/open")
@require_permission(Permission.COORDINATE_OTHERS, load=proposals.conversation_with_id)
@opens_page
def open_conversation(conversation: Conversation) -> ResponseReturnValue:
    return record_and_show(conversation)


@blueprint.post("/conversations/<int:conversation_id>/take-out")
@require_permission(Permission.COORDINATE, load=proposals.conversation_with_id)
@refuse_stale()
def take_out_conversation(conversation: Conversation) -> ResponseReturnValue:
    round_id, was_invited = conversation.match_run.round_id, conversation.invited_at is not None
    proposals.take_out(db.session, require_person(), conversation)
    flash(
        _("Called off: it is gone from the pages of both people.")
        if was_invited
        else _("Taken out: the two do not meet."),
        "success",
    )
    return redirect(url_for(".list_conversations", round_id=round_id))
