"""Forms that could not be accepted: kept sealed for an hour, for the person who typed them.

A form is refused when its session has ended. What was typed is then shown again in the same form,
once that person has signed in. Nobody else sees it, and nothing else is done with it.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import DecryptionError
from mentorship.models import Person, UnsentForm
from mentorship.privacy.data_keys import data_keys
from mentorship.runtime import current_runtime

LIFETIME = timedelta(hours=1)
MAX_FORMS_PER_PERSON = 10
Fields = list[tuple[str, str]]


def store(session: AnySession, person: Person, page: str, fields: Fields) -> None:
    """Keep a form of the page with this path, in place of an earlier one."""
    index = page_index(person, page)
    delete_form(session, index)
    session.add(
        UnsentForm(
            person_id=person.id,
            page_index=index,
            fields=[list(field) for field in fields],
        )
    )
    session.flush()
    by_person = UnsentForm.person_id == person.id
    newest_first = select(UnsentForm.id).where(by_person).order_by(UnsentForm.id.desc())
    newest = list(session.scalars(newest_first.limit(MAX_FORMS_PER_PERSON)))
    _delete(session, and_(by_person, UnsentForm.id.not_in(newest)))


def stored_fields(session: AnySession, person: Person, page: str) -> Fields:
    """Return the fields of the form that is kept for a page, none if there is no such form."""
    is_of_page = UnsentForm.page_index == page_index(person, page)
    newest_first = select(UnsentForm).where(is_of_page).order_by(UnsentForm.id.desc())
    form = session.scalars(newest_first.where(UnsentForm.created_at > now() - LIFETIME)).first()
    try:
        return [(name, value) for name, value in form.fields] if form else []
    except DecryptionError:  # its key was destroyed, and an older database restored
        return []


def delete_form(session: AnySession, index: bytes) -> None:
    """Delete the form with a page's index, which can be computed while its person is stored."""
    _delete(session, UnsentForm.page_index == index)


def delete_forms_of(session: AnySession, person: Person) -> None:
    _delete(session, UnsentForm.person_id == person.id)


def purge_expired(session: AnySession) -> None:
    _delete(session, UnsentForm.created_at <= now() - LIFETIME)


def _delete(session: AnySession, condition: ColumnElement[bool]) -> None:
    """Delete forms with their keys, in one statement: several requests may do so at once."""
    deleted = delete(UnsentForm).where(condition).returning(UnsentForm.key_id)
    for key_id in list(session.scalars(deleted)):
        data_keys(session).destroy_after_commit(key_id)


def page_index(person: Person, page: str) -> bytes:
    """Return the keyed index of a person's page, so that no row tells which page it is."""
    return current_runtime().blind_index(f"unsent form of {person.row_token.hex()} on {page}")
