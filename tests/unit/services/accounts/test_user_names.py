"""A user name can be written in every script of the programme, and never be empty to the eye."""

import pytest

from mentorship.services.accounts.user_names import MAX_TYPED_LENGTH, is_user_name, visible_length


@pytest.mark.parametrize(
    "name",
    [
        "luna", "Ñandú7", "王佳蓉", "さくら", "がぎ", "지우", "Đặng", "عمر", "_", "Łukasz_2",
        "น้ำฝน", "สมหญิง", "किरण", "लक्ष्मी", "कृष्ण९", "সীতা", "মৌসুমী", "தமிழ்", "குமார்",
        "သီတာ", "ဖြိုးအောင်", "សុវណ្ណ", "ច័ន្ទ", "ਗੁਰਪ੍ਰੀਤ", "ગુજરાતી", "ಕನ್ನಡ", "മലയാളം", "తెలుగు",
        "සිංහල", "བོད", "ລາວນ້ຳ", "שָׁלוֹם", "مُحَمَّد", "a\u0301",
    ],
)  # fmt: skip
def test_letters_of_every_script_with_their_marks_are_a_user_name(name: str) -> None:
    assert is_user_name(name)


@pytest.mark.parametrize(
    "name",
    ["क्\u200dष", "র\u200d্যাব", "ශ්\u200dරී", "ന്\u200d", "می\u200cخواهم", "ប៊\u200cី"],
)
def test_joiners_stand_where_a_script_needs_them(name: str) -> None:
    assert is_user_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "lu na", "a@b", "a-b", "mei.li", "a\n", "\u0301", "\u0301a", "7\u0301", "_\u0301",
        "\u200d", "\u200da", "a\u200db", "7\u200c", "क\u200d\u200dष", "王\u200c佳", "a\u034f",
        "a\ufe0f", "ក\u17b4", "a\u20dd", "😀", "a" + "\u0301" * 7, "\u115f",
        "a" * (MAX_TYPED_LENGTH + 1), "a\u3164", "a\u200b", "a\u202eb", "\u2800",
    ],
)  # fmt: skip
def test_what_nobody_sees_or_could_tell_apart_is_refused(name: str) -> None:
    assert not is_user_name(name)


def test_marks_and_joiners_do_not_count_as_letters() -> None:
    assert [visible_length(name) for name in ("luna", "น้ำฝน", "क्\u200dष", "e\u0301")] == [
        4,
        4,
        2,
        1,
    ]
