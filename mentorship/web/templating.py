"""Filters and variables for every template."""

from datetime import datetime

from babel import Locale
from flask import Flask, session
from flask_babel import format_date, format_datetime, format_time, get_locale
from werkzeug.local import LocalProxy

from mentorship import vocabulary
from mentorship.extensions import db
from mentorship.programme import SITE_LANGUAGES, notice_blocks
from mentorship.questions import QUESTIONS, criteria, questions_for
from mentorship.runtime import current_runtime
from mentorship.services.messages import own_messages
from mentorship.web import console, locale, stale_forms
from mentorship.web.access_control import current_person
from mentorship.web.fields import field_errors, first_error
from mentorship.web.flashes import category_at
from mentorship.web.nearest_page import current_page
from mentorship.web.safety_notice import safety_notice


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["day"] = lambda moment: format_date(moment, "long")
    app.jinja_env.filters["month"] = lambda day: format_date(day, "MMMM y")
    app.jinja_env.filters["day_with_weekday"] = lambda moment: format_date(moment, "full")
    app.jinja_env.filters["time_of_day"] = lambda moment: format_time(moment, "short")
    app.jinja_env.filters["moment"] = day_and_time
    app.jinja_env.globals["notice_blocks"] = notice_blocks
    app.context_processor(template_context)
    stale_forms.init_app(app)


def day_and_time(moment: datetime) -> str:
    """Write a day and a time, in one call: a list has many of them."""
    locale = get_locale() or Locale("en")
    day, time = locale.date_formats["medium"], locale.time_formats["short"]
    return str(format_datetime(moment, f"{day.pattern}, {time.pattern}"))


def unread_messages() -> int:
    """Return how many messages of coordinators the signed-in person has not opened."""
    person = current_person()
    return 0 if person is None else own_messages.count_unread(db.session, person)


def template_context() -> dict[str, object]:
    return {
        "vocabulary": vocabulary,
        "criteria": criteria,
        "questions_for": questions_for,
        "profile_questions": QUESTIONS,
        "category_at": category_at,
        "current_page": current_page,
        "current_person": current_person(),
        "console_sections": console.sections,
        "unread_messages": unread_messages,
        "safety_notice": safety_notice,
        # Read when a page uses it: the page after leaving quickly needs no database.
        "programme": LocalProxy(lambda: current_runtime().programme),
        "demo": current_runtime().demo,
        "sends_email": current_runtime().sends_email,
        "field_errors": field_errors,
        "first_error": first_error,
        "language": locale.language_tag(get_locale()),
        "has_session": lambda: bool(session),
        "url_in_language": locale.url_in_language,
        "site_languages": [(code, locale.own_name(code)) for code in SITE_LANGUAGES],
    }
