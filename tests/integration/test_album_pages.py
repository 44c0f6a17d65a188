"""The pages of a pair's album: add to it, read it, change and delete what one has added."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import AlbumEntry, Pair, Person
from mentorship.services.pairs import album, closing
from mentorship.services.pairs.album import AlbumText
from tests.conftest import SignIn
from tests.page_forms import hidden_fields, press

LIST, NEW = "/pairs/1/album", "/pairs/1/album/new"
CHANGE, DELETE = f"{LIST}/1/change", f"{LIST}/1/delete"
TYPED = {"kind": "recipe", "title": "Tamales", "text": "Soak the husks."}
STORED = AlbumText("recipe", "Tamales", "Soak the husks.")


@pytest.fixture
def recipe(mentee: FlaskClient) -> AlbumEntry:
    assert press(mentee, NEW, data=TYPED).location == LIST
    return db.session.query(AlbumEntry).one()


def stored() -> list[AlbumText]:
    db.session.expire_all()
    return [album.text_of(entry) for entry in db.session.query(AlbumEntry).order_by(AlbumEntry.id)]


def test_an_empty_album_says_what_to_begin_with_and_the_pair_leads_to_it(
    mentee: FlaskClient,
) -> None:
    assert f'href="{LIST}"' in mentee.get("/pairs/1").text
    page = mentee.get(LIST).text
    assert "A word a week is a good start" in page
    assert f'href="{NEW}"' in page
    assert '<ul class="log">' not in page, "a screen reader would announce an empty list"


@pytest.mark.usefixtures("recipe")
def test_both_read_an_entry_and_its_writer_alone_is_led_to_change_it(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    pages = mentee.get(LIST).text, mentor.get(LIST).text
    assert [CHANGE in page for page in pages] == [True, False]
    for page, writer in zip(pages, ("You", "mentee"), strict=True):
        head = BeautifulSoup(page, "html.parser").select_one(".log .hint").get_text()
        assert writer in head.split()
        assert "A recipe" in head
        assert "Soak the husks." in page


def test_a_form_sent_again_adds_nothing(mentee: FlaskClient) -> None:
    sent = hidden_fields(mentee, NEW) | TYPED
    for _ in range(2):
        assert mentee.post(NEW, data=sent).location == LIST
    assert stored() == [STORED]


@pytest.mark.usefixtures("recipe")
def test_its_writer_changes_and_deletes_an_entry(mentee: FlaskClient) -> None:
    assert "Soak the husks.</textarea>" in mentee.get(CHANGE).text
    press(mentee, CHANGE, data=TYPED | {"kind": "story"})
    assert stored() == [AlbumText("story", "Tamales", "Soak the husks.")]
    assert "Tamales" in mentee.get(DELETE).text
    assert len(stored()) == 1, "reading the page deletes nothing"
    sent = hidden_fields(mentee, DELETE)
    assert mentee.post(DELETE, data=sent).location == LIST
    again = mentee.post(DELETE, data=sent, follow_redirects=True).text
    assert again.count("as long as it is in the album") == 1
    assert stored() == []


@pytest.mark.usefixtures("recipe")
def test_nobody_changes_or_deletes_what_the_other_added(
    mentee: FlaskClient, mentor: FlaskClient, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    for url in (CHANGE, DELETE):
        seen = {"seen": hidden_fields(mentee, url)["seen"]}
        assert mentor.get(url).location == LIST
        assert mentor.post(url, data=seen).location == LIST
        assert staff.get(url).status_code == 404
    assert staff.get(LIST).status_code == 404
    assert stored() == [STORED]


@pytest.mark.usefixtures("recipe")
def test_an_entry_that_was_changed_in_another_window_is_not_deleted_unseen(
    mentee: FlaskClient,
) -> None:
    sent = hidden_fields(mentee, DELETE)
    press(mentee, CHANGE, data=TYPED | {"text": "Soak them for an hour."})
    page = mentee.post(DELETE, data=sent, follow_redirects=True).text
    assert "You have changed this since you opened the page." in page
    assert len(stored()) == 1


@pytest.mark.usefixtures("recipe")
def test_words_for_an_entry_that_is_gone_can_be_copied(mentee: FlaskClient) -> None:
    sent = hidden_fields(mentee, CHANGE) | TYPED | {"text": "Soak them for an hour."}
    press(mentee, DELETE)
    refused = mentee.post(CHANGE, data=sent)
    assert (refused.status_code, "Soak them for an hour." in refused.text) == (409, True)


@pytest.mark.usefixtures("recipe")
def test_after_the_end_the_album_leads_to_the_pair_and_typed_words_can_be_copied(
    pair: Pair, mentee: FlaskClient, coordinator: Person
) -> None:
    sent = {url: hidden_fields(mentee, url) | TYPED for url in (NEW, CHANGE)}
    closing.end(db.session, coordinator, pair)
    db.session.commit()
    for url, fields in sent.items():
        refused = mentee.post(url, data=fields)
        assert (refused.status_code, "Soak the husks." in refused.text) == (409, True)
        assert "has ended since you opened the page" in refused.text
    for url in (LIST, NEW, CHANGE, DELETE):
        assert mentee.get(url).location == "/pairs/1"


def test_urls_of_entries_that_are_not_theirs_lead_to_the_album(mentee: FlaskClient) -> None:
    for unknown in ("2", "0", "-1", "x", "9" * 30, "²"):
        assert mentee.get(f"{LIST}/{unknown}/change").location == LIST


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": ""}, "Choose what it is."),
        ({"kind": "photo"}, "Choose one of the answers"),
        ({"title": "  "}, "Give it a name."),
        ({"title": "x" * 121}, "Keep it to 120 characters."),
        ({"text": "x" * 4001}, "Keep it to 4,000 characters."),
        ({"text": "She is undocumented."}, "Do you want to write this down?"),
    ],
)
def test_what_cannot_be_kept_is_shown_again(
    mentee: FlaskClient, changes: dict[str, str], sentence: str
) -> None:
    response = press(mentee, NEW, data=TYPED | changes)
    assert response.status_code == 422
    assert sentence in response.text
    assert stored() == []


def test_a_long_album_is_shown_twenty_entries_at_a_time_and_long_texts_when_opened(
    pair: Pair, mentee: FlaskClient
) -> None:
    for number in range(25):
        text = "Once. " * 100 if number == 24 else ""
        content = AlbumText("story", f"Story {number}", text)
        album.add_entry(db.session, pair.mentor.person, pair, content)
    db.session.commit()
    first, second = (
        BeautifulSoup(mentee.get(f"{LIST}?page={page}").text, "html.parser").main for page in (1, 2)
    )
    assert first.select_one(".log li strong").get_text() == "Story 24"
    assert "Once." in first.select_one(".log details").get_text()
    assert [item.get_text() for item in second.select(".log li strong")][-1] == "Story 0"
    assert len(second.select(".log li")) == 5
