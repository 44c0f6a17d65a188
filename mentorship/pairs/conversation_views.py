"""A first conversation: with whom, and afterwards how much one would like to be matched."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from mentorship.extensions import db
from mentorship.models import Conversation, Role
from mentorship.pairs.routes import blueprint
from mentorship.permissions import Permission
from mentorship.services.conversations import own_conversations
from mentorship.services.pairs.introductions import answers_shown
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.fields import Line, Radios, at_most, choices
from mentorship.web.forms import render_form
from mentorship.web.rating_messages import RATINGS, rating_in_words
from mentorship.web.sensitive_forms import SensitiveTextForm

MAX_WORDS_LENGTH = 200


class RatingForm(SensitiveTextForm):
    rating = Radios(
        _l("How much would you like to be matched with this person?"),
        choices=choices(RATINGS),
        validators=[InputRequired(_l("Choose how much you would like it."))],
    )
    words = Line(
        _l("Something that the coordinators should know? (optional)"),
        description=_l("One line is enough."),
        validators=[at_most(MAX_WORDS_LENGTH)],
    )


@blueprint.route("/conversations/<int:conversation_id>", methods=["GET", "POST"])
@require_permission(Permission.ANSWER_CONVERSATION, load=own_conversations.invited_with_id)
def show_conversation(conversation: Conversation) -> ResponseReturnValue:
    person = require_person()
    if not own_conversations.takes_place(db.session, conversation):
        flash(own_conversations.not_planned(), "info")
        return redirect(url_for("account.home"))
    role = conversation.role_of(person)
    is_mentee = role is Role.MENTEE
    own = Role.MENTEE if is_mentee else Role.MENTOR
    given = own_conversations.rating_by(conversation, own)
    words = own_conversations.words_by(conversation, own)
    form = RatingForm(rating=None if given is None else str(given), words=words)
    if form.validate_on_submit():
        own_conversations.answer(
            db.session, person, conversation, int(form.rating.data), form.words.data or ""
        )
        flash(_("Thank you. You can change it until the coordinators make the matches."), "success")
        return redirect(url_for("account.home"))
    other = conversation.mentor if is_mentee else conversation.mentee
    return render_form(
        "pairs/conversation.html",
        form=form,
        other=other,
        answers=answers_shown(other),
        given=rating_in_words(given) if given else "",
        words=words,
        has_counted=own_conversations.has_counted(db.session, conversation, own),
        already_counted=own_conversations.already_counted(),
    )
