"""The arrows between the rooms point one way, and foreign libraries stay where they belong."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "companion"

LEAVES = {"errors", "files", "settings", "decisions", "prompts"}
# What each room may import of ours, besides itself and the leaves.
MAY_IMPORT = {
    "errors": set(),
    "files": set(),
    "settings": {"errors"},
    "decisions": {"errors", "journal", "casting"},
    "casting": {"errors"},
    "journal": set(),
    "prompts": {"errors"},
    "manuscript": set(),
    "schema": set(),
    "records": {"manuscript"},
    "ledger": {"manuscript", "schema", "records"},
    "noted": set(),  # what a model has noted, beside the ledger
    "lock": set(),
    "models": set(),
    "index": {"manuscript", "ledger", "records"},
    "canon": {"manuscript", "ledger"},
    "answers": {"manuscript", "canon"},
    "scenes": {"manuscript", "canon", "answers"},
    "chains": {"manuscript", "canon", "answers", "scenes", "models"},
    "engine": {"index", "ledger", "lock", "models"},
    # How files become an edition, and what an edit did: between the ledger and the book.
    "identity": {"manuscript"},
    "series": {"manuscript"},
    "survey": {"manuscript", "records", "series"},
    "following": {"records"},
    "pointing": {"manuscript"},
    "texts": {"manuscript", "ledger", "records"},
    "ordering": {"manuscript", "series", "survey"},
    "lookalikes": {"manuscript", "identity", "survey"},
    "sync": {
        "manuscript",
        "ledger",
        "records",
        "lock",
        "index",
        "canon",
        "identity",
        "series",
        "survey",
        "following",
        "texts",
    },
    "cast_decisions": {"canon"},
    "deciding": {
        "cast_decisions",
        "manuscript",
        "canon",
        "ledger",
        "series",
        "survey",
        "following",
        "ordering",
        "pointing",
        "sync",
    },
    "evaluating": {"manuscript", "answers"},
    "effects": {"manuscript", "canon", "identity", "sync"},
    "preview": {"manuscript", "canon", "series", "survey", "following", "lookalikes", "sync", "texts"},
    "watch": {"effects"},
    "asking": {"manuscript", "answers", "scenes", "chains", "engine", "evaluating", "noted", "sync"},
    "updating": {"engine", "sync", "effects", "watch"},
    "book": {
        "manuscript",
        "ledger",
        "records",
        "index",
        "canon",
        "chains",
        "engine",
        "noted",
        "journal",
        "asking",
        "updating",
        "deciding",
        "series",
        "survey",
        "sync",
        "preview",
    },
    "console": {"book", "models"},
    "model_commands": {"asking", "console", "engine", "export", "models", "opening", "terminal"},
    "export": {"manuscript", "canon", "answers", "scenes", "sync", "models"},
    "library": {"answers"},
    "jobs": set(),
    "terminal": {"manuscript", "canon", "answers", "scenes", "chains", "sync", "models"},
    "web": {
        "book",
        "engine",
        "library",
        "jobs",
        "models",
        "export",
        "bible_text",
        "manuscript",
        "pointing",
        "canon",
        "answers",
        "scenes",
        "sync",
        "effects",
        "preview",
        "lookalikes",
        "survey",
        "watch",
    },
    "bible_text": {"canon", "manuscript", "export"},
    "opening": {"book", "console", "library"},
    "bible_commands": {"console", "opening", "terminal", "export", "bible_text"},
    "__main__": {"cli"},
    "cli": {
        "book",
        "console",
        "model_commands",
        "terminal",
        "export",
        "library",
        "models",
        "web",
        "manuscript",
        "opening",
        "bible_commands",
    },
}
# Foreign packages and the rooms in which alone they may be imported.
KEPT_IN = {
    "langchain": {"chains", "index", "models"},
    "langchain_core": {"chains", "index", "models"},
    "langchain_openai": {"chains", "models"},
    "langchain_ollama": {"chains", "models"},
    "langchain_huggingface": {"chains", "models"},
    "langchain_chroma": {"index"},
    "chromadb": {"index"},
    "sentence_transformers": {"index"},
    "gradio": {"web"},
    "typer": {"cli", "console", "model_commands", "opening", "bible_commands"},
    "rich": {"console", "terminal"},
    "watchfiles": {"watch"},
    "sqlite3": {"ledger", "index", "chains", "noted"},
}

FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path):
    """(package, is ours) for every import in a file, those inside functions too; type-checking blocks left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    package = ("companion", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _resolved(alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            parts = base + (node.module.split(".") if node.module else [])
            if parts == ["companion"]:
                for alias in node.names:
                    yield from _resolved([*parts, alias.name])
            else:
                yield from _resolved(parts)


def _resolved(parts):
    if parts[0] == "companion":
        if len(parts) > 1 and parts[1] != "__version__":
            yield parts[1], True
    else:
        yield parts[0], False


def test_every_room_is_in_the_table():
    assert {room(p) for p in FILES} - {"__init__"} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_arrows_point_one_way(path):
    here = room(path)
    if here == "__init__":
        return
    allowed = MAY_IMPORT[here] | LEAVES | {here}
    wrong = {name for name, ours in imports(path) if ours and name not in allowed}
    assert not wrong, f"{here} may not import {', '.join(sorted(wrong))}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_foreign_packages_stay_in_their_rooms(path):
    wrong = {name for name, ours in imports(path) if not ours and room(path) not in KEPT_IN.get(name, {room(path)})}
    assert not wrong, f"{room(path)} may not import {', '.join(sorted(wrong))}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_settings_reads_the_environment(path):
    """Setting a variable for a library that reads it at import is the one thing allowed elsewhere (analytics off)."""
    if room(path) == "settings":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("getenv", "environb"):
            raise AssertionError(f"line {node.lineno} reads the environment")
        if isinstance(node, ast.Attribute) and node.attr == "environ" and not _is_written(tree, node):
            raise AssertionError(f"line {node.lineno} reads the environment")


def _is_written(tree: ast.AST, environ: ast.Attribute) -> bool:
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(t, ast.Subscript) and t.value is environ for t in targets):
            return True
        if isinstance(node, ast.Attribute) and node.value is environ and node.attr in ("setdefault", "update"):
            return True
        if isinstance(node, ast.AugAssign) and node.target is environ:
            return True
    return False


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_library_does_not_print(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prints = [
        n.lineno
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "print"
    ]
    assert not prints or room(path) == "web", f"prints at lines {prints}"
