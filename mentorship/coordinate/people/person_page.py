"""What the page of a person shows: one application, and all that is known around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mentorship.coordinate.people.forms import NoteForm
from mentorship.coordinate.people.history_labels import EVENTS
from mentorship.coordinate.people.limits import Limits, limits_of
from mentorship.extensions import db
from mentorship.models import Application, Correction, Note, Pair, Person, Suggestion, Thread
from mentorship.questions import Step, steps_for
from mentorship.services.applications import corrections, notes, submission
from mentorship.services.messages.readers import may_read
from mentorship.services.messages.threads import thread_of
from mentorship.services.pairing import suggestions
from mentorship.services.pairs import pairs
from mentorship.services.person_history import Event, history_of
from mentorship.services.training import progress
from mentorship.services.training.progress import DoneModule
from mentorship.vocabulary import page_language


@dataclass(frozen=True)
class PersonPage:
    """An application with all around it; whoever coordinates reads no note about herself."""

    application: Application = field(repr=False)
    reader: Person = field(repr=False)
    steps: Sequence[Step]
    correctable: set[str]
    pairs: Sequence[Pair] = field(repr=False)
    suggested: Sequence[Suggestion] = field(repr=False)
    others: Sequence[Application] = field(repr=False)
    notes: Sequence[Note] = field(repr=False)
    corrections: Sequence[Correction] = field(repr=False)
    training: Sequence[DoneModule] = field(repr=False)
    events: Sequence[Event] = field(repr=False)
    thread: Thread | None = field(repr=False)
    note_form: NoteForm | None = field(repr=False)
    limits: Limits | None = field(repr=False)

    @property
    def is_own(self) -> bool:
        return self.application.person_id == self.reader.id

    def may_delete(self, note: Note) -> bool:
        return notes.may_delete(self.reader, note)

    @property
    def live_pairs(self) -> int:
        """How many introductions and matches of this application have not ended."""
        return sum(
            self.application.id in (pair.mentee_id, pair.mentor_id) and pair.state != "closed"
            for pair in self.pairs
        )


def person_page(application: Application, reader: Person) -> PersonPage:
    person, is_own = application.person, application.person_id == reader.id
    sent = [item for item in submission.applications_of(db.session, person) if item.submitted_at]
    correctable = [] if is_own else corrections.correctable_steps(application)
    return PersonPage(
        application=application,
        reader=reader,
        steps=steps_for(application.role),
        correctable={step.name for step in correctable},
        pairs=pairs.pairs_of(db.session, person),
        suggested=suggestions.pending_about(db.session, application),
        others=[item for item in sent if item.id != application.id],
        notes=[] if is_own else notes.notes_about(db.session, person.id),
        corrections=corrections.corrections_of(db.session, person.id),
        training=progress.done_modules(db.session, person, page_language()),
        events=history_of(db.session, reader, person, EVENTS),
        thread=thread_for(reader, person),
        note_form=None if is_own else NoteForm(formdata=None),
        limits=limits_of(application, reader),
    )


def thread_for(reader: Person, person: Person) -> Thread | None:
    """Return somebody's thread with the coordinators, unless this one may not read it."""
    thread = thread_of(db.session, person)
    return thread if thread is not None and may_read(db.session, reader, thread) else None
