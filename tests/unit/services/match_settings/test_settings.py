"""What a run and saved settings hold."""

from mentorship.services.match_settings.settings import RunSettings, from_document
from mentorship.services.pairing.library_adapter.programs import standard_program
from tests.factories import RUN_SETTINGS


def test_a_run_from_before_there_were_settings_has_the_standard_programme() -> None:
    settings = from_document(RUN_SETTINGS)
    assert settings == RunSettings(standard_program())
    assert settings.max_score == 11


def test_the_seed_is_saved_and_a_run_has_it_in_a_column_of_its_own() -> None:
    settings = RunSettings(standard_program(), seed=7)
    assert from_document(settings.to_document()) == settings
    assert from_document(settings.for_run()).seed is None
