"""Merge two accounts of one person.

Everything of the other account becomes the kept one's: rows are moved, and what was sealed under
the other's key is sealed anew. Then the other account goes, and its key with it.
"""

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, or_, select, update

from mentorship.after_commit import AnySession, erase_after_commit
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import (
    UNDECIDED,
    Application,
    Ban,
    Conversation,
    ExclusionAnswer,
    Pair,
    Person,
    Pin,
    Suggestion,
    SuggestionState,
)
from mentorship.models.profile import MAX_FORMER_NAMES
from mentorship.privacy.sealed_rows import sealed_under
from mentorship.services.applications.decision_texts import language_of
from mentorship.services.applications.locking import gone, lock_people
from mentorship.services.audit import record
from mentorship.services.board.boards import discard_inputs_of
from mentorship.services.email.queue import delete_emails_of
from mentorship.services.events import sign_ups
from mentorship.services.merging.merge_plan import SameRole, plan_merge
from mentorship.services.merging.merge_requests import (
    check_second_coordinator,
    delete_requests_about,
)
from mentorship.services.merging.merged_addresses import remember_addresses
from mentorship.services.merging.merged_memberships import merge_memberships
from mentorship.services.merging.merged_sign_ups import merge_sign_ups
from mentorship.services.merging.merged_threads import merge_threads
from mentorship.services.merging.references import move_references
from mentorship.services.messages.threads import write_to
from mentorship.services.pairing.bans import unlift_for_merge
from mentorship.services.personal_data import matched_people
from mentorship.services.unsent_forms import delete_forms_of


def merge(
    session: AnySession,
    actor: Person,
    account: Application,
    answers: Application,
    other: Application,
    *,
    seen: str,
) -> Person:
    """Merge the people of two applications as a coordinator has seen it planned; return the person.

    ``seen`` is the digest of that plan.
    """
    # Read before it waits: another request may merge the two meanwhile.
    both = account.person, other.person
    discard_inputs_of(session, {person.id for person in both})
    lock_both(session, *both)
    plan = plan_merge(session, account, answers, other)
    if plan.digest() != seen:
        raise UserFacingError(
            _("Something about the two has changed since you opened the page. Please look again.")
        )
    check_second_coordinator(session, actor, plan)
    kept, merged = plan.kept, plan.other
    rows = [("person", merged.id), *(("application", id_) for id_ in sorted(plan.dissolved))]
    for item in plan.same_role:
        _dissolve(session, item)
    _move_person(session, kept, merged)
    kept.merged_rows = [*kept.merged_rows, *merged.merged_rows, *rows]
    session.delete(merged)
    erase_after_commit(session)
    record(session, actor, "merge accounts", kept)
    write_to(session, actor, kept, _message(kept))
    return kept


def _message(person: Person) -> str:
    """Return what the person reads about the merge, in their language."""
    with force_locale(language_of(person)):
        return _(
            "You had two accounts here. We have put them together, so that nothing of yours is "
            "apart. If these were not both yours, or something is missing, please tell us here."
        )


def lock_both(session: AnySession, first: Person, second: Person) -> None:
    """Lock two people and everybody about whom something is sealed together with them."""
    ids = {first.id, second.id}
    for person in (first, second):
        ids |= matched_people(session, person)
    # Answers about whom a text means name people in sealed lists.
    ids.update(session.scalars(select(Application.person_id).join(ExclusionAnswer)))
    if not {first.id, second.id} <= lock_people(session, ids, with_references=True):
        raise UserFacingError(gone())
    session.expire_all()


def _dissolve(session: AnySession, item: SameRole) -> None:
    """Give an application what another one of the same round and role has besides its answers."""
    kept, dissolved = item.kept, item.dissolved
    _keep_apart(kept, dissolved)
    kept.coordinator_id = kept.coordinator_id or dissolved.coordinator_id
    _end_suggestions(session, kept, dissolved)
    _delete_twins_of_pairs(session, kept, dissolved)
    unlift_for_merge(session, kept, dissolved)
    move_references(session, Application.__tablename__, dissolved.id, kept.id)
    session.delete(dissolved)
    session.flush()


