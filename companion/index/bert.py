"""A BERT-type sentence embedding model run straight from its folder on the CPU.

The same numbers as sentence-transformers gives (a test compares them), from the same files: `config.json`,
`modules.json`, the pooling's and the tokenizer's, `model.safetensors`. What it saves: importing sentence-transformers
(five seconds, 230 MB), padding, and a third of the forward pass, by weights laid out once for the matrix unit and by
bias, activation and residual taken along in the same pass over memory (oneDNN, as `torch.compile` does it), and by
attention that takes exponents without looking for the largest score first.

Batches are small and each runs on one core, as many at a time as there are cores. That is as fast as one batch on all
cores when the machine is idle, and many times as fast when it is not: threads that share one matrix product all wait
for the one that was interrupted.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from threading import Barrier
from typing import Any

import numpy as np

BATCH_TOKENS = 2048  # of one batch, padding included
MANY = 32  # tokens from which attention is quicker by two products and exponents than by torch's own
AHEAD = 2  # batches kept ready for each core


@dataclass(frozen=True)
class Recipe:
    """What a model folder says about how its vectors are made."""

    layers: int
    heads: int
    eps: float  # of the layer norms
    pooling: str  # mean | cls
    max_tokens: int  # special ones included


def read_recipe(folder: Path) -> Recipe | None:
    """How the model in a sentence-transformers folder works; None when it is no plain BERT and needs the library."""
    needed = ("modules.json", "config.json", "tokenizer.json", "model.safetensors")
    if not all((folder / name).is_file() for name in needed):
        return None
    modules = [(m["type"].rsplit(".", 1)[-1], m["path"]) for m in _json(folder / "modules.json")]
    config = _json(folder / "config.json")
    plain = (
        [name for name, _ in modules] in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
        and modules[0][1] == ""
        and config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and not config.get("is_decoder")
    )
    if not plain:
        return None
    settings = _json(folder / modules[1][1] / "config.json")
    modes = [
        mode
        for mode, key in (("mean", "pooling_mode_mean_tokens"), ("cls", "pooling_mode_cls_token"))
        if settings.get(key) or settings.get("pooling_mode") == mode
    ]
    others = [k for k, on in settings.items() if k.startswith("pooling_mode_") and on is True]
    prompts = _json(folder / "config_sentence_transformers.json").get("prompts") or {}
    if len(modes) != 1 or len(others) > 1 or any(prompts.values()):
        return None
    text = _json(folder / "sentence_bert_config.json")
    if text.get("do_lower_case"):
        return None
    # Models saved by sentence-transformers 6 and later keep the limit with the tokenizer.
    longest = text.get("max_seq_length") or _json(folder / "tokenizer_config.json").get("model_max_length")
    longest = min(longest or config["max_position_embeddings"], config["max_position_embeddings"])
    return Recipe(
        config["num_hidden_layers"], config["num_attention_heads"], config["layer_norm_eps"], modes[0], longest
    )


class BertModel:
    """The model of one folder. `encode` may be called from several threads."""

    gives_tokens = True

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        import torch
        from tokenizers import Tokenizer

        self.recipe = recipe
        self._whole = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._whole.no_padding()
        self._whole.no_truncation()
        self._cut = Tokenizer.from_str(self._whole.to_str())
        self._cut.enable_truncation(recipe.max_tokens)
        self._encoder = Encoder(load_weights(folder), recipe, quickest_type())
        self.dimension: int = self._encoder.dimension
        self._cores = torch.get_num_threads()
        self._workers = one_core_workers(self._cores)

    @property
    def max_tokens(self) -> int:
        """The longest text, in tokens without the special ones, that is read whole."""
        return self.recipe.max_tokens - 2

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""
        return [len(e.ids) for e in self._whole.encode_batch_fast(list(texts), add_special_tokens=False)]

    def encode(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
        """Unit vectors of texts, (n, dimension), and of their tokens, n times (tokens, dimension), all float32."""
        ids = [e.ids for e in self._cut.encode_batch_fast(list(texts))]
        bounds = np.cumsum([0, *(len(row) - 2 for row in ids)])
        vectors = np.zeros((len(ids), self.dimension), dtype=np.float32)
        # One array for all: what a worker made for itself is free again at once, and memory does not crumble.
        held = np.empty((int(bounds[-1]), self.dimension), dtype=np.float32)

        def encode(rows: list[int]) -> int:
            pooled, hidden = self._encoder([ids[row] for row in rows])
            vectors[rows] = pooled
            for row, made in zip(rows, hidden, strict=True):
                held[bounds[row] : bounds[row + 1]] = made[1 : len(ids[row]) - 1]
            return len(rows)

        done = 0
        for count in self._run(encode, list(batches(ids))):
            done += count
            if progress:
                progress(done)
        return vectors, tuple(held[a:b] for a, b in pairwise(bounds.tolist()))

    def encode_query(self, text: str) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
        """Unit vector of a question, those of its tokens, and for each token the whole word it is a piece of."""
        encoding = self._cut.encode(text)
        pooled, hidden = self._workers.submit(self._encoder, [encoding.ids]).result()
        numbers = encoding.word_ids[1:-1]  # None for what belongs to no word
        spans = [encoding.word_to_chars(number) if number is not None else None for number in numbers]
        words = tuple(text[span[0] : span[1]] if span else "" for span in spans)
        return pooled[0], hidden[0][1:-1], words

    def _run(self, encode: Callable[[list[int]], int], batches: Sequence[list[int]]) -> Iterator[int]:
        """Have every batch encoded, a few at a time so that a caller who stops is not kept waiting."""
        running: set[Future] = set()
        waiting = iter(batches)
        try:
            while True:
                while len(running) < AHEAD * self._cores and (rows := next(waiting, None)) is not None:
                    running.add(self._workers.submit(encode, rows))
                if not running:
                    return
                ready = wait(running, return_when=FIRST_COMPLETED).done
                running -= ready
                for future in ready:
                    yield future.result()
        finally:
            for future in running:
                future.cancel()


def load_weights(folder: Path) -> dict[str, Any]:
    """The tensors of a model's folder by name, as they are stored."""
    from safetensors.torch import load_file

    return {name.removeprefix("bert."): tensor for name, tensor in load_file(str(folder / "model.safetensors")).items()}


