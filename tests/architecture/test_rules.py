"""Safety rules of docs/threat-model.md, checked on the models, forms, imports and templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from jinja2 import Environment
from sqlalchemy import JSON, Boolean, Date, Enum, Integer
from sqlalchemy.sql.schema import Column

from mentorship.apply.forms import RoleForm, SendForm, step_form
from mentorship.config import ROOT
from mentorship.extensions import Base
from mentorship.models import Role
from mentorship.models.columns import UtcDateTime
from mentorship.pairs.meeting_forms import MeetingForm
from mentorship.questions import steps_for
from tests.conftest import Applicant

PLAIN_TYPES = (Integer, Boolean, Date, Enum, UtcDateTime)
# A sealed document, the random token that binds it to its row, the random id of its data key.
SEALED_COLUMNS = {"sealed", "sealed_problem", "row_token", "key_id"}
# Columns that store unencrypted text, each with the reason.
PLAIN_TEXT = {
    "advocacy_group.link_index": "keyed: makes no link without the key",
    "account_role.name": "applicant or coordinator",
    "attempt.account_index": "keyed: reveals nothing without the key",
    "audit_entry.action": "one of a fixed set of words",
    "audit_entry.subject": "the name of a table",
    "audit_entry.salt": "random",
    "audit_entry.actor_salt": "random",
    "audit_link.actor_digest": "keyed, of ids and random bytes",
    "audit_link.content_digest": "keyed, of ids, fixed words and random bytes",
    "audit_link.erasure_digest": "keyed, of numbers",
    "audit_link.digest": "keyed, of digests",
    "due_item.rule": "the code of a rule of the programme",
    "erasure_mark.name_index": "keyed: reveals nothing without the key",
    "group_member.alias_index": "keyed: reveals nothing without the key",
    "event.area": "the code of a part of the city, or that it is online or elsewhere",
    "event.descriptions": "written by coordinators for all to see",
    "event.languages": "codes of the languages that are spoken at it",
    "event.titles": "written by coordinators for all to see",
    "import_mapping.headers_index": "keyed",
    "invitation.role": "of staff",
    "invitation.token_index": "keyed: makes no link without the key",
    "key_fingerprint.name": "which key",
    "key_fingerprint.fingerprint": "keyed hash of a fixed text",
    "match_run.failure": "one of a fixed set of words",
    "match_run.score_bands": "counts",
    "match_run.input_digest": "a hash of sealed tables, which nobody could guess whole",
    "match_run.settings": "weights, rules and options, chosen by coordinators",
    "match_settings.document": "weights, rules and options, chosen by coordinators",
    "match_settings.name": "chosen by coordinators",
    "merged_address.name_index": "keyed: reveals nothing without the key",
    "outgoing_email.recipient_index": "keyed, and deleted once the email is sent",
    "person.pending_email_index": "keyed: reveals nothing without the key",
    "person.sign_in_index": "keyed: reveals nothing without the key",
    "person.fs_uniquifier": "random",
    "person.password": "hashed",
    "pair.scheduled_by": "a hash of the programme's rules",
    "passkey.credential_index": "keyed: cannot be compared with the id on a phone",
    "recovery_code.code_index": "keyed: cannot be used without the key",
    "programme_version.document": "the programme's public words",
    "programme_version.part": "one of a fixed set of words",
    "reminder.about": "the code of a rule of the programme",
    "resource.checked_by": "the role of whoever checked it",
    "resource.document": "public words about an organization, for all to see",
    "resource.hsds_id": "random, or published by another directory",
    "resource.search_text": "public words about an organization, for all to see",
    "resource.sort_name": "public words about an organization, for all to see",
    "resource_tag.code": "one of the codes of the directory",
    "report_version.shown": "multiples of five, published",
    "report_version.totals": "counts of applications and pairs, whose states are readable anyway",
    "round.name": "chosen by coordinators for all to see",
    "safety_period.region": "the code of a part of the city, not of a person",
    "screening_step.labels": "named by administrators for all to see",
    "support_entry.rule": "the code of a rule of the programme",
    "training_module.code": "of a module, that of an own one is random",
    "training_text.language": "of the site",
    "training_text.title": "written by coordinators for all to see",
    "training_text.text": "written by coordinators for all to see",
    "training_text.questions": "written by coordinators for all to see",
    "training_text.task": "written by coordinators for all to see",
    "training_text.local": "written by coordinators for all to see",
    "unsent_form.page_index": "keyed",
    "used_token.digest": "keyed, of random bytes",
}
FORBIDDEN_QUESTIONS = re.compile(
    r"immigra|citizen|visa|birth|born|country|street|address|postal|zip\b|legal.?name"
    r"|photo|picture|passport|ssn|social.?security|licen[cs]e|\bip\b|ip_|_ip\b|login_at",
    re.IGNORECASE,
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def columns() -> Iterator[Column[object]]:
    for table in Base.metadata.tables.values():
        yield from table.columns


def test_every_column_that_could_describe_a_person_is_encrypted() -> None:
    plain = {
        str(column)
        for column in columns()
        if not isinstance(column.type, PLAIN_TYPES) and column.name not in SEALED_COLUMNS
    }
    assert plain == set(PLAIN_TEXT)


def test_profiles_and_meetings_store_only_ids_and_dates_unencrypted() -> None:
    readable = {
        str(column)
        for column in columns()
        if column.table.name in {"profile", "meeting"} and column.name not in SEALED_COLUMNS
    }
    assert readable == {
        "profile.application_id",
        *(f"meeting.{name}" for name in ("id", "pair_id", "logged_by", "held_on", "minutes")),
        "meeting.created_at",
    }


def test_no_column_stores_what_must_never_be_asked() -> None:
    assert not [str(column) for column in columns() if FORBIDDEN_QUESTIONS.search(column.name)]


@pytest.mark.parametrize("role", Role)
def test_no_field_asks_what_must_never_be_asked(
    app: Flask, applicant: Applicant, role: Role
) -> None:
    application = applicant(role.value, "somebody@example.org")
    with app.test_request_context():
        steps = [step_form(step, application) for step in steps_for(role)]
        fields = [
            field for form in (*steps, RoleForm(), SendForm(), MeetingForm()) for field in form
        ]
        questions = [f"{field.name}: {field.label.text}" for field in fields]
    assert len(questions) > 15
    assert not [
        question for question in questions if FORBIDDEN_QUESTIONS.search(question.split(":")[0])
    ]
    assert [question for question in questions if FORBIDDEN_QUESTIONS.search(question)] == []


def test_services_and_models_do_not_import_flask() -> None:
    imports: list[str] = []
    for package in ("services", "models", "privacy", "demo"):
        for path in (ROOT / "mentorship" / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module == "flask":
                    imports += [f"{path.name}: {alias.name}" for alias in node.names]
    assert imports == []


# Slow imports, delayed until they are needed; any other import belongs at the top of its file.
IMPORTED_IN_FUNCTIONS = {
    ("mentorship/cli/serving.py", "mentorship"),  # imports the commands
    ("mentorship/cli/serving.py", "mentorship.cli.web_server"),  # gunicorn
    ("mentorship/coordinate/rounds/round_views.py", "mentorship.coordinate.poster"),  # fpdf2
    ("mentorship/services/accounts/passwords.py", "zxcvbn"),
    ("mentorship/services/exports.py", "matching.output.xlsx"),  # openpyxl
    ("mentorship/services/imports/parsing/read_upload.py", "matching.tables.xlsx"),  # openpyxl
    ("mentorship/services/pairing/library_adapter/conversations.py", "numpy"),
    (
        "mentorship/services/pairing/library_adapter/conversations.py",
        "matching.introductions.feedback",
    ),
    ("mentorship/services/pairing/library_adapter/conversation_proposals.py", "numpy"),
    (
        "mentorship/services/pairing/library_adapter/conversation_proposals.py",
        "matching.pair_scores.build_problem",
    ),
    (
        "mentorship/services/pairing/library_adapter/conversation_proposals.py",
        "matching.pair_scores.pair_scores",
    ),
    (
        "mentorship/services/pairing/library_adapter/conversation_proposals.py",
        "matching.tables.people",
    ),
    ("mentorship/services/pairing/library_adapter/match_input.py", "pandas"),
    ("mentorship/services/pairing/library_adapter/programs.py", "matching.pair_scores.pair_scores"),
    ("mentorship/services/pairing/library_adapter/programs.py", "matching.tables.people"),
    ("mentorship/services/pairing/library_adapter/programs.py", "pandas"),
    ("mentorship/services/pairing/library_adapter/rule_check.py", "matching.tables.people"),
    ("mentorship/services/pairing/library_adapter/rule_check.py", "numpy"),
    ("mentorship/services/pairing/library_adapter/new_board.py", "numpy"),
    ("mentorship/services/pairing/library_adapter/optimizer.py", "numpy"),
    ("mentorship/services/pairing/library_adapter/stored_problem.py", "numpy"),
}  # fmt: skip


def test_only_listed_slow_imports_are_inside_functions() -> None:
    inside_functions = {
        (str(path.relative_to(ROOT)), module)
        for package in ("matching", "mentorship")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
        for module in imported_modules(inner)
    }
    assert inside_functions == IMPORTED_IN_FUNCTIONS


def imported_modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or "."]
    return [alias.name for alias in node.names]


def literal_text(template: str) -> str:
    """Return the text of a template that does not go through gettext, without tags."""
    tokens = Environment(autoescape=True).lex(template)
    data = "".join(value if kind == "data" else "▮" for _, kind, value in tokens)
    page = BeautifulSoup(re.sub(r"<!doctype html>", "", data), "html.parser")
    for code in page.find_all("code"):
        code.decompose()
    shown = [page.get_text()]
    shown += [
        str(tag[name])
        for tag in page.find_all(True)
        for name in ("aria-label", "title", "alt", "placeholder", "data-label")
        if tag.has_attr(name)
    ]
    return " ".join(shown).replace("▮", "")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_word_of_a_template_goes_through_gettext(path: Path) -> None:
    words = re.findall(r"[^\W\d_]{2,}", literal_text(path.read_text("utf-8")))
    assert words == []


def test_no_static_file_refers_to_another_origin() -> None:
    for path in (ROOT / "mentorship" / "static").iterdir():
        text = path.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?://|@import|//cdn", text), path.name


def test_only_settings_and_counts_are_stored_as_unencrypted_json() -> None:
    assert [str(column) for column in columns() if type(column.type) is JSON] == [
        "match_settings.document",
        "match_run.settings",
        "match_run.score_bands",
        "event.languages",
        "event.titles",
        "event.descriptions",
        "report_version.shown",
        "report_version.totals",
        "resource.document",
        "screening_step.labels",
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_form_says_who_opened_it_and_has_the_language_switch(path: Path) -> None:
    template = path.read_text("utf-8")
    assert "form.csrf_token" not in template, "hidden_tag() also says who opened the form's page"
    if "form.hidden_tag()" in template and "multipart/form-data" not in template:
        assert 'id="page-form"' in template
        assert '{% set page_form = "page-form"' in template
