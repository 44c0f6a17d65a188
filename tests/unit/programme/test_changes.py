"""A change of the words keeps every code, and what it changes can be shown."""

from dataclasses import replace

from mentorship.programme import (
    CadenceRule,
    ChoiceList,
    Difference,
    LanguageGroup,
    Period,
    Region,
    differences,
    keep_codes,
    shipped,
)

NORTH = {"north": Region({"en": "North", "es": "Norte"}, {"uptown": "Uptown"}, {})}
ONE_LANGUAGE = {"few": LanguageGroup({"en": "Few", "es": "Pocos"}, ("en",), ())}


def in_words(rule: CadenceRule) -> str:
    return f"{rule.labels['en']}, {rule.after}"


def test_what_another_programme_does_not_have_is_former_and_keeps_its_name() -> None:
    other = replace(shipped(), regions=NORTH, languages=ONE_LANGUAGE)
    kept = keep_codes(shipped(), other)
    assert kept.area_names == {"uptown": "Uptown", **shipped().area_names}
    assert [code for region in kept.regions.values() for code in region.areas] == ["uptown"]
    assert kept.region_of("koreatown") == "central"
    assert kept.offered_languages == ("en",)
    assert set(kept.former_languages) == set(shipped().offered_languages) - {"en"}


def test_a_choice_that_was_former_and_is_offered_again_is_former_no_more() -> None:
    topics = shipped().choices["topics"]
    media = {"media": topics.offered["media"]}
    rest = {code: texts for code, texts in topics.offered.items() if code != "media"}
    former = replace(shipped(), choices={**shipped().choices, "topics": ChoiceList(rest, media)})
    assert keep_codes(former, shipped()).choices["topics"] == topics


def test_words_without_a_difference_have_none() -> None:
    assert differences(shipped(), shipped(), in_words) == []


def test_a_difference_names_what_it_belongs_to() -> None:
    topics = shipped().choices["topics"]
    media = {"media": topics.offered["media"]}
    rest = {code: texts for code, texts in topics.offered.items() if code != "media"}
    changed = replace(
        shipped(),
        name="Puente",
        choices={**shipped().choices, "topics": ChoiceList(rest, media)},
    )
    label = "Media and communications / Medios y comunicación"
    assert differences(shipped(), changed, in_words) == [
        Difference("name", "", "Common Thread", "Puente"),
        Difference("topics", "media", label, f"({label})"),
    ]


def test_a_rule_that_another_programme_does_not_have_is_kept_and_switched_off() -> None:
    rules = shipped().cadence
    other = replace(shipped(), cadence={"training": rules["training"]})
    kept = keep_codes(shipped(), other).cadence
    assert kept.keys() == rules.keys()
    assert [code for code, rule in kept.items() if rule.is_active] == ["training"]


def test_a_rule_that_has_changed_is_told_in_words() -> None:
    training = replace(shipped().cadence["training"], after=Period(days=30))
    changed = replace(shipped(), cadence={**shipped().cadence, "training": training})
    assert differences(shipped(), changed, in_words) == [
        Difference("cadence", "training", "Training, 14 days", "Training, 30 days")
    ]
