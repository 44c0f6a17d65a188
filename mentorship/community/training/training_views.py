"""The path of training: read a module in one's own language, tick it off, show that all is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.services.training import certificate, modules, progress, texts
from mentorship.services.training.modules import Module
from mentorship.services.training.progress import Partner
from mentorship.services.training.translations import ModuleTexts
from mentorship.vocabulary import page_language
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.locale import own_name

blueprint = Blueprint("training", __name__, url_prefix="/training")


@dataclass(frozen=True)
class PathEntry:
    """A module of the path, and how far its reader and the others of their matches are."""

    module: Module
    texts: ModuleTexts
    done_at: datetime | None
    is_required: bool
    partners_done: Sequence[Partner] = field(repr=False)


@blueprint.get("")
@require_permission(Permission.DO_TRAINING)
def show_path() -> ResponseReturnValue:
    person = require_person()
    roles, partners = (
        modules.roles_of(db.session, person),
        progress.partners_of(db.session, person),
    )
    path = modules.modules_for(db.session, roles)
    words, done = texts.texts_of(db.session, path), progress.done_by(db.session, person)
    entries = [
        PathEntry(
            module,
            words[module.code],
            done.get(module.code),
            is_required=any(module.is_required(role) for role in roles),
            partners_done=[item for item in partners if item.has_done(module)],
        )
        for module in path
    ]
    return render_template(
        "community/training/path.html",
        entries=entries,
        reader_language=page_language(),
        done_count=sum(entry.done_at is not None for entry in entries),
        has_applied=bool(roles),
        has_certificate=bool(roles) and progress.has_done_all(path, done),
        has_partner=bool(partners),
    )


@blueprint.get("/<module_code>")
@require_permission(Permission.DO_TRAINING)
def show_module(module_code: str) -> ResponseReturnValue:
    module, person = offered_module(module_code), require_person()
    roles, done = modules.roles_of(db.session, person), progress.done_by(db.session, person)
    path = modules.modules_for(db.session, roles)
    following = progress.next_module(path, module, done)
    words = texts.texts_of(db.session, [module, following] if following else [module])
    reader_text = words[module.code].for_reader(page_language())
    return render_template(
        "community/training/module.html",
        module=module,
        texts=words[module.code],
        following=following,
        following_texts=words[following.code] if following else None,
        has_certificate=bool(roles) and progress.has_done_all(path, done),
        reader_language=page_language(),
        reader_text=reader_text,
        text_language_name=own_name(reader_text.language),
        done_at=done.get(module.code),
        partners=progress.partners_of(db.session, person) if module.is_for_both else [],
    )


@blueprint.post("/<module_code>/<any(done, open):progress_state>")
@require_permission(Permission.DO_TRAINING)
def mark_module(module_code: str, progress_state: str) -> ResponseReturnValue:
    """Tick a module off, or back: the URL states which, so that twice is once."""
    module, person = offered_module(module_code), require_person()
    if progress_state == "done":
        progress.mark_done(db.session, person, module)
        flash_at("progress", _("Well done! You have ticked this off."))
    else:
        progress.mark_open(db.session, person, module)
        flash(_("This is open again."), "success")
    return redirect(url_for(".show_module", module_code=module.code))


@blueprint.get("/certificate")
@require_permission(Permission.DO_TRAINING)
def show_certificate() -> ResponseReturnValue:
    shown = certificate.certificate_for(db.session, require_person(), page_language())
    return render_template(
        "community/training/certificate.html", certificate=shown, reader_language=page_language()
    )


def offered_module(code: str) -> Module:
    module = modules.module_with_code(db.session, code)
    if module is None or module.is_retired:
        abort(404)
    return module
