"""A choice is worded, ordered and offered or not, and its code stays."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.programme import shipped
from mentorship.services.programme import choices

CHESS = {"en": "Chess", "es": "Ajedrez"}


def test_a_new_choice_is_the_last_one_and_a_known_one_keeps_its_place() -> None:
    added = choices.put_choice(shipped(), "interests", "chess", CHESS)
    assert list(added.choices["interests"].offered)[-1] == "chess"
    renamed = choices.put_choice(added, "interests", "cooking", CHESS)
    assert next(iter(renamed.choices["interests"].offered.items())) == ("cooking", CHESS)


def test_a_former_choice_is_worded_without_being_offered() -> None:
    retired = choices.offer(shipped(), "interests", "music", offered=False)
    renamed = choices.put_choice(retired, "interests", "music", CHESS)
    assert renamed.choices["interests"].former == {"music": CHESS}


def test_a_choice_moves_up_by_one_and_the_first_stays() -> None:
    moved = choices.move_choice_up(shipped(), "interests", "festivals")
    assert list(moved.choices["interests"].offered)[:3] == [
        "cooking",
        "festivals",
        "language_exchange",
    ]
    assert choices.move_choice_up(shipped(), "interests", "cooking") == shipped()


@pytest.mark.parametrize(
    ("offer_list", "code"), [("topics", "media"), ("areas", "koreatown"), ("languages", "ko")]
)
def test_what_is_not_offered_any_more_can_be_offered_again(offer_list: str, code: str) -> None:
    without = choices.offer(shipped(), offer_list, code, offered=False)
    again = choices.offer(without, offer_list, code, offered=True)
    assert without != shipped()
    assert again.area_names == shipped().area_names
    assert set(again.offered_languages) == set(shipped().offered_languages)
    assert again.choices == shipped().choices


@pytest.mark.parametrize("offer_list", ["topics", "areas", "languages"])
def test_an_unknown_code_changes_nothing(offer_list: str) -> None:
    assert choices.offer(shipped(), offer_list, "none", offered=False) == shipped()


@pytest.mark.usefixtures("runtime")
def test_two_communities_must_stay() -> None:
    with pytest.raises(UserFacingError, match="Too few"):
        choices.offer(shipped(), "communities", "asian", offered=False)
