"""What the two of a pair do next: one thing at a time, said on top of their page."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Pair, Party, Role
from mentorship.services.match_support import check_ins
from mentorship.services.pairs import agreements, meetings


@dataclass(frozen=True)
class NextStep:
    """A step: what to do and why, and the page to do it on."""

    title: str
    text: str
    url: str
    label: str


def next_step(pair: Pair, role: Role, *, online_only: bool) -> NextStep:
    """Return what one of an active pair does next that neither rests nor plans its end.

    With ``online_only``, in safety mode, no step suggests a time or a place to meet.
    """
    if check_ins.is_asked(db.session, pair, Party(role.value)):
        return _check_in(pair)
    waiting = agreements.agreement_that_waits(db.session, pair)
    if waiting is not None and not waiting.has_agreed(role):
        return _answer_proposal(pair)
    if waiting is None and agreements.agreement_that_holds(db.session, pair) is None:
        return _agree(pair)
    if meetings.count_meetings(db.session, pair) == 0:
        return _meet(pair, online_only=online_only)
    return _meet_online_again(pair) if online_only else _meet_again(pair)


def _check_in(pair: Pair) -> NextStep:
    return NextStep(
        _("How is it going?"),
        _("Three short questions, less than a minute. Only coordinators read your answers."),
        url_for("pairs.check_in", pair_id=pair.id),
        _("Answer"),
    )


def _answer_proposal(pair: Pair) -> NextStep:
    return NextStep(
        _("Read what the other person proposes"),
        _("How often, how long, and what stays between you. Say yes, or propose a change."),
        url_for("pairs.show_agreement", pair_id=pair.id),
        _("Read it"),
    )


def _agree(pair: Pair) -> NextStep:
    return NextStep(
        _("Agree on how you meet"),
        _("How often, how long, and what stays between you. It takes five minutes."),
        url_for("pairs.show_agreement", pair_id=pair.id),
        _("Begin"),
    )


def _meet(pair: Pair, *, online_only: bool) -> NextStep:
    if online_only:
        text = _("Meet online or by phone for now. Write to each other today.")
    else:
        text = _("The first month matters most. Write to each other today, and find a time.")
    return NextStep(
        _("Your first meeting"),
        text,
        url_for("pairs.first_meeting", pair_id=pair.id),
        _("How it can go well"),
    )


def _meet_again(pair: Pair) -> NextStep:
    last = meetings.last_day(db.session, pair)
    if last is not None and last == today():
        text = _("You met today. When could the next time be?")
    else:
        text = _("Find a time that suits you both. Afterwards log it in a minute.")
    return NextStep(
        _("Your next meeting"),
        text,
        url_for("pairs.show_times", pair_id=pair.id),
        _("See when you are both free"),
    )


def _meet_online_again(pair: Pair) -> NextStep:
    return NextStep(
        _("Your next meeting"),
        _("Meet online or by phone for now. Afterwards log it in a minute."),
        url_for("pairs.show", pair_id=pair.id, _anchor="reach"),
        _("Write to each other"),
    )
