"""The home page: a person's matches and applications, and what they can do next."""

from dataclasses import dataclass, field

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from mentorship.extensions import db
from mentorship.models import Application, Pair, PairState, Person
from mentorship.permissions import Permission
from mentorship.programme import Event
from mentorship.runtime import current_runtime
from mentorship.services.accounts import recovery_requests
from mentorship.services.applications import (
    corrections,
    form_steps,
    rounds,
    screening,
    submission,
)
from mentorship.services.conversations import own_conversations
from mentorship.services.email import queue
from mentorship.services.events import sign_ups
from mentorship.services.groups.members import groups_to_answer
from mentorship.services.match_support import unanswered
from mentorship.services.messages import own_messages
from mentorship.services.pairs import erased_pairs, pairs
from mentorship.services.training import required
from mentorship.web import console, event_labels, status_messages
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.paging import paginate

EMAILS_PER_PAGE = 10
blueprint = Blueprint("account", __name__)


@dataclass(frozen=True)
class PairCard:
    """An introduction or a match, as one of the two sees it on the home page."""

    pair: Pair
    other: Application
    status: str
    needs_answer: bool
    waits: str
    is_over: bool
    is_news: bool


@dataclass(frozen=True)
class ConversationCard:
    """A first conversation, as one of the two sees it on the home page."""

    id: int
    name: str = field(repr=False)
    is_answered: bool


@dataclass(frozen=True)
class ApplicationCard:
    """An application, where it stands, and what follows."""

    application: Application
    status: str
    next_steps: list[str]


@blueprint.get("/home")
@require_permission(Permission.SEE_HOME)
def home() -> ResponseReturnValue:
    person = require_person()
    applications = submission.applications_of(db.session, person)
    sections = console.sections()
    if sections and not applications:
        return redirect(url_for(sections[0].endpoint))
    own_pairs = pairs.pairs_of(db.session, person)
    return render_template(
        "account/home.html",
        help_request=recovery_requests.open_request_of(db.session, person),
        new_messages=own_messages.unread_counts(db.session, person),
        cards=pair_cards(person, own_pairs),
        groups_to_answer=groups_to_answer(db.session, person),
        **conversation_cards(person),
        erased_pairs=erased_pairs.erased_pairs_of(db.session, person),
        status_messages=status_messages,
        corrected=corrected_applications(person),
        events=sign_ups.next_of(db.session, person),
        event_labels=event_labels,
        applications=application_cards(person, applications, own_pairs),
        round=rounds.newest_open_round(db.session),
        takes_applications=rounds.takes_applications,
        progress=form_steps.progress,
    )


def corrected_applications(person: Person) -> list[Application]:
    """Return the applications in which somebody has still to see a coordinator's correction."""
    waiting = corrections.open_corrections(db.session, person.id)
    return list(dict.fromkeys(item.application for item in waiting))


def pair_cards(person: Person, own_pairs: list[Pair]) -> list[PairCard]:
    ended = pairs.ended_by(db.session, person)
    waiting = {item.pair_id: item.event for item in unanswered.of_person(db.session, person)}
    return [
        pair_card(person, pair, waiting.get(pair.id), ended_by_reader=pair.id in ended)
        for pair in own_pairs
    ]


def pair_card(
    person: Person, pair: Pair, waits_for: Event | None, *, ended_by_reader: bool
) -> PairCard:
    role = pairs.role_in(pair, person)
    other = pair.other_side(role)
    return PairCard(
        pair,
        other,
        status_messages.pair_status(pair, role),
        needs_answer=pair.state is PairState.INTRODUCED and not pair.has_agreed(role),
        waits=status_messages.waits(waits_for),
        is_over=pair.state is PairState.CLOSED,
        is_news=status_messages.is_news(pair, pair.own_side(role), ended_by_reader=ended_by_reader),
    )


def conversation_cards(person: Person) -> dict[str, object]:
    own = own_conversations.conversations_of(db.session, person)
    cards = []
    for item in own.conversations:
        is_mentee = item.mentee.person_id == person.id
        other = item.mentor if is_mentee else item.mentee
        answered_at = item.mentee_answered_at if is_mentee else item.mentor_answered_at
        cards.append(ConversationCard(item.id, other.profile.name, answered_at is not None))
    return {"conversations": cards, "conversation_called_off": own.some_called_off}


def application_cards(
    person: Person, applications: list[Application], own_pairs: list[Pair]
) -> list[ApplicationCard]:
    is_reached = person.email_address is not None and current_runtime().sends_email
    is_emailed = is_reached and person.wants_news
    live = [pair for pair in own_pairs if pair.state is not PairState.CLOSED]
    lacking, language = screening.open_steps_of(db.session, applications), get_locale().language
    untrained = required.open_titles_of(db.session, applications, language)
    cards = []
    for item in applications:
        own = [pair for pair in live if item.id in (pair.mentee_id, pair.mentor_id)]
        status = status_messages.application_status(item, own)
        open_steps = [step.label(language) for step in lacking[item.id]]
        steps = status_messages.what_happens_next(
            item, own, open_steps, untrained[item.id], is_emailed=is_emailed
        )
        cards.append(ApplicationCard(item, status, steps))
    return cards


@blueprint.get("/outbox")
@require_permission(Permission.READ_OUTBOX)
def outbox() -> ResponseReturnValue:
    return render_template("account/outbox.html", page=paginate(queue.outbox(), EMAILS_PER_PAGE))
