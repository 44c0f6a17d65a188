"""Remember the names of a merged account: others exclude by them, and sheets come with them."""

from mentorship.after_commit import AnySession
from mentorship.models import MergedAddress, Person
from mentorship.services.insertion import insert_if_absent


def remember_addresses(session: AnySession, kept: Person, merged: Person) -> None:
    """Have the kept person found by what the other one signed in with."""
    indexes = {merged.sign_in_index, *merged.former_indexes()}
    former = {*kept.former_address_indexes, *(index.hex() for index in indexes)}
    kept.former_address_indexes = sorted(former)
    if merged.email_address is not None:
        insert_if_absent(session, MergedAddress, person_id=kept.id, name_index=merged.sign_in_index)
