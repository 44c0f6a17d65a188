"""What each person of a pair may see of the other; contact details only after two yeses."""

from dataclasses import dataclass, field

from mentorship.errors import UserFacingError
from mentorship.models import Pair, PairState, Person, Profile, Role

SHOWN_IN_COMMON = ("topics", "interests", "language", "time", "dislikes")


@dataclass(frozen=True)
class Introduction:
    """What a person may see of the other person."""

    own_role: Role
    said_yes: bool
    other_said_yes: bool
    name: str = field(repr=False)
    communities: list[str] = field(repr=False)
    heritage: str = field(repr=False)
    languages: list[str] = field(repr=False)
    hope: str = field(repr=False)
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
        name=profile.name,
        communities=profile.communities,
        heritage=profile.heritage,
        languages=[spoken["language"] for spoken in profile.languages],
        hope=profile.hope,
        in_common=_in_common(pair),
        contact=_contact(other.person, profile) if may_show_contact(pair) else None,
    )


def may_show_contact(pair: Pair) -> bool:
    both_agreed = pair.mentee_agreed_at is not None and pair.mentor_agreed_at is not None
    return both_agreed and pair.state is not PairState.CLOSED


def _contact(person: Person, profile: Profile) -> Contact:
    return Contact(email=person.email_address, phone=profile.phone)


def _in_common(pair: Pair) -> dict[str, list[str]]:
    """Return what the two have in common, by criterion, as vocabulary codes."""
    shares = pair.suggestion.explanation["shares"]
    return {
        share["criterion"]: share["items"]
        for share in shares
        if share["criterion"] in SHOWN_IN_COMMON and share.get("items")
    }
