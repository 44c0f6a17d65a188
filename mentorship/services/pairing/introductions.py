"""What each person of a pair may see of the other; contact details only after two yeses."""

from dataclasses import dataclass, field
from typing import Any

from mentorship.errors import UserFacingError
from mentorship.models import Application, Pair, PairState, Person, Profile, Role
from mentorship.questions import Question, Visibility, questions_for

CRITERIA_SHOWN = ("topics", "interests", "language", "time", "dislikes")


@dataclass(frozen=True)
class Introduction:
    """What a person may see of the other person."""

    own_role: Role
    said_yes: bool
    other_said_yes: bool
    other_role: Role
    name: str = field(repr=False)
    answers: list[tuple[Question, Any]] = field(repr=False)
    in_common: dict[str, list[str]] = field(repr=False)
    contact: "Contact | None" = field(repr=False)


@dataclass(frozen=True)
class Contact:
    email: str | None = field(repr=False)
    phone: str = field(repr=False)


def introduction_for(person: Person, pair: Pair) -> Introduction:
    role = pair.role_of(person)
    if role is None:
        raise UserFacingError
    other = pair.other_side(role)
    profile: Profile = other.profile
    return Introduction(
        own_role=role,
        said_yes=pair.has_agreed(role),
        other_said_yes=pair.has_agreed(other.role),
        other_role=other.role,
        name=profile.name,
        answers=shown_before_agreeing(other),
        in_common=_in_common(pair),
        contact=_contact(other.person, profile) if may_show_contact(pair) else None,
    )


def shown_before_agreeing(application: Application) -> list[tuple[Question, Any]]:
    """Return what the registry lets an introduced person read, the name above it aside."""
    answers = application.profile.answers
    return [
        (question, answers[question.name])
        for question in questions_for(application.role)
        if question.visibility is Visibility.INTRODUCTION
        and question.name != "name"
        and answers[question.name]
    ]


def may_show_contact(pair: Pair) -> bool:
    both_agreed = pair.mentee_agreed_at is not None and pair.mentor_agreed_at is not None
    return both_agreed and pair.state is not PairState.CLOSED


def _contact(person: Person, profile: Profile) -> Contact:
    return Contact(email=person.email_address, phone=profile.answers["phone"])


def _in_common(pair: Pair) -> dict[str, list[str]]:
    """Return what the two have in common, by criterion, as vocabulary codes."""
    shares = pair.suggestion.explanation["shares"]
    return {
        share["criterion"]: share["items"]
        for share in shares
        if share["criterion"] in CRITERIA_SHOWN and share.get("items")
    }