def quickest_type() -> Any:
    """The number type that this CPU multiplies fastest.

    bfloat16 is 2.7 times as fast as float32 where the CPU has it; the vectors agree to a cosine of .998.
    """
    import torch

    return torch.bfloat16 if torch.cpu.get_capabilities().get("avx512_bf16", False) else torch.float32


class Encoder:
    """The forward pass: lists of token ids in, (pooled, token vectors) out, all unit length and float32."""

    def __init__(self, weights: Mapping[str, Any], recipe: Recipe, dtype: Any) -> None:
        held = {
            name: _scaled(name, tensor, recipe).to(dtype)
            for name, tensor in weights.items()
            if tensor.is_floating_point()
        }
        self._recipe, self._dtype = recipe, dtype
        self._words = held["embeddings.word_embeddings.weight"]
        self._places = held["embeddings.position_embeddings.weight"]
        self._kinds = held["embeddings.token_type_embeddings.weight"]
        self.dimension = self._words.shape[1]
        norm = partial(_norm, held, recipe.eps)
        self._first_norm = norm("embeddings.LayerNorm")
        self._layers = []
        for n in range(recipe.layers):
            at = f"encoder.layer.{n}"
            self._layers.append(
                (
                    _Linear(held, *(f"{at}.attention.self.{name}" for name in ("query", "key", "value"))),
                    _Linear(held, f"{at}.attention.output.dense"),
                    norm(f"{at}.attention.output.LayerNorm"),
                    _Linear(held, f"{at}.intermediate.dense"),
                    _Linear(held, f"{at}.output.dense"),
                    norm(f"{at}.output.LayerNorm"),
                )
            )

    def __call__(self, ids: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
        import torch
        from torch.nn import functional

        with torch.inference_mode():
            hidden, inside = self.hidden(ids)
            if self._recipe.pooling == "cls":
                pooled = hidden[:, 0]
            else:
                pooled = (hidden * inside[:, :, None]).sum(1) / inside.sum(1, keepdim=True)
            return (
                functional.normalize(pooled, dim=-1).numpy(),
                functional.normalize(hidden, dim=-1).numpy(),
            )

    def hidden(self, ids: Sequence[Sequence[int]], first: Sequence[int] | None = None) -> tuple[Any, Any]:
        """The last layer, (texts, tokens, dimension) float32, and which tokens are no padding, (texts, tokens).

        Of text n the tokens from `first[n]` on are of the second kind: what a question is asked of. None: no second.
        """
        import torch
        from torch.nn import functional

        with torch.inference_mode():
            lengths = torch.tensor([len(row) for row in ids])
            count, longest = len(ids), int(lengths.max())
            padded = torch.tensor([[*row, *[0] * (longest - len(row))] for row in ids])
            inside = torch.arange(longest) < lengths[:, None]
            seen = inside if int(lengths.min()) < longest else None
            heads = self._recipe.heads
            x = functional.embedding(padded, self._words) + self._places[:longest]
            if first is None:
                x = x + self._kinds[0]
            else:
                x = x + self._kinds[(torch.arange(longest) >= torch.tensor(first)[:, None]).long()]
            x = self._first_norm(x).view(count * longest, self.dimension)
            for attend, attended, norm, widen, narrow, last_norm in self._layers:
                found = _attention(attend(x).view(count, longest, 3, heads, -1).permute(2, 0, 3, 1, 4), seen)
                x = norm(attended.plus(found.transpose(1, 2).reshape(count * longest, self.dimension), x))
                x = last_norm(narrow.plus(widen.gelu(x), x))
            return x.view(count, longest, self.dimension).float(), inside


def _scaled(name: str, tensor: Any, recipe: Recipe) -> Any:
    """A tensor as the encoder wants it: attention divides every score by the root of a head's width, which the layer
    that makes the queries can do as well."""
    if name.endswith(("attention.self.query.weight", "attention.self.query.bias")):
        return tensor * (tensor.shape[0] / recipe.heads) ** -0.5
    return tensor


def _attention(asked: Any, seen: Any | None) -> Any:
    """Softmax attention over (queries, keys, values), (3, texts, heads, tokens, width), of queries already scaled.

    `seen`, (texts, tokens), says which tokens are no padding; None: all. In bfloat16 and texts of some length the
    exponents are taken as they are: torch's softmax looks for the largest score first, which costs more than both
    products together, and guards against scores above 88, which a sound model does not give. Where one does, torch's
    is taken.
    """
    import torch
    from torch.nn import functional

    _, texts, heads, tokens, width = asked.shape
    if asked.dtype == torch.bfloat16 and tokens >= MANY:
        q, k, v = asked.contiguous().view(3, texts * heads, tokens, width)
        shares = torch.bmm(q, k.transpose(1, 2)).exp_()
        if seen is not None:
            shares.view(texts, heads, tokens, tokens).mul_(seen[:, None, None])
        whole = shares.sum(-1, keepdim=True)
        if float(whole.min()) > 0 and float(whole.max()) < math.inf:
            return torch.bmm(shares, v).div_(whole).view(texts, heads, tokens, width)
    mask = None
    if seen is not None:
        mask = torch.zeros(seen.shape, dtype=asked.dtype).masked_fill_(~seen, -math.inf)[:, None, None]
    q, k, v = asked
    return functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, scale=1.0)


