"""Where an application, an introduction or a match stands, in the words of those it is about."""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from mentorship.clock import now, today
from mentorship.models import (
    Application,
    ApplicationState,
    ErasedPair,
    Pair,
    PairState,
    Role,
    RoundState,
)
from mentorship.programme import Event
from mentorship.runtime import current_runtime
from mentorship.services.applications.readiness import TAKES_PART
from mentorship.services.applications.rounds import takes_applications

NEWS_DURATION = timedelta(weeks=2)
"""How long the end of a match is news."""


def pair_status(pair: Pair, role: Role) -> str:
    """Say on the home page of one of the two where an introduction or a match stands."""
    match pair.state:
        case PairState.INTRODUCED if pair.has_agreed(role):
            return _("You said yes. We are waiting for the other answer.")
        case PairState.INTRODUCED:
            return _("An introduction waits for your answer.")
        case PairState.ACTIVE:
            return _("Your mentee") if role is Role.MENTOR else _("Your mentor")
    return _("This match has ended.") if pair.started_at else _("This introduction has ended.")


def waits(event: Event | None) -> str:
    """Say on the home page what one of the two is asked for; an answer has its own sentence."""
    match event:
        case Event.CHECK_IN:
            return _("Three short questions wait for you.")
        case Event.EXIT_FORM:
            return _("How was it? A short form waits for you.")
    return ""


def is_news(pair: Pair, own_side: Application, *, ended_by_reader: bool) -> bool:
    """Return whether the end of a pair is recent, and not the reader's own doing."""
    is_own_doing = ended_by_reader or own_side.state is ApplicationState.WITHDRAWN
    is_recent = pair.closed_at is not None and pair.closed_at > now() - NEWS_DURATION
    return is_recent and not is_own_doing


def end_of_pair(
    pair: Pair, *, ended_by_reader: bool, have_met: bool, sees_contact: bool
) -> list[str]:
    """Say on the page of a closed pair what its end means."""
    if not pair.started_at and ended_by_reader:
        return [_("Thank you for considering it.")]
    if not pair.started_at:
        return [_("That happens for many reasons. It does not mean that you did anything wrong.")]
    sentences = [_("Matches end for many reasons, and that is all right.")]
    if have_met:
        sentences.append(_("Thank you for the time that you gave each other."))
    if not sees_contact:
        sentences.append(_("You no longer see each other's contact details here."))
    return sentences


def erased_pair(item: ErasedPair) -> str:
    if item.had_started:
        return _(
            "The other person has deleted their account, so this match and what you logged "
            "together are no longer here. It does not mean that you did anything wrong."
        )
    return _(
        "This introduction has ended, because the other person has deleted their account. "
        "It does not mean that you did anything wrong."
    )


def next_match(application: Application, live_pairs: Sequence[Pair]) -> str:
    """Say after the end of a pair whether another can follow."""
    if application.state is ApplicationState.WITHDRAWN:
        return _("You have withdrawn your application, so we do not look for somebody else.")
    if application.state not in TAKES_PART:
        return decision_status(application.state)
    if len(live_pairs) < application.capacity:
        return _("You still take part, so the coordinators can suggest somebody else.")
    if application.role is Role.MENTOR:
        return _("All your open spots are taken at the moment.")
    return _("You have another introduction or match. You find it on your home page.")


def decision_status(state: ApplicationState) -> str:
    """Say to an applicant what coordinators have decided, if they are not matched at present."""
    return {
        ApplicationState.IN_SCREENING: _("The coordinators are getting to know you."),
        ApplicationState.WAITLISTED: _(
            "You are on the waitlist: at the moment nobody is suggested to you. The coordinators "
            "can change that."
        ),
        ApplicationState.DECLINED: _(
            "The coordinators cannot offer you a match in this round. They are glad to tell you "
            "more, and you are welcome to apply again."
        ),
    }[state]


def application_status(application: Application, live_pairs: Sequence[Pair]) -> str:
    """Say where an application stands."""
    if application.state is ApplicationState.DRAFT:
        return _("You have not sent this application yet.")
    if application.state is ApplicationState.WITHDRAWN:
        return _("You have withdrawn this application.")
    if application.state not in TAKES_PART:
        return decision_status(application.state)
    if not live_pairs:
        return _("You are waiting for a match.")
    if application.role is Role.MENTOR:
        spots = application.capacity
        return ngettext(
            "Your open spot is taken.", "%(taken)s of your %(num)s spots taken.",
            spots, taken=len(live_pairs),
        )  # fmt: skip
    if any(pair.state is PairState.ACTIVE for pair in live_pairs):
        return _("You have a mentor.")
    return _("You have an introduction.")


