"""Forms for signing in, signing up and account settings."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
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
from wtforms.validators import EqualTo, InputRequired, Length, Regexp

from mentorship.account.minimum_wait import has_waited, is_opening_time, sign_opening_time
from mentorship.config import SITE_LANGUAGES
from mentorship.privacy.blind_index import normalize_name
from mentorship.runtime import current_runtime
from mentorship.services.accounts.passkeys import MAX_NAME_LENGTH
from mentorship.services.accounts.passwords import password_problem
from mentorship.services.accounts.people import MAX_USER_NAME_LENGTH
from mentorship.web.fields import Line, PageForm, choices

MAX_EMAIL_LENGTH = 254
MAX_CODE_LENGTH = 40
MAX_PASSKEY_RESPONSE_LENGTH = 20_000  # with the certificates of a security key, a few thousand


class IdentifierField(StringField):
    """One line of text that is only compared, such as a name or a code."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([value.replace("\x00", "").strip() for value in valuelist])


class EmailField(IdentifierField):
    """An email address, normalized as it is stored, before it is validated."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        # Cut first: normalizing is slow for a long text, and a longer address is refused anyway.
        shortened = [value[: MAX_EMAIL_LENGTH + 1] for value in valuelist]
        super().process_formdata([normalize_name(value) for value in shortened])


class EmailForm(PageForm):
    email = EmailField(
        _l("Email address"),
        validators=[
            InputRequired(_l("Enter your email address.")),
            Length(max=MAX_EMAIL_LENGTH, message=_l("That is too long for an email address.")),
        ],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email"},
    )

    def validate_email(self, field: Field) -> None:
        # Looking up the domain would tell a name server who is signing up.
        allow_test_domains = current_runtime().demo or current_app.testing
        try:
            validate_email(
                field.data, check_deliverability=False, test_environment=allow_test_domains
            )
        except EmailNotValidError:
            raise ValidationError(_("Enter an email address like name@example.org.")) from None


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
            Length(max=MAX_EMAIL_LENGTH, message=_l("That is too long.")),
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
            InputRequired(_l("Choose a user name.")),
            Length(max=MAX_USER_NAME_LENGTH, message=_l("Use at most %(max)d characters.")),
            Regexp(r"^\w+$", message=_l("Use letters and digits alone, without spaces.")),
        ],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "none",
            "maxlength": MAX_USER_NAME_LENGTH,
        },
    )


class RecoveryForm(NewPasswordForm):
    """A new password for somebody without an email address, by a recovery code."""

    name = IdentifierField(
        _l("Your user name"),
        validators=[
            InputRequired(_l("Enter your user name.")),
            Length(max=MAX_EMAIL_LENGTH, message=_l("That is too long.")),
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
