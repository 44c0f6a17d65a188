"""Remember that somebody erased themselves, so that a spreadsheet does not bring them back.

A mark is made of the index of the address, not of the address: it can be set when the address
cannot be read any more, and it shows only to whoever has the key file that a guessed address was
erased. It is removed as soon as the person has an account again.
"""

from sqlalchemy import delete, select

from mentorship.after_commit import AnySession
from mentorship.errors import DecryptionError
from mentorship.models import ErasureMark, Person, sign_in_indexes
from mentorship.runtime import current_runtime
from mentorship.services.insertion import insert_if_absent


def mark_erased(session: AnySession, person: Person) -> None:
    """Mark the addresses by which an import could bring a person back, their former ones too."""
    for index in _address_indexes(person):
        insert_if_absent(session, ErasureMark, name_index=_mark(index))


def was_erased(session: AnySession, address: str) -> bool:
    """Return whether somebody with this address, in any spelling, erased themselves."""
    marks = select(ErasureMark.id).where(ErasureMark.name_index.in_(_marks(address)))
    return session.scalar(marks.limit(1)) is not None


def remove_marks(session: AnySession, address: str) -> None:
    """Forget that somebody with this address was erased: they are back, as they wished."""
    session.execute(delete(ErasureMark).where(ErasureMark.name_index.in_(_marks(address))))


def _address_indexes(person: Person) -> set[bytes]:
    try:
        signs_in_by_user_name = person.email_address is None
    except DecryptionError:  # erased once already, and back with an older copy of the database
        signs_in_by_user_name = False
    current = set() if signs_in_by_user_name else {person.sign_in_index}
    return current | person.former_indexes()


def _marks(address: str) -> set[bytes]:
    return {_mark(index) for index in sign_in_indexes(address)}


def _mark(sign_in_index: bytes) -> bytes:
    return current_runtime().blind_index(f"erased: {sign_in_index.hex()}")
