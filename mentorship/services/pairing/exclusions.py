"""Find the people whom somebody names as "not to be matched with".

A text names somebody for certain, or somebody might be meant: a first name that several have, a
near spelling. A coordinator is asked about the latter, and about whatever names nobody. Each text
and each name is read once: the work grows with the number of people and with the length of all
texts, not with the one times the other. False positives are preferred: a pair that is not
suggested harms nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property

from mentorship.models import Application, sign_in_indexes
from mentorship.services.name_folding import (
    EMAIL,
    MIN_PHONE_DIGITS,
    PHONE,
    UNSPACED,
    compact,
    fold_address,
    fold_name,
    is_same_phone,
    phone_digits,
    visible_text,
)
from mentorship.services.pairing.exclusion_entries import Entry, is_blank, joined_entries, lines_of
from mentorship.services.pairing.name_parts import (
    MAX_WORDS,
    Words,
    near_keys,
    parts,
    unspaced_parts,
    variants,
    whole_names,
)

# Four times what the form takes. Normalizing can make a text 18 times longer.
MAX_NORMALIZED_CHARACTERS = 2000
MAX_PEOPLE_OF_A_WORD = 50
"""A word of more people's names is looked for only beside another word of the same name."""
MAX_WORDS_BETWEEN = 3
MIN_LETTERS_OF_BLANK_NAME = 3
"""An answer like "nada" is asked about if somebody is called Nada; "no" and "na" are not."""
PersonIds = dict[str, set[int]]
Span = tuple[frozenset[int], set[int]]


@dataclass
class Reading:
    """Whom a text names, who might be meant, and whether anything in it names nobody."""

    named: set[int] = field(default_factory=set)
    possible: set[int] = field(default_factory=set)
    names_nobody: bool = False

    @property
    def is_clear(self) -> bool:
        return not (self.possible or self.names_nobody)


