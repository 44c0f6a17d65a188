"""Who may do what: one table, from a permission to the predicates that grant it.

Any one of a permission's predicates is enough. A predicate reads like a sentence about
an actor (None when nobody is signed in) and the subject that the permission is about.
"""

from collections.abc import Callable, Mapping
from typing import Any

from mentorship.models import COORDINATOR, Pair, Person

Predicate = Callable[[Person | None, Any], bool]


def anybody(actor: Person | None, subject: object) -> bool:
    return True


def is_signed_in(actor: Person | None, subject: object) -> bool:
    return actor is not None


def is_coordinator(actor: Person | None, subject: object) -> bool:
    return actor is not None and actor.has_role(COORDINATOR)


def is_one_of_the_pair(actor: Person | None, subject: Pair) -> bool:
    return actor is not None and subject.role_of(actor) is not None


PERMISSIONS: Mapping[str, tuple[Predicate, ...]] = {
    "read public pages": (anybody,),
    "sign in or up": (anybody,),
    "keep own account": (is_signed_in,),
    "apply": (is_signed_in,),
    "see own home": (is_signed_in,),
    "see introduction": (is_one_of_the_pair,),
    "answer introduction": (is_one_of_the_pair,),
    "log meetings": (is_one_of_the_pair,),
    "coordinate": (is_coordinator,),
}

# Routes that come with an extension cannot state their permission in place.
ROUTES_OF_EXTENSIONS: Mapping[str, str] = {
    "static": "read public pages",
    "bootstrap.static": "read public pages",
    "security.login": "sign in or up",
    "security.register": "sign in or up",
    "security.logout": "keep own account",
    "security.change_password": "keep own account",
    "security.verify": "keep own account",
}


def allows(actor: Person | None, permission: str, subject: object = None) -> bool:
    return any(grants(actor, subject) for grants in PERMISSIONS[permission])
