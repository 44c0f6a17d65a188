"""Merges that a second coordinator has to confirm: both people can sign in.

Somebody who writes "I have two accounts, please merge them" may be after the account of another
person. One volunteer alone is easily talked into that.
"""

from flask_babel import gettext as _
from sqlalchemy import Select, delete, select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Application, MergeRequest, Person
from mentorship.services.audit import record
from mentorship.services.insertion import insert_if_absent
from mentorship.services.merging.merge_plan import MergePlan


def request_merge(
    session: AnySession, actor: Person, first: Application, second: Application
) -> None:
    """Ask another coordinator to merge the people of two applications; once is enough."""
    first, second = sorted((first, second), key=lambda item: item.id)
    values = {"first_id": first.id, "second_id": second.id, "requested_by": actor.id}
    if insert_if_absent(session, MergeRequest, **values):
        record(session, actor, "request merge", first)


def cancel_request(
    session: AnySession, actor: Person, first: Application, second: Application
) -> None:
    """Ask nobody any more; anybody who coordinates may say so."""
    ids = sorted((first.id, second.id))
    is_about = (MergeRequest.first_id == ids[0], MergeRequest.second_id == ids[1])
    if session.scalar(delete(MergeRequest).where(*is_about).returning(MergeRequest.id)):
        record(session, actor, "cancel merge request", first)


def request_about(
    session: AnySession, first: Application, second: Application
) -> MergeRequest | None:
    ids = sorted((first.id, second.id))
    about = select(MergeRequest).where(
        MergeRequest.first_id == ids[0], MergeRequest.second_id == ids[1]
    )
    return session.scalar(about)


def requests_to_confirm(reader: Person) -> Select[tuple[MergeRequest]]:
    """Return the query of the merges that another coordinator asks a reader for, oldest first."""
    others = select(MergeRequest).where(MergeRequest.requested_by != reader.id)
    return others.order_by(MergeRequest.id)


def check_second_coordinator(session: AnySession, actor: Person, plan: MergePlan) -> None:
    """Refuse to take somebody's account away on the word of one coordinator."""
    if plan.needs_second_coordinator and not _is_asked_by_another(session, actor, plan):
        raise UserFacingError(
            _("Both can sign in, so another coordinator has to ask for this merge or confirm it.")
        )


def _is_asked_by_another(session: AnySession, actor: Person, plan: MergePlan) -> bool:
    asked = _about(plan.kept, plan.other).where(MergeRequest.requested_by != actor.id)
    return session.scalar(asked.with_only_columns(MergeRequest.id).limit(1)) is not None


def delete_requests_about(session: AnySession, kept: Person, merged: Person) -> None:
    ids = _about(kept, merged).with_only_columns(MergeRequest.id)
    session.execute(delete(MergeRequest).where(MergeRequest.id.in_(ids)))


def _about(first: Person, second: Person) -> Select[tuple[MergeRequest]]:
    """Return the query of the requests about two people, by whichever applications."""
    own = select(Application.id).where(Application.person_id.in_((first.id, second.id)))
    return select(MergeRequest).where(
        MergeRequest.first_id.in_(own), MergeRequest.second_id.in_(own)
    )
