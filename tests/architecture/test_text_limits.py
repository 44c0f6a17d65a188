"""Text is normalized only where its combining marks are limited first."""

import ast
from collections.abc import Iterator
from pathlib import Path

from mentorship.config import ROOT

# fold_character passes one character at a time.
NORMALIZERS = {
    ("matching/encoding/text.py", "normalize_text"),
    ("mentorship/sensitive_text/fold.py", "fold_character"),
    ("mentorship/text_cleaning.py", "normalize_text"),
}


def functions(path: Path) -> Iterator[ast.AST]:
    """Yield the functions of a module, and the module itself without them."""
    module = ast.parse(path.read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    yield from (node for node in ast.walk(module) if isinstance(node, kinds))
    module.body = [node for node in module.body if not isinstance(node, (*kinds, ast.ClassDef))]
    yield module


def normalizes(function: ast.AST) -> bool:
    """Return whether a function uses `unicodedata.normalize` or a codec that normalizes."""
    names = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    texts = {node.value for node in ast.walk(function) if isinstance(node, ast.Constant)}
    return "normalize" in names or bool(texts & {"idna", "punycode"})


def test_only_these_functions_normalize_text() -> None:
    found = {
        (str(path.relative_to(ROOT)), getattr(function, "name", ""))
        for package in ("matching", "mentorship", "benchmarks")
        for path in (ROOT / package).rglob("*.py")
        for function in functions(path)
        if normalizes(function)
    }
    assert found == NORMALIZERS


def test_no_module_imports_the_function_under_a_name_of_its_own() -> None:
    importers = [
        str(path.relative_to(ROOT))
        for package in ("matching", "mentorship")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "unicodedata"
    ]
    assert importers == []
