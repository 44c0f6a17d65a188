"""Limits on modules per folder and per name, and a docstring in every module."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("matching", "mentorship")
MAX_MODULES_PER_FOLDER = 12
MAX_MODULES_PER_NAME = 2
FRAMEWORK_NAMES = {"__init__", "routes", "forms"}


def modules(package: str) -> list[Path]:
    return sorted(path.relative_to(ROOT) for path in (ROOT / package).rglob("*.py"))


def format_groups(groups: dict[str, list[Path]]) -> str:
    return "\n".join(
        f"{name}: {', '.join(map(str, paths))}" for name, paths in sorted(groups.items())
    )


def test_no_folder_of_the_library_has_more_than_twelve_modules() -> None:
    folders: dict[str, list[Path]] = defaultdict(list)
    for path in modules("matching"):
        if path.stem != "__init__":
            folders[str(path.parent)].append(path)
    too_large = {
        folder: paths for folder, paths in folders.items() if len(paths) > MAX_MODULES_PER_FOLDER
    }
    assert not too_large, (
        f"more than {MAX_MODULES_PER_FOLDER} modules in one folder; split it:\n"
        f"{format_groups(too_large)}"
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_name_occurs_more_than_twice_in_a_package(package: str) -> None:
    names: dict[str, list[Path]] = defaultdict(list)
    for path in modules(package):
        if path.stem not in FRAMEWORK_NAMES:
            names[path.stem].append(path)
    ambiguous = {name: paths for name, paths in names.items() if len(paths) > MAX_MODULES_PER_NAME}
    assert not ambiguous, (
        f"more than {MAX_MODULES_PER_NAME} modules with one name; choose more specific names:\n"
        f"{format_groups(ambiguous)}"
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_has_a_docstring(package: str) -> None:
    undocumented = [
        str(path)
        for path in modules(package)
        if not ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8")))
    ]
    assert not undocumented, "modules without a docstring:\n" + "\n".join(undocumented)


def test_every_service_has_a_test_module_of_its_name() -> None:
    services = Path("mentorship/services")
    tests = [ROOT / "tests" / kind / "services" for kind in ("unit", "integration")]
    untested = [
        str(path)
        for path in modules(str(services))
        if path.stem != "__init__"
        and not any(
            (folder / path.relative_to(services).with_name(f"test_{path.name}")).is_file()
            for folder in tests
        )
    ]
    assert not untested, (
        "services without a test_<module>.py at their path below tests/unit/services or "
        "tests/integration/services:\n" + "\n".join(untested)
    )
