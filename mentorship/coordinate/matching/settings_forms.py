"""The form of settings: points for each criterion, rules on or off, and options."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field
from wtforms.validators import DataRequired, InputRequired

from mentorship.coordinate.matching.settings_fields import Points, Seed
from mentorship.coordinate.matching.settings_words import rule_name
from mentorship.models import MatchSettings
from mentorship.models.match_settings import MAX_NAME_LENGTH
from mentorship.questions import criteria
from mentorship.services.match_settings import limits
from mentorship.services.match_settings.entries import (
    chosen_rules,
    switchable_rules,
    weights,
    with_choices,
)
from mentorship.services.match_settings.settings import AUTO, Floor, RunSettings
from mentorship.vocabulary import Labels
from mentorship.web.fields import Line, PageForm, Radios, at_most, choices

NO_FLOOR, FIXED_FLOOR = "none", "points"
OBJECTIVE_CHOICES: Labels = {
    "most_people": _l("As many people as possible get a match, and then the total score decides"),
    "best_total": _l("The total score decides, even if fewer people get a match"),
}
FLOOR_CHOICES: Labels = {
    NO_FLOOR: _l("No limit"),
    AUTO: _l("As high as it can be without leaving anybody out"),
    FIXED_FLOOR: _l("At least this many points:"),
}
CRITERION_HINTS: Labels = {
    "topics": _l("The mentor can share what the mentee wants to learn."),
    "time": _l("Both are free at the same times of the week."),
    "language": _l("They speak more than one language in common."),
    "interests": _l("Both enjoy the same. What few people enjoy counts more."),
    "dislikes": _l("Both would rather avoid the same."),
    "region": _l("Both live in the same part of the city."),
}


def name_field() -> Line:
    """Return the field of the name under which settings are saved."""
    return Line(
        _l("Name of these settings"),
        description=_l(
            "For example “Spring round”, never the name of a person. If you save under a name that "
            "is there already, it gets a new version; earlier versions stay."
        ),
        validators=[
            DataRequired(_l("Give the settings a name, so that you find them again.")),
            at_most(MAX_NAME_LENGTH),
        ],
        render_kw={"autocomplete": "off"},
    )


class SettingsForm(PageForm):
    """The settings; `settings_form` adds the fields."""

    base: RunSettings

    @property
    def weight_fields(self) -> list[Field]:
        return [self[limits.weight_field(name)] for name in weights(self.base.program)]

    @property
    def rule_fields(self) -> list[Field]:
        return [self[f"rule_{name}"] for name in switchable_rules(self.base.program)]

    def settings(self) -> RunSettings:
        """Return the settings that the form says, of the programme that it was opened with."""
        program = self.base.program
        points = {name: self[limits.weight_field(name)].data for name in weights(program)}
        rules = [name for name in switchable_rules(program) if self[f"rule_{name}"].data]
        return RunSettings(
            with_choices(program, points, rules),
            objective=self["objective"].data,
            floor=self._floor(),
            load_penalty=self["load_penalty"].data,
            waiting_points=self["waiting_points"].data,
            training_points=self["training_points"].data,
            seed=self["seed"].data,
        )

    def _floor(self) -> Floor:
        chosen = {NO_FLOOR: None, AUTO: AUTO, FIXED_FLOOR: self["floor_points"].data}
        return chosen[self["floor"].data]

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if self["floor"].data == FIXED_FLOOR and self["floor_points"].data is None:
            if not self["floor_points"].errors:
                self["floor_points"].errors = [
                    _("Enter the lowest score, or choose another answer.")
                ]
            return False
        return is_valid and self._is_within_limits()

    def _is_within_limits(self) -> bool:
        found = list(limits.problems(self.settings()))
        for name, sentence in found:
            field = self.weight_fields[0] if name == limits.WEIGHTS else self[name]
            field.errors = [*field.errors, sentence]
        return not found


def option_fields() -> dict[str, Any]:
    """Return the fields that say how the best result is chosen."""
    return {
        "objective": Radios(
            _l("What comes first?"),
            choices=choices(OBJECTIVE_CHOICES),
            validators=[InputRequired(_l("Choose what comes first."))],
        ),
        "floor": Radios(
            _l("Should weak matches be left out?"),
            description=_l(
                "Below the lowest score, two people are not suggested to each other. The points "
                "for having waited count here too."
            ),
            choices=choices(FLOOR_CHOICES),
            validators=[InputRequired(_l("Choose whether there is a lowest score."))],
        ),
        "floor_points": Points(_l("Lowest score, in points")),
        "load_penalty": Points(
            _l("Points that each further mentee of a mentor costs"),
            description=_l(
                "With 0, one mentor may get several mentees while another gets none. With more, "
                "the work is shared: the second mentee of a mentor costs this much, the third "
                "twice as much."
            ),
            validators=[InputRequired(_l("Enter a number; 0 if it should make no difference."))],
        ),
        "waiting_points": Points(
            _l("Points for somebody who waited in an earlier round"),
            description=_l(
                "They decide who comes first where not everybody can be matched. They say nothing "
                "of how well two people fit, so no page counts them in the match score."
            ),
            validators=[InputRequired(_l("Enter a number; 0 if it should make no difference."))],
        ),
        "training_points": Points(
            _l("Points for somebody who has done the training"),
            description=_l(
                "For whoever has ticked off every module that is offered to them. They count like "
                "those for having waited; with 0, the training makes no difference."
            ),
            validators=[InputRequired(_l("Enter a number; 0 if it should make no difference."))],
        ),
        "seed": Seed(
            _l("Draw number (optional)"),
            description=_l(
                "When several results are equally good, chance decides. Each run draws its own "
                "number; with a number here, the same people always get the same result."
            ),
            render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 10},
        ),
    }


def settings_form(base: RunSettings, saved: MatchSettings | None = None) -> SettingsForm:
    """Return a form for settings that start from others."""
    points = weights(base.program)
    rules = switchable_rules(base.program)
    fields = {  # in the order of the page, which is that of its summary of errors
        "name": name_field(),
        **{limits.weight_field(name): _weight_field(name) for name in points},
        **{f"rule_{name}": BooleanField(rule_name(name)) for name in rules},
        **option_fields(),
    }
    form_class = type("SettingsFormWithEntries", (SettingsForm,), {**fields, "base": base})
    form: SettingsForm = form_class(data=_values(base, saved))
    return form


def _weight_field(name: str) -> Points:
    return Points(
        criteria.label(name),
        description=CRITERION_HINTS[name],
        validators=[InputRequired(_("Enter a number; 0 if it should not count."))],
    )


def _values(base: RunSettings, saved: MatchSettings | None) -> dict[str, Any]:
    is_fixed = isinstance(base.floor, int | float)
    return {
        "name": "" if saved is None else saved.name,
        "objective": base.objective,
        "floor": FIXED_FLOOR if is_fixed else base.floor or NO_FLOOR,
        "floor_points": base.floor if is_fixed else None,
        "load_penalty": base.load_penalty,
        "waiting_points": base.waiting_points,
        "training_points": base.training_points,
        "seed": base.seed,
        **{limits.weight_field(name): value for name, value in weights(base.program).items()},
        **{f"rule_{name}": True for name in chosen_rules(base.program)},
    }
