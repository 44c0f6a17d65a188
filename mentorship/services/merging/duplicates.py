"""Find who may be here twice: by an equal name, telephone number or mailbox, however typed."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from mentorship.after_commit import AnySession
from mentorship.models import Application, ApplicationState
from mentorship.services.name_folding import (
    MIN_PHONE_DIGITS,
    PHONE,
    compact,
    phone_digits,
    visible_text,
)
from mentorship.services.pairing.exclusions import NameIndex
from mentorship.services.pairing.name_parts import variants, whole_names


def possible_duplicates(session: AnySession, application: Application) -> list[Application]:
    """Return an application of each other person who shares a name, a number or a mailbox."""
    own = set(_traits(application))
    return _newest_of_each_person(
        item for item in _others(session, application) if not own.isdisjoint(_traits(item))
    )


def search(session: AnySession, application: Application, typed: str) -> list[Application]:
    """Return an application of each other person whom a typed name or address may mean."""
    others = _others(session, application)
    reading = NameIndex(others).read(typed)
    meant = reading.named | reading.possible
    return _newest_of_each_person(item for item in others if item.person_id in meant)


def _traits(application: Application) -> Iterator[tuple[str, str]]:
    profile = application.profile
    for name in (profile.name, *profile.former_names):
        for whole in whole_names(variants(name)):
            yield "name", whole
    for number in PHONE.findall(visible_text(profile.answers["phone"])):
        yield "phone", phone_digits(number)[-MIN_PHONE_DIGITS:]
    if application.person.email_address is not None:
        yield "mailbox", compact(application.person.email_address.partition("@")[0])


def _others(session: AnySession, application: Application) -> list[Application]:
    """Return what other people have sent in any round, the newest first."""
    sent = (
        select(Application)
        .join(Application.profile)
        .join(Application.person)
        .where(
            Application.person_id != application.person_id,
            Application.state != ApplicationState.DRAFT,
        )
        .order_by(Application.id.desc())
        .options(contains_eager(Application.profile), contains_eager(Application.person))
    )
    return [item for item in session.scalars(sent) if item.is_readable]


def _newest_of_each_person(applications: Iterable[Application]) -> list[Application]:
    newest: dict[int, Application] = {}
    for application in applications:
        newest.setdefault(application.person_id, application)
    return list(newest.values())
