"""The download of a model, in a process of its own, from a stand-in for the hub; the hub's client is the real one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from companion.models import DEFAULT_MODEL, DEFAULT_SPEC
from tests.support.hub import serve_hub
from tests.support.tiny_model import make_tiny_model

REPO = "somebody/tiny"


@pytest.fixture(scope="module")
def repository(tiny, tmp_path_factory):
    """The tiny model, among files that nobody wants."""
    folder = Path(shutil.copytree(tiny, tmp_path_factory.mktemp("hub") / "tiny"))
    (folder / "README.md").write_text("Not wanted.", encoding="utf-8")
    (folder / "pytorch_model.bin").write_bytes(b"pickles are not wanted")
    return folder


@pytest.fixture
def run(tmp_path):
    """Run Python code or a command of ours, with the hub at `url` and an empty cache."""

    def call(url: str, *words: str, code: str = "", offline: str = "0"):
        env = os.environ | {
            "HF_ENDPOINT": url,
            "HF_HUB_OFFLINE": offline,
            "HF_HOME": str(tmp_path / "hf"),
            "COMPANION_HOME": str(tmp_path / "home"),
            "COMPANION_MODEL": "auto",
        }
        what = ["-c", code or "from companion.cli import main; main()", *words]
        return subprocess.run(
            [sys.executable, *what], env=env, capture_output=True, text=True, check=False, timeout=120
        )

    return call


def test_a_model_is_fetched_listed_and_usable(run, repository):
    with serve_hub(REPO, repository) as hub:
        done = run(hub.url, "models", "--fetch", "--model", f"huggingface:{REPO}")
        assert done.returncode == 0, done.stderr
        assert f"--model huggingface:{REPO}" in done.stdout
        names = {path.rpartition("/")[2] for path in hub.paths if "/resolve/" in path}
        assert {"model.safetensors", "config.json", "tokenizer.json"} <= names
        assert not names & {"README.md", "pytorch_model.bin"}
        asked = len(hub.paths)
        used = run(
            hub.url,
            code="from companion.models import open_model; from companion.settings import Settings\n"
            f"m = open_model('huggingface:{REPO}', Settings.load(device='cpu'))\n"
            "print(m.where, m.remote, m.count('Ruth took the wheel') > 1)",
        )
        assert used.stdout.strip() == "inside this program False True", used.stderr
        assert len(hub.paths) == asked  # opening a model asks nobody
    assert all("telemetry" not in path for path in hub.paths)


def test_progress_goes_from_nothing_to_all_and_a_second_time_costs_nothing(run, repository):
    code = f"""
