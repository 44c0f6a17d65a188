"""The translations whose original has changed, and since when they wait to be checked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import TrainingModule, TrainingText
from mentorship.services.training.module_languages import LanguageText, in_state, language_texts
from mentorship.services.training.modules import offered_modules
from mentorship.services.training.texts import texts_of
from mentorship.services.training.translations import SOURCE_LANGUAGE, TextState


@dataclass(frozen=True)
class TextCheck:
    """A translation to check, the id of its module's row, and when its original changed."""

    module_id: int
    since: datetime
    text: LanguageText


def texts_to_check(session: AnySession) -> list[TextCheck]:
    """Return the outdated translations of the modules in use, the one that waits longest first."""
    path = offered_modules(session)
    outdated = in_state(language_texts(path, texts_of(session, path)), TextState.OUTDATED)
    changes = _source_changes(session)
    checks = [TextCheck(*changes[_first_change(text)], text) for text in outdated]
    return sorted(checks, key=lambda check: check.since)


def _first_change(text: LanguageText) -> tuple[str, int]:
    """Return the code and the version of the original that came after what was translated."""
    return text.module.code, text.texts.by_language[text.language].source_version + 1


def _source_changes(session: AnySession) -> dict[tuple[str, int], tuple[int, datetime]]:
    """Return the module's id and the time of each version of an original, by code and version."""
    rows = session.execute(
        select(
            TrainingModule.code, TrainingText.version, TrainingModule.id, TrainingText.created_at
        )
        .join(TrainingText.module)
        .where(TrainingText.language == SOURCE_LANGUAGE)
    )
    return {(code, version): (id_, created_at) for code, version, id_, created_at in rows}
