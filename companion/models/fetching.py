"""The one download there is: a chat model for this machine, when the writer asks for it, with progress."""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import Cancelled, ModelUnavailable

# Apache-2.0, no account needed, 3.1 GB; answers in the form we ask for, at a few words a second on two cores.
DEFAULT_MODEL = "Qwen/Qwen2.5-1.5B-Instruct"
DEFAULT_SPEC = f"huggingface:{DEFAULT_MODEL}"
DEFAULT_SIZE = "3.1 GB"

_WANTED = ("*.json", "*.safetensors", "*.model", "*.txt", "*.jinja", "LICENSE*")
_UNWANTED = ("original/*", "onnx/*", "*/*")
# The files of a tokenizer, by its kind; one kind is enough.
_TOKENIZERS = (
    ("tokenizer.json",),
    ("tokenizer.model",),
    ("spiece.model",),
    ("tekken.json",),
    ("vocab.json", "merges.txt"),
    ("vocab.txt",),
)
_WEIGHTS = "model.safetensors"
_SHARDS = f"{_WEIGHTS}.index.json"

Progress = Callable[[str, int, int, str], None]


@dataclass(frozen=True)
class Fetched:
    """A model that is on this machine now."""

    spec: str
    folder: str
    size: int  # bytes downloaded or found already

    @property
    def gigabytes(self) -> float:
        return self.size / 1e9


def is_fetched(name: str = DEFAULT_MODEL) -> bool:
    """Whether all that a chat model is opened from lies in the local cache: not one whose download broke off.

    A file is in the cache's snapshot only once it has come whole. Asks nobody.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError, ValueError):
        return False

    def have(*files: str) -> bool:
        return all((folder / file).exists() for file in files)

    return (
        have("config.json", "tokenizer_config.json")
        and any(have(*files) for files in _TOKENIZERS)
        and (have(_WEIGHTS) or have(*_shards(folder)))
    )


def _shards(folder: Path) -> tuple[str, ...]:
    """The weights of a model in several files, and the index that names them."""
    try:
        index = json.loads((folder / _SHARDS).read_text(encoding="utf-8"))
        return _SHARDS, *map(str, index["weight_map"].values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return (_WEIGHTS,)  # no index, so one file


def fetch_model(
    name: str = DEFAULT_MODEL, progress: Progress | None = None, cancel: threading.Event | None = None
) -> Fetched:
    """Download a model from the Hugging Face hub (or the mirror that HF_ENDPOINT names) into its local cache.

    What is there already is not fetched twice, and a download that broke off goes on where it was. `progress` is told
    ("downloading", bytes done, bytes in all, file). Raises ModelUnavailable, and Cancelled when `cancel` is set.
    """
    import httpx
    from huggingface_hub import HfApi, hf_hub_download
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, OfflineModeIsEnabled, RepositoryNotFoundError
    from huggingface_hub.errors import LocalEntryNotFoundError as Unreachable

    tell = progress or (lambda stage, done, total, item: None)
    try:
        info = HfApi().model_info(name, files_metadata=True)
        files = [(f.rfilename, f.size or 0) for f in info.siblings or () if _wanted(f.rfilename)]
        if not any(file.endswith(".safetensors") for file, _ in files):
            raise ModelUnavailable(f"{name} has no weights in the safetensors format; choose another model.")
        total, done = sum(size for _, size in files), 0
        path = ""
        for file, size in files:
            _stop_if(cancel)
            report = _reporter(partial(_passed_on, tell, file, done, total), cancel)
            path = hf_hub_download(name, file, tqdm_class=report)
            done += size
            tell("downloading", done, total, file)
    except GatedRepoError as exc:
        raise ModelUnavailable(
            f"{name} wants an account that has accepted its licence: accept it on its page, then run `hf auth login`."
        ) from exc
    except RepositoryNotFoundError as exc:
        raise ModelUnavailable(f"There is no model {name} on the hub; its name is OWNER/MODEL.") from exc
    except OfflineModeIsEnabled as exc:
        raise ModelUnavailable("HF_HUB_OFFLINE is set, so nothing is downloaded; unset it and try again.") from exc
    except (HfHubHTTPError, Unreachable, httpx.HTTPError, OSError, ValueError) as exc:
        raise ModelUnavailable(
            f"{name} could not be downloaded ({type(exc).__name__}); is this machine online? What has come is kept."
        ) from exc
    return Fetched(f"huggingface:{name}", os.path.dirname(path), total)


def _stop_if(cancel: threading.Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise Cancelled("Stopped; what was downloaded is kept, and the next try goes on from there.")


def _passed_on(tell: Progress, file: str, before: int, total: int, got: int) -> None:
    tell("downloading", min(total, before + got), total, file)


def _wanted(file: str) -> bool:
    return any(fnmatch(file, p) for p in _WANTED) and not any(fnmatch(file, p) for p in _UNWANTED)


def _reporter(tell: Callable[[int], None], cancel: threading.Event | None) -> type:
    """A progress bar that draws nothing and tells us, as the hub's client wants one."""
    from tqdm.auto import tqdm

    class Report(tqdm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs.pop("name", None)  # which bar it is: only the hub's own class knows that
            super().__init__(*args, **{**kwargs, "disable": False, "file": io.StringIO()})

        def update(self, n: float | None = 1) -> bool | None:
            _stop_if(cancel)
            shown = super().update(n)
            tell(int(self.n))
            return shown

    return Report