import json
from companion.models import fetch_model
told = []
one = fetch_model({REPO!r}, lambda *step: told.append(step))
print(json.dumps([told, one.size]))
"""
    with serve_hub(REPO, repository) as hub:
        told, size = json.loads(run(hub.url, code=code).stdout)
        assert {step[0] for step in told} == {"downloading"}
        done = [step[1] for step in told]
        assert done == sorted(done)
        assert done[-1] == size == told[-1][2]
        first = sorted(hub.sent)
        assert "model.safetensors" in first and len(first) == len(set(first))
        again, size_again = json.loads(run(hub.url, code=code).stdout)
        assert size_again == size and again[-1] == told[-1]
        assert sorted(hub.sent) == first  # asked about, but not sent again


def test_a_download_that_breaks_off_goes_on_where_it_was(run, tmp_path):
    weights = tmp_path / "large" / "model.safetensors"
    weights.parent.mkdir()
    weights.write_bytes(bytes(24_000_000))  # the client keeps what has come in steps of ten mebibytes
    with serve_hub(REPO, weights.parent) as hub:
        hub.cut = 12_000_000
        done = run(hub.url, "models", "--fetch", "--model", f"huggingface:{REPO}")
        assert done.returncode == 0, done.stderr
    assert hub.ranges == ["bytes=10485760-"]


def test_the_named_default_is_taken_by_auto_once_it_is_here(run, repository):
    with serve_hub(DEFAULT_MODEL, repository) as hub:
        before = json.loads(run(hub.url, "models", "--json", "--no-test").stdout)["models"]
        assert not hub.paths  # listing asks nobody
        assert [r["spec"] for r in before if r["chosen"]] == ["none"]
        assert [r["ready"] for r in before if r["spec"] == DEFAULT_SPEC] == [False]
        done = run(hub.url, "models", "--fetch")
        assert done.returncode == 0, done.stderr
        after = json.loads(run(hub.url, "models", "--json", "--no-test").stdout)["models"]
        assert [r["spec"] for r in after if r["chosen"]] == [DEFAULT_SPEC]
        tried = json.loads(run(hub.url, "models", "--json", "--test").stdout)
        assert tried["trial"]["right"] is False  # two random layers answer nonsense
        assert not tried["failed"]


@pytest.mark.parametrize(
    ("status", "error", "says"),
    [(404, "RepoNotFound", "no model"), (403, "GatedRepo", "licence"), (500, "", "could not be downloaded")],
)
def test_what_goes_wrong_is_one_line(run, repository, status, error, says):
    with serve_hub(REPO, repository) as hub:
        hub.status, hub.error = status, error
        done = run(hub.url, "models", "--fetch", "--model", f"huggingface:{REPO}")
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_offline_and_unreachable_are_one_line(run):
    done = run("http://127.0.0.1:9", "models", "--fetch", offline="1")
    assert done.returncode == 2
    assert "HF_HUB_OFFLINE" in done.stderr
    done = run("http://127.0.0.1:9", "models", "--fetch")
    assert done.returncode == 2
    assert "online?" in done.stderr
    done = run("http://127.0.0.1:9", "models", "--fetch", "--model", "ollama:llama3.2")
    assert done.returncode == 2
    assert "fetch their own" in done.stderr


def test_a_model_of_which_a_part_is_missing_is_not_fetched(run, tmp_path):
    from transformers import GPT2LMHeadModel

    folder = make_tiny_model(tmp_path / "sharded")
    GPT2LMHeadModel.from_pretrained(folder).save_pretrained(folder, max_shard_size="20KB")
    (folder / "model.safetensors").unlink(missing_ok=True)
    shards = sorted(path.name for path in folder.glob("model-*.safetensors"))
    code = f"""
from pathlib import Path
from threading import Event
from companion.errors import Cancelled
from companion.models import fetch_model, is_fetched
stop = Event()
try:
    fetch_model({REPO!r}, lambda stage, done, total, file: stop.set() if file == {shards[0]!r} else None, stop)
except Cancelled:
    print("broken off", is_fetched({REPO!r}))
folder = Path(fetch_model({REPO!r}).folder)
print("whole", is_fetched({REPO!r}))
for name in {[*shards, "model.safetensors.index.json", "tokenizer.json", "tokenizer_config.json", "config.json"]!r}:
    (folder / name).rename(folder / "away")
    print(name, is_fetched({REPO!r}))
    (folder / "away").rename(folder / name)
"""
    with serve_hub(REPO, folder) as hub:
        done = run(hub.url, code=code)
    assert done.returncode == 0, done.stderr
    told = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    assert len(shards) > 1
    assert told.pop("whole") == "True"
    assert told.keys() >= {"broken off", *shards, "tokenizer.json"}
    assert set(told.values()) == {"False"}


def test_cancel_stops_it_and_keeps_what_came(run, repository):
    code = f"""
from threading import Event
from companion.errors import Cancelled
from companion.models import fetch_model
stop = Event()
try:
    fetch_model({REPO!r}, lambda *step: stop.set(), stop)
except Cancelled as exc:
    print("stopped:", exc)
"""
    with serve_hub(REPO, repository) as hub:
        assert "stopped: Stopped; what was downloaded is kept" in run(hub.url, code=code).stdout
        assert len(hub.sent) == 1  # the file that was under way came whole, and no other was begun
        done = run(hub.url, "models", "--fetch", "--model", f"huggingface:{REPO}")
        assert done.returncode == 0, done.stderr
    assert "model.safetensors" in hub.sent and len(hub.sent) == len(set(hub.sent))
