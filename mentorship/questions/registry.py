"""The questions of the application, step by step. docs/threat-model.md says what not to ask."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship import vocabulary
from mentorship.questions.types import (
    Answers,
    ChoiceQuestion,
    LanguagesQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    Step,
    TextQuestion,
    Visibility,
)
from mentorship.roles import Role
from mentorship.runtime import current_runtime


def location_problem(answers: Answers) -> tuple[str, str] | None:
    """Return the answer of the step about places that contradicts another, and the error."""
    area, other_area = answers["area"], answers["other_area"]
    if area == vocabulary.ELSEWHERE and not other_area:
        return "other_area", _("Write the name of the place, or choose one from the list above.")
    if other_area and area != vocabulary.ELSEWHERE:
        return "area", _(
            "You also wrote the name of a place below. Choose “Somewhere else” here, "
            "or delete the name below."
        )
    if area == vocabulary.ONLINE_ONLY and "in_person" in answers["modes"]:
        return "modes", _(
            "To meet in person, choose a neighborhood above; or check only online here."
        )
    return None


def areas_by_region() -> dict[str, tuple[str, Mapping[str, str]]]:
    """Return the areas to choose from, by region, each region with its name."""
    programme, language = current_runtime().programme, vocabulary.page_language()
    return {
        code: (programme.region_name(code, language), region.areas)
        for code, region in programme.regions.items()
    }


def former_areas() -> dict[str, str]:
    """Return the areas that nobody can choose any more."""
    regions = current_runtime().programme.regions.values()
    return {code: name for region in regions for code, name in region.former_areas.items()}


def area_name(code: str) -> str:
    return current_runtime().programme.area_names.get(code, code)


def region_of(area: str) -> str:
    return current_runtime().programme.region_of(area)


def heritage_hint() -> str:
    examples = current_runtime().programme.heritage_examples[vocabulary.page_language()]
    return _("In your own words, for example: %(examples)s.", examples=examples)


def time_per_mentee() -> str:
    return current_runtime().programme.time_per_mentee[vocabulary.page_language()]


STEPS = (
    Step(
        name="name",
        open_after_closing=True,
        questions=(
            TextQuestion(
                name="name",
                label=_l("What should we call you?"),
                short_label=_l("Name"),
                hint=_l("A first name, nickname or alias. It need not be your legal name."),
                required=_l("Tell us what to call you. A nickname is fine."),
                visibility=Visibility.INTRODUCTION,
                max_characters=80,
                autocomplete="nickname",
                import_label=_l("What to call them"),
                import_hint=_l("A first name or a nickname is enough. Never import legal names."),
                import_required=_l(
                    "Choose the column that says what to call people. "
                    "A first name or nickname is fine."
                ),
                import_refusal=_l("does not say what to call them"),
            ),
            TextQuestion(
                name="pronunciation",
                label=_l("How do you say your name? (optional)"),
                short_label=_l("How to say the name"),
                hint=_l(
                    "As it sounds, for example nah-YEH-lee. Coordinators see it, and somebody we "
                    "introduce to you."
                ),
                visibility=Visibility.INTRODUCTION,
                max_characters=80,
                import_label=_l("How to say their name"),
            ),
        ),
    ),
    Step(
        name="contact",
        heading=_l("How else can we reach you?"),
        open_after_closing=True,
        questions=(
            TextQuestion(
                name="phone",
                label=_l("A phone, WhatsApp or Signal number (optional)"),
                short_label=_l("Phone or messages"),
                hint=_l(
                    "Coordinators see it. Your mentor or mentee sees it only after you have both "
                    "said yes."
                ),
                label_without_email=_l("A phone, WhatsApp or Signal number, or an email address"),
                required_without_email=_l(
                    "Give one way to reach you. Without it nobody could tell you of a match."
                ),
                visibility=Visibility.AGREED,
                max_characters=60,
                autocomplete="tel",
            ),
        ),
    ),
    Step(
        name="communities",
        questions=(
            MultipleChoiceQuestion(
                name="communities",
                label=_l("Which communities are you part of?"),
                short_label=_l("Communities"),
                hint=_l("Choose each one that is yours. We match people across communities."),
                required=_l("Choose at least one community."),
                visibility=Visibility.INTRODUCTION,
                labels=vocabulary.COMMUNITIES,
                import_required=_l(
                    "Choose the column with people's communities. We match people across them."
                ),
                import_refusal=_l("does not name a community"),
            ),
            TextQuestion(
                name="heritage",
                label=_l("Your heritage (optional)"),
                short_label=_l("Heritage"),
                hint=LazyString(heritage_hint),
                visibility=Visibility.INTRODUCTION,
                max_characters=80,
                import_label=_l("Heritage, in their own words"),
            ),
        ),
    ),
    Step(
        name="languages",
        questions=(
            LanguagesQuestion(
                name="languages",
                label=_l("Which languages do you speak?"),
                short_label=_l("Languages"),
                hint=_l("For each one, choose how well you speak it. You can leave lines empty."),
                required=_l("Choose at least one language that you speak comfortably."),
                visibility=Visibility.INTRODUCTION,
                max_languages=10,
                import_required=_l(
                    "Choose the column with the languages that people speak comfortably."
                ),
                import_refusal=_l("does not name a language"),
            ),
        ),
    ),
    Step(
        name="location",
        heading=_l("Where and how could you meet?"),
        problem=location_problem,
        questions=(
            ChoiceQuestion(
                name="area",
                label=_l("Where could you meet?"),
                short_label=_l("Neighborhood"),
                hint=_l(
                    "A neighborhood is enough. Never tell us your address. Your mentor or mentee "
                    "sees only the part of the city, until you have both said yes."
                ),
                required=_l("Choose a neighborhood, or choose to meet online."),
                placeholder=_l("Choose a neighborhood"),
                ungrouped={
                    vocabulary.ONLINE_ONLY: _l("No place: I only want to meet online"),
                    vocabulary.ELSEWHERE: _l("Somewhere else: I write it below"),
                },
                short_labels={
                    vocabulary.ONLINE_ONLY: _l("Online only"),
                    vocabulary.ELSEWHERE: _l("Somewhere else"),
                },
                visibility=Visibility.AGREED,
                groups=areas_by_region,
                name_of=area_name,
                former=former_areas,
                # A neighborhood is small: the matching compares parts of the city.
                match_column="region",
                match_value=region_of,
            ),
            TextQuestion(
                name="other_area",
                label=_l("Somewhere else? Its name (optional)"),
                short_label=_l("Other place"),
                hint=_l(
                    "Only if it is not in the list: a neighborhood or a town, never an address."
                ),
                visibility=Visibility.AGREED,
                max_characters=60,
            ),
            MultipleChoiceQuestion(
                name="modes",
                label=_l("How would you like to meet?"),
                short_label=_l("Ways to meet"),
                required=_l("Choose at least one way to meet."),
                visibility=Visibility.INTRODUCTION,
                labels=vocabulary.MODES,
                import_refusal=_l("does not say how to meet"),
            ),
        ),
    ),
    Step(
        name="availability",
        questions=(
            MultipleChoiceQuestion(
                name="availability",
                label=_l("When are you usually free?"),
                short_label=_l("Free times"),
                hint=_l("Check every time that often works. More times make a match easier."),
                required=_l("Check at least one time of the week."),
                labels=vocabulary.TIMES,
                weekly=True,
                import_label=_l("When they are free, all in one column"),
            ),
        ),
    ),
    Step(
        name="topics",
        shared=False,
        questions=(
            MultipleChoiceQuestion(
                name="topics",
                label=_l("What do you want to learn?"),
                label_by_role={Role.MENTOR: _l("What could you share?")},
                short_label=_l("Topics"),
                short_label_by_role={
                    Role.MENTOR: _l("Can share"),
                    Role.MENTEE: _l("Wants to learn"),
                },
                hint=_l("Choose as many as you like."),
                required=_l("Choose at least one topic."),
                labels=vocabulary.TOPICS,
                import_label=_l("Topics to share or learn"),
            ),
        ),
    ),
    Step(
        name="capacity",
        shared=False,
        questions=(
            NumberQuestion(
                name="capacity",
                label=_l("How many people could you mentor at once?"),
                short_label=_l("Capacity"),
                hint=LazyString(time_per_mentee),
                required=_l("Choose how many people you could mentor."),
                roles=frozenset({Role.MENTOR}),
                maximum=5,
                import_label=_l("How many people a mentor could mentor"),
            ),
        ),
    ),
    Step(
        name="interests",
        heading=_l("What do you enjoy, and what not?"),
        questions=(
            MultipleChoiceQuestion(
                name="interests",
                label=_l("What do you enjoy? (optional)"),
                short_label=_l("Enjoys"),
                labels=vocabulary.INTERESTS,
                import_label=_l("What they enjoy"),
            ),
            MultipleChoiceQuestion(
                name="dislikes",
                label=_l("What would you rather avoid? (optional)"),
                short_label=_l("Avoids"),
                hint=_l("Disliking the same things brings people together too."),
                labels=vocabulary.DISLIKES,
                import_label=_l("What they would rather avoid"),
            ),
        ),
    ),
    Step(
        name="goals",
        open_after_closing=True,
        questions=(
            TextQuestion(
                name="goals",
                label=_l("What do you hope for? (optional)"),
                short_label=_l("Hopes for"),
                hint=_l(
                    "In any language. Somebody we introduce to you can read it. Please do not "
                    "write about anybody's immigration status: what is not written down cannot "
                    "be found."
                ),
                visibility=Visibility.INTRODUCTION,
                max_characters=1000,
                paragraph_rows=5,
                import_label=_l("What they hope for"),
            ),
        ),
    ),
    Step(
        name="exclusions",
        open_after_closing=True,
        questions=(
            TextQuestion(
                name="excluded_people",
                label=_l("Is there anybody you should not be matched with? (optional)"),
                short_label=_l("Not to be matched with"),
                hint=_l(
                    "A name or an email address on each line. Only coordinators see this. "
                    "You need not say why."
                ),
                max_characters=500,
                paragraph_rows=4,
                import_label=_l("Whom they should not be matched with"),
            ),
        ),
    ),
)

QUESTIONS = {question.name: question for step in STEPS for question in step.questions}


def steps_for(role: Role) -> list[Step]:
    return [step for step in STEPS if role in step.roles]


def questions_for(role: Role) -> list[Question]:
    return [question for question in QUESTIONS.values() if role in question.roles]


def blank_answers() -> dict[str, Any]:
    """Return the answers of somebody who has not answered anything."""
    return {name: question.blank for name, question in QUESTIONS.items()}


def match_columns(answers: Answers) -> dict[str, str]:
    """Return what the matching may read of a profile: codes by column, and no free text."""
    columns: dict[str, str] = {}
    for name, question in QUESTIONS.items():
        columns |= question.match_columns(answers[name])
    return columns
