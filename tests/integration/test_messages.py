"""Messages through the pages: ask, answer with a prepared text, read, report, write to many."""

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.extensions import db
from mentorship.models import Broadcast, Message, Pair, Person, Thread
from mentorship.services.messages import canned_answers, threads
from tests.conftest import Applicant, Mailbox, SignIn
from tests.factories import make_coordinator
from tests.integration.test_long_lists import recorded_statements
from tests.page_forms import hidden_fields, open_page, press


def send(client: FlaskClient, page: str, action: str | None = None, **data: str) -> TestResponse:
    response = press(client, page, action, data, follow_redirects=True)
    assert response.status_code == 200
    return response


def typed_text(response: TestResponse) -> str:
    return BeautifulSoup(response.text, "html.parser").find("textarea").get_text(strip=True)


def test_a_question_is_answered_with_a_prepared_text_and_opened_by_a_button(
    nayeli: Person, coordinator: Person, sign_in: SignIn, mailbox: Mailbox
) -> None:
    nayeli.language = "es"
    canned_answers.add(db.session, coordinator, "Soon", {"en": "Soon.", "es": "Pronto."})
    db.session.commit()
    person, staff = sign_in(nayeli), sign_in(coordinator)
    send(person, "/my-messages", text="¿Cuándo empieza?", urgent="y")

    inbox = staff.get("/messages").text
    assert "¿Cuándo empieza?" in inbox
    assert "Urgent" in inbox
    inserted = send(staff, "/messages/1", text="Hola.", insert="1")
    assert typed_text(inserted) == "Hola.\n\nPronto."
    assert db.session.query(Message).count() == 1, "nothing is sent by inserting"
    send(staff, "/messages/1", text="Hola.\n\nPronto.", and_done="y")
    assert "Nobody waits for an answer." in staff.get("/messages").text

    assert "Pronto." not in person.get("/my-messages").text
    assert "Pronto." in send(person, "/my-messages", "/my-messages/1/open").text
    emails = " ".join(body for _to, _subject, body in mailbox.emails())
    assert "something new" in emails
    assert "empieza" not in emails
    assert "Pronto" not in emails


def test_several_threads_are_marked_as_done_in_the_inbox(
    nayeli: Person, coordinator: Person, sign_in: SignIn
) -> None:
    threads.ask(db.session, nayeli, threads.open_thread(db.session, nayeli), "Thank you!")
    db.session.commit()
    staff = sign_in(coordinator)
    page = BeautifulSoup(staff.get("/messages").text, "html.parser")
    shown_at = page.find("input", attrs={"name": "shown_at"})["value"]
    url = page.find("button", string="Mark as done")["formaction"]
    nobody = staff.post(url, data={"shown_at": shown_at}, follow_redirects=True)
    assert "Choose at least one thread." in nobody.text
    for altered in ("x", "2999-01-01"):
        data = {"ids": "1", "shown_at": altered}
        assert "The others stay open" in staff.post(url, data=data, follow_redirects=True).text
    done = staff.post(url, data={"ids": "1", "shown_at": shown_at}, follow_redirects=True)
    assert "1 thread marked as done." in done.text
    assert "Nobody waits for an answer." in done.text


