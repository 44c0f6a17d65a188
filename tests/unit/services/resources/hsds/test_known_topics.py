"""Every word stands for one of our topics."""

from mentorship.services.resources.hsds.known_topics import TOPICS_BY_WORDS, topics_named
from mentorship.vocabulary import ALL_RESOURCE_TOPICS


def test_words_stand_for_topics_that_exist() -> None:
    assert TOPICS_BY_WORDS.keys() <= ALL_RESOURCE_TOPICS.keys()


def test_a_word_stands_for_one_topic() -> None:
    words = [word for words in TOPICS_BY_WORDS.values() for word in words.split()]
    assert len(words) == len(set(words))


def test_case_and_accents_do_not_matter() -> None:
    assert topics_named("INMIGRACIÓN y Comida") == ["immigration", "food"]