def what_happens_next(
    application: Application,
    live_pairs: Sequence[Pair],
    open_steps: Sequence[str] = (),
    open_modules: Sequence[str] = (),
    *,
    is_emailed: bool,
) -> list[str]:
    """Say step by step, with dates, what follows for somebody who waits; [] for anybody else.

    ``open_steps`` are the names of the screening steps that they have not passed yet, and
    ``open_modules`` the titles of the training modules that they have to do first.
    """
    if application.state is ApplicationState.IN_SCREENING:
        return [*_screening_steps(open_steps), *_training(open_modules), _after_screening()]
    if application.state not in TAKES_PART or live_pairs:
        return []
    news = (
        _("We also write to your email address when there is news, without any names in it.")
        if is_emailed
        else _("So come back now and then, and sign in.")
    )
    if application.round.state in (RoundState.MEETING, RoundState.ARCHIVED):
        return _matching_steps(application)
    introduction = _(
        "When they have found somebody, you see the introduction on your home page. "
        "You are free to say yes or no."
    )
    return [
        *_screening_steps(open_steps),
        *_training(open_modules),
        *_matching_steps(application),
        f"{introduction} {news}",
    ]


def _screening_steps(open_steps: Sequence[str]) -> list[str]:
    if not open_steps:
        return []
    return [
        _(
            "Before you are matched, the coordinators get to know you. Still to come: %(steps)s. "
            "They write to you about it.",
            steps=", ".join(open_steps),
        )
    ]


def _training(open_modules: Sequence[str]) -> list[str]:
    if not open_modules:
        return []
    return [
        _(
            "Before you are matched, please do this part of the training: %(modules)s. "
            "Nobody grades you. You find it under “Training”.",
            modules=", ".join(open_modules),
        )
    ]


def _after_screening() -> str:
    return _("Then the coordinators decide, and tell you here. After that they look for a match.")


def _matching_steps(application: Application) -> list[str]:
    round_ = application.round
    is_open = takes_applications(round_)
    if round_.state in (RoundState.MEETING, RoundState.ARCHIVED):
        return [
            _(
                "This round found no match for you. That is no judgment of you. If you apply to "
                "the next round, your answers are still here, and you come first."
            )
        ]
    if round_.closes_on is None:
        return _steps_without_a_date(is_open=is_open)
    deadline = format_date(round_.closes_on, "long")
    weeks_to_match = timedelta(weeks=current_runtime().programme.weeks_to_match)
    last_day = round_.introductions_by or round_.closes_on + weeks_to_match
    matched_by = format_date(last_day, "long")
    if is_open:
        return [
            _(
                "People can apply until %(day)s. Until then you can change your application.",
                day=deadline,
            ),
            _(
                "After that day, by %(day)s, coordinators look for somebody who suits you. They "
                "read every suggested match themselves.",
                day=matched_by,
            ),
        ]
    if today() > last_day:
        return [
            _(
                "Applications ended on %(day)s. You have no match at the moment. You still take "
                "part; the coordinators can tell you more.",
                day=deadline,
            )
        ]
    return [
        _("This round takes no more applications."),
        _(
            "By %(day)s, coordinators look for somebody who suits you. They read every suggested "
            "match themselves.",
            day=matched_by,
        ),
    ]


def _steps_without_a_date(*, is_open: bool) -> list[str]:
    if not is_open:
        return [
            _("This round takes no more applications."),
            _(
                "Coordinators look for somebody who suits you. They read every suggested match "
                "themselves."
            ),
        ]
    return [
        _("Until the round closes you can change your application."),
        ngettext(
            "Within %(num)s week after the round has closed, coordinators look for somebody who "
            "suits you. They read every suggested match themselves.",
            "Within %(num)s weeks after the round has closed, coordinators look for somebody who "
            "suits you. They read every suggested match themselves.",
            current_runtime().programme.weeks_to_match,
        ),
    ]
