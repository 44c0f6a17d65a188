"""The modules of the path: in which order, for whom, in which languages, done by how many."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.community.training.forms import NewModuleForm, settings_form
from mentorship.coordinate.community.training.training_labels import TEXT_STATES, audience_in_short
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.services.training import (
    module_changes,
    module_languages,
    modules,
    progress,
    texts,
)
from mentorship.services.training.modules import Module
from mentorship.services.training.texts import ShownVersions
from mentorship.services.training.translations import NO_VERSION, SOURCE_LANGUAGE, TextState
from mentorship.vocabulary import language_name, page_language
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.locale import own_name

MODULE_URL = "/community/training/<module_code>"


@blueprint.get("/community/training")
@require_permission(Permission.COORDINATE)
def list_training_modules() -> ResponseReturnValue:
    path = modules.all_modules(db.session)
    words = texts.texts_of(db.session, path)
    offered = [module for module in path if not module.is_retired]
    in_languages = module_languages.language_texts(offered, words)
    return render_template(
        "coordinate/community/training/modules.html",
        offered=offered,
        retired=[module for module in path if module.is_retired],
        texts=words,
        to_check=module_languages.in_state(in_languages, TextState.OUTDATED),
        to_translate=module_languages.in_state(in_languages, TextState.MISSING),
        without_local_part=[text for text in in_languages if text.lacks_local_part],
        done_counts=progress.done_counts(db.session),
        audience_in_short=audience_in_short,
        text_states=TEXT_STATES,
        language_name=language_name,
        reader_language=page_language(),
    )


@blueprint.route("/community/training/new", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def add_training_module() -> ResponseReturnValue:
    form = NewModuleForm(code=module_changes.new_code())
    if form.validate_on_submit():
        actor, code = require_person(), form.code.data or ""
        module_changes.add_module(db.session, actor, code, form.settings())
        module = module_named(code)
        shown = ShownVersions(NO_VERSION, NO_VERSION)
        texts.save_text(db.session, actor, module, SOURCE_LANGUAGE, form.words(), shown)
        return show_in_list(module, _("Added at the end of the path. Now translate it."))
    return render_form(
        "coordinate/community/training/new_module.html",
        form=form,
        source_name=own_name(SOURCE_LANGUAGE),
    )


@blueprint.route(MODULE_URL, methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def change_training_module(module_code: str) -> ResponseReturnValue:
    module, actor = module_named(module_code), require_person()
    form = settings_form(module.settings)
    if form.validate_on_submit():
        shown_version = form.settings_version.data or ""
        module_changes.change_settings(db.session, actor, module, form.settings(), shown_version)
        return show_in_list(module, _("Saved. It holds for everybody at once."))
    offered = [each.code for each in modules.all_modules(db.session) if not each.is_retired]
    return render_form(
        "coordinate/community/training/module.html",
        form=form,
        module=module,
        texts=texts.texts_of(db.session, [module])[module.code],
        place=None if module.is_retired else offered.index(module.code) + 1,
        path_length=len(offered),
        text_states=TEXT_STATES,
        language_name=language_name,
        reader_language=page_language(),
    )


@blueprint.post(f"{MODULE_URL}/move")
@require_permission(Permission.COORDINATE)
def move_training_module(module_code: str) -> ResponseReturnValue:
    """Put a module at the place that the form states, so that a double tap moves it once."""
    module = module_named(module_code)
    place = request.form.get("place", 1, type=int)
    module_changes.move_to(db.session, require_person(), module, place)
    return show_in_list(module, _("Moved."))


@blueprint.post(f"{MODULE_URL}/<any(retired, offered):module_state>")
@require_permission(Permission.COORDINATE)
def offer_training_module(module_code: str, module_state: str) -> ResponseReturnValue:
    """Take a module out of the path, or back into it: the URL states which."""
    module, is_retired = module_named(module_code), module_state == "retired"
    module_changes.set_retired(db.session, require_person(), module, is_retired=is_retired)
    message = (
        _("Retired. Nobody is offered it any more; what people have done stays.")
        if is_retired
        else _("In use again.")
    )
    return show_in_list(module, message)


def module_named(code: str) -> Module:
    module = modules.module_with_code(db.session, code)
    if module is None:
        abort(404)
    return module


def show_in_list(module: Module, message: str) -> ResponseReturnValue:
    place = f"module-{module.code}"
    flash_at(place, message)
    return redirect(url_for(".list_training_modules", _anchor=place))
