"""Forms for signing in, signing up and account settings."""

from collections.abc import Iterator
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, Regexp

from mentorship.account.minimum_wait import has_waited, is_opening_time, sign_opening_time
from mentorship.privacy.email_addresses import (
    MAX_EMAIL_CHARACTERS,
    has_full_width,
    is_email_address,
)
from mentorship.programme import SITE_LANGUAGES
from mentorship.runtime import current_runtime
from mentorship.services.accounts.passkeys import MAX_NAME_LENGTH
from mentorship.services.accounts.passwords import password_problem
from mentorship.services.accounts.people import MAX_USER_NAME_LENGTH
from mentorship.services.accounts.two_factor import RECOVERY_CODE_COUNT
from mentorship.services.accounts.user_names import (
    MAX_TYPED_LENGTH,
    is_user_name,
    visible_length,
)
from mentorship.text_cleaning import clean_text
from mentorship.web.fields import Line, PageForm, choices

MAX_CODE_LENGTH = 40
MAX_SHOWN_CODES_LENGTH = RECOVERY_CODE_COUNT * MAX_CODE_LENGTH
MAX_SHOWN_NAME_LENGTH = 60
NEW_PASSWORD_FIELDS = ("password", "again")
TOO_LONG_USER_NAME = _l("Use at most %(maximum)s characters.", maximum=MAX_USER_NAME_LENGTH)
MAX_PASSKEY_RESPONSE_LENGTH = 20_000  # with the certificates of a security key, a few thousand


class IdentifierField(StringField):
    """One line of text that is only compared, such as a name or a code."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([clean_text(value) for value in valuelist])


class EmailForm(PageForm):
    email = IdentifierField(
        _l("Email address"),
        validators=[
            InputRequired(_l("Enter your email address.")),
            Length(max=MAX_EMAIL_CHARACTERS, message=_l("That is too long for an email address.")),
        ],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email"},
    )

    def validate_email(self, field: Field) -> None:
        if has_full_width(field.data):
            raise ValidationError(
                _("Type the address in half-width letters, like name@example.org.")
            )
        allow_test_domains = current_runtime().demo or current_app.testing
        if not is_email_address(field.data, allow_test_domains=allow_test_domains):
            raise ValidationError(_("Enter an email address like name@example.org."))


class RequestLinkForm(EmailForm):
    """An address to send a link to, from somebody who has not signed in."""

    opened = HiddenField()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if not is_opening_time(self.opened.data):
            self.opened.data = sign_opening_time()

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if has_waited(self.opened.data):
            return bool(valid)
        self.form_errors.append(_("That was very fast. Please press the button once more."))
        return False


class SignInForm(PageForm):
    name = IdentifierField(
        _l("Email address or user name"),
        validators=[
            InputRequired(_l("Enter your email address or your user name.")),
            Length(max=MAX_EMAIL_CHARACTERS, message=_l("That is too long.")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class ConfirmPasswordForm(PageForm):
    password = PasswordField(
        _l("Your password"),
        validators=[InputRequired(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class QuickExitForm(PageForm):
    keeps_typed = BooleanField(_l("When I leave quickly, keep what I was typing for an hour."))


class EmailPreferencesForm(PageForm):
    wants_news = BooleanField(_l("Email me when something is new."))
    wants_reminders = BooleanField(_l("Remind me if I have not answered."))


class ShownNameForm(PageForm):
    shown_name = Line(
        _l("The name that people read"),
        description=_l(
            "People read it when you write to them or have opened their application. "
            "A first name is enough. Without one they read “a coordinator”."
        ),
        validators=[Length(max=MAX_SHOWN_NAME_LENGTH, message=_l("That is too long."))],
        render_kw={"autocomplete": "nickname", "maxlength": MAX_SHOWN_NAME_LENGTH},
    )


class TwoFactorForm(PageForm):
    code = IdentifierField(
        _l("Code"),
        description=_l("The six digits that your app shows, or one of your recovery codes."),
        validators=[
            InputRequired(_l("Type a code.")),
            Length(max=MAX_CODE_LENGTH, message=_l("Too long.")),
        ],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters"},
    )


class NewPasswordForm(PageForm):
    """A new password, which must not contain the person's ``sign_in_name``."""

    password = PasswordField(
        _l("Password"),
        description=_l(
            "At least 12 characters. Three or four words that only you would put together are good."
        ),
        validators=[InputRequired(_l("Choose a password."))],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("The same password again"),
        validators=[EqualTo("password", _l("The two passwords are different. Type both again."))],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, sign_in_name: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.sign_in_name = sign_in_name

    def __iter__(self) -> Iterator[Field]:
        """Yield the fields in the order of the page, where the new password comes last."""
        return iter(sorted(super().__iter__(), key=lambda field: field.name in NEW_PASSWORD_FIELDS))

    def validate_password(self, field: Field) -> None:
        reason = password_problem(field.data, self.sign_in_name)
        if reason is not None:
            raise ValidationError(reason)


class ChangePasswordForm(NewPasswordForm):
    current = PasswordField(
        _l("Your current password"),
        validators=[InputRequired(_l("Enter your current password."))],
        render_kw={"autocomplete": "current-password"},
    )


class UserNameForm(NewPasswordForm):
    name = Line(
        _l("A user name"),
        description=_l(
            "Letters and digits, not your real name. We put four digits after it, "
            "so that nobody else has the same."
        ),
        validators=[
            DataRequired(_l("Choose a user name.")),
            Length(max=MAX_TYPED_LENGTH, message=TOO_LONG_USER_NAME),
        ],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "none",
            "maxlength": MAX_TYPED_LENGTH,
        },
    )

    def validate_name(self, field: Field) -> None:
        if visible_length(field.data) > MAX_USER_NAME_LENGTH:
            raise ValidationError(TOO_LONG_USER_NAME)
        if not is_user_name(field.data):
            raise ValidationError(_("Use letters and digits alone, without spaces."))


class RecoveryForm(NewPasswordForm):
    """A new password for somebody without an email address, by a recovery code."""

    name = IdentifierField(
        _l("Your user name"),
        validators=[
            InputRequired(_l("Enter your user name.")),
            Length(max=MAX_EMAIL_CHARACTERS, message=_l("That is too long.")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none"},
    )
    code = IdentifierField(
        _l("One of your recovery codes"),
        validators=[
            InputRequired(_l("Type one of your recovery codes.")),
            Length(max=MAX_CODE_LENGTH, message=_l("Too long.")),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "characters"},
    )


class AppCodeForm(PageForm):
    secret = HiddenField(
        validators=[Regexp(r"^[A-Z2-7]{32}\Z", message=_l("Reload the page and try again."))]
    )
    code = IdentifierField(
        _l("The six digits that the app shows"),
        validators=[
            InputRequired(_l("Type the six digits that the app shows.")),
            Length(max=MAX_CODE_LENGTH, message=_l("Too long.")),
        ],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"},
    )


class PasskeyForm(PageForm):
    """What a browser sends about a passkey that it created or used."""

    name = Line(validators=[Length(max=MAX_NAME_LENGTH)])
    answer = HiddenField(validators=[InputRequired(), Length(max=MAX_PASSKEY_RESPONSE_LENGTH)])


class LanguageForm(PageForm):
    language = SelectField(choices=choices({code: code for code in SITE_LANGUAGES}))


class ShownCodesForm(LanguageForm):
    """The recovery codes that a page shows, to show them in another language."""

    codes = HiddenField(validators=[InputRequired(), Length(max=MAX_SHOWN_CODES_LENGTH)])
