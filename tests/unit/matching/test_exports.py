"""What `import matching` offers, and what it leaves out until it is used."""

import subprocess
import sys

import pytest

import matching


def imported_by(statement: str) -> set[str]:
    """Return the names of the modules that a fresh interpreter has imported after a statement."""
    script = f"{statement}\nimport sys\nprint(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True
        ).stdout.split()
    )


def test_importing_the_package_imports_no_numeric_library() -> None:
    assert not {"numpy", "scipy", "pandas", "ortools"} & imported_by("import matching")


def test_an_error_class_imports_no_numeric_library() -> None:
    assert not {"numpy", "scipy", "pandas"} & imported_by("from matching import MatchingError")


def test_changing_a_stored_assignment_imports_no_solver() -> None:
    """A web process does so while somebody waits, and the imports take more than a second."""
    imported = imported_by("from matching import Assignment, Problem, SolveOptions, SolverState")
    assert "matching.reoptimize.reoptimize" in imported
    assert not {"scipy", "pandas", "ortools"} & imported


@pytest.mark.parametrize("name", matching.__all__)
def test_every_exported_name_resolves(name: str) -> None:
    exported = getattr(matching, name)
    assert exported is getattr(matching, name)
    assert getattr(exported, "__name__", name) == name


@pytest.mark.slow
def test_an_exported_function_is_no_module_of_the_same_name() -> None:
    imported = imported_by(
        "import matching.pipeline\nfrom matching import match, solve\n"
        "assert callable(match) and callable(solve)"
    )
    assert "scipy" in imported


def test_exports_are_listed_and_nothing_else_is() -> None:
    assert set(matching.__all__) == set(matching._MODULE_OF)
    assert set(matching.__all__) <= set(dir(matching))
    with pytest.raises(AttributeError, match="no attribute 'sovle'"):
        _ = matching.sovle
