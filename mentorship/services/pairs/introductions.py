"""What each person of a pair may see of the other; contact details only after two yeses."""

from dataclasses import dataclass, field
from typing import Any

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Application, Pair, PairState, Person, Profile, Role
from mentorship.questions import Answers, Question, Visibility, criteria, questions_for
from mentorship.questions.registry import region_of
from mentorship.services.contact_links import ContactLink, contact_links
from mentorship.services.pairs import exit_forms
from mentorship.services.pairs.contact_choices import contact_shown_by

SHOWN_APART = frozenset({"name", "phone"})
CRITERIA_SHOWN = ("topics", "interests", "language", "time", "dislikes")


@dataclass(frozen=True)
class Introduction:
    """What a person may see of the other person.

    ``region`` is the code of the part of the city where they could meet: all that is told of their
    neighborhood until both have said yes; "" if they told none, and once the neighborhood is shown.
    """

    own_role: Role
    said_yes: bool
    other_said_yes: bool
    other_role: Role
    name: str = field(repr=False)
    answers: list[tuple[Question, Any]] = field(repr=False)
    region: str = field(repr=False)
    in_common: dict[str, list[str]] = field(repr=False)
    contact: "Contact | None" = field(repr=False)


@dataclass(frozen=True)
class Contact:
    email: str | None = field(repr=False)
    phone: str = field(repr=False)
    links: list[ContactLink] = field(repr=False)


def introduction_for(session: AnySession, person: Person, pair: Pair) -> Introduction:
    role = pair.role_of(person)
    if role is None:
        raise UserFacingError
    other = pair.other_side(role)
    profile: Profile = other.profile
    both_agreed = may_show_contact(session, pair)
    return Introduction(
        own_role=role,
        said_yes=pair.has_agreed(role),
        other_said_yes=pair.has_agreed(other.role),
        other_role=other.role,
        name=profile.name,
        answers=answers_shown(other, both_agreed=both_agreed),
        region="" if both_agreed else region_of(profile.answers["area"]),
        in_common=in_common(pair),
        contact=_contact(session, pair, other) if both_agreed else None,
    )


def answers_shown(
    application: Application, *, both_agreed: bool = False
) -> list[tuple[Question, Any]]:
    """Return what the registry lets the other person read, name and contact details aside."""
    readable = {Visibility.INTRODUCTION} | ({Visibility.AGREED} if both_agreed else set())
    answers = application.profile.answers
    return [
        (question, answers[question.name])
        for question in questions_for(application.role)
        if question.visibility in readable
        and question.name not in SHOWN_APART
        and answers[question.name]
    ]


def may_show_contact(session: AnySession, pair: Pair) -> bool:
    """Return whether both agreed to it; after the end, both have to say so anew."""
    if pair.mentee_agreed_at is None or pair.mentor_agreed_at is None:
        return False
    return pair.state is not PairState.CLOSED or exit_forms.both_stay_in_touch(session, pair)


def _contact(session: AnySession, pair: Pair, other: Application) -> Contact:
    """Return how to reach the other person, as far as they let it be seen; Signal first."""
    shown = contact_shown_by(session, other.person, pair)
    phone = other.profile.answers["phone"] if shown.phone else ""
    email = other.person.email_address if shown.email else None
    links = contact_links(f"{phone}\n{email or ''}")
    return Contact(email=email, phone=phone, links=links)


def in_common(pair: Pair) -> dict[str, list[str]]:
    """Return what the two have in common, by criterion, as vocabulary codes.

    It comes from the match run; what one of them has changed since is left out.
    """
    in_run = {
        share["criterion"]: share.get("items", [])
        for share in pair.suggestion.explanation["shares"]
        if share["criterion"] in CRITERIA_SHOWN
    }
    both = [pair.mentee.profile.answers, pair.mentor.profile.answers]
    still = {
        criterion: [item for item in items if all(_has(own, criterion, item) for own in both)]
        for criterion, items in in_run.items()
    }
    return {criterion: items for criterion, items in still.items() if items}


def _has(answers: Answers, criterion: str, item: str) -> bool:
    """Return whether the matching would find an item in somebody's answer."""
    question = criteria.question_behind(criterion)
    columns = question.match_columns(answers[question.name])
    return any(item in value.split(",") for value in columns.values())
