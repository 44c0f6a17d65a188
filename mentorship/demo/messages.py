"""What invented people and the coordinators write to each other."""

from mentorship.after_commit import AnySession
from mentorship.models import Pair, Person
from mentorship.services.messages import broadcasts, canned_answers, threads
from mentorship.services.pairs import concerns

QUESTION = "Can I change my phone number after I have sent my application?"
ANSWER = (
    "Yes, as long as the round is open: open your application on your home page, and choose "
    "“Change”."
)
URGENT = "¿Puedo hablar hoy con alguien? La otra persona no contesta desde hace dos semanas."
CONCERN = "My mentor asked me twice for my address. I did not want to say no."
INVITATION = {
    "en": "You are invited to our evening of stories on Friday. Bring something to eat.",
    "es": "Le invitamos a nuestra noche de historias el viernes. Traiga algo de comer.",
}


def add_messages(
    session: AnySession, coordinator: Person, visitors: list[Person], pair: Pair
) -> None:
    """Add an answered question, an urgent one, a concern, prepared answers, and a draft to many."""
    canned_answers.add_examples(session, coordinator)
    mentee, mentor = visitors
    answered = threads.open_thread(session, mentee)
    threads.ask(session, mentee, answered, QUESTION)
    threads.answer(session, coordinator, answered, ANSWER)
    urgent = threads.open_thread(session, mentor)
    threads.ask(session, mentor, urgent, URGENT, urgent=True)
    concerns.tell(session, pair.mentee.person, pair, CONCERN)
    draft = broadcasts.start(session, coordinator, [pair.mentee_id, pair.mentor_id])
    broadcasts.write(session, draft, INVITATION)