class NameIndex:
    """The addresses, phone numbers and names of people, to find them in texts."""

    def __init__(self, applications: Iterable[Application]) -> None:
        self._addresses: PersonIds = defaultdict(set)
        self._former_addresses: dict[bytes, set[int]] = defaultdict(set)
        self._phones: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self._whole_names: PersonIds = defaultdict(set)
        self._unspaced_names: PersonIds = defaultdict(set)
        self._parts: PersonIds = defaultdict(set)
        self._spellings: dict[int, list[Words]] = defaultdict(list)
        for application in applications:
            self._add(application)
        self._unspaced_lengths = sorted({len(name) for name in self._unspaced_names})

    def _add(self, application: Application) -> None:
        person_id, profile = application.person_id, application.profile
        for name in dict.fromkeys([profile.name, *profile.former_names]):
            self._add_name(person_id, name)
        self._add_sign_in_name(person_id, application.person.sign_in_name)
        for index in application.person.former_indexes():
            self._former_addresses[index].add(person_id)
        for number in PHONE.findall(visible_text(profile.answers["phone"])):
            digits = phone_digits(number)
            self._phones[digits[-MIN_PHONE_DIGITS:]].add((digits, person_id))

    def _add_sign_in_name(self, person_id: int, name: str) -> None:
        mailbox, at, _domain = name.partition("@")
        if at:
            self._addresses[fold_address(visible_text(name))].add(person_id)
            self._parts[compact(mailbox)].add(person_id)
        else:
            self._whole_names[compact(name)].add(person_id)

    def _add_name(self, person_id: int, name: str) -> None:
        spellings = variants(name)
        self._spellings[person_id] += spellings
        for whole in whole_names(spellings):
            self._whole_names[whole].add(person_id)
            if UNSPACED.search(whole):
                self._unspaced_names[whole].add(person_id)
        for part in {
            part for words in spellings for part in [*parts(words), *unspaced_parts(words)]
        }:
            self._parts[part].add(person_id)
            self._parts[part[0]].add(person_id)  # an initial

    @cached_property
    def _near(self) -> PersonIds:
        """Return people by the keys of near spellings, which clear texts do not need."""
        near: PersonIds = defaultdict(set)
        for person_id, spellings in self._spellings.items():
            for word in {word for words in spellings for word in [*words, "".join(words)]}:
                for key in near_keys(word):
                    near[key].add(person_id)
        return near

    def read(self, text: str) -> Reading:
        """Return whom a text names by address, phone number or name, in whichever spelling."""
        reading, rest = Reading(), visible_text(text)[:MAX_NORMALIZED_CHARACTERS]
        for pattern, find in ((EMAIL, self._with_address), (PHONE, self._with_phone)):
            for match in set(pattern.findall(rest)):
                people = find(match)
                reading.named |= people
                rest = rest.replace(match, " " if people else f" {match} ")
        folded = fold_name(rest)[:MAX_NORMALIZED_CHARACTERS]
        if is_blank(folded) and compact(folded) not in self._whole_names:
            reading.possible |= self._called(compact(folded)) - reading.named
            return reading
        for entries in lines_of(folded):
            self._read_line(entries, reading)
        # Words around names, which name nobody themselves, are no question beside a name.
        has_names = bool(reading.named or reading.possible or reading.names_nobody)
        reading.names_nobody |= not has_names
        reading.possible -= reading.named
        return reading

    def _called(self, blank: str) -> Set[int]:
        """Return whose name has a word that most people mean nobody by."""
        is_long = len(blank) >= MIN_LETTERS_OF_BLANK_NAME
        return self._parts.get(blank, set()) if is_long else set()

    def _with_address(self, address: str) -> Set[int]:
        people = self._addresses.get(fold_address(address), set())
        if not self._former_addresses:
            return people
        # Of a former address only the index is left.
        former = (self._former_addresses.get(index, set()) for index in sign_in_indexes(address))
        return people.union(*former)

    def _with_phone(self, number: str) -> Set[int]:
        digits = phone_digits(number)
        candidates = self._phones.get(digits[-MIN_PHONE_DIGITS:], set())
        return {person_id for known, person_id in candidates if is_same_phone(known, digits)}

    def _read_line(self, entries: list[Entry], reading: Reading) -> None:
        """Read the entries of a line, and its neighbors as one: a comma may be within a name."""
        covered, resolved = self._find_whole_names(entries, reading)
        for entry in joined_entries(entries):
            for person_id, positions in self._find_named(entry).items():
                reading.named.add(person_id)
                resolved |= positions
        for entry in entries:
            self._read_entry(entry, covered, resolved, reading)

    def _read_entry(
        self, entry: Entry, covered: set[int], resolved: set[int], reading: Reading
    ) -> None:
        named = self._find_named(entry)
        reading.named |= named.keys()
        is_resolved = bool(named) or not resolved.isdisjoint(entry.positions)
        found = self._find_parts(entry, near=not is_resolved)
        covered = covered.union(*named.values())
        possible = {id_ for id_, positions in found.items() if positions - covered}
        reading.possible |= possible
        reading.names_nobody |= entry.has_name and not (is_resolved or possible)

    def _find_whole_names(self, entries: list[Entry], reading: Reading) -> tuple[set[int], ...]:
        """Find names whose words follow each other in a line.

        Return the positions of words that mean nobody else, and of all that were found.
        """
        words = [word for entry in entries for word in entry.words]
        entry_at = [entry for entry in entries for _word in entry.words]
        covered, resolved = self._find_unspaced_names(words, reading), set[int]()
        for start in range(len(words)):
            for end in range(start + 1, min(start + MAX_WORDS, len(words)) + 1):
                people = self._whole_names.get("".join(words[start:end]))
                if people and (end > start + 1 or start in entry_at[start].names):
                    reading.named |= people
                    resolved.update(range(start, end))
                    if end > start + 1 and entry_at[start] is entry_at[end - 1]:
                        covered.update(range(start, end))
        return covered, resolved | covered

    def _find_unspaced_names(self, words: list[str], reading: Reading) -> set[int]:
        """Find names within text of scripts that put no spaces between words."""
        if not any(map(UNSPACED.search, words)):
            return set()
        text = "".join(words)
        position_of = [at for at, word in enumerate(words) for _letter in word]
        covered: set[int] = set()
        for length in self._unspaced_lengths:
            for start in range(len(text) - length + 1):
                people = self._unspaced_names.get(text[start : start + length])
                if people:
                    reading.named |= people
                    covered.update(position_of[start : start + length])
        return covered

    def _find_named(self, entry: Entry) -> dict[int, set[int]]:
        """Return who is meant for certain, with the positions of the words that say so."""
        found = self._find_parts(entry, near=False)
        if len(entry.names) == len(found) == 1:
            return found
        return {id_: at for id_, at in found.items() if self._is_certain(id_, at, entry)}

    def _is_certain(self, person_id: int, positions: Set[int], entry: Entry) -> bool:
        """Return whether all that is named is in this name, or the whole name is in the entry."""
        if len(positions & entry.names) < 2:
            return False
        return positions >= entry.names or any(
            len(words) > 1 and entry.word_set.issuperset(words)
            for words in self._spellings[person_id]
        )

    def _find_parts(self, entry: Entry, *, near: bool) -> dict[int, set[int]]:
        """Return by person the positions of the words that are part of their name."""
        spans = list(self._spans(entry, near=near))
        positions: dict[int, set[int]] = defaultdict(set)
        for span, people in spans:
            few = len(people) <= MAX_PEOPLE_OF_A_WORD or len(entry.names) == 1
            if few and span & entry.names:
                for person_id in people:
                    positions[person_id] |= span
        for person_id, span in _in_both(spans, entry.names):
            positions[person_id] |= span
        return positions

    def _spans(self, entry: Entry, *, near: bool) -> Iterator[Span]:
        """Yield positions whose words are part of somebody's name, with these people."""
        for span, part in entry.parts():
            people = self._parts.get(part, set())
            if near and span & entry.names:
                people = people.union(*(self._near.get(key, ()) for key in near_keys(part)))
            if people:
                yield span, people


def _in_both(spans: list[Span], names: Set[int]) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield who has the words at two positions near each other, of which one may be a name."""
    for index, (span, people) in enumerate(spans):
        for other_span, others in spans[index + 1 :]:
            if min(other_span) - max(span) > MAX_WORDS_BETWEEN:
                break
            if not span & other_span and (span | other_span) & names:
                for person_id in people & others:
                    yield person_id, span | other_span
