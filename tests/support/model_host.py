"""A real OpenAI-compatible server, `transformers serve`, with a tiny model, as a process of its own on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

STARTS_WITHIN = 120.0  # seconds
LISTED = "tests/tiny"  # the name under which the server lists the model


@contextmanager
def transformers_serve(model: Path, home: Path) -> Iterator[str]:
    """The base URL of a server for the model in a folder.

    It lists what lies in the hub's cache, so a copy is put there under the name `LISTED`.
    """
    repository = home / "hub" / f"models--{LISTED.replace('/', '--')}"
    revision = "0" * 40
    shutil.copytree(model, repository / "snapshots" / revision)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(revision, encoding="ascii")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "HF_HOME": str(home)}
    command = [
        sys.executable, "-c", "from transformers.cli.transformers import main; main()", "serve", LISTED,
        "--host", "127.0.0.1", "--port", str(port), "--device", "cpu",
    ]  # fmt: skip
    log = home / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait(process, f"http://127.0.0.1:{port}", log)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen, address: str, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"transformers serve ended: {log.read_text(errors='replace')[-2000:]}")
        try:
            if httpx.get(f"{address}/health", trust_env=False, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"transformers serve did not start: {log.read_text(errors='replace')[-2000:]}")
