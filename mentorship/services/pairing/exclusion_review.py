"""Texts of exclusions that are unclear: a coordinator is asked about each before a match run.

Whoever might be meant is kept apart until a coordinator has answered. An answer holds for one
text: if the text changes, the question comes back. If it names somebody whom nobody in the round
is, it comes back as well when people have joined or changed their names since.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Application, ApplicationState, ExclusionAnswer, Person, Round
from mentorship.runtime import current_runtime
from mentorship.services.applications.locking import lock, lock_applications_of
from mentorship.services.audit import record
from mentorship.services.pairing.exclusions import NameIndex, Reading

ASKED_ABOUT = (
    ApplicationState.SUBMITTED,
    ApplicationState.IN_SCREENING,
    ApplicationState.ACCEPTED,
    ApplicationState.WAITLISTED,
)
PairOfIds = tuple[int, int]


class UnclearExclusionsError(UserFacingError):
    """A match run was requested before a coordinator has read the unclear texts."""


@dataclass(frozen=True)
class ReviewedText:
    """A text with an unclear meaning, and what is known about it."""

    application: Application = field(repr=False)
    reading: Reading = field(repr=False)
    answer: ExclusionAnswer | None = field(repr=False)
    is_open: bool
    """Whether a coordinator has still to answer."""

    @property
    def text(self) -> str:
        return exclusion_text(self.application)

    @property
    def candidates(self) -> set[int]:
        """Return the ids of people to ask about."""
        return self.reading.possible | self.kept_apart

    @property
    def kept_apart(self) -> set[int]:
        return set(self.answer.kept_apart) if self.answer else set()


@dataclass(frozen=True)
class RoundReview:
    """The unclear texts of a round, and its people by id, each with their applications."""

    texts: Sequence[ReviewedText]
    people: Mapping[int, Sequence[Application]] = field(repr=False)
    index: NameIndex = field(repr=False)

    @property
    def open_texts(self) -> list[ReviewedText]:
        return [item for item in self.texts if item.is_open]

    @property
    def answered_texts(self) -> list[ReviewedText]:
        return [item for item in self.texts if not item.is_open]

    def text_of(self, application: Application) -> ReviewedText | None:
        return next((item for item in self.texts if item.application is application), None)

    def digest(self) -> str:
        """Return what changes if a text, whom it might mean or who is in the round changes."""
        shown = [
            (item.application.id, item.text, sorted(item.candidates)) for item in self.open_texts
        ]
        return current_runtime().blind_index(repr((shown, _bits(self._applications())))).hex()

    def answer(
        self, session: AnySession, actor: Person, text: ReviewedText, kept_apart: Collection[int]
    ) -> None:
        """Keep whom a coordinator says a text means; the others whom it might mean are not."""
        application = text.application
        # Whoever is meant may be deleted or merged into another account at this moment.
        lock_applications_of(session, application.person_id, *kept_apart)
        answer = _answer_about(session, application)
        if answer is None:
            answer = ExclusionAnswer(application=application)
            session.add(answer)
        answer.answered_by, answer.created_at = actor.id, now()
        answer.text_digest = _digest(text.text)
        answer.kept_apart = sorted(kept_apart)
        answer.not_meant = sorted(text.reading.possible.difference(kept_apart))
        answer.considered = _bits(self._applications())
        record(session, actor, "answer about exclusion", application)

    def _applications(self) -> list[Application]:
        return [item for items in self.people.values() for item in items]


def review(session: AnySession, round_: Round) -> RoundReview:
    """Read the exclusions of everybody in a round."""
    in_round = (
        select(Application)
        .join(Application.profile)
        .join(Application.person)
        .where(Application.round_id == round_.id, Application.state.in_(ASKED_ABOUT))
        .order_by(Application.id)
        .options(contains_eager(Application.profile), contains_eager(Application.person))
    )
    applications = [item for item in session.scalars(in_round) if item.is_readable]
    people = _by_person(applications)
    index = NameIndex([*applications, *_other_applications(session, applications)])
    answers = _answers(session, applications)
    texts = []
    for application in filter(exclusion_text, applications):
        reading = _read(index, application)
        if not reading.is_clear:
            answer = answers.get(application.id)
            is_open = answer is None or _is_open(answer, application, reading, people)
            texts.append(ReviewedText(application, reading, answer, is_open))
    return RoundReview(texts, people, index)


def check_all_are_clear(round_review: RoundReview, confirmed: str | None) -> None:
    """Refuse a match run over unclear texts, unless exactly these have been shown."""
    if round_review.open_texts and confirmed != round_review.digest():
        raise UnclearExclusionsError(
            _(
                "Before matching, please read whom some people should not be matched with: it is "
                "not clear who is meant."
            )
        )


def undo_answer(session: AnySession, actor: Person, application: Application) -> None:
    """Ask again about a text."""
    lock(session, application.id)
    answer = _answer_about(session, application)
    if answer is not None:
        session.delete(answer)
        record(session, actor, "undo answer about exclusion", application)


def excluded_people(session: AnySession, pool: Sequence[Application]) -> set[PairOfIds]:
    """Return pairs of person ids of which the first excludes, or might exclude, the second."""
    rounds = {application.round_id for application in pool}
    applications = [*pool, *_other_applications(session, pool)]
    writers = [item for item in applications if item.round_id in rounds and exclusion_text(item)]
    if not writers:
        return set()
    index, people = NameIndex(applications), _by_person(pool)
    answers = _answers(session, writers)
    return {
        (writer.person_id, person_id)
        for writer in writers
        for person_id in _excluded_by(writer, _read(index, writer), answers, people)
    }


def exclusion_text(application: Application) -> str:
    text: str = application.profile.answers["excluded_people"]
    return text


def _excluded_by(
    writer: Application,
    reading: Reading,
    answers: Mapping[int, ExclusionAnswer],
    people: Mapping[int, Sequence[Application]],
) -> set[int]:
    if writer.state not in ASKED_ABOUT:
        return reading.named
    excluded = reading.named | reading.possible
    answer = answers.get(writer.id)
    if answer is None:
        return excluded
    if _is_about(answer, exclusion_text(writer)):
        excluded -= {id_ for id_ in answer.not_meant if _has_considered(answer, people, id_)}
        return excluded.union(answer.kept_apart)
    return excluded if reading.is_clear else excluded.union(answer.kept_apart)


def _read(index: NameIndex, writer: Application) -> Reading:
    """Return whom a text names but its writer, who may mention themselves."""
    reading = index.read(exclusion_text(writer))
    reading.named.discard(writer.person_id)
    reading.possible.discard(writer.person_id)
    return reading


def _other_applications(session: AnySession, pool: Sequence[Application]) -> list[Application]:
    """Return what the same people have sent besides: more texts, and more of their names."""
    ids = {application.id for application in pool}
    sent = (
        select(Application)
        .join(Application.profile)
        .where(
            Application.person_id.in_({application.person_id for application in pool}),
            Application.state != ApplicationState.DRAFT,
        )
        .order_by(Application.id)
        .options(contains_eager(Application.profile))
    )
    return [item for item in session.scalars(sent) if item.id not in ids and item.is_readable]


def _by_person(applications: Iterable[Application]) -> dict[int, list[Application]]:
    people: dict[int, list[Application]] = defaultdict(list)
    for application in applications:
        people[application.person_id].append(application)
    return people


def _answers(
    session: AnySession, applications: Sequence[Application]
) -> dict[int, ExclusionAnswer]:
    ids = [application.id for application in applications]
    answers = session.scalars(
        select(ExclusionAnswer)
        .where(ExclusionAnswer.application_id.in_(ids))
        .execution_options(populate_existing=True)
    )
    return {answer.application_id: answer for answer in answers}


def _answer_about(session: AnySession, application: Application) -> ExclusionAnswer | None:
    return _answers(session, [application]).get(application.id)


def _is_open(
    answer: ExclusionAnswer,
    application: Application,
    reading: Reading,
    people: Mapping[int, Sequence[Application]],
) -> bool:
    """Return whether an answer is about another text, or about other people."""
    if not _is_about(answer, exclusion_text(application)):
        return True
    newcomers = {id_ for id_ in people if not _has_considered(answer, people, id_)}
    newcomers.discard(application.person_id)
    undecided = reading.possible.difference(answer.kept_apart, answer.not_meant)
    may_mean_newcomers = newcomers if reading.names_nobody else newcomers & reading.possible
    return bool(undecided | may_mean_newcomers)


def _has_considered(
    answer: ExclusionAnswer, people: Mapping[int, Sequence[Application]], person_id: int
) -> bool:
    applications = people.get(person_id, ())
    return bool(applications) and all(map(answer.has_considered, applications))


def _bits(applications: Iterable[Application]) -> str:
    return format(sum(1 << id_ for id_ in {item.id for item in applications}), "x")


def _is_about(answer: ExclusionAnswer, text: str) -> bool:
    return answer.text_digest == _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
