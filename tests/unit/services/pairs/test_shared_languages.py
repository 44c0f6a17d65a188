"""Languages are told as people told them: who speaks which, and who is learning."""

import pytest
from flask_babel import force_locale

from mentorship.errors import UserFacingError
from mentorship.models import Application, Pair, Person, Profile
from mentorship.questions import QUESTIONS
from mentorship.services.pairs.shared_languages import SharedLanguages, shared_languages

pytestmark = pytest.mark.usefixtures("app")

MEI, ANA = Person(id=1), Person(id=2)
MEI_SPEAKS = {"es": "comfortable", "zh": "fluent", "en": "learning"}
ANA_SPEAKS = {"es": "fluent", "en": "comfortable", "zh": "learning", "zap": ""}


def pair(mentee: dict[str, str] = MEI_SPEAKS, mentor: dict[str, str] = ANA_SPEAKS) -> Pair:
    def side(person: Person, speaks: dict[str, str]) -> Application:
        answer = [{"language": code, "comfort": comfort} for code, comfort in speaks.items()]
        profile = Profile(stored_answers={"languages": answer})
        return Application(person=person, person_id=person.id, profile=profile)

    return Pair(mentee=side(MEI, mentee), mentor=side(ANA, mentor))


def test_a_language_that_one_of_them_is_learning_is_not_one_that_both_speak() -> None:
    assert shared_languages(MEI, pair()) == SharedLanguages(["Spanish"], ["English"], ["Chinese"])
    assert shared_languages(ANA, pair()) == SharedLanguages(["Spanish"], ["Chinese"], ["English"])


def test_two_who_share_no_language_are_not_told_that_they_do() -> None:
    shared = shared_languages(MEI, pair({"zh": "fluent"}, {"zh": "learning", "en": "fluent"}))
    assert shared == SharedLanguages([], [], ["Chinese"])


def test_an_answer_without_a_level_claims_nothing() -> None:
    shared = shared_languages(MEI, pair({"zap": ""}, {"zap": "fluent"}))
    assert shared == SharedLanguages([], [], [])


def test_languages_have_their_names_in_the_language_of_the_page() -> None:
    with force_locale("es"):
        assert shared_languages(MEI, pair()).both_speak == ["español"]


def test_each_language_is_shown_with_its_level() -> None:
    answer = pair().mentee.profile.answers["languages"]
    words = QUESTIONS["languages"].in_words(answer)
    assert words == "Spanish (comfortable), Chinese (fluent), English (learning)"


def test_nobody_else_is_told() -> None:
    with pytest.raises(UserFacingError):
        shared_languages(Person(id=3), pair())
