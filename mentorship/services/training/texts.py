"""The versions of the modules' words: read the newest, write, confirm a translation."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import Select, func, select, tuple_

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Person, TrainingModule, TrainingText
from mentorship.services.audit import record
from mentorship.services.insertion import insert_if_absent
from mentorship.services.training.module_text import ModuleText, question_lines
from mentorship.services.training.modules import Module, stored_row
from mentorship.services.training.starting_set import shipped_modules
from mentorship.services.training.translations import (
    NO_VERSION,
    SOURCE_LANGUAGE,
    ModuleTexts,
    TextVersion,
)

NO_TEXT = TextVersion(ModuleText("", "", (), ""))


class TextChangedError(UserFacingError):
    """Somebody else was faster; what was typed has to be compared with the newer words."""


@dataclass(frozen=True)
class ShownVersions:
    """Which versions a page showed: of the words it changes, and of their source."""

    own: int
    source: int


def texts_of(session: AnySession, modules: Collection[Module]) -> dict[str, ModuleTexts]:
    """Return the newest words of some modules in every language, by code and in their order."""
    stored = _newest_stored(session, {module.code for module in modules})
    return {
        module.code: ModuleTexts(
            _shipped_texts(module.code) | stored[module.code], module.settings.is_about_rights
        )
        for module in modules
    }


def save_text(
    session: AnySession,
    actor: Person,
    module: Module,
    language: str,
    words: ModuleText,
    shown: ShownVersions,
) -> None:
    """Store words as the version after the one that the form's page showed.

    A form that asks for what is stored already was sent twice, and has been accepted. Words that
    were typed beside an older source belong to that one, and are outdated from the beginning.
    """
    row = stored_row(session, module.code)
    is_source = language == SOURCE_LANGUAGE
    version = shown.own + 1
    written = TextVersion(words, version, version if is_source else shown.source)
    by_language = texts_of(session, [module])[module.code].by_language
    newest = by_language.get(language, NO_TEXT)
    is_of_source = is_source or newest.source_version == shown.source
    if newest.words == words and is_of_source:
        return
    source = by_language.get(SOURCE_LANGUAGE, NO_TEXT)
    is_possible = newest.version == shown.own and shown.source <= source.version
    if not is_possible or not _insert(session, actor, row, language, written):
        raise TextChangedError(changed_meanwhile())
    record(session, actor, "write training text", row)


def confirm(
    session: AnySession, actor: Person, module: Module, language: str, shown: ShownVersions
) -> None:
    """Confirm that a translation is still right, although its source has changed.

    The same words become the next version, which belongs to the source that the page showed.
    """
    row = stored_row(session, module.code)
    texts = texts_of(session, [module])[module.code]
    newest = texts.by_language.get(language)
    if newest is None or language == SOURCE_LANGUAGE:
        raise TextChangedError(changed_meanwhile())
    if newest.confirmed_version == shown.own and newest.source_version == shown.source:
        return
    confirmed = TextVersion(newest.words, shown.own + 1, shown.source, shown.own)
    is_as_shown = (newest.version, texts.source.version) == (shown.own, shown.source)
    if not is_as_shown or not _insert(session, actor, row, language, confirmed):
        raise TextChangedError(changed_meanwhile())
    record(session, actor, "confirm training text", row)


def undo_confirmation(
    session: AnySession, actor: Person, module: Module, language: str, version: int
) -> None:
    """Take a confirmation back: the words belong to the source again that they belonged to.

    No version is removed: its number might otherwise stand for other words later.
    """
    row = stored_row(session, module.code)
    newest = texts_of(session, [module])[module.code].by_language.get(language)
    if newest is None or newest.version != version or newest.confirmed_version is None:
        raise TextChangedError(changed_meanwhile())
    former = _source_version_of(session, row, language, newest.confirmed_version)
    if not _insert(session, actor, row, language, TextVersion(newest.words, version + 1, former)):
        raise TextChangedError(changed_meanwhile())
    record(session, actor, "undo training confirmation", row)


def changed_meanwhile() -> str:
    return _(
        "Somebody else has changed this text since you opened the page. Nothing is saved yet: "
        "compare what you typed with the newer text, then save again."
    )


def words_of(row: TrainingText) -> ModuleText:
    questions = question_lines(row.questions)
    return ModuleText(row.title, row.text, questions, row.task, row.local)


def _newest_stored(
    session: AnySession, codes: Collection[str]
) -> Mapping[str, dict[str, TextVersion]]:
    """Return the newest stored words by code and language."""
    of_text = TrainingText.module_id, TrainingText.language
    newest = select(*of_text, func.max(TrainingText.version)).group_by(*of_text)
    rows = session.execute(
        select(TrainingModule.code, TrainingText)
        .join(TrainingText.module)
        .where(TrainingModule.code.in_(codes), tuple_(*of_text, TrainingText.version).in_(newest))
        .execution_options(populate_existing=True)
    )
    found: dict[str, dict[str, TextVersion]] = defaultdict(dict)
    for code, row in rows:
        version = TextVersion(words_of(row), row.version, row.source_version, row.confirmed_version)
        found[code][row.language] = version
    return found


def _shipped_texts(code: str) -> dict[str, TextVersion]:
    shipped = shipped_modules().get(code)
    if shipped is None:
        return {}
    return {language: TextVersion(words) for language, words in shipped.texts.items()}


def _source_version_of(
    session: AnySession, row: TrainingModule, language: str, version: int
) -> int:
    stored: Select[tuple[int]] = select(TrainingText.source_version).where(
        TrainingText.module_id == row.id,
        TrainingText.language == language,
        TrainingText.version == version,
    )
    return session.scalar(stored) or NO_VERSION


def _insert(
    session: AnySession, actor: Person, row: TrainingModule, language: str, text: TextVersion
) -> bool:
    """Insert a version; of two who write the same one at once, the unique index refuses one."""
    return insert_if_absent(
        session,
        TrainingText,
        module_id=row.id,
        language=language,
        version=text.version,
        source_version=text.source_version,
        confirmed_version=text.confirmed_version,
        title=text.words.title,
        text=text.words.text,
        questions="\n".join(text.words.questions),
        task=text.words.task,
        local=text.words.local,
        created_by=actor.id,
    )
