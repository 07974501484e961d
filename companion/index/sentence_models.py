"""Any model that sentence-transformers loads, run by sentence-transformers, on whatever device.

Three kinds are told apart by what their folder says of itself: models with one vector a text (SentenceTransformer),
with one a token (MultiVectorEncoder, which reads ColBERT and PyLate checkpoints too), and those that embed nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from ..errors import IndexUnavailable

LONGEST = 8192  # tokens of a passage, where a model sets no limit
GPU_BATCH = 128

NO_TOKENS = "{name} gives no vector for each token: passages are ranked without late interaction."


class Model(Protocol):
    """A loaded model: text in, unit vectors out."""

    @property
    def max_tokens(self) -> int:
        """The longest text, in tokens without the special ones, that is read whole."""
        ...

    @property
    def gives_tokens(self) -> bool:
        """Whether it has a vector for each token; without them there is no late interaction."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""
        ...

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        """Vectors of texts, (n, dimension), and of their tokens, n times (tokens, dimension of tokens)."""
        ...

    def encode_query(self, text: str) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
        """Vector of a question, those of its tokens, and the word that each token is a piece of."""
        ...


def open_sentence_model(name: str, device: str = "auto", batch: int = 32) -> Model:
    """Load a model by folder or by its name on the Hugging Face hub. Raises IndexUnavailable.

    `device` is auto, cpu, cuda or mps; `batch` is the number of texts in one forward pass on a CPU.
    """
    check_device(device)
    where = None if device == "auto" else device
    with Loading(name):
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # we tell our own progress
        kind = kind_of(name)
        if kind in ("CrossEncoder", "SparseEncoder"):
            raise IndexUnavailable(
                f"{name} is a {kind}, which gives no vectors to look among; choose another COMPANION_EMBEDDING"
                + (f", and set COMPANION_RERANKER={name}." if kind == "CrossEncoder" else ".")
            )
        if kind == "MultiVectorEncoder":
            from sentence_transformers import MultiVectorEncoder

            return MultiVectorModel(MultiVectorEncoder(name, device=where), batch)
        from sentence_transformers import SentenceTransformer

        return SentenceModel(SentenceTransformer(name, device=where), batch)


def kind_of(name: str) -> str:
    """Which class of sentence-transformers a model was saved by: "SentenceTransformer" where it does not say."""
    settings = _settings(name, "config_sentence_transformers.json")
    if settings.get("model_type"):
        return "MultiVectorEncoder" if settings["model_type"] == "ColBERT" else settings["model_type"]
    architectures = _settings(name, "config.json").get("architectures") or [""]
    if "HF_ColBERT" in architectures:
        return "MultiVectorEncoder"
    # A plain checkpoint with a head that scores is a cross-encoder; older ones say no more of themselves.
    scores = "ForSequenceClassification" in architectures[0] and not _settings(name, "modules.json")
    return "CrossEncoder" if scores else "SentenceTransformer"


class SentenceModel:
    """A SentenceTransformer: one vector a text, and those of its tokens from the same forward pass."""

    keeps_special = False  # whether the vectors of special tokens and prompts take part in late interaction

    def __init__(self, model: Any, batch: int) -> None:
        self._model = _prepared(model)
        self._batch = batch if model.device.type == "cpu" else max(batch, GPU_BATCH)
        self._fast = bool(getattr(self._tokenizer, "is_fast", False))
        self._special = frozenset(getattr(self._tokenizer, "all_special_ids", ()))

    @property
    def _tokenizer(self) -> Any:
        return getattr(self._model, "tokenizer", None)

    @property
    def max_tokens(self) -> int:
        longest = min(self._model.max_seq_length or LONGEST, LONGEST)
        added = self._tokenizer.num_special_tokens_to_add(False) if self.gives_tokens else 0
        return max(8, int(longest) - added - len(self._prompt_ids(self._prompt("document"))))

    @property
    def gives_tokens(self) -> bool:
        """Whether it has a vector for each token; static embeddings have none in context."""
        return callable(self._tokenizer)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        tokenizer = self._tokenizer
        if callable(tokenizer):
            return [len(ids) for ids in tokenizer(list(texts), add_special_tokens=False, verbose=False)["input_ids"]]
        return [len(e.ids) for e in tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        # Texts of like length share a batch: padding is most of the work otherwise.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        vectors: dict[int, np.ndarray] = {}
        tokens: dict[int, np.ndarray] = {}
        for start in range(0, len(order), self._batch):
            part = order[start : start + self._batch]
            made = self._rows(self._model.encode_document, [texts[n] for n in part], self._prompt("document"))
            for n, (vector, inner, _) in zip(part, made, strict=True):
                vectors[n], tokens[n] = vector, inner
            if progress:
                progress(min(start + self._batch, len(order)))
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension() or 0), dtype=np.float32), ()
        rows = range(len(texts))
        return np.stack([vectors[n] for n in rows]), tuple(tokens[n] for n in rows)

    def encode_query(self, text: str) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
        prompt = self._prompt("query")
        vector, tokens, ids = next(self._rows(self._model.encode_query, [text], prompt))
        return vector, tokens, self._words(text, prompt, ids)

    def _rows(
        self, encode: Callable, texts: Sequence[str], prompt: str
    ) -> Iterator[tuple[np.ndarray, np.ndarray, list[int]]]:
        """(vector, token vectors, token ids) of each text, from one forward pass; padding cut off."""
        made = encode(list(texts), batch_size=len(texts), output_value=None, show_progress_bar=False)
        for row in made:
            if "token_embeddings" not in row or "input_ids" not in row:
                whole = _unit(row["sentence_embedding"].float().cpu().numpy())
                yield whole, np.zeros((0, len(whole)), dtype=np.float32), []
                continue
            inside = row["attention_mask"].bool().cpu()
            ids = row["input_ids"].cpu()[inside].tolist()
            inner = row["token_embeddings"].float().cpu()[inside].numpy()
            kept = self._kept(ids, prompt)
            inner = _unit(inner[kept])
            yield self._whole(row, inner), inner, [ids[n] for n in kept]

    def _whole(self, row: dict[str, Any], inner: np.ndarray) -> np.ndarray:
        """The vector of a text as the model makes it."""
        return _unit(row["sentence_embedding"].float().cpu().numpy())

    def _kept(self, ids: Sequence[int], prompt: str) -> list[int]:
        if self.keeps_special:
            return list(range(len(ids)))
        kept = [n for n, token in enumerate(ids) if token not in self._special]
        before = self._prompt_ids(prompt)
        # What a prompt says is the same for every text.
        same = [ids[n] for n in kept[: len(before)]] == before
        return kept[len(before) :] if before and same else kept

    def _prompt(self, name: str) -> str:
        return (self._model.prompts or {}).get(name) or ""

    def _prompt_ids(self, prompt: str) -> list[int]:
        if not prompt or not callable(self._tokenizer):
            return []
        return self._tokenizer(prompt, add_special_tokens=False)["input_ids"]

    def _words(self, text: str, prompt: str, ids: Sequence[int]) -> tuple[str, ...]:
        """For each token id the whole word of `text` it is a piece of; "" for prompts, markers and fillers."""
        if not self._fast:
            return ("",) * len(ids)
        encoding = self._tokenizer(prompt + text, add_special_tokens=False, truncation=True, max_length=LONGEST)
        words, at = [], 0
        known = encoding["input_ids"]
        skipped = len(prompt)
        for token in ids:
            ahead = next((n for n in range(at, min(at + 24, len(known))) if known[n] == token), None)
            word = encoding.token_to_word(ahead) if ahead is not None else None
            if ahead is None or word is None:
                words.append("")
                continue
            at = ahead + 1
            span = encoding.word_to_chars(word)
            words.append((prompt + text)[span.start : span.end].strip() if span.end > skipped else "")
        return tuple(words)


