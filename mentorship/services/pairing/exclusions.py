"""Find the people whom somebody names as "not to be matched with".

Each text and each name is read once: the work grows with the number of people and with the length
of all texts, not with the one times the other. False positives are preferred: a pair that is not
suggested harms nobody.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from mentorship.models import Application
from mentorship.privacy.blind_index import normalize_name

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]+(?:\.[\w-]+)+")
WORD = re.compile(r"[\w'’]+")
LINE_END = re.compile(r"[\n,;]")
# Four times what the form takes. Normalizing can make a text 18 times longer.
MAX_NORMALIZED_CHARACTERS = 2000
PersonIds = Mapping[str, set[int]]


class NameIndex:
    """The addresses and names of people, to find them in texts."""

    def __init__(self, applications: Iterable[Application]) -> None:
        self._addresses: PersonIds = defaultdict(set)
        self._first_names: PersonIds = defaultdict(set)
        self._names: PersonIds = defaultdict(set)
        self._names_without_spaces: PersonIds = defaultdict(set)
        for application in applications:
            self._add(application)
        self._word_counts = sorted({name.count(" ") + 1 for name in self._names})

    def _add(self, application: Application) -> None:
        person_id = application.person_id
        self._addresses[application.person.sign_in_name].add(person_id)
        name = " ".join(normalize_name(application.profile.name).split())
        self._first_names[name.split()[0] if name else name].add(person_id)
        words = " ".join(WORD.findall(name))
        if re.search("[a-z]", words):
            self._names[words].add(person_id)
        elif words:  # of a script that puts no spaces between words
            self._names_without_spaces[words].add(person_id)

    def people_named_in(self, text: str) -> set[int]:
        """Return the ids of people named by address, name, or first name alone on a line."""
        normalized = normalize_name(text)[:MAX_NORMALIZED_CHARACTERS]
        lines = {" ".join(WORD.findall(line)) for line in LINE_END.split(normalized)}
        matches = [
            *_found(self._addresses, EMAIL.findall(normalized)),
            *_found(self._first_names, lines),
            *_found(self._names, self._phrases(lines)),
            *self._within("\n".join(lines)),
        ]
        return set().union(*matches)

    def _phrases(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield whatever could be a whole name: consecutive words, as many as some name has."""
        for line in lines:
            words = line.split(" ")
            for count in self._word_counts:
                for start in range(len(words) - count + 1):
                    yield " ".join(words[start : start + count])

    def _within(self, lines: str) -> Iterator[set[int]]:
        for name, person_ids in self._names_without_spaces.items():
            if name in lines:
                yield person_ids


def _found(person_ids: PersonIds, keys: Iterable[str]) -> Iterator[set[int]]:
    return (person_ids[key] for key in set(keys) & person_ids.keys())
