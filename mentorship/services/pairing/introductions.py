"""What one side of a pair may see of the other: contact details only after two yeses."""

from dataclasses import dataclass, field

from mentorship.errors import UserFacingError
from mentorship.models import Pair, PairState, Person, Profile, Role

SHOWN_IN_COMMON = ("topics", "interests", "language", "time", "dislikes")


@dataclass(frozen=True)
class Introduction:
    """The other person, as far as this one may know them."""

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
        in_common=in_common(pair),
        contact=contact_of(other.person, profile) if may_show_contact(pair) else None,
    )


def may_show_contact(pair: Pair) -> bool:
    both = pair.mentee_agreed_at is not None and pair.mentor_agreed_at is not None
    return both and pair.state is not PairState.CLOSED


def contact_of(person: Person, profile: Profile) -> Contact:
    return Contact(email=person.email_address, phone=profile.phone)


def in_common(pair: Pair) -> dict[str, list[str]]:
    """Return what both answered alike, by criterion, as vocabulary codes."""
    shares = pair.suggestion.explanation["shares"]
    return {
        share["criterion"]: share["items"]
        for share in shares
        if share["criterion"] in SHOWN_IN_COMMON and share.get("items")
    }
