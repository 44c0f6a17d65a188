"""What happens to a pair in a year, step by step, as the two and their coordinators live it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask
from playwright.sync_api import Locator, expect

from mentorship.clock import today
from mentorship.models import Pair
from tests.browser.conftest import Visit
from tests.browser.page_reader import Reader, Traffic
from tests.conftest import Mailbox, MovedClock
from tests.factories import PASSWORD

MENTEE, MENTOR = "Itzel", "Dambi"
MENTEE_CONTACT = "tigrillo.4471@example.org", "+1 213 555 0171"
MENTOR_CONTACT = "petirrojo.8826@example.org", "+1 323 555 0126"
AREA, PLACE = "Koreatown", "the quiet library"
WORDS, NOTE, LESSON = "The bus is slow.", "They meet by video.", "You can ask twice."
GONE = (
    "The other person has deleted their account, so this match and what you logged together "
    "are no longer here. It does not mean that you did anything wrong."
)
TIME_OF_DAY = re.compile(r"\b\d{1,2}:\d{2}\b|\b\d{1,2} ?[ap]\.?\s?m\b", re.IGNORECASE)
LATE = re.compile(r"^(since yesterday|for \d+ days)$")


@dataclass
class Year:
    """Who lives through it, and how it passes."""

    app: Flask
    clock: MovedClock
    mailbox: Mailbox
    visit: Visit
    pair: Pair
    traffic: Traffic
    mentee: Reader
    mentor: Reader
    rosa: Reader
    carmen: Reader

    @property
    def both(self) -> tuple[Reader, Reader]:
        return self.mentee, self.mentor

    @property
    def page(self) -> str:
        return f"/pairs/{self.pair.id}"

    def pass_days(self, days: int) -> None:
        """Let days pass, and the worker do what it does meanwhile."""
        self.clock.forward(days=days)
        self.app.extensions["jobs"].send_reminders()
        self.mailbox.emails()

    def check_in_link(self, address: str) -> str:
        bodies = [body for to, _, body in self.mailbox.emails() if to == address]
        return str(re.findall(r"http://\S+/check-in/\S+", "\n".join(bodies))[-1])


def both_say_yes(year: Year) -> None:
    for reader, other in zip(year.both, (MENTOR, MENTEE), strict=True):
        reader.open("/home")
        reader.follow("Open")
        reader.sees("Why you two", other)
        reader.follow("Not this time")
        reader.follow("Back")
    year.mentee.press("Yes, I would")
    year.mentor.open(year.page)
    assert year.traffic.showed_contact == []
    year.mentor.press("Yes, I would")
    assert year.traffic.showed_contact == ["pairs.show"]
    year.mentor.sees("How to reach each other", *MENTEE_CONTACT)
    year.mentee.open(year.page)
    year.mentee.sees("How to reach each other", *MENTOR_CONTACT)


def agree(year: Year) -> None:
    year.mentor.follow("Begin")
    year.mentor.follow("Propose how we meet")
    year.mentor.choose("Every week")
    year.mentor.write("What kind of place? (optional)", PLACE)
    year.mentor.press("Propose it")
    year.mentee.follow("Begin")
    year.mentee.follow("Propose a change")
    year.mentee.choose("Every two weeks")
    year.mentee.press("Propose it")
    year.mentor.open(f"{year.page}/agreement")
    year.mentor.sees("Every two weeks", PLACE)
    year.mentor.press("Yes, it suits me")
    year.mentee.open(f"{year.page}/agreement")
    year.mentee.sees("You have both said yes to this", "Every two weeks")


def log_a_meeting(year: Year) -> None:
    """The mentee logs it, once though the form is sent twice; the mentor is asked about it.

    A call on the day before is another one.
    """
    year.mentee.open(year.page)
    year.mentee.follow("How it can go well")
    year.pass_days(3)
    year.mentee.open(year.page)
    before = year.mentee.taps
    with year.mentee.page.expect_request(lambda sent: sent.method == "POST") as sent:
        fill_in_meeting(year.mentee, minutes=50)
    assert year.mentee.taps - before == 5, "open the form, answer three questions, save"
    content_type = {"Content-Type": "application/x-www-form-urlencoded"}
    form = sent.value.post_data or ""
    again = year.mentee.page.request.post(sent.value.url, data=form, headers=content_type)
    assert again.ok
    year.mentee.open(year.page)
    year.mentee.sees("1 encuentro · 50 minutos en total")

    year.mentor.open(year.page)
    fill_in_meeting(year.mentor, minutes=60)
    year.mentor.sees("The log has a meeting on this day already. Is it the same?")
    year.mentor.follow("No, it is the same meeting. Leave the log as it is.")
    year.mentor.sees("1 meeting · 50 minutes in all")
    fill_in_meeting(year.mentor, minutes=20, held_on=today() - timedelta(days=1))
    year.mentor.sees("2 meetings · 70 minutes in all")


def fill_in_meeting(reader: Reader, minutes: int, held_on: date | None = None) -> None:
    reader.follow("Log a meeting")
    if held_on is not None:
        reader.write("When did you meet?", held_on)
    reader.write("For how many minutes?", minutes)
    reader.choose("Online or by phone")
    reader.choose("Culture or language")
    reader.press("Save meeting")


def keep_goal_and_album(year: Year) -> None:
    year.mentor.open(year.page)
    year.mentor.follow("Our goals")
    year.mentor.follow("Add a goal")
    year.mentor.write("What do you want to reach together?", "Speak at a meeting")
    year.mentor.write("By which day? (optional)", today() + timedelta(days=90))
    year.mentor.write("Which steps lead there? (optional)", "Write it\nRead it aloud")
    year.mentor.press("Save goal")
    year.mentee.open(f"{year.page}/goals")
    year.mentee.press("Write it")
    expect(year.mentee.main.get_by_role("button", pressed=True)).to_have_text("Write it")

    words = ("Apapachar", "Jeong")
    for writer, reader, word in zip(year.both, reversed(year.both), words, strict=True):
        writer.open(f"{year.page}/album")
        writer.follow("Add to the album")
        writer.choose("A word or a saying")
        writer.write("What is it called?", word)
        writer.press("Save in the album")
        reader.open(f"{year.page}/album")
        reader.sees(word)


def rest_and_go_on(year: Year) -> None:
    year.mentee.open(year.page)
    year.mentee.press("Let it rest for a while")
    year.mentee.sees("Your match rests")
    year.pass_days(1)
    sent = len(year.mailbox.emails())
    year.pass_days(20)
    assert len(year.mailbox.emails()) == sent, "nobody is reminded"
    year.rosa.open("/matches/due")
    year.rosa.sees("Nothing is due. That is good news for everybody.")
    year.mentor.open(year.page)
    year.mentor.press("Go on")
    year.mentor.sees("Your next meeting")


def fall_silent(year: Year) -> None:
    """A check-in by the mentor does not hide that there is no meeting; resolved with a word."""
    year.pass_days(32)
    year.mentor.open(year.page)
    year.mentor.follow("Answer")
    answer_check_in(year.mentor, "Good", "No, thank you")
    year.pass_days(15)
    year.rosa.open("/today")
    year.rosa.sees("sign that a match needs you", "No meeting for long")
    year.rosa.open("/matches?attention=no_meeting")
    year.rosa.sees(MENTEE, MENTOR)
    resolve(year.rosa, "no_meeting", NOTE)
    year.rosa.open("/matches/due?rule=no_meeting")
    year.rosa.sees("Nothing is due. That is good news for everybody.")


def answer_check_in(reader: Reader, feeling: str, call: str) -> None:
    reader.choose(feeling)
    reader.choose("Finding a time")
    reader.choose(call)
    reader.write("Anything else? (optional)", WORDS)
    reader.press("Send")


def resolve(coordinator: Reader, rule: str, note: str) -> None:
    coordinator.open(f"/matches/due?rule={rule}")
    coordinator.press("Look after it")
    coordinator.choose("Yes", "Was there something to look after?")
    coordinator.write("What did you learn or agree on? (optional)", note)
    coordinator.press("Taken care of")


def ask_for_a_call(year: Year) -> None:
    """The mentee answers by the link in an email, signed out: it is on Today at once."""
    for contact, language in ((MENTOR_CONTACT, "en"), (MENTEE_CONTACT, "es")):
        member = year.mentor if language == "en" else year.mentee
        page = year.visit(phone=True, language=f"{language}-US")
        signed_out = Reader(page, language, member.visited)
        signed_out.open(year.check_in_link(contact[0]))
        signed_out.misses(MENTEE, MENTOR)
    year.rosa.open("/today")
    year.rosa.misses("Asks for a call")
    answer_check_in(signed_out, "All right", "Yes, please call me")
    signed_out.sees("Thank you for telling us. A coordinator sees it at once, and calls you.")
    year.rosa.open("/today")
    year.rosa.sees("urgent", "Asks for a call")
    resolve(year.rosa, "call_wanted", NOTE)
    year.mentee.open(f"{year.page}/check-in")


def live_through_safety_mode(year: Year) -> None:
    year.mentee.open(f"{year.page}/times")
    file = year.mentee.main.get_by_role("link", name=year.mentee.words("Add to my calendar")).first
    calendar_url = str(file.get_attribute("href"))
    content = year.mentee.page.request.get(calendar_url).text()
    assert content.startswith("BEGIN:VCALENDAR")
    assert not any(word in content for word in (MENTEE, MENTOR, AREA, PLACE))
    year.rosa.open("/matches/due")
    expect(year.rosa.main.get_by_text(LATE).first).to_be_visible()

    year.rosa.open("/safety-mode/central/begin")
    year.rosa.press("Begin safety mode now")
    answer = year.mentee.page.request.get(calendar_url)
    assert "calendar" not in answer.headers["content-type"]
    year.pass_days(10)
    for reader in year.both:
        reader.open(f"{year.page}/times")
        expect(banner_of(reader)).to_be_visible()
        expect(reader.main.locator("a[href$='.ics']")).to_have_count(0)
        assert not TIME_OF_DAY.search(reader.main.inner_text())
    year.rosa.open("/matches/due")
    year.rosa.sees("Nothing is due. That is good news for everybody.")

    year.rosa.open("/safety-mode")
    year.rosa.follow("End it")
    year.rosa.press("End it now")
    year.rosa.open("/matches/due")
    expect(year.rosa.main.get_by_text(LATE)).to_have_count(0)
    year.rosa.sees("In-depth conversation", "today")
    year.mentee.open(f"{year.page}/times")
    expect(banner_of(year.mentee)).to_have_count(0)
    expect(year.mentee.main.locator("a[href$='.ics']").first).to_be_visible()


def banner_of(reader: Reader) -> Locator:
    return reader.main.get_by_role("region", name=reader.words("Safety"))


def hand_over(year: Year) -> None:
    """Rosa leaves: Carmen looks after the pair from now on, and reads all that was said."""
    year.rosa.open("/account")
    year.rosa.follow("Hand over everybody you look after")
    year.rosa.main.get_by_label("Who looks after them from now on?").select_option("Carmen")
    year.rosa.press("Hand over")
    year.carmen.open("/today?whose=mine")
    year.carmen.sees(MENTEE, MENTOR)
    year.carmen.open("/matches")
    year.carmen.press("Look after it")
    year.carmen.sees("Carmen", MENTEE, MENTOR, NOTE, WORDS, "2 meetings, 70 minutes in all")


def say_goodbye(year: Year) -> None:
    year.pass_days(250)
    year.mentor.open(year.page)
    year.mentor.follow("End this match")
    year.mentor.follow("We are at the end we planned")
    year.mentor.write("On which day do you say goodbye?", today() + timedelta(days=10))
    year.mentor.press("Choose this day")
    year.mentor.sees("Until then everything stays as it is. Ideas for your last meeting:")
    year.pass_days(10)
    year.mentee.open(year.page)
    year.mentee.sees("Have you said goodbye?")
    fill_in_meeting(year.mentee, minutes=50)
    year.traffic.showed_contact.clear()
    year.mentee.press("We have said goodbye")
    year.mentee.sees("This match has ended", "For you to keep")


def look_back_and_stay_in_touch(year: Year) -> None:
    for reader in year.both:
        reader.open(year.page)
        assert year.traffic.showed_contact == []
        reader.follow("Look back on your match")
        reader.choose("Very good", "How was this match for you?")
        reader.choose("Yes", "Would you like to stay in touch with each other?")
        reader.choose("Yes", "Would you like a new match?")
        reader.write("What was good? (optional)", LESSON)
        reader.press("Save")
    year.mentor.sees("You both want to stay in touch. This is how you reach", *MENTEE_CONTACT)
    year.mentee.open(year.page)
    year.mentee.sees(*MENTOR_CONTACT)
    for reader, name in zip(year.both, (MENTEE, MENTOR), strict=True):
        reader.follow("Certificate of your hours")
        reader.sees(name, "Hours")
        expect(reader.main.get_by_role("definition").last).to_have_text("2")


def delete_the_account(year: Year) -> None:
    year.carmen.open("/matches?state=closed")
    year.carmen.press("Look after it")
    year.carmen.sees("What they say after the end", LESSON)
    year.mentor.open("/account/delete")
    year.mentor.write("Your password", PASSWORD)
    year.mentor.press("Yes, delete everything")
    year.traffic.showed_contact.clear()
    year.mentee.open("/home")
    year.mentee.sees("A match", GONE)
    year.mentee.misses(MENTOR)
    assert year.traffic.showed_contact == []
    year.carmen.open("/today")
    year.carmen.sees("match has ended: somebody deleted their account", MENTEE)
    year.carmen.misses(MENTOR)
