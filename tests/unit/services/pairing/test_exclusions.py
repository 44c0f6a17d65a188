"""Finding a person's name, address or phone number in the text of exclusions."""

import re
from functools import partial

import pytest

from mentorship.models import Application, Person, Profile
from mentorship.services import name_folding
from mentorship.services.pairing.exclusions import (
    MAX_NORMALIZED_CHARACTERS,
    MAX_PEOPLE_OF_A_WORD,
    NameIndex,
    Reading,
)
from tests.growth import MAX_LINEAR_GROWTH, growth


def application(
    name: str, sign_in_name: str = "x@example.org", person_id: int = 1, phone: str = ""
) -> Application:
    person = Person(sealed_sign_in_name=sign_in_name)
    profile = Profile(stored_answers={"name": name, "phone": phone})
    return Application(person_id=person_id, person=person, profile=profile)


def round_of(*names: str) -> list[Application]:
    """Return applications of people with the ids 1, 2, 3, ..."""
    return [
        application(name, f"x{number}@example.org", number)
        for number, name in enumerate(names, start=1)
    ]


def read(text: str, *names: str) -> Reading:
    return NameIndex(round_of(*names)).read(text)


SPELLINGS = [
    # accents, and letters that do not decompose
    ("José García", "Jose Garcia"),
    ("Jose Garcia", "JOSÉ  GARCÍA."),
    ("José García", "Jose\u0301 Garci\u0301a"),
    ("Nguyễn Thị Lan", "Nguyen Thi Lan"),
    ("Dang Van Duc", "Đặng Văn Đức"),
    ("Łukasz Øster", "Lukasz Oster"),
    ("İbrahim Işık", "ibrahim isik"),
    ("Jürgen Groß", "Jurgen Gross"),
    ("Мария Фёдорова", "Мария Федорова"),
    ("محمد علي", "مُحَمَّد علي"),
    # apostrophes, hyphens, blanks and what is not seen
    ("Seán O’Brien", "Sean O'Brien"),
    ("Sean OBrien", "Seán O Brien"),
    ("Sean O´Brien", "sean obrien"),
    ("Keola Kaʻahumanu", "Keola Kaahumanu"),
    ("Mary-Ann Smith", "MaryAnn Smith"),
    ("MaryAnn Smith", "Mary Ann Smith"),
    ("Nguyễn Văn A", "NguyenVanA"),
    ("María de la Cruz", "Maria Delacruz"),
    ("José García", "Jo\u200bse\u00a0Gar\u2060cia"),
    ("José García", "\u200fJose Garcia\u200e"),
    ("Ｊｏｓｅ Ｇａｒｃｉａ", "Jose Garcia"),
    # the order and the number of the parts
    ("José García", "Garcia Jose"),
    ("José García", "García, José"),
    ("García, José", "Jose Garcia"),
    ("Minjun Kim", "Kim Min-jun"),
    ("Kim Min-jun", "Minjun Kim"),
    ("María José García López", "garcia lopez, maria jose"),
    ("José Antonio García", "Jose Garcia"),
    ("José García", "Jose Antonio Garcia"),
    ("María de la Cruz", "Maria Cruz"),
    ("José García", "J. Garcia"),
    ("José García", "Jose G."),
    ("José García", "Jose"),
    ("José García", "Garcia"),
    ("Nguyễn Thị My", "My"),
    # nicknames, titles
    ("José (Pepe) García", "Pepe Garcia"),
    ("José “Pepe” García", "José García"),
    ("José García", 'Jose "Pepe" Garcia'),
    ("José García", "Pepe (José) García"),
    ("Dr. José García", "Jose Garcia"),
    ("Anh Nguyễn", "Anh"),
    ("José García", "Sr. José García"),
    # another script, as the person gave it
    ("김민준 (Minjun Kim)", "김민준"),
    ("김민준 (Minjun Kim)", "Min Jun Kim"),
    ("王小明 Wang Xiaoming", "王小明"),
    ("王小明 Wang Xiaoming", "Xiao Ming Wang"),
    ("玛丽·加西亚", "玛丽加西亚"),
    ("김민준", "민준"),
    ("高橋さくら", "高橋"),
    ("王小明", "王先生"),
    ("정하늘 씨", "정하늘"),
    ("Ông Tám", "Tam"),
    # within a list or a sentence
    ("José García", "Ana Ruiz\r\nJose Garcia"),
    ("José García", "Jose y Maria"),
    ("José García", "Maria and Jose"),
    ("José García", "Maria/Jose"),
    ("José García", "Maria & Jose"),
    ("José García", "Maria; Jose"),
    ("José García", "please not with my cousin Jose Garcia"),
    ("José García", "por favor no con José García ni su hermano"),
    ("José García", "Jose Garcia (my landlord), he knows why"),
    ("王小明", "不要和王小明一起"),
    ("김민준", "김민준이랑 싫어요"),
    ("สมชาย ใจดี", "ไม่อยากคู่กับสมชาย ใจดี"),
]