class _Linear:
    """One or several linear layers over the same input, side by side; on x86 with the weights laid out for oneDNN."""

    def __init__(self, held: dict[str, Any], *names: str) -> None:
        import torch

        weight = torch.cat([held[f"{name}.weight"] for name in names]).contiguous()
        self._bias = torch.cat([held[f"{name}.bias"] for name in names]).contiguous()
        self._fused = torch.ops.mkldnn if _has_fused_linear() else None
        self._weight = self._fused._reorder_linear_weight(weight, None) if self._fused else weight

    def __call__(self, x: Any) -> Any:
        if self._fused:
            return self._fused._linear_pointwise(x, self._weight, self._bias, "none", [], "")
        from torch.nn.functional import linear

        return linear(x, self._weight, self._bias)

    def gelu(self, x: Any) -> Any:
        """The layer and the activation after it."""
        if self._fused:
            return self._fused._linear_pointwise(x, self._weight, self._bias, "gelu", [], "none")
        from torch.nn.functional import gelu

        return gelu(self(x))

    def plus(self, x: Any, residual: Any) -> Any:
        """The layer, and `residual` added."""
        if self._fused:
            return self._fused._linear_pointwise.binary(x, residual, self._weight, self._bias, "add")
        return self(x) + residual


def _has_fused_linear() -> bool:
    """Whether this build of torch has the operators that `torch.compile` puts in for linear layers on x86."""
    import torch

    names = ("_linear_pointwise", "_reorder_linear_weight")
    return torch.backends.mkldnn.is_available() and all(hasattr(torch.ops.mkldnn, name) for name in names)


def _norm(held: dict[str, Any], eps: float, name: str) -> Callable[[Any], Any]:
    from torch.nn.functional import layer_norm

    weight, bias = held[f"{name}.weight"], held[f"{name}.bias"]
    return lambda x: layer_norm(x, weight.shape, weight, bias, eps)


def batches(ids: Sequence[Sequence[int]], tokens: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Rows of texts of like length, at most `tokens` together, padding included, the longest first."""
    order = sorted(range(len(ids)), key=lambda n: -len(ids[n]))
    while order:
        take = max(1, tokens // len(ids[order[0]]))
        yield order[:take]
        order = order[take:]


def one_core_workers(count: int) -> ThreadPoolExecutor:
    """Threads in which torch uses one core each, whatever it uses elsewhere."""
    import torch

    everywhere = torch.get_num_threads()
    ready = Barrier(count + 1)

    def start() -> None:
        torch.get_num_threads()  # torch sets a thread up on first use, with the number for all; ours has to come later
        torch.set_num_threads(1)
        ready.wait()

    workers = ThreadPoolExecutor(count, thread_name_prefix="embedding", initializer=start)
    for _ in range(count):
        workers.submit(int)
    ready.wait()
    torch.set_num_threads(everywhere)  # for threads that start from now on
    return workers


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
