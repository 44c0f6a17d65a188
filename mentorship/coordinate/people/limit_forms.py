"""The form with which a coordinator limits with whom a person is matched."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from mentorship import vocabulary
from mentorship.models import Application
from mentorship.services.pairing.constraint_kinds import Constraint, ConstraintKind
from mentorship.services.pairing.rejection_reasons import comfortable_languages, names_area
from mentorship.web.constraint_messages import constraint_in_words
from mentorship.web.fields import PageForm, Radios, choices

MAX_TIMES = 5
"""The most times in common that can be asked for."""


class LimitForm(PageForm):
    limit = Radios(
        _l("What shall every match of this person keep to?"),
        choices=[],
        validators=[InputRequired(_l("Choose one of them."))],
    )

    def offer(self, application: Application) -> None:
        """Offer the constraints that somebody could meet, with their answers."""
        round_name = application.round.name
        self.constraints = list(constraints_for(application))
        self.limit.choices = choices(
            {
                str(number): constraint_in_words(item.kind, item.value, round_name)
                for number, item in enumerate(self.constraints)
            }
        )

    def chosen(self) -> Constraint:
        return self.constraints[int(self.limit.data)]


def constraints_for(application: Application) -> Iterator[Constraint]:
    answers = application.profile.answers
    yield Constraint(ConstraintKind.NO_MORE)
    if names_area(answers):
        yield Constraint(ConstraintKind.SAME_AREA)
    for times in range(2, min(MAX_TIMES, len(set(answers["availability"]))) + 1):
        yield Constraint(ConstraintKind.MIN_COMMON_TIMES, times)
    languages = comfortable_languages(answers)
    if len(languages) > 1:
        for code in sorted(languages, key=vocabulary.language_name):
            yield Constraint(ConstraintKind.WITHOUT_LANGUAGES, [code])
