"""What every test gets: a home of its own, and no way off this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.support.network import beyond_loopback

pytest_plugins = ["tests.support.hull"]

ROOT = Path(__file__).resolve().parent.parent

# Before any library is imported: children of the tests are guarded too, and nothing asks a model hub.
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(ROOT / "tests" / "support" / "guard"), *filter(None, [os.environ.get("PYTHONPATH")])]
)
os.environ["TEST_PROCESS"] = str(os.getpid())
os.environ |= {"HF_HUB_OFFLINE": "1", "GRADIO_ANALYTICS_ENABLED": "False", "TOKENIZERS_PARALLELISM": "false"}

SETTINGS = ("COMPANION_", "LANGCHAIN_", "LANGSMITH_", "OPENAI_", "ANTHROPIC_", "GOOGLE_", "GEMINI_", "OLLAMA_")

_reached: list[str] = []


def _watch(event: str, args: tuple) -> None:
    target = beyond_loopback(event, args)
    if target:
        _reached.append(target)
        raise OSError(f"the tests may not leave this machine: {target}")


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def stay_on_this_machine():
    """Fail any test during which something tried to reach beyond loopback, even if the error was swallowed."""
    _reached.clear()
    yield
    assert not _reached, f"tried to reach {', '.join(_reached)}"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """Caches and data of a test lie in a folder of its own; no setting of the developer's machine gets in."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(SETTINGS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COMPANION_HOME", str(home))
    monkeypatch.setenv("COMPANION_MODEL", "none")
    return home


@pytest.fixture
def light_engine(monkeypatch):
    """Every engine of this process has an embedder that needs no weights, unless it is given one."""
    from companion.engine import Engine
    from tests.support.embedder import HashEmbedder

    made = Engine.__init__

    def light(self, settings=None, embedder=None):
        made(self, settings, embedder or HashEmbedder())

    monkeypatch.setattr(Engine, "__init__", light)


def pytest_addoption(parser):
    parser.addoption("--rounds", type=int, default=50, help="how often the kill test kills a sync")
