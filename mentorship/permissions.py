"""Who may do what: one table, from a permission to the predicates that grant it.

Any one of a permission's predicates is enough. A predicate reads like a sentence about
an actor (None when nobody is signed in) and the subject that the permission is about.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app

from mentorship.models import COORDINATOR, Pair, Person
from mentorship.services.accounts.two_factor import must_have_second_factor

Predicate = Callable[[Person | None, Any], bool]


def anybody(actor: Person | None, subject: object) -> bool:
    return True


def anybody_in_the_demonstration(actor: Person | None, subject: object) -> bool:
    return bool(current_app.config["DEMO"])


def is_signed_in(actor: Person | None, subject: object) -> bool:
    return actor is not None


def is_signed_in_as_asked(actor: Person | None, subject: object) -> bool:
    """Has a second factor, if they must: whoever has one has passed it to come in."""
    return actor is not None and (actor.has_second_factor or not must_have_second_factor(actor))


def is_coordinator(actor: Person | None, subject: object) -> bool:
    return (
        actor is not None and actor.has_role(COORDINATOR) and is_signed_in_as_asked(actor, subject)
    )


def is_one_of_the_pair(actor: Person | None, subject: Pair) -> bool:
    return (
        actor is not None
        and subject.role_of(actor) is not None
        and is_signed_in_as_asked(actor, subject)
    )


PERMISSIONS: Mapping[str, tuple[Predicate, ...]] = {
    "read public pages": (anybody,),
    "sign in or up": (anybody,),
    "leave": (anybody,),
    "read the outbox": (anybody_in_the_demonstration,),
    "set up a second step": (is_signed_in,),
    "keep own account": (is_signed_in_as_asked,),
    "apply": (is_signed_in_as_asked,),
    "see own home": (is_signed_in_as_asked,),
    "see introduction": (is_one_of_the_pair,),
    "answer introduction": (is_one_of_the_pair,),
    "log meetings": (is_one_of_the_pair,),
    "coordinate": (is_coordinator,),
}

# Routes that come with an extension cannot state their permission in place.
ROUTES_OF_EXTENSIONS: Mapping[str, str] = {
    "static": "read public pages",
    "bootstrap.static": "read public pages",
}


def allows(actor: Person | None, permission: str, subject: object = None) -> bool:
    return any(grants(actor, subject) for grants in PERMISSIONS[permission])
