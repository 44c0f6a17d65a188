"""What waits on the page Today is marked as done there, where no other page is the place for it."""

from bs4 import BeautifulSoup

from mentorship.extensions import db
from mentorship.models import Pair, Person
from mentorship.services import personal_data
from tests.conftest import SignIn
from tests.page_forms import press


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
