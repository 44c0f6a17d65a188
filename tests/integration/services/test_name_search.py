"""A name is found by a part of it, however it is typed; an address only as a whole."""

import pytest
from flask import Flask

from mentorship.extensions import db
from mentorship.services.name_search import name_matcher, people_who_sign_in_as
from tests.factories import make_person


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("duc", "Nguyễn Văn Đức"),
        ("ĐỨC nguyen", "Nguyễn Văn Đức"),
        ("ｍａｒｉａ", "María-José"),
        ("mariajose", "María-José"),
        ("obrien", "Seán O’Brien"),
        ("小明", "王小明"),
        ("김", "김은정"),
        ("जोशी", "प्रिया जोशी"),
        ("isik", "IŞIK"),
    ],
)
def test_a_part_of_a_name_finds_it_in_any_script_and_spelling(term: str, name: str) -> None:
    assert name_matcher(term)(name)


@pytest.mark.parametrize("term", ["", "  ", "...", "ana maria", "\u200b"])
def test_a_term_without_letters_or_with_another_word_finds_nobody(term: str) -> None:
    assert not name_matcher(term)("Ana Pérez")


def test_an_address_or_user_name_finds_its_owner_as_a_whole(app: Flask) -> None:
    mei, lan = make_person("mei@example.org"), make_person("lan")
    assert people_who_sign_in_as(db.session, "MEI@example.org") == {mei.id}
    assert people_who_sign_in_as(db.session, "lan") == {lan.id}
    assert people_who_sign_in_as(db.session, "mei@example") == set()