def _keep_apart(kept: Application, dissolved: Application) -> None:
    """Keep whom either must not meet, and the names by which others may mean the person."""
    profile, gone = kept.profile, dissolved.profile
    texts = [item.answers["excluded_people"].strip() for item in (profile, gone)]
    profile.change({"excluded_people": "\n".join(dict.fromkeys(filter(None, texts)))})
    profile.banned_names = sorted({*profile.banned_names, *gone.banned_names})
    names = dict.fromkeys([*profile.former_names, *gone.former_names, gone.name])
    former = [name for name in names if name not in {"", profile.name}]
    if former != profile.former_names:
        profile.former_names, profile.renamed_at = former[-MAX_FORMER_NAMES:], now().isoformat()


def _end_suggestions(session: AnySession, kept: Application, dissolved: Application) -> None:
    """End undecided suggestions, which were made of other answers; one side's pins are enough."""
    gone = Suggestion.state.in_(UNDECIDED), _is_about(Suggestion, dissolved.id)
    session.execute(update(Suggestion).where(*gone).values(state=SuggestionState.SUPERSEDED))
    if session.scalar(select(Pin.id).where(_is_about(Pin, kept.id)).limit(1)) is not None:
        session.execute(delete(Pin).where(_is_about(Pin, dissolved.id)))


def _delete_twins_of_pairs(session: AnySession, kept: Application, dissolved: Application) -> None:
    """Delete suggestions in whose place those of a pair come: of two to one person, one can stay.

    The plan has refused two pairs with one person, so what is deleted here led to nothing.
    """
    is_about = _is_about(Suggestion, dissolved.id)
    for paired in session.scalars(select(Suggestion).join(Pair).where(is_about)):
        ids = {"mentee_id": paired.mentee_id, "mentor_id": paired.mentor_id}
        ids[f"{dissolved.role.value}_id"] = kept.id
        twin = delete(Suggestion).where(Suggestion.match_run_id == paired.match_run_id)
        session.execute(twin.filter_by(**ids))


def _is_about(table: type[Suggestion] | type[Pin], application_id: int) -> ColumnElement[bool]:
    return or_(table.mentee_id == application_id, table.mentor_id == application_id)


def _move_person(session: AnySession, kept: Person, merged: Person) -> None:
    remember_addresses(session, kept, merged)
    merge_threads(session, kept, merged)
    merge_memberships(session, kept, merged)
    merge_sign_ups(session, kept, merged)
    delete_requests_about(session, kept, merged)
    delete_emails_of(session, merged)
    delete_forms_of(session, merged)
    for row in sealed_under(session, merged.key_id):
        if row.can_be_read():
            row.replace_key(merged.key_id, kept.key_id)
    _replace_in_exclusion_answers(session, kept.id, merged.id)
    move_references(session, Person.__tablename__, merged.id, kept.id)
    # Of two sign-ups for one event, one has gone.
    sign_ups.fill_open_spots_of_events(session, sign_ups.event_ids_of(session, kept))
    _delete_rows_about_one_person(session, kept)


def _replace_in_exclusion_answers(session: AnySession, kept_id: int, merged_id: int) -> None:
    """Have what coordinators answered about others' texts mean the kept person."""
    for answer in session.scalars(select(ExclusionAnswer)):
        if answer.can_be_read() and merged_id in {*answer.kept_apart, *answer.not_meant}:
            apart = {kept_id if id_ == merged_id else id_ for id_ in answer.kept_apart}
            not_meant = {kept_id if id_ == merged_id else id_ for id_ in answer.not_meant} - apart
            answer.kept_apart, answer.not_meant = sorted(apart), sorted(not_meant)


def _delete_rows_about_one_person(session: AnySession, person: Person) -> None:
    """Delete suggestions and constraints of both sides, of whom nobody can be matched."""
    own = select(Application.id).where(Application.person_id == person.id)
    for table in (Suggestion, Pin, Ban, Conversation):
        session.execute(delete(table).where(table.mentee_id.in_(own), table.mentor_id.in_(own)))
