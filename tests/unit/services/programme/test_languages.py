"""A language is in one group, offered or not."""

from mentorship.programme import shipped
from mentorship.services.programme import languages

CHATINO = {"en": "Chatino", "es": "Chatino"}


def test_a_new_language_is_offered_in_its_group_under_its_own_names() -> None:
    changed = languages.add_language(shipped(), "language_chatino", "indigenous", CHATINO)
    assert changed.languages["indigenous"].codes[-1] == "language_chatino"
    assert changed.language_names == {"language_chatino": CHATINO}


def test_a_language_that_is_not_offered_any_more_stays_in_its_group() -> None:
    changed = languages.offer_language(shipped(), "ko", offered=False)
    assert "ko" not in changed.offered_languages
    assert changed.languages["widely_spoken"].former_codes == ("ko",)


def test_a_group_is_renamed_with_its_languages_or_begins_empty() -> None:
    renamed = languages.put_language_group(shipped(), "other", CHATINO)
    assert renamed.languages["other"].codes == shipped().languages["other"].codes
    added = languages.put_language_group(shipped(), "signed", CHATINO)
    assert added.languages["signed"].codes == ()