class MultiVectorModel(SentenceModel):
    """A MultiVectorEncoder (ColBERT and its kin): its token vectors are what it was trained for.

    Such a model has no vector for a whole text. The store gets the mean direction of the tokens, which is good enough
    to find candidates; the late interaction then ranks them as the model means it. Markers and the fillers that it puts
    behind a question take part, because it was trained so.
    """

    keeps_special = True

    def _whole(self, row: dict[str, Any], inner: np.ndarray) -> np.ndarray:
        if not len(inner):
            return np.zeros(inner.shape[1], dtype=np.float32)
        return _unit(inner.mean(axis=0))


def _prepared(model: Any) -> Any:
    import torch

    where = model.device.type
    if (where == "cpu" and torch.cpu.get_capabilities().get("avx512_bf16", False)) or (
        where == "cuda" and torch.cuda.is_bf16_supported()
    ):
        # On such CPUs 2.7 times as fast as float32; the vectors agree to a cosine of .998.
        model = model.to(torch.bfloat16)
    model.forward = _bringing_back(model.forward)  # some versions call it directly, past a hook
    return model.eval()


def _bringing_back(forward: Callable[..., Any]) -> Callable[..., Any]:
    """`forward` with what it gives in the CPU's memory: one transfer a batch instead of several for every text.

    What is no tensor (the kind of input, in some versions) is left out: it cannot be split by text.
    """
    import torch

    def brought_back(*given: Any, **more: Any) -> Any:
        made = forward(*given, **more)
        if not isinstance(made, Mapping):
            return made
        return {name: value.cpu() for name, value in made.items() if isinstance(value, torch.Tensor)}

    return brought_back


def check_device(device: str) -> None:
    import torch

    missing = (device == "cuda" and not torch.cuda.is_available()) or (
        device == "mps" and not torch.backends.mps.is_available()
    )
    if missing:
        raise IndexUnavailable(
            f"COMPANION_DEVICE is {device}, but PyTorch sees no such device here. Set it to auto or cpu, or install "
            "the PyTorch build for your graphics card."
        )


class Loading:
    """Everything that can go wrong while a model is loaded, as one clear error."""

    def __init__(self, name: str, setting: str = "COMPANION_EMBEDDING", instead: str = "default") -> None:
        self._name, self._setting, self._instead = name, setting, instead

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, exc: BaseException | None, trace: object) -> None:
        from safetensors import SafetensorError

        wrong = (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, ImportError, SafetensorError)
        if exc is None or not isinstance(exc, wrong):
            return
        line = (str(exc).strip().splitlines() or [type(exc).__name__])[0][:160]
        otherwise = f"or set {self._setting}={self._instead}" if self._instead else f"or unset {self._setting}"
        if Path(self._name).is_dir():
            raise IndexUnavailable(
                f"The model in {self._name} cannot be loaded ({line}). Check that the folder is complete, {otherwise}."
            ) from exc
        raise IndexUnavailable(
            f"The model {self._name!r} is neither a folder here nor downloaded yet ({line}). Check the name and the "
            f"network (`hf download {self._name}` fetches it once), {otherwise}."
        ) from exc


def _settings(name: str, file: str) -> Any:
    """A JSON file of a model's folder, or of the hub's; empty when there is none."""
    from sentence_transformers.util import load_file_path

    path = load_file_path(name, file)
    return json.loads(Path(path).read_text(encoding="utf-8")) if path else {}


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Scaled to unit length along the last axis; zero vectors stay zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(length > 0, length, 1.0)
