"""The exports of the usual survey tools are imported as they are, wide grids included."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from flask import Flask

from mentorship.coordinate.imports.answer_forms import initial_meanings
from mentorship.coordinate.imports.column_forms import columns_form
from mentorship.coordinate.imports.labels import split_codes
from mentorship.extensions import db
from mentorship.models import ImportSheet, Person, Round
from mentorship.services.imports import Candidate, sessions
from tests.integration.test_import_pages import workbook_of

Rows = Sequence[Sequence[str]]
ANA = {
    "communities": ["latino"],
    "languages": ["en", "es"],
    "modes": ["online"],
    "availability": ["sat_evening", "sat_morning"],
    "topics": ["tenant_rights"],
}


@dataclass(frozen=True)
class Export:
    """The rows of an export, those of headers first."""

    rows: Rows


def import_id(number: int) -> str:
    return f'{{"ImportId":"QID{number}"}}'


GOOGLE_FORMS = Export(
    [
        [
            "Timestamp",
            "Email Address",
            "What should we call you?",
            "I would like to be a...",
            "Which communities do you belong to?",
            "Languages you speak comfortably",
            "Languages you speak comfortably",
            "How would you like to meet?",
            "Topics",
            "When are you usually free? [Monday]",
            "When are you usually free? [Saturday]",
            "Are you 18 or older?",
            "I agree to the privacy notice",
        ],
        [
            "2026/10/01 9:00:00 AM PDT",
            "ana@example.org",
            "Ana",
            "Mentee",
            "Latino",
            "",
            "Spanish, English",
            "Online or by phone",
            "Tenant rights",
            "",
            "Morning, Evening",
            "Yes",
            "I agree",
        ],
        *[[*[""] * 12, "FALSE"]] * 3,
    ]
)
MICROSOFT_FORMS = Export(
    [
        [
            "ID",
            "Start time",
            "Completion time",
            "Email",
            "Name",
            "Quiero ser",
            "¿De qué comunidades eres?\u00a0",
            "Idiomas que hablas",
            "Idiomas que hablas2",
            "¿Cómo te gustaría reunirte?",
            "Temas",
            "lunes",
            "sábado",
            "¿Eres mayor de edad?",
            "Acepto el aviso de privacidad",
            "Column",
            "Column",
        ],
        [
            "1",
            "10/1/26 8:55:00",
            "10/1/26 9:00:00",
            "ana@example.org",
            "Ana",
            "Aprendiz",
            "latino;",
            "",
            "inglés;español;",
            "En línea;",
            "Derechos de inquilinos;",
            "",
            "Mañana;Noche;",
            "Sí",
            "Sí, acepto",
            "",
            "",
        ],
    ]
)
SURVEYMONKEY = Export(
    [
        [
            *("Respondent ID", "End Date", "Contact", "", "Role", "Communities", ""),
            *("Languages", "", "", "How would you like to meet?", "Topics", ""),
            *("When are you usually free?", "", "", "Are you 18 or older?", "Privacy notice"),
        ],
        [
            *("", "", "Email Address", "What should we call you?", "Response", "Asian", "Latino"),
            *("English", "Spanish", "Other (please specify)", "Response", "Tenant rights"),
            *("Storytelling", "Monday - Morning", "Saturday - Morning", "Saturday - Evening"),
            *("Response", "I agree"),
        ],
        [
            *("118", "10/01/2026 09:00:00 AM", "ana@example.org", "Ana", "Mentee", "", "Latino"),
            *("English", "Spanish", "", "Online", "Tenant rights", "", "", "Morning", "Evening"),
            *("Yes", "I agree"),
        ],
    ]
)
QUALTRICS = Export(
    [
        ["RecordedDate", *(f"Q{number}" for number in range(1, 16))],
        [
            "Recorded Date",
            "Email Address",
            "What should we call you?",
            "I would like to be a...",
            "Communities - Selected Choice - Asian",
            "Communities - Selected Choice - Latino",
            "Languages you speak - Selected Choice - English",
            "Languages you speak - Selected Choice - Spanish",
            "Languages you speak - Selected Choice - Other - Text",
            "How would you like to meet?",
            "Topics - Tenant rights",
            "Topics - Storytelling",
            "When are you usually free? - Monday",
            "When are you usually free? - Saturday",
            "Are you 18 or older?",
            "I agree to the privacy notice",
        ],
        [import_id(number) for number in range(16)],
        [
            *("2026-10-01 09:00:00", "ana@example.org", "Ana", "Mentee", "", "1", "1", "1", ""),
            *("Online", "1", "0", "", "Morning,Evening", "Yes", "I agree"),
        ],
    ]
)
KOBOTOOLBOX = Export(
    [
        [
            *("start", "end", "who/email", "who/name", "who/role", "who/community/asian"),
            *("who/community/latino", "who/languages/english", "who/languages/spanish"),
            *("meet/modes/in_person", "meet/modes/online", "topics/tenant_rights"),
            *("topics/storytelling", "meet/availability/mon_morning"),
            *("meet/availability/sat_morning", "meet/availability/sat_evening"),
            *("adult", "consent", "_submission_time"),
        ],
        [
            *("2026-10-01T08:55:00.000-07:00", "2026-10-01T09:00:00.000-07:00"),
            *("ana@example.org", "Ana", "mentee", "0", "1", "1", "1", "0", "1", "1", "0", "0"),
            *("1", "1", "yes", "yes", "2026-10-01T16:00:03"),
        ],
    ]
)
JOTFORM = Export(
    [
        [
            *("Submission Date", "Email", "Name", "I would like to be a", "Communities >> Asian"),
            *("Communities >> Latino", "Languages >> English", "Languages >> Spanish"),
            *("How would you like to meet?", "Topics >> Tenant rights", "Topics >> Film"),
            *("Availability >> Saturday morning", "Availability >> Saturday evening"),
            *("Are you 18 or older?", "Privacy notice"),
        ],
        [
            *("2026-10-01 09:00:00", "ana@example.org", "Ana", "Mentee", "FALSE", "TRUE", "✓"),
            *("x", "Online", "Checked", "", "true", "true", "Yes", "I agree"),
        ],
    ]
)
LIMESURVEY = Export(
    [
        ["Applications of October"],
        [
            *("Date submitted", "Email address", "Name", "I would like to be a"),
            *("Which communities? [Asian]", "Which communities? [Latino]"),
            *("Which languages do you speak? [English]", "Which languages do you speak? [Spanish]"),
            *("How would you like to meet?", "Topics [Tenant rights]", "Topics [Storytelling]"),
            *("When are you usually free? [Saturday][Morning]",),
            *("When are you usually free? [Saturday][Evening]",),
            *("Are you 18 or older?", "I agree to the privacy notice"),
        ],
        [
            *("2026-10-01 09:00:00", "ana@example.org", "Ana", "Mentee", "No", "Yes", "Yes"),
            *("Yes", "Online", "Yes", "No", "Yes", "Yes", "Yes", "I agree"),
        ],
    ]
)
TYPEFORM = Export(
    [
        [
            *("#", "What's your email?", "What should we call you?", "I would like to be a..."),
            *("Asian", "Latino", "English", "Spanish", "Other", "How would you like to meet?"),
            *("Tenant rights", "Storytelling", "Saturday morning", "Saturday evening"),
            *("Are you 18 or older?", "I agree to the privacy notice", "Submit Date (UTC)"),
        ],
        [
            *("x1", "ana@example.org", "Ana", "Mentee", "", "Latino", "English", "Spanish", ""),
            *("Online", "Tenant rights", "", "Saturday morning", "Saturday evening", "1", "1"),
            *("2026-10-01 16:00:00",),
        ],
    ]
)
EXPORTS = {
    "Google Forms": GOOGLE_FORMS,
    "Microsoft Forms": MICROSOFT_FORMS,
    "SurveyMonkey": SURVEYMONKEY,
    "Qualtrics": QUALTRICS,
    "KoboToolbox": KOBOTOOLBOX,
    "JotForm": JOTFORM,
    "LimeSurvey": LIMESURVEY,
    "Typeform": TYPEFORM,
}


def csv_of(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def planned(sheet: ImportSheet) -> Candidate:
    """Accept every guess of the pages, and count each yes as one; return the only person."""
    form = columns_form(sessions.stored_reading(sheet).table, sheet.mapping, formdata=None)
    sessions.map_columns(sheet, form.entries())
    listed = sessions.answers_to_explain(sheet).listed
    meanings: dict[str, dict[str, list[str]]] = {}
    for answer in listed:
        codes = initial_meanings(answer, sheet.mapping["answers"]) or ["yes"]
        assert codes != ["yes"] or answer.question in ("adult", "consent"), answer
        joined = [code for value in codes for code in split_codes(value)]
        meanings.setdefault(answer.question, {})[answer.text] = joined
    sessions.explain_answers(sheet, meanings, leave_out_unknown=False)
    plan = sessions.plan_upload(db.session, sheet)
    assert not plan.refused
    (candidate,) = plan.to_import
    return candidate


@pytest.mark.parametrize("kind", ["CSV", "XLSX"])
@pytest.mark.parametrize("tool", EXPORTS)
def test_an_export_is_imported_with_the_guessed_columns(
    app: Flask, a_round: Round, coordinator: Person, tool: str, kind: str
) -> None:
    rows = EXPORTS[tool].rows
    content = csv_of(rows) if kind == "CSV" else workbook_of(Responses=rows)
    sheet = sessions.store_upload(db.session, coordinator, a_round, content)
    candidate = planned(sheet)
    answers = candidate.submission.answers
    languages = sorted(spoken["language"] for spoken in answers["languages"])
    assert (candidate.email, answers["name"]) == ("ana@example.org", "Ana")
    assert {
        **{question: answers[question] for question in ANA},
        "languages": languages,
        "availability": sorted(answers["availability"]),
    } == ANA
    assert candidate.answered_at.strftime("%Y-%m-%d") == "2026-10-01"
