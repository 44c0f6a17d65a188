"""The text of a module in one language: write it, confirm it after its source has changed."""

from http import HTTPStatus

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.community.training.forms import TextForm, text_form
from mentorship.coordinate.community.training.module_views import (
    MODULE_URL,
    module_named,
    show_in_list,
)
from mentorship.coordinate.community.training.training_labels import TEXT_STATES
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.training import texts
from mentorship.services.training.modules import Module
from mentorship.services.training.texts import ShownVersions, TextChangedError
from mentorship.services.training.translations import NO_VERSION, SOURCE_LANGUAGE, ModuleTexts
from mentorship.vocabulary import page_language
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.locale import own_name

TEXT_URL = f"{MODULE_URL}/texts/<text_language>"


@blueprint.route(TEXT_URL, methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def write_training_text(module_code: str, text_language: str) -> ResponseReturnValue:
    """Write a text. Whoever was slower reads the newer one beside what they have typed."""
    module, language = module_named(module_code), site_language(text_language)
    words = texts_of(module)
    form = text_form_of(words, language)
    if not form.validate_on_submit():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK
        return text_page(module, words, language, form), status
    actor, shown = require_person(), form.shown_versions()
    try:
        texts.save_text(db.session, actor, module, language, form.words(), shown)
    except TextChangedError as error:
        return newer_text_page(module, language, form, str(error)), HTTPStatus.CONFLICT
    return show_in_list(module, saved_message(module, language))


@blueprint.post(f"{TEXT_URL}/confirm")
@require_permission(Permission.COORDINATE)
def confirm_training_text(module_code: str, text_language: str) -> ResponseReturnValue:
    """Confirm that a translation is still right; the button states which versions it showed."""
    module, language = module_named(module_code), site_language(text_language)
    shown = ShownVersions(posted_number("version"), posted_number("source_version"))
    texts.confirm(db.session, require_person(), module, language, shown)
    return show_in_list(module, _("Confirmed. The translation is shown again."))


@blueprint.post(f"{TEXT_URL}/take-back")
@require_permission(Permission.COORDINATE)
def undo_training_confirmation(module_code: str, text_language: str) -> ResponseReturnValue:
    module, language = module_named(module_code), site_language(text_language)
    texts.undo_confirmation(
        db.session, require_person(), module, language, posted_number("version")
    )
    return show_in_list(module, _("Taken back. The translation has to be checked."))


def site_language(code: str) -> str:
    if code not in SITE_LANGUAGES:
        abort(404)
    return code


def texts_of(module: Module) -> ModuleTexts:
    return texts.texts_of(db.session, [module])[module.code]


def text_form_of(words: ModuleTexts, language: str) -> TextForm:
    own = words.by_language.get(language)
    shown = ShownVersions(words.version(language), words.version(SOURCE_LANGUAGE))
    return text_form(own.words if own else None, language, shown)


def text_page(
    module: Module, words: ModuleTexts, language: str, form: TextForm, newer: str = ""
) -> str:
    return render_template(
        "coordinate/community/training/text.html",
        module=module,
        texts=words,
        text_language=language,
        text_language_name=own_name(language),
        is_source=language == SOURCE_LANGUAGE,
        source_name=own_name(SOURCE_LANGUAGE),
        source_language=SOURCE_LANGUAGE,
        text_states=TEXT_STATES,
        reader_language=page_language(),
        form=form,
        newer=newer,
    )


def newer_text_page(module: Module, language: str, form: TextForm, message: str) -> str:
    """Show what was typed, beside the newer text: saving once more replaces that knowingly."""
    words = texts_of(module)
    form.version.data = str(words.version(language))
    form.source_version.data = str(words.version(SOURCE_LANGUAGE))
    return text_page(module, words, language, form, message)


def saved_message(module: Module, language: str) -> str:
    if language != SOURCE_LANGUAGE:
        return _("Saved. Everybody who reads in this language sees it now.")
    if module.settings.is_about_rights:
        return _(
            "Saved. The translations are withheld until somebody has checked them: it is about "
            "rights."
        )
    return _("Saved. Please check the translations, too.")


def posted_number(name: str) -> int:
    number: int = request.form.get(name, NO_VERSION, type=int)
    return number
