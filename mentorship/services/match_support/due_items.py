"""Keep what is due for pairs as their history and the rules say.

Whatever changes a pair's history calls `refresh` in the same transaction, with the pair locked.
Rules and the time zone change rarely: the worker then refreshes every pair (`refresh_outdated`).
"""

import hashlib
from collections.abc import Collection, Iterator

from sqlalchemy import func, or_, select, update

from mentorship.after_commit import AnySession, commit
from mentorship.clock import day_of
from mentorship.models import Application, DueItem, Pair, SafetyPeriod
from mentorship.runtime import current_runtime
from mentorship.services.applications.locking import lock_people
from mentorship.services.match_support import histories
from mentorship.services.match_support.check_in_flags import flags_in
from mentorship.services.match_support.histories import PairHistory
from mentorship.services.match_support.schedule import Item, Key, items_of

BATCH_SIZE = 200
FORMAT = 1
"""Counted up when what follows from the same rules changes, so that every pair is refreshed."""


def rules_digest(session: AnySession) -> str:
    """Return what tells the rules, the time zone and the times of safety mode from others.

    A pair that changed while safety mode began or ended may not have seen it: its digest is that
    of before, and the worker refreshes it.
    """
    programme = current_runtime().programme
    areas = {code: region.areas for code, region in programme.regions.items()}
    periods = session.execute(
        select(func.count(SafetyPeriod.id), func.count(SafetyPeriod.ended_at))
    ).one()
    text = f"{FORMAT} {programme.zone} {programme.cadence} {areas} {tuple(periods)}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def outdate(session: AnySession, application: Application) -> None:
    """Have the worker refresh somebody's pairs: where they live may have changed."""
    either = or_(Pair.mentee_id == application.id, Pair.mentor_id == application.id)
    session.execute(update(Pair).where(either).values(scheduled_by=None))


def refresh(session: AnySession, *pairs: Pair) -> None:
    """Have the stored items of pairs, which are locked, be what follows from their history."""
    ids = [pair.id for pair in pairs]
    for start in range(0, len(ids), BATCH_SIZE):
        _refresh_batch(session, ids[start : start + BATCH_SIZE])


def _refresh_batch(session: AnySession, ids: Collection[int]) -> None:
    digest = rules_digest(session)
    stored: dict[int, dict[Key, DueItem]] = {id_: {} for id_ in ids}
    for row in session.scalars(select(DueItem).where(DueItem.pair_id.in_(ids))):
        stored[row.pair_id][row.rule, row.party] = row
    for history in histories.read(session, ids):
        _replace(session, stored[history.pair.id], history.pair, items_from(history))
        history.pair.scheduled_by = digest
    session.flush()


def items_from(history: PairHistory) -> list[Item]:
    """Return what is due for a pair: by the rules, and by what its check-ins show."""
    rules = current_runtime().programme.cadence
    return [*items_of(history.for_rules(), rules), *_items_of_flags(history)]


def _items_of_flags(history: PairHistory) -> Iterator[Item]:
    """Yield the flags of a pair's check-ins: also while it rests, since somebody has spoken.

    What is put off comes back with the next sign, before its day.
    """
    settled = {**history.resolved, **history.put_off}
    again = {(sign.flag.value, sign.party): sign for sign in flags_in(history.answers, settled)}
    for raised in flags_in(history.answers, history.resolved):
        key, day = (raised.flag.value, raised.party), day_of(raised.at)
        if key in again:
            yield Item(*key, day, day_of(again[key].at))
        else:
            yield Item(*key, day, max(day, history.postponed[key][1]))


def _replace(
    session: AnySession, stored: dict[Key, DueItem], pair: Pair, items: Collection[Item]
) -> None:
    for item in items:
        row = stored.pop((item.rule, item.party), None)
        if row is None:
            session.add(DueItem(pair_id=pair.id, **vars(item)))
        else:
            row.since, row.due_on, row.done_on = item.since, item.due_on, item.done_on
    for row in stored.values():
        session.delete(row)


def refresh_outdated(session: AnySession) -> None:
    """Refresh the pairs whose items follow from other rules, in batches, each with a commit."""
    while ids := _outdated(session):
        lock_people(session, _people_of(session, ids))
        refresh(session, *session.scalars(select(Pair).where(Pair.id.in_(ids))))
        commit(session)


def _outdated(session: AnySession) -> list[int]:
    is_outdated = or_(Pair.scheduled_by.is_(None), Pair.scheduled_by != rules_digest(session))
    return list(session.scalars(select(Pair.id).where(is_outdated).limit(BATCH_SIZE)))


def _people_of(session: AnySession, pair_ids: Collection[int]) -> set[int]:
    both = or_(Pair.mentee_id == Application.id, Pair.mentor_id == Application.id)
    people = select(Application.person_id).join(Pair, both).where(Pair.id.in_(pair_ids))
    return set(session.scalars(people))
