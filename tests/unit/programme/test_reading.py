"""A programme file is read, and every mistake in it is named with its place."""

from pathlib import Path

import pytest

from mentorship.errors import ConfigurationError
from mentorship.programme import SITE_LANGUAGES, from_toml, load, shipped, to_entries

VALID = """
name = "Puente"
email = "hola@example.org"
[organizer]
en = "A coalition in Chicago."
es = "Una coalición de Chicago."
[contact]
en = "Write to us."
es = "Escríbenos."
[regions.north]
en = "North Side"
es = "Zona norte"
[regions.north.areas]
uptown = "Uptown"
[regions.north.former_areas]
lakeview = "Lakeview"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "programme.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_programme_file_is_read(tmp_path: Path) -> None:
    programme = load(write(tmp_path, VALID))
    assert (programme.name, programme.email, programme.phone) == (
        "Puente",
        "hola@example.org",
        "",
    )
    assert programme.organizer["es"] == "Una coalición de Chicago."
    assert programme.region_name("north", "es") == "Zona norte"


def test_a_former_area_keeps_its_name_and_its_region_but_is_not_offered(tmp_path: Path) -> None:
    programme = load(write(tmp_path, VALID))
    assert programme.area_names == {"uptown": "Uptown", "lakeview": "Lakeview"}
    assert programme.region_of("lakeview") == "north"
    assert "lakeview" not in programme.regions["north"].areas


def test_an_area_that_the_file_does_not_name_is_in_no_region(tmp_path: Path) -> None:
    programme = load(write(tmp_path, VALID))
    assert programme.region_of("elsewhere") == ""
    assert programme.region_name("south", "en") == "south"


def test_the_shipped_programme_names_its_regions_in_every_language() -> None:
    assert all(region.labels.keys() == set(SITE_LANGUAGES) for region in shipped().regions.values())
    assert shipped().area_names["koreatown"] == "Koreatown"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('name = "Puente"', "", "name"),
        ('name = "Puente"', "name = 7", "name"),
        ('name = "Puente"', f'name = "{"x" * 61}"', "60 characters"),
        ('es = "Escríbenos."', "", "contact.es"),
        ('es = "Escríbenos."', 'es = " "', "contact.es"),
        ('es = "Escríbenos."', 'es = "Sí"\nfr = "Oui"', "fr"),
        ('es = "Zona norte"', "", "regions.north.es"),
        ('uptown = "Uptown"', "uptown = []", "regions.north.areas.uptown"),
        ('uptown = "Uptown"', 'Uptown = "Uptown"', "regions.north.areas.Uptown"),
        ('uptown = "Uptown"', 'elsewhere = "Uptown"', "regions.north.areas.elsewhere"),
        ('lakeview = "Lakeview"', 'uptown = "Lakeview"', "two places: uptown"),
        ("hola@example.org", "hola", "email"),
        ('name = "Puente"', 'name = "Puente"\nlogo = "x"', "logo"),
        ("[regions.north.areas]", "[regions.north.places]", "places"),
        ("[regions.north]", "[regions.North]", "regions.North"),
        ("[organizer]", "[organizer", "cannot be read"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert old in VALID
    path = write(tmp_path, VALID.replace(old, new))
    with pytest.raises(ConfigurationError) as error:
        load(path)
    assert named in str(error.value)
    assert str(path) in str(error.value)


def test_a_file_without_areas_is_refused(tmp_path: Path) -> None:
    text = VALID.partition("[regions.north.areas]")[0]
    with pytest.raises(ConfigurationError, match="0 areas"):
        load(write(tmp_path, text))


def test_a_file_that_is_missing_or_huge_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load(tmp_path / "programme.toml")
    with pytest.raises(ConfigurationError, match="200,000 bytes"):
        load(write(tmp_path, VALID + "#" * 200_000))


def test_what_a_file_leaves_out_is_as_in_los_angeles(tmp_path: Path) -> None:
    programme = load(write(tmp_path, VALID))
    assert programme.choices == shipped().choices
    assert (programme.zone, programme.notice_date) == (shipped().zone, shipped().notice_date)


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ('zone = "Chicago"', "zone"),
        ("zone = 7", "zone"),
        ("weeks_to_match = 0", "weeks_to_match"),
        ("weeks_to_match = true", "weeks_to_match"),
        ('notice_date = "soon"', "notice_date"),
        ("[topics]", "[topics] has 0 choices"),
        ('[topics]\nmedia = "Media"', "topics.media"),
        ('[topics]\nmedia = { en = "Media" }', "topics.media.es"),
        ('[topics]\na = {en="A", es="A"}\n[former_topics]\na = {en="A", es="A"}', "twice: a"),
        ("[languages]", "[languages] offers none"),
        ('[languages.few]\nen = "Few"\nes = "Pocos"\ncodes = ["en", "en"]', "two places: en"),
        ('[languages.few]\nen = "Few"\nes = "Pocos"\ncodes = [7]', "languages.few.codes"),
        ('[languages.few]\nen = "Few"\nes = "Pocos"\ncodes = "en"', "languages.few.codes"),
        ("languages = 7", "languages"),
    ],
)
def test_a_mistake_in_what_a_file_may_leave_out_is_named(
    tmp_path: Path, entry: str, named: str
) -> None:
    before, table = (f"{entry}\n", "") if not entry.startswith("[") else ("", f"\n{entry}\n")
    with pytest.raises(ConfigurationError) as error:
        load(write(tmp_path, before + VALID + table))
    assert named in str(error.value)


def test_a_list_of_a_file_replaces_the_whole_list() -> None:
    retired = '[topics]\na = {en="A", es="A"}\n[former_topics]\nb = {en="B", es="B"}\n'
    rest = to_entries(from_toml(VALID + retired))
    again = from_toml('[topics]\nb = {en="B", es="B"}', rest)
    assert (list(again.choices["topics"].offered), again.choices["topics"].former) == (["b"], {})
    assert again.name == "Puente"


def test_escaped_invisible_characters_and_line_breaks_in_a_name_are_left_out() -> None:
    programme = from_toml(VALID.replace('"Puente"', r'"Pu\u202Ee\u0000nte\nLA"'))
    assert programme.name == "Puente LA"
    with pytest.raises(ConfigurationError, match="name is missing"):
        from_toml(VALID.replace('"Puente"', r'"\u200B"'))


@pytest.mark.parametrize(
    ("hostile", "named"),
    [("weeks_to_match = " + "9" * 5_000, "digits"), (".".join("a" * 30_000) + " = 1", "dots")],
    ids=["a number of many digits", "a key of many parts"],
)
def test_a_file_that_python_cannot_read_in_time_is_refused(hostile: str, named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        from_toml(hostile)
