"""Find people by a part of their name, however it is typed and in any script."""

from collections.abc import Callable

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import Person, sign_in_indexes
from mentorship.services.name_folding import compact, fold_name

MAX_NAME_CHARACTERS = 80


def name_matcher(term: str) -> Callable[[str], bool]:
    """Return a function that says whether a name holds every word of a search term.

    >>> is_found = name_matcher("duc NGUYEN")
    >>> is_found("Nguyễn Văn Đức"), is_found("Nguyễn Thị Hoa")
    (True, False)
    >>> name_matcher("小明")("王小明"), name_matcher("ｍａｒｉａ　ｊｏｓé")("María-José")
    (True, True)
    """
    words = fold_name(term).replace(",", " ").split()
    return lambda name: bool(words) and all(map(compact(name).__contains__, words))


def people_who_sign_in_as(session: AnySession, term: str) -> set[int]:
    """Return the id of the person whose whole email address or user name this is, if any."""
    people = select(Person.id).where(Person.sign_in_index.in_(sign_in_indexes(term)))
    return set(session.scalars(people))