def test_a_new_message_is_shown_at_home_until_it_is_opened(
    applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    person = applicant("mentee", "mei@example.org").person
    threads.write_to(db.session, coordinator, person, "Welcome, Mei.")
    db.session.commit()
    client = sign_in(person)
    home = client.get("/home").text
    assert "A new message" in home
    assert "Welcome, Mei." not in home
    assert "Welcome, Mei." in send(client, "/home", "/my-messages/1/open").text
    assert "A new message" not in client.get("/home").text


def test_a_message_can_be_taken_back_until_it_is_opened(
    nayeli: Person, coordinator: Person, sign_in: SignIn
) -> None:
    message = threads.write_to(db.session, coordinator, nayeli, "You are declined.")
    db.session.commit()
    staff, action = sign_in(coordinator), {"message": str(message.id)}
    taken_back = send(staff, "/messages/1", "/messages/1/take-back", **action)
    assert "Taken back" in taken_back.text
    assert db.session.query(Message).count() == 0


def test_an_answer_to_a_page_from_before_a_newer_message_is_not_sent_and_not_lost(
    nayeli: Person, coordinator: Person, sign_in: SignIn
) -> None:
    thread = threads.open_thread(db.session, nayeli)
    threads.ask(db.session, nayeli, thread, "When?")
    db.session.commit()
    staff = sign_in(coordinator)
    earlier = hidden_fields(staff, "/messages/1")
    threads.ask(db.session, nayeli, thread, "Never mind.")
    db.session.commit()
    response = staff.post("/messages/1", data={**earlier, "text": "On Friday."})
    assert response.status_code == 409
    assert typed_text(response) == "On Friday."
    assert "Never mind." in response.text
    assert db.session.query(Message).count() == 2


def test_a_concern_waits_at_once_for_every_coordinator_but_the_one_in_the_match(
    introduced: Pair, coordinator: Person, sign_in: SignIn
) -> None:
    mentor = make_coordinator(introduced.mentor.person.sign_in_name)
    person = sign_in(introduced.mentee.person)
    page = f"/pairs/{introduced.id}"
    assert f"{page}/concern" in person.get(page).text
    after = send(person, f"{page}/concern", concern="She shouted at me.", urgent="y")
    assert "She shouted at me." in after.text
    assert "A coordinator answers you here." in after.text

    staff = sign_in(coordinator)
    assert "She shouted at me." in staff.get("/messages").text
    assert "She shouted at me." not in sign_in(mentor).get("/messages").text
    assert sign_in(mentor).get("/messages/1").status_code == 404
    send(staff, "/messages/1", text="Thank you for telling us.")
    opened = send(person, "/my-messages/1", "/my-messages/1/open")
    assert "Thank you for telling us." in opened.text


def test_a_name_is_searched_for_without_a_trace_in_the_url(
    applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    for name in ("Ana", "Lan"):
        person = applicant("mentee", f"{name}@example.org", name=name).person
        threads.ask(db.session, person, threads.open_thread(db.session, person), f"I am {name}.")
    db.session.commit()
    staff = sign_in(coordinator)
    found = send(staff, "/messages", "/messages?show=waiting", name="  ana ")
    assert "I am Ana." in found.text
    assert "I am Lan." not in found.text
    assert "ana" not in found.request.url
    nobody = send(staff, "/messages", "/messages?show=waiting", name="Xochitl")
    assert "Nobody in this list is called so." in nobody.text


def test_several_threads_are_assigned_and_the_list_exported_without_names_or_texts(
    applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    for name in ("Ana", "Lan"):
        person = applicant("mentee", f"{name}@example.org", name=name).person
        threads.ask(db.session, person, threads.open_thread(db.session, person), "When?")
    second = make_coordinator("second@example.org")
    staff, data = sign_in(coordinator), {"coordinator": str(second.id)}
    assign = "/messages/assign?show=waiting"
    assert "Choose at least one" in send(staff, "/messages", assign, **data).text
    assert "1 thread assigned." in send(staff, "/messages", assign, ids="2", **data).text
    assert "2 threads assigned." in send(staff, "/messages", assign, all="y", **data).text
    assert {thread.assigned_to for thread in db.session.query(Thread)} == {second.id}
    without = staff.post("/messages/export", data={"format": "csv"}).text
    with_names = staff.post("/messages/export", data={"format": "csv", "with_names": "y"}).text
    assert (without.count("\n"), "Ana" in without, "Ana" in with_names) == (3, False, True)
    assert "When?" not in without + with_names


def test_the_inbox_takes_as_many_statements_for_many_threads_as_for_two(
    applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    staff, counts = sign_in(coordinator), []
    for number in range(2, 12, 3):
        while db.session.query(Thread).count() < number:
            asked = db.session.query(Thread).count()
            person = applicant("mentee", f"asker{asked}@example.org").person
            second = make_coordinator(f"staff{asked}@example.org")
            thread = threads.open_thread(db.session, person)
            threads.ask(db.session, person, thread, "When?")
            thread.assigned_to = second.id
            db.session.commit()
        with recorded_statements() as statements:
            assert staff.get("/messages").text.count("When?") == number
        counts.append(len(statements))
    assert len(set(counts)) == 1, counts


def test_a_page_of_a_person_leads_to_their_messages_unless_the_reader_is_matched_with_them(
    introduced: Pair, coordinator: Person, sign_in: SignIn
) -> None:
    mentor = make_coordinator(introduced.mentor.person.sign_in_name)
    threads.write_to(db.session, coordinator, introduced.mentee.person, "Welcome.")
    db.session.commit()
    page = f"/applications/{introduced.mentee_id}"
    assert "/messages/1" in open_page(sign_in(coordinator), page).text
    assert "/messages/1" not in open_page(sign_in(mentor), page).text


def test_a_message_to_a_selection_is_previewed_sent_once_and_read_by_each(
    app: Flask, applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    people = [applicant("mentee", f"{name}@example.org") for name in ("mei", "lan")]
    people[1].person.language = "es"
    db.session.commit()
    staff, ids = sign_in(coordinator), [item.id for item in people]
    started = staff.post("/messages/to-many/new", data={"ids": ids})
    page = started.location.removesuffix("/text")
    preview = send(staff, f"{page}/text", text_en="On Friday.", text_es="El viernes.")
    assert "Send this to 2 people?" in preview.text
    for _tap in range(2):
        sent = staff.post(f"{page}/send", data={"seen": seen_of(preview)})
        assert sent.status_code == 302
    app.extensions["jobs"].recover_stalled()
    assert "Sent to 2 of 2" in staff.get(page).text
    assert sorted(item.text for item in db.session.query(Message)) == ["El viernes.", "On Friday."]
    assert sign_in(make_coordinator("second@example.org")).get(page).status_code == 404
    assert db.session.query(Broadcast).one().confirmed_at is not None


def seen_of(response: TestResponse) -> str:
    page = BeautifulSoup(response.text, "html.parser")
    return str(page.select_one("form[action$='/send'] [name=seen]")["value"])
