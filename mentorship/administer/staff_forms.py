"""Forms about the people who work here."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, ValidationError
from wtforms.validators import InputRequired, Regexp

from mentorship.models import COORDINATOR, Person
from mentorship.services.accounts import invitations, staff
from mentorship.web import role_names
from mentorship.web.fields import Checkboxes, OneOf, PageForm, Radios, choices

NOBODY = ""


class InvitationForm(PageForm):
    token = HiddenField(
        validators=[Regexp(r"^[\w-]{43}\Z", re.ASCII, _l("Reload the page and try again."))]
    )
    role = Radios(
        _l("What will they do here?"), validators=[InputRequired(_l("Choose what they will do."))]
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.token.data = self.token.data or invitations.new_token()
        self.role.choices = choices(role_names.choices())


class ReceiverForm(PageForm):
    """Who looks after everything from now on; ``coordinators`` are those to choose from."""

    receiver = OneOf(_l("Who looks after them from now on?"), default=NOBODY)

    def __init__(self, coordinators: list[Person], **options: Any) -> None:
        super().__init__(**options)
        self.coordinators = {str(item.id): item for item in coordinators}
        names = {
            code: role_names.shown_or_sign_in_name(item) for code, item in self.coordinators.items()
        }
        self.receiver.choices = choices({NOBODY: _("Choose a coordinator"), **names})

    @property
    def chosen_receiver(self) -> Person | None:
        return self.coordinators.get(self.receiver.data or NOBODY)


class HandOverForm(ReceiverForm):
    def validate_receiver(self, field: Field) -> None:
        if self.chosen_receiver is None:
            raise ValidationError(_("Choose who looks after them from now on."))


class EndAccessForm(ReceiverForm):
    """The roles to end, and who takes over what a coordinator looks after."""

    roles = Checkboxes(
        _l("Which access ends?"), validators=[InputRequired(_l("Choose which access ends."))]
    )

    def __init__(self, person: Person, coordinators: list[Person], **options: Any) -> None:
        roles = staff.roles_of(person)
        super().__init__(coordinators, data={"roles": roles}, **options)
        self.roles.choices = choices({role: role_names.name(role) for role in roles})

    def needs_receiver(self, total: int) -> bool:
        """Return whether somebody must take over, and has not been chosen."""
        ends = COORDINATOR in (self.roles.data or ())
        return ends and total > 0 and self.chosen_receiver is None
