"""What a change of the programme's words must keep, and what it changes, to show beforehand."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from mentorship.programme.cadence import CadenceRule
from mentorship.programme.programme import (
    CHOICE_LISTS,
    ChoiceList,
    LanguageGroup,
    Programme,
    Region,
)
from mentorship.programme.reading import TEXT_LIMITS

RuleInWords = Callable[[CadenceRule], str]
PLAIN_ENTRIES = ("name", "email", "phone", "zone", "weeks_to_match", "notice_date")


@dataclass(frozen=True)
class Difference:
    """A text or a choice that differs between two versions; "" where a version has none.

    ``part`` is what it belongs to, such as "topics", and ``code`` which choice it is.
    """

    part: str
    code: str
    before: str
    after: str


def keep_codes(before: Programme, after: Programme) -> Programme:
    """Return the words after a change with every code from before it.

    People may have chosen a code, and their answers are sealed: what the change leaves out is not
    offered any more, but keeps its name.
    """
    return replace(
        after,
        choices={
            name: _keep_choices(before.choices[name], after.choices[name]) for name in CHOICE_LISTS
        },
        regions=_keep_areas(before, after),
        languages=_keep_languages(before, after),
        language_names={**before.language_names, **after.language_names},
        cadence=_keep_rules(before, after),
    )


def _keep_choices(before: ChoiceList, after: ChoiceList) -> ChoiceList:
    left_out = {
        code: texts
        for code, texts in (*before.offered.items(), *before.former.items())
        if code not in after.offered and code not in after.former
    }
    return replace(after, former={**after.former, **left_out})


def _keep_areas(before: Programme, after: Programme) -> dict[str, Region]:
    regions = dict(after.regions)
    for code, region in before.regions.items():
        left_out = {
            area: name
            for area, name in {**region.areas, **region.former_areas}.items()
            if area not in after.area_names
        }
        kept = regions.get(code, Region(region.labels, {}, {}))
        regions[code] = replace(kept, former_areas={**kept.former_areas, **left_out})
    return regions


def _keep_languages(before: Programme, after: Programme) -> dict[str, LanguageGroup]:
    groups = dict(after.languages)
    present = {*after.offered_languages, *after.former_languages}
    for code, group in before.languages.items():
        left_out = (item for item in (*group.codes, *group.former_codes) if item not in present)
        kept = groups.get(code, LanguageGroup(group.labels, (), ()))
        groups[code] = replace(kept, former_codes=(*kept.former_codes, *left_out))
    return groups


def _keep_rules(before: Programme, after: Programme) -> dict[str, CadenceRule]:
    """Keep rules that are left out, switched off: the log of what was done names them."""
    left_out = {
        code: replace(rule, is_active=False)
        for code, rule in before.cadence.items()
        if code not in after.cadence
    }
    return {**after.cadence, **left_out}


def differences(
    before: Programme, after: Programme, rule_in_words: RuleInWords
) -> list[Difference]:
    """Return what differs between two versions, the order of choices aside.

    ``rule_in_words`` says all of a rule in the language of the page.
    """
    old, new = (dict(described(version, rule_in_words)) for version in (before, after))
    return [
        Difference(*key, old.get(key, ""), new.get(key, ""))
        for key in dict.fromkeys((*new, *old))
        if old.get(key) != new.get(key)
    ]


def described(
    programme: Programme, rule_in_words: RuleInWords
) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield every text and choice in words, by its part and code."""
    for name in PLAIN_ENTRIES:
        yield (name, ""), str(getattr(programme, name))
    for name in TEXT_LIMITS:
        yield (name, ""), _joined(getattr(programme, name))
    for name in CHOICE_LISTS:
        choices = programme.choices[name]
        for code, texts in choices.offered.items():
            yield (name, code), _joined(texts)
        for code, texts in choices.former.items():
            yield (name, code), f"({_joined(texts)})"
    yield from _described_areas(programme)
    yield from _described_languages(programme)
    for code, rule in programme.cadence.items():
        yield ("cadence", code), rule_in_words(rule)


def _described_areas(programme: Programme) -> Iterator[tuple[tuple[str, str], str]]:
    for region_code, region in programme.regions.items():
        yield ("regions", region_code), _joined(region.labels)
        for code, name in region.areas.items():
            yield ("areas", code), f"{name} · {_joined(region.labels)}"
        for code, name in region.former_areas.items():
            yield ("areas", code), f"({name} · {_joined(region.labels)})"


def _described_languages(programme: Programme) -> Iterator[tuple[tuple[str, str], str]]:
    for group_code, group in programme.languages.items():
        yield ("language_groups", group_code), _joined(group.labels)
        for code in group.codes:
            yield ("languages", code), _joined(group.labels)
        for code in group.former_codes:
            yield ("languages", code), f"({_joined(group.labels)})"
    for code, names in programme.language_names.items():
        yield ("language_names", code), _joined(names)


def _joined(texts: Mapping[str, str]) -> str:
    return " / ".join(texts.values())
