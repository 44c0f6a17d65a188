"""The types of questions: what an answer may be, how it reads, and what the matching gets of it.

An answer is plain JSON: text, a code, a list of codes, a number. Forms, the import, the match
tables, "My data" and the demonstration treat a question by its type, so that a new question of
an existing type is one entry in the registry.
"""

import enum
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from babel import Locale
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from mentorship import vocabulary
from mentorship.collation import sort_labels
from mentorship.roles import Role
from mentorship.runtime import current_runtime

Answers = Mapping[str, Any]
"""Answers by the name of their question."""

BOTH_ROLES = frozenset(Role)
ByRole = Mapping[Role, LazyString]


class Visibility(enum.Enum):
    """Who reads an answer besides the person who gave it."""

    COORDINATORS = "coordinators"
    INTRODUCTION = "also the person they are introduced to"
    AGREED = "also their match, once both have said yes"


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """One question of an application.

    Attributes
    ----------
    name : str
        The key of the answer in the profile; stored, so it never changes.
    label : LazyString
        The question as applicants read it.
    short_label : LazyString
        The same in a word or two, for tables and lists of facts.
    hint : LazyString, optional
        Help with the answer; shown below the label.
    required : LazyString, optional
        The error if it is not answered; an optional question has none.
    roles : frozenset of Role
        Who is asked.
    label_by_role, short_label_by_role : mapping of Role to LazyString
        Other wording for one of the roles.
    visibility : Visibility
        Who reads the answer.
    label_without_email, required_without_email : LazyString, optional
        The same for somebody who has given no email address.
    import_label : LazyString, optional
        The name of its column on the import page; the short label by default.
    import_hint : LazyString, optional
        Help with the choice of that column.
    import_required : LazyString, optional
        The error if an imported sheet has no column for it.
    import_refusal : LazyString, optional
        Why a row without an answer is refused, after "Row 7: "; None accepts the row.
    """

    name: str
    label: LazyString
    short_label: LazyString
    hint: LazyString | str = ""
    required: LazyString | None = None
    roles: frozenset[Role] = BOTH_ROLES
    label_by_role: ByRole = field(default_factory=dict)
    short_label_by_role: ByRole = field(default_factory=dict)
    visibility: Visibility = Visibility.COORDINATORS
    label_without_email: LazyString | None = None
    required_without_email: LazyString | None = None
    import_label: LazyString | None = None
    import_hint: LazyString | str = ""
    import_required: LazyString | None = None
    import_refusal: LazyString | None = None

    is_free_text: ClassVar[bool] = False

    @property
    @abstractmethod
    def blank(self) -> Any:
        """The answer of somebody who has not answered."""

    @abstractmethod
    def in_words(self, answer: Any) -> str:
        """Return an answer as its readers see it, in the language of the page."""

    def label_for(self, role: Role) -> LazyString:
        return self.label_by_role.get(role, self.label)

    def short_label_for(self, role: Role) -> LazyString:
        return self.short_label_by_role.get(role, self.short_label)

    def is_required_of(self, *, has_email: bool) -> bool:
        return self.required is not None or (
            self.required_without_email is not None and not has_email
        )

    def problem(self, answer: Any) -> str | None:
        """Return what is wrong with an answer beyond its type and limits, None if nothing is."""
        return None

    def match_columns(self, answer: Any) -> dict[str, str]:
        """Return what the matching reads of an answer, by column; free text never gets there."""
        return {}


@dataclass(frozen=True, kw_only=True)
class TextQuestion(Question):
    """A line of text, or a paragraph of several."""

    max_characters: int
    paragraph_rows: int = 0
    autocomplete: str = ""

    is_free_text: ClassVar[bool] = True

    @property
    def blank(self) -> str:
        return ""

    def in_words(self, answer: str) -> str:
        return answer


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Question):
    """One of several choices, under headings.

    Attributes
    ----------
    placeholder : LazyString
        The first entry of the list, before anything is chosen.
    ungrouped : mapping of str to LazyString
        Choices under no heading.
    groups : callable
        Returns the other choices by group: its heading, and codes with their labels.
    name_of : callable
        Returns the label of any code of a group, also of a former one.
    former : callable
        Returns the codes that nobody can choose any more, with their labels.
    short_labels : mapping of str to LazyString, optional
        What readers see of a choice whose label is a whole sentence.
    match_column : str, optional
        The column of the match table; the name of the question by default.
    match_value : callable, optional
        Returns the value in that column for a code; the code itself by default.
    """

    placeholder: LazyString
    ungrouped: Mapping[str, LazyString] = field(default_factory=dict)
    groups: Callable[[], Mapping[str, tuple[str, Mapping[str, str]]]]
    name_of: Callable[[str], str]
    former: Callable[[], Mapping[str, str]]
    short_labels: Mapping[str, LazyString] = field(default_factory=dict)
    match_column: str | None = None
    match_value: Callable[[str], str] = str

    @property
    def blank(self) -> str:
        return ""

    def choices(self) -> dict[str, str]:
        """Return every code with its label: those under no heading first, the rest sorted."""
        grouped = (choices for _heading, choices in self.groups().values())
        named = {code: label for choices in grouped for code, label in choices.items()}
        return {code: str(label) for code, label in self.ungrouped.items()} | sort_labels(named)

    def former_choices(self) -> dict[str, str]:
        return dict(self.former())

    def in_words(self, answer: str) -> str:
        label = self.short_labels.get(answer) or self.ungrouped.get(answer)
        return str(label or self.name_of(answer))

    def match_columns(self, answer: str) -> dict[str, str]:
        return {self.match_column or self.name: self.match_value(answer)}


