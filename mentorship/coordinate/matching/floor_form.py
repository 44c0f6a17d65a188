"""The form that chooses the lowest score of a match run."""

from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.validators import InputRequired

from mentorship.coordinate.matching.settings_fields import Points
from mentorship.services.match_settings import limits
from mentorship.services.match_settings.settings import RunSettings
from mentorship.web.fields import PageForm


class FloorForm(PageForm):
    floor = Points(
        _l("At least so many points"),
        validators=[InputRequired(_l("Enter how many points a match must have at least."))],
    )

    def __init__(self, settings: RunSettings, **values: Any) -> None:
        super().__init__(**values)
        self.settings = settings

    def validate_floor(self, field: Field) -> None:
        """Refuse what no match could score under the settings of the run."""
        for name, sentence in limits.problems(replace(self.settings, floor=field.data)):
            if name == limits.FLOOR:
                raise ValidationError(sentence)