@pytest.mark.parametrize(("name", "text"), SPELLINGS)
def test_a_name_is_found_in_whichever_spelling(name: str, text: str) -> None:
    assert read(text, name).named == {1}
    assert read(text, "Wei Chen", name).named == {2}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jörg Müller", "Joerg Mueller"),
        ("José González", "Jose Gonzales"),
        ("Katherine Lee", "Catherine"),
        ("José García", "Pepe Garcia and his brother"),
        ("José García", "José García's brother Luis"),
        ("José García", "1. Maria 2. Jose"),
        ("陳小明", "陈小明"),
        ("Will Ortiz", "Ana Ruiz and my friend Will"),
    ],
)
def test_a_name_that_might_be_meant_is_asked_about(name: str, text: str) -> None:
    reading = read(text, name, "Luis Garcia", "Mei Lee")
    assert 1 in reading.possible
    assert not reading.is_clear


@pytest.mark.parametrize("text", ["Ana", "ana!", "not with Ana"])
def test_a_first_name_that_several_have_may_mean_each_of_them(text: str) -> None:
    assert read(text, "Ana Ruiz", "Ána López", "Mei") == Reading(possible={1, 2})


def test_a_first_name_that_very_many_have_means_each_of_them() -> None:
    several = MAX_PEOPLE_OF_A_WORD + 1
    reading = read("please not with Maria", *(f"Maria X{number}y" for number in range(several)))
    assert reading.possible == set(range(1, several + 1))


def test_names_that_very_many_have_are_found_together() -> None:
    others = [*["María Soto"] * 60, *["Luis García"] * 60]
    assert read("not Maria Garcia", *others, "María Elena García").named == {len(others) + 1}


def test_two_people_of_a_name_are_both_meant() -> None:
    assert read("Jose Garcia", "José García", "Jose García") == Reading(named={1, 2})


def test_somebody_of_the_same_family_is_not_meant_beside_a_whole_name() -> None:
    assert read("Jose Garcia", "José García", "Mei García") == Reading(named={1})


@pytest.mark.parametrize("text", ["Anabel", "my boss", "banana@example.org", "+1 213 555 0199"])
def test_a_text_that_names_nobody_in_the_round_is_asked_about(text: str) -> None:
    assert read(text, "Ana Ruiz") == Reading(names_nobody=True)


def test_a_second_entry_that_names_nobody_is_asked_about() -> None:
    assert read("Ana Ruiz, Zoila Quispe", "Ana Ruiz") == Reading({1}, set(), names_nobody=True)


@pytest.mark.parametrize("text", ["", " ", "-", "None.", "N/A", "no", "Ninguno", "没有", "없음"])
def test_a_text_that_says_nobody_is_clear(text: str) -> None:
    assert read(text, "Na Ruiz", "No Chen") == Reading()


@pytest.mark.parametrize(
    "text",
    [
        "ANA.R@example.org", "my ex: ana.r@example.org.", "mailto:ana.r@example.org",
        "<ana.r@EXAMPLE.org>", "ana.r＠example.org", "ana.r @ example.org", "anar+new@example.org",
    ],
)  # fmt: skip
def test_an_address_is_found_however_it_is_typed(text: str) -> None:
    assert NameIndex([application("Zed", "ana.r@example.org")]).read(text).named == {1}


@pytest.mark.parametrize("text", ["pepe_94", "@Pepe_94", "ask pepe_94 why"])
def test_a_user_name_is_found(text: str) -> None:
    assert NameIndex([application("Zed", "pepe_94")]).read(text).named == {1}