@dataclass(frozen=True, kw_only=True)
class MultipleChoiceQuestion(Question):
    """Any number of choices; ``weekly`` shows them as a week of mornings to evenings."""

    labels: vocabulary.Labels
    weekly: bool = False

    @property
    def blank(self) -> list[str]:
        return []

    def choices(self) -> dict[str, str]:
        """Return every code that can be chosen, with its label."""
        former = self._former_codes()
        return {code: str(label) for code, label in self.labels.items() if code not in former}

    def former_choices(self) -> dict[str, str]:
        """Return the codes that nobody can choose any more, with their labels."""
        former = self._former_codes()
        return {code: str(label) for code, label in self.labels.items() if code in former}

    def _former_codes(self) -> frozenset[str]:
        if isinstance(self.labels, vocabulary.ProgrammeLabels):
            return self.labels.former()
        return frozenset()

    def in_words(self, answer: list[str]) -> str:
        return ", ".join(vocabulary.labels(self.labels, answer))

    def match_columns(self, answer: list[str]) -> dict[str, str]:
        return {self.name: ",".join(answer)}


@dataclass(frozen=True, kw_only=True)
class LanguagesQuestion(Question):
    """Languages, and how well each is spoken: ``[{"language": "ko", "comfort": "fluent"}]``."""

    max_languages: int

    @property
    def blank(self) -> list[dict[str, str]]:
        return []

    def choices(self, locale: Locale | None = None) -> dict[str, str]:
        """Return the languages to choose from, by name in a locale or in that of the page."""
        return _named_languages(current_runtime().programme.offered_languages, locale)

    def former_choices(self, locale: Locale | None = None) -> dict[str, str]:
        return _named_languages(current_runtime().programme.former_languages, locale)

    def in_words(self, answer: list[dict[str, str]]) -> str:
        return ", ".join(map(_language_in_words, answer))

    def problem(self, answer: list[dict[str, str]]) -> str | None:
        if not any(spoken["comfort"] in vocabulary.COMFORTABLE for spoken in answer):
            return _("Choose at least one language that you speak comfortably.")
        counts = Counter(spoken["language"] for spoken in answer)
        twice = next((code for code, count in counts.items() if count > 1), None)
        if twice is not None:
            language = vocabulary.language_name(twice)
            return _(
                "You chose %(language)s twice. Leave one of the two lines empty.", language=language
            )
        return None

    def match_columns(self, answer: list[dict[str, str]]) -> dict[str, str]:
        comfortable = (
            spoken["language"] for spoken in answer if spoken["comfort"] in vocabulary.COMFORTABLE
        )
        return {self.name: ",".join(comfortable)}


def _named_languages(codes: Iterable[str], locale: Locale | None) -> dict[str, str]:
    return sort_labels({code: vocabulary.language_name(code, locale) for code in codes}, locale)


def _language_in_words(spoken: Mapping[str, str]) -> str:
    name = vocabulary.language_name(spoken["language"])
    # Stored answers may lack the comfort: earlier versions accepted a line without it.
    comfort = vocabulary.COMFORT_IN_SHORT.get(spoken["comfort"])
    return name if comfort is None else f"{name} ({comfort})"


@dataclass(frozen=True, kw_only=True)
class NumberQuestion(Question):
    """A whole number from 1 to ``maximum``; it has no column in the match table of its own."""

    maximum: int

    @property
    def blank(self) -> int:
        return 1

    def choices(self) -> dict[str, str]:
        return {str(number): str(number) for number in range(1, self.maximum + 1)}

    def in_words(self, answer: int) -> str:
        return str(answer)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One page of the form: a few questions that belong together.

    Attributes
    ----------
    name : str
        Part of the page's URL, and stored with a draft.
    questions : tuple of Question
    heading : LazyString, optional
        The heading of the page; the first question by default.
    shared : bool
        Whether somebody in both roles is asked only once.
    open_after_closing : bool
        Whether answers may change after the round has closed: those that the matching does
        not use, and exclusions, which are checked again when a match is approved.
    problem : callable, optional
        Returns the name of a question whose answer contradicts another, and the error.
    """

    name: str
    questions: tuple[Question, ...]
    heading: LazyString | None = None
    shared: bool = True
    open_after_closing: bool = False
    problem: Callable[[Answers], tuple[str, str] | None] = lambda answers: None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset[Role]().union(*(question.roles for question in self.questions))

    def heading_for(self, role: Role) -> LazyString:
        return self.heading or self.questions[0].label_for(role)
