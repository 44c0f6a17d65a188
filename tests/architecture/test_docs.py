"""The documentation matches the repository: links, file paths, names in code, make targets."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentorship.config import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TOP_LEVEL = r"(?:benchmarks|docs|matching|mentorship|migrations|requirements|templates|tests)"
FENCED_BLOCK = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PATH = re.compile(rf"`({TOP_LEVEL}/[\w./-]*)`")
NAME_IN_FILE = re.compile(r"`([\w./-]+\.py)::(\w+)`")
MAKE_TARGET = re.compile(r"(?:`|^\$ )make ([a-z-]+)", re.MULTILINE)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def prose(page: Path) -> str:
    """Return a page without its fenced blocks, whose file paths may not exist."""
    return FENCED_BLOCK.sub("", page.read_text("utf-8"))


def local_links(page: Path) -> Iterator[tuple[Path, str]]:
    """Yield the target file and the anchor of every link that stays in the repository."""
    for match in LINK.finditer(prose(page)):
        target, _, anchor = (match[1] or match[2]).partition("#")
        if not target.startswith(("http:", "https:", "mailto:")):
            yield (page.parent / target if target else page), anchor


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub derives them."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(prose(page))
    }


def defines(source: str, name: str) -> bool:
    return bool(re.search(rf"^\s*(?:def|class) {name}\b|^{name}\b", source, re.MULTILINE))


@each_page
def test_every_relative_link_leads_to_a_file_and_heading(page: Path) -> None:
    broken = [
        f"{target.name}#{anchor}"
        for target, anchor in local_links(page)
        if not target.exists() or (anchor and anchor not in anchors(target))
    ]
    assert broken == []


@each_page
def test_every_path_in_backticks_exists(page: Path) -> None:
    assert [path for path in PATH.findall(prose(page)) if not (ROOT / path).exists()] == []


@each_page
def test_every_name_in_backticks_is_defined_in_its_file(page: Path) -> None:
    missing = [
        f"{path}::{name}"
        for path, name in NAME_IN_FILE.findall(prose(page))
        if not (ROOT / path).exists() or not defines((ROOT / path).read_text("utf-8"), name)
    ]
    assert missing == []


@each_page
def test_every_make_target_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(MAKE_TARGET.findall(page.read_text("utf-8"))) <= targets


def test_every_documentation_page_is_linked_from_another() -> None:
    linked = {target.resolve() for page in PAGES for target, _ in local_links(page)}
    assert {page.resolve() for page in PAGES} - linked <= {ROOT / "README.md"}


def test_the_adr_index_lists_every_decision() -> None:
    index = ROOT / "docs" / "adr" / "README.md"
    listed = {target.resolve() for target, _ in local_links(index)}
    assert set(index.parent.glob("[0-9]*.md")) <= listed


def test_the_newest_version_in_the_changelog_is_the_package_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    dated = re.findall(
        r"^## (\d+\.\d+\.\d+) \(\d{4}-\d{2}-\d{2}\)$",
        (ROOT / "CHANGELOG.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert dated[0] == project["version"]


@pytest.mark.parametrize("package", ["matching", "mentorship", "mentorship/services"])
def test_the_project_map_names_every_module_and_package(package: str) -> None:
    children = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / package).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    named = PATH.findall(prose(ROOT / "docs" / "developing" / "project-map.md"))
    unnamed = children - {f"{package}/__init__.py"} - {path.rstrip("/") for path in named}
    # A package may be described by its parts instead.
    assert {path for path in unnamed if not any(n.startswith(f"{path}/") for n in named)} == set()
