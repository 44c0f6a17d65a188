"""What waits on the page Today is marked as done there, where no other page is the place for it."""

from datetime import timedelta

from bs4 import BeautifulSoup

from mentorship.extensions import db
from mentorship.models import Pair, Person
from mentorship.services import personal_data
from tests.conftest import SignIn
from tests.event_factories import let_begin, make_event
from tests.integration.test_long_lists import recorded_statements
from tests.page_forms import change_and_send, press


def test_an_account_that_ended_a_match_is_told_until_it_is_marked_as_done(
    introduced: Pair, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    personal_data.erase(db.session, introduced.mentee.person)
    db.session.commit()
    page = BeautifulSoup(staff.get("/today").text, "html.parser")
    title = page.select_one("#queue-erased_pairs")
    assert title is not None
    assert "1 match has ended: somebody deleted their account" in " ".join(title.text.split())
    remaining = title.find_next(class_="page-button")
    assert remaining is not None
    assert (remaining.text.strip(), remaining["formaction"]) == ("mentor", "/applications/2/open")
    done = press(staff, "/today", "/erased-pairs/1/done", follow_redirects=True).text
    assert "Marked as done." in done
    assert "deleted their account" not in staff.get("/today").text


def test_events_and_training_texts_wait_on_two_pages_with_as_many_statements(
    coordinator: Person, sign_in: SignIn
) -> None:
    staff, counts = sign_in(coordinator), []
    assert "to check" not in staff.get("/community").text
    for code in ("know_your_rights", "digital_safety"):
        change_and_send(staff, f"/community/training/{code}/texts/en", task="Something new.")
        event = make_event(coordinator, titles={"en": f"About {code}"})
        let_begin(event)
        event.ends_at -= timedelta(hours=2)
        db.session.commit()
        for url in ("/today", "/community"):
            with recorded_statements() as recorded:
                staff.get(url)
            counts.append(len(recorded))
    assert counts[:2] == counts[2:]
    for url in ("/today", "/community"):
        page = " ".join(BeautifulSoup(staff.get(url).text, "html.parser").text.split())
        assert "2 training texts to check" in page
        assert "2 events to close" in page
    page = staff.get("/today").text
    assert 'href="/community/training/know_your_rights/texts/es">Check' in page
    assert 'href="/community/events/1">Close' in page
    assert "Digital safety · Spanish" in page
    assert 'href="/community/events?show=past"' in page
