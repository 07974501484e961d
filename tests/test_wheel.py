"""The wheel, installed into an empty environment, answers a question about the sample novel it carries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_prompts_and_the_sample_novel_travel_in_the_wheel(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    prompts = {p.name for p in (ROOT / "prompts").glob("*.md")}
    assert prompts == {Path(n).name for n in names if n.startswith("companion/data/prompts/")}
    novel = {p.name for p in (ROOT / "corpus").glob("*/*") if p.is_file() and p.parent.name != "keys"}
    assert novel <= {Path(n).name for n in names if n.startswith("companion/data/corpus/")}
    assert not any(n.startswith(("tests/", "benchmarks/")) for n in names)
    assert any(n.startswith("companion/web/") and n.endswith(".css") for n in names)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_installed_into_an_empty_environment_it_answers(wheel, tmp_path):
    home = tmp_path / "env"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    pip = [str(python), "-m", "pip", "install", "--quiet", "--constraint", str(ROOT / "constraints.txt")]
    subprocess.run([*pip, "torch"], check=True, env=clean)
    subprocess.run([*pip, str(wheel)], check=True, env=clean)
    asked = subprocess.run(
        [str(python.with_name("companion")), "ask", "Who narrates the first chapter?", "--json"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=clean | {"COMPANION_HOME": str(tmp_path / "home"), "COMPANION_MODEL": "none"},
    )
    answer = json.loads(asked.stdout)
    assert answer["text"]
    assert all(c["quote"] for c in answer["citations"])
