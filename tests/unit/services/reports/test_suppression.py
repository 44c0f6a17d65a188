"""What somebody with all versions of a report can work out, tried out in possible programmes.

The reader of the versions knows how they are made. So each test invents other programmes that
publish exactly the same, and shows that they disagree about everything that counts fewer than five.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.roles import Role
from mentorship.services.reports.figures import (
    MEETINGS_KEY,
    MET_KEY,
    Applicant,
    Match,
    Topic,
    applied_keys,
    directions,
    figures_of,
    groups,
    key_of,
    matched_keys,
    totals,
)
from mentorship.services.reports.suppression import MIN_COUNT, Published, next_version

COMMUNITIES = ("asian", "latino")
DIRECTIONS = directions(COMMUNITIES)
APPLIED_KEYS, MATCHED_KEYS = applied_keys(COMMUNITIES), matched_keys(COMMUNITIES)
LANGUAGES = ("en", "es", "ko")
LANGUAGE_KEYS = tuple(f"language.{code}" for code in LANGUAGES)
PLACES = [(role, group) for role in Role for group in groups(COMMUNITIES)]
ACCEPTED_KEYS = tuple(key.replace(Topic.APPLIED, Topic.ACCEPTED) for key in APPLIED_KEYS)
KEYS = (
    *APPLIED_KEYS,
    *ACCEPTED_KEYS,
    *LANGUAGE_KEYS,
    *MATCHED_KEYS,
    Topic.LASTING,
    MET_KEY,
)
HIDDEN = set(range(MIN_COUNT))

Counts = Mapping[str, int]
Programme = list[tuple[list[Applicant], list[Match]]]
"""Applicants and matches at the time of each version."""


def programme_with(counts_of_versions: list[Counts]) -> Programme:
    """Return a programme in which people only come, with these counts at each version."""
    people: dict[str, list[Applicant]] = {key: [] for key in APPLIED_KEYS}
    directions: list[str] = []
    before: Counts = defaultdict(int)
    programme: Programme = []
    for counts in counts_of_versions:
        new = [
            (key, Applicant(role, group))
            for key, (role, group) in zip(APPLIED_KEYS, PLACES, strict=True)
            for _ in range(counts[key] - before[key])
        ]
        for code, key in zip(LANGUAGES, LANGUAGE_KEYS, strict=True):
            speakers = counts[key] - before[key]
            assert 0 <= speakers <= len(new), "nobody learns a language within a round"
            new[:speakers] = [
                (place, replace(person, languages=person.languages | {code}))
                for place, person in new[:speakers]
            ]
        for key, person in new:
            people[key].append(person)
        for direction, key in zip(DIRECTIONS, MATCHED_KEYS, strict=True):
            directions += [direction] * (counts[key] - before[key])
        programme.append((with_acceptances(people, counts), with_meetings(directions, counts)))
        before = counts
    return programme


def with_acceptances(people: Mapping[str, list[Applicant]], counts: Counts) -> list[Applicant]:
    accepted = {key: counts[key.replace(Topic.APPLIED, Topic.ACCEPTED)] for key in APPLIED_KEYS}
    assert all(accepted[key] <= len(people[key]) for key in APPLIED_KEYS)
    return [
        replace(person, is_accepted=number < accepted[key])
        for key, group in people.items()
        for number, person in enumerate(group)
    ]


def with_meetings(directions: list[str], counts: Counts) -> list[Match]:
    met, lasting, meetings = counts[MET_KEY], counts[Topic.LASTING], counts[MEETINGS_KEY]
    assert max(met, lasting) <= len(directions)
    assert met <= meetings
    minutes: list[tuple[int, ...]] = [(60,)] * met
    if met:
        minutes[0] = (60,) * (meetings - met + 1)
    minutes += [()] * (len(directions) - met)
    return [
        Match(direction, number < lasting, minutes[number])
        for number, direction in enumerate(directions)
    ]


def publish(programme: Programme) -> list[Mapping[str, int]]:
    versions = [Published()]
    for applicants, matches in programme:
        figures = figures_of(applicants, matches, COMMUNITIES)
        versions.append(next_version(versions[-1], figures, totals(applicants, matches)))
    return [version.shown for version in versions[1:]]


def counts_of(programme: Programme) -> list[Counts]:
    return [
        defaultdict(int, {figure.key: figure.count for figure in figures_of(*at, COMMUNITIES)})
        for at in programme
    ]


def counted_with(key: str) -> set[str]:
    """Return a figure with those that count more if it does: the same people are in them."""
    if key in ACCEPTED_KEYS:
        return {key, key.replace(Topic.ACCEPTED, Topic.APPLIED)}
    if key in LANGUAGE_KEYS:
        return {key, APPLIED_KEYS[0]}
    if key == Topic.LASTING:
        return {key, MATCHED_KEYS[0]}
    if key == MET_KEY:
        return {key, MATCHED_KEYS[0], MEETINGS_KEY}
    return {key}


def others_that_publish(shown: list[Mapping[str, int]]) -> Iterator[list[Counts]]:
    """Yield the counts of programmes that could have published these versions."""
    least: list[Counts] = [defaultdict(int, version) for version in shown]
    yield least
    for key in KEYS:
        for first in range(len(shown)):
            for more in range(1, MIN_COUNT):
                raised = [defaultdict(int, version) for version in least]
                for version in raised[first:]:
                    for each in counted_with(key):
                        version[each] += more
                yield [*raised]


def what_could_be_asked(counts: list[Counts]) -> Iterator[tuple[object, int]]:
    """Yield counts, differences between figures about the same people, and changes over time."""
    for number, version in enumerate(counts):
        for question, answer in within_a_version(version):
            yield (number, question), answer
    for (first, before), (second, after) in combinations(enumerate(counts), 2):
        change = defaultdict(int, {key: after[key] - before[key] for key in KEYS})
        for key in KEYS:
            yield (first, second, key), change[key]
        for key in LANGUAGE_KEYS:
            yield (first, second, "not", key), total(change, APPLIED_KEYS) - change[key]


def within_a_version(version: Counts) -> Iterator[tuple[object, int]]:
    for key in KEYS:
        yield key, version[key]
    for wider, narrower in zip(APPLIED_KEYS, ACCEPTED_KEYS, strict=True):
        yield ("not", narrower), version[wider] - version[narrower]
    for key in LANGUAGE_KEYS:
        yield ("not", key), total(version, APPLIED_KEYS) - version[key]
    for key in (Topic.LASTING, MET_KEY):
        yield ("not", key), total(version, MATCHED_KEYS) - version[key]


def total(counts: Counts, keys: tuple[str, ...]) -> int:
    return sum(counts[key] for key in keys)


@dataclass(frozen=True)
class Growth:
    """How a programme changes from one version to the next."""

    applied: list[tuple[int, frozenset[str]]]
    accepted: list[int]
    matched: list[int]
    lasting: int
    met: int
    meetings: int


sizes = st.one_of(st.integers(0, 6), st.sampled_from((4, 5, 9, 10, 14, 20)))
growths = st.builds(
    Growth,
    st.lists(st.tuples(sizes, st.frozensets(st.sampled_from(LANGUAGES))), min_size=6, max_size=6),
    st.lists(sizes, min_size=6, max_size=6),
    st.lists(sizes, min_size=3, max_size=3),
    sizes,
    sizes,
    sizes,
)


def programme_that_grows(steps: list[Growth]) -> Programme:
    counts: dict[str, int] = defaultdict(int)
    versions: list[Counts] = []
    for step in steps:
        for key, (number, languages) in zip(APPLIED_KEYS, step.applied, strict=True):
            counts[key] += number
            for code in languages:
                counts[f"language.{code}"] += number
        for key, wider, number in zip(ACCEPTED_KEYS, APPLIED_KEYS, step.accepted, strict=True):
            counts[key] = min(counts[key] + number, counts[wider])
        for key, number in zip(MATCHED_KEYS, step.matched, strict=True):
            counts[key] += number
        for name, number in ((Topic.LASTING, step.lasting), (MET_KEY, step.met)):
            counts[name] = min(counts[name] + number, total(counts, MATCHED_KEYS))
        more = step.meetings if counts[MET_KEY] else 0
        counts[MEETINGS_KEY] = max(counts[MEETINGS_KEY] + more, counts[MET_KEY])
        versions.append(defaultdict(int, counts))
    return programme_with(versions)


@settings(max_examples=5, deadline=None)
@given(st.lists(growths, min_size=1, max_size=3))
def test_all_versions_together_tell_no_count_under_five_from_any_other(
    steps: list[Growth],
) -> None:
    shown = publish(programme_that_grows(steps))
    answers: dict[object, set[int]] = defaultdict(set)
    for counts in others_that_publish(shown):
        assert publish(programme_with(counts)) == shown
        for question, answer in what_could_be_asked(counts):
            answers[question].add(answer)
    told = {
        question: values
        for question, values in answers.items()
        if max(values) < MIN_COUNT and not values >= HIDDEN
    }
    assert told == {}


@given(st.lists(growths, min_size=1, max_size=3))
def test_what_is_shown_is_a_multiple_of_five_that_is_reached(steps: list[Growth]) -> None:
    programme = programme_that_grows(steps)
    for shown, counts in zip(publish(programme), counts_of(programme), strict=True):
        for key, bound in shown.items():
            assert bound % MIN_COUNT == 0
            assert MIN_COUNT <= bound <= counts[key]


def people(count: int, group: str = "asian", **facts: object) -> list[Applicant]:
    return [replace(Applicant(Role.MENTOR, group), **facts) for _ in range(count)]  # type: ignore[arg-type]


ASIAN, LATINO = (key_of(Topic.APPLIED, Role.MENTOR, group) for group in ("asian", "latino"))


def test_a_figure_rises_only_when_five_more_have_come() -> None:
    first = people(14)
    assert publish([(first, []), (first + people(4), [])]) == [{ASIAN: 10}] * 2
    assert publish([(first, []), (first + people(5), [])]) == [{ASIAN: 10}, {ASIAN: 15}]


def test_a_figure_never_falls_when_somebody_is_erased() -> None:
    assert publish([(people(15), []), (people(3), [])]) == [{ASIAN: 15}] * 2


def test_a_language_is_shown_for_no_more_people_than_the_report_shows() -> None:
    speakers = people(9, languages=frozenset({"en"})) + people(
        9, "latino", languages=frozenset({"en"})
    )
    assert publish([(speakers, [])]) == [{ASIAN: 5, LATINO: 5, "language.en": 10}]


def test_a_language_rises_by_no_more_than_the_people_do() -> None:
    first = [*people(5), *people(5, "latino")]
    english = frozenset({"en"})
    more = [*people(4, languages=english), *people(4, "latino", languages=english)]
    assert publish([(first, []), (first + more, [])]) == [{ASIAN: 5, LATINO: 5}] * 2


def test_meetings_are_not_shown_while_few_matches_have_met() -> None:
    matches = [Match(DIRECTIONS[0], minutes_of_meetings=(60,) * 10)] * 4
    assert publish([([], matches)]) == [{}]
    assert publish([([], [*matches, matches[0]])]) == [
        {MATCHED_KEYS[0]: 5, MET_KEY: 5, MEETINGS_KEY: 50, "hours": 50}
    ]