@pytest.mark.parametrize(
    ("phone", "text"),
    [
        ("+1 (213) 555-0123", "213.555.0123"),
        ("213 555 0123", "+12135550123 (landlord)"),
        ("2135550123", "5550123"),
        ("０９０５ 123 456", "+84 905123456"),
        ("Signal: 213-555-0123", "2135550123"),
    ],
)
def test_a_phone_number_is_found_by_its_digits(phone: str, text: str) -> None:
    assert NameIndex([application("Zed", phone=phone)]).read(text).named == {1}


def test_a_former_name_is_still_found() -> None:
    renamed = application("Alex Smith")
    renamed.profile.former_names = ["José García"]
    assert NameIndex([renamed]).read("Jose Garcia").named == {1}


def test_an_empty_name_is_never_found() -> None:
    assert read("anybody, or somebody", "") == Reading(names_nobody=True)


def test_a_text_that_normalizing_makes_longer_is_cut() -> None:
    far = "\ufdfa," * (MAX_NORMALIZED_CHARACTERS // 18)
    assert not read(f"{far}Ana", "Ana").named
    assert read("x" * 490 + ",Ana", "Ana").named


def test_each_name_is_folded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []

    def counted(text: str) -> str:
        folded.append(text)
        return name_folding.fold_name(text)

    monkeypatch.setattr("mentorship.services.pairing.name_parts.fold_name", counted)
    index = NameIndex(round_of(*(f"Person {number}" for number in range(30))))
    in_index = len(folded)
    for _text in range(20):
        index.read("Persons, and my boss")
    assert len(folded) == in_index <= 2 * 30


def test_reading_a_text_takes_time_linear_in_its_length() -> None:
    index = NameIndex(round_of(*(f"Ana Ruiz{number}" for number in range(200))))
    for piece in ("ana ruiz1 ", "ana,", "a ", "x@", "2135 "):
        assert growth(partial(_read_long, index), piece * 60) < MAX_LINEAR_GROWTH, piece


def test_a_round_takes_time_linear_in_the_number_of_people() -> None:
    def read_all(people: str) -> None:
        names = [f"{word(number)} {word(number + 7)}" for number in range(len(people))]
        index = NameIndex(round_of(*names))
        assert all(index.read(f"please not with {name}").named for name in names)

    assert growth(read_all, "x" * 50) < MAX_LINEAR_GROWTH


def word(number: int) -> str:
    """Return a word of its own for each number."""
    return "".join("bdfgklmnpr"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:04}")


def _read_long(index: NameIndex, text: str) -> None:
    index.read(text)


@pytest.mark.parametrize("text", ["a@b.org", "to a.b+c@x-y.org!", "a@b a@b.c@d.org", "a@@b.org"])
def test_addresses_are_found_as_by_a_search_from_every_character(text: str) -> None:
    assert name_folding.EMAIL.findall(text) == re.findall(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+", text)


@pytest.mark.parametrize("piece", ["a", "a.", "a@", "a@b", "a@b.", "é,"])
def test_a_search_for_addresses_takes_time_linear_in_the_length(piece: str) -> None:
    assert growth(name_folding.EMAIL.findall, piece * 4_000) < MAX_LINEAR_GROWTH


@pytest.mark.parametrize("piece", ["1", "1 ", "1--", "+1", "((1"])
def test_a_search_for_phone_numbers_takes_time_linear_in_the_length(piece: str) -> None:
    assert growth(name_folding.PHONE.findall, piece * 4_000) < MAX_LINEAR_GROWTH


@pytest.mark.usefixtures("runtime")
def test_a_former_address_still_names_its_owner() -> None:
    person = application("José García", person_id=1)
    person.person.sign_in_name = "old@example.org"
    person.person.change_sign_in_name("new@example.org")
    index = NameIndex([person, application("Mei Chen", "mei@example.org", 2)])
    for text in ("old@example.org", "Old@Example.org", "not with <OLD@example.org>, please"):
        assert index.read(text).named == {1}
    assert index.read("older@example.org").names_nobody


@pytest.mark.parametrize(
    ("name", "text"), [("Nada Hassan", "Nada."), ("Nadie Ruiz", "nadie"), ("Wala Omar", "wala")]
)
def test_a_word_for_nobody_is_asked_about_if_it_is_in_a_name(name: str, text: str) -> None:
    assert read(text, name, "Mei Chen") == Reading(set(), {1})


@pytest.mark.parametrize("text", ["N/A", "na", "No."])
def test_a_short_word_for_nobody_names_nobody_who_is_called_so_besides(text: str) -> None:
    assert read(text, "Li Na", "No Kim").is_clear
