"""The reader while it learns: MiniLM with a low-rank change to each layer, and three numbers for each token."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from companion.index.bert import load_weights
from companion.index.reading import BETWEEN, FIRST

CUDA = torch.cuda.is_available()
DEVICE = "cuda" if CUDA else "cpu"
ROW = 100_000  # a sentence is known by row * ROW + its number


@dataclass(frozen=True)
class Recipe:
    """How it learns. Rank 32 and 12 epochs, or all weights, gave the same on val."""

    rank: int = 16
    epochs: int = 8
    rate: float = 6e-4
    questions: int = 48  # in a batch, each with its texts
    spans: float = 0.5  # weight of the losses of the span, and of each sentence by itself
    alone: float = 0.7
    right: float = 3.0  # how much a right sentence counts by itself beside a wrong one


FURTHER = Recipe(epochs=2, rate=3.5e-4, questions=8, alone=0.5, right=2.0)  # for a net that knows fairy tales
Parts = list[tuple[float, list["Text"]]]  # what is shown together, each part with its weight


@dataclass(frozen=True)
class Text:
    """A question with a stretch of sentences: token ids, and for each the number of its sentence, -1 outside."""

    ids: list[int]
    sentences: list[int]
    first: int  # where the stretch begins
    question: int  # which of the batch
    right: frozenset[int]  # the sentences that answer
    span: tuple[int, int]  # tokens of the answer; (0, 0): there is none here; (-1, -1): it cannot be told
    unsure: frozenset[int] = frozenset()  # sentences that are neither right nor wrong


class LowRank(nn.Module):
    """A linear layer, kept as it is, with a low-rank change."""

    def __init__(self, layer: nn.Linear, rank: int) -> None:
        super().__init__()
        self.layer = layer.requires_grad_(False)
        self.a = nn.Parameter(torch.randn(rank, layer.in_features) / math.sqrt(layer.in_features))
        self.b = nn.Parameter(torch.zeros(layer.out_features, rank))
        self.db = nn.Parameter(torch.zeros(layer.out_features))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer(x) + 2 * functional.linear(functional.linear(x, self.a), self.b) + self.db


class Net(nn.Module):
    """begins, ends and speaks of each token."""

    def __init__(self, folder: Path, rank: int) -> None:
        super().__init__()
        self.bert = BertModel(BertConfig.from_json_file(str(folder / "config.json")), add_pooling_layer=False)
        weights = {k: v.float() for k, v in load_weights(folder).items() if v.is_floating_point()}
        self.bert.load_state_dict(weights, strict=False)
        self.bert.requires_grad_(False)
        for layer in self.bert.encoder.layer:
            own, out = layer.attention.self, layer.attention.output
            places = ((own, "query"), (own, "key"), (own, "value"), (out, "dense"))
            for owner, name in (*places, (layer.intermediate, "dense"), (layer.output, "dense")):
                setattr(owner, name, LowRank(getattr(owner, name), rank))
        self.bert.embeddings.token_type_embeddings.requires_grad_(True)
        self.head = nn.Linear(self.bert.config.hidden_size, 3)
        nn.init.normal_(self.head.weight, std=0.02)

    def forward(self, ids: torch.Tensor, kinds: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        with torch.autocast(DEVICE, dtype=torch.bfloat16):
            hidden = self.bert(input_ids=ids, token_type_ids=kinds, attention_mask=mask).last_hidden_state
        return self.head(hidden.float())

    def read(self, path: Path) -> None:
        """Go on from a written change."""
        with np.load(path) as file:
            held = {name: torch.from_numpy(file[name].astype(np.float32)) for name in file.files}
        for name, module in self.bert.named_modules():
            if isinstance(module, LowRank):
                module.a.data, module.b.data, module.db.data = (
                    held[f"{name}.a"],
                    held[f"{name}.b"] / 2,
                    held[f"{name}.db"],
                )
        self.bert.embeddings.token_type_embeddings.weight.data = held["types"]
        self.head.weight.data, self.head.bias.data = held["head.weight"], held["head.bias"]

    def write(self, path: Path) -> None:
        """The change alone, float16, under the names that companion/index/reading.py looks for."""
        made: dict[str, torch.Tensor] = {}
        for name, module in self.bert.named_modules():
            if isinstance(module, LowRank):
                made |= {f"{name}.a": module.a, f"{name}.b": 2 * module.b, f"{name}.db": module.db}
        made["types"] = self.bert.embeddings.token_type_embeddings.weight
        made |= {"head.weight": self.head.weight, "head.bias": self.head.bias}
        np.savez(path, **{k: v.detach().float().cpu().numpy().astype(np.float16) for k, v in made.items()})


def text(
    asked: Sequence[int],
    sentences: Sequence[Sequence[int]],
    numbers: Sequence[int],
    lead: Sequence[int] = (),
    most: int | None = None,
    **more,
) -> Text:
    """Question and sentences as the model reads them, `lead` before the sentences; `most` tokens of these at most."""
    ids, owner = [FIRST, *asked, BETWEEN], [-1] * (len(asked) + 2)
    first = len(ids)
    ids += lead
    owner += [-1] * len(lead)
    for number in numbers:
        ids += sentences[number]
        owner += [number] * len(sentences[number])
    last = None if most is None else first + most
    return Text([*ids[:last], BETWEEN], [*owner[:last], -1], first, **more)


def scores(net: Net, texts: Sequence[Text]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Logits (texts, tokens, 3); each token's sentence; the sentences as row * ROW + number, and what each scores."""
    longest = max(len(t.ids) for t in texts)
    ids, mask, owner = (torch.zeros(len(texts), longest, dtype=torch.long) for _ in range(3))
    owner -= 1
    kinds = torch.zeros_like(ids)
    for row, t in enumerate(texts):
        ids[row, : len(t.ids)] = torch.tensor(t.ids)
        mask[row, : len(t.ids)] = 1
        owner[row, : len(t.ids)] = torch.tensor(t.sentences)
        kinds[row, t.first :] = 1
    owner = owner.to(DEVICE)
    logits = net(ids.to(DEVICE), kinds.to(DEVICE), mask.to(DEVICE))
    key = torch.arange(len(texts), device=DEVICE)[:, None] * ROW + owner
    sentences, at = torch.unique(key[owner >= 0], return_inverse=True)
    total = torch.zeros(len(sentences), device=DEVICE).index_add(0, at, logits[..., 2][owner >= 0])
    return logits, owner, sentences, total / torch.bincount(at)


def loss_of(net: Net, texts: Sequence[Text], recipe: Recipe) -> torch.Tensor:
    """The right sentences among all of their question, each sentence by itself, and the span."""
    logits, owner, sentences, worth = scores(net, texts)
    told = [(texts[key // ROW], key % ROW) for key in sentences.tolist()]
    kept = torch.tensor([number not in t.unsure for t, number in told], device=DEVICE)
    question = torch.tensor([t.question for t, _ in told], device=DEVICE)[kept]
    right = torch.tensor([number in t.right for t, number in told], device=DEVICE)[kept]
    worth = worth[kept]
    count = int(question.max()) + 1
    best = torch.full((count,), -1e9, device=DEVICE).scatter_reduce(0, question, worth.detach(), "amax")
    strength = torch.exp(worth - best[question])
    whole = torch.zeros(count, device=DEVICE).index_add(0, question, strength)
    held = torch.zeros(count, device=DEVICE).index_add(0, question, strength * right)
    answered = torch.zeros(count, device=DEVICE).index_add(0, question, right.float()) > 0
    among = -torch.log(held[answered] / whole[answered] + 1e-9).sum() / answered.sum().clamp(min=1)
    alone = functional.binary_cross_entropy_with_logits(
        worth, right.float(), pos_weight=torch.tensor(recipe.right, device=DEVICE)
    )
    return among + recipe.alone * alone + recipe.spans * _spans(logits, owner, texts)


def _spans(logits: torch.Tensor, owner: torch.Tensor, texts: Sequence[Text]) -> torch.Tensor:
    allowed = owner >= 0
    allowed[:, 0] = True  # the first token: no answer here
    told = torch.tensor([t.span[0] >= 0 for t in texts], device=DEVICE)
    loss = torch.zeros((), device=DEVICE)
    if not told.any():
        return loss
    weight = torch.tensor([1.0 if t.right else 0.25 for t in texts], device=DEVICE)[told]
    for end in (0, 1):
        wanted = torch.tensor([t.span[end] for t in texts], device=DEVICE)[told]
        found = logits[..., end].masked_fill(~allowed, -1e4)[told]
        loss = loss + (functional.cross_entropy(found, wanted, reduction="none") * weight).sum() / weight.sum()
    return loss


def train(
    net: Net,
    batches: Callable[[random.Random], Iterator[Parts]],
    recipe: Recipe,
    steps: int,
    say: Callable[[str], None],
) -> None:
    """Adam with warming up and a rate that falls to nothing; `batches` gives one epoch."""
    rng = random.Random(0)
    learned = [p for p in net.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=recipe.rate, weight_decay=0.01, betas=(0.9, 0.98))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, (n + 1) / 60) * max(0.02, 1 - n / (steps * recipe.epochs))
    )
    net.train()
    for epoch in range(recipe.epochs):
        total = 0.0
        for parts in batches(rng):
            loss = sum(
                (weight * loss_of(net, texts, recipe) for weight, texts in parts), torch.zeros((), device=DEVICE)
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            rate.step()
            total += float(loss.detach())
        say(f"epoch {epoch + 1}: loss {total / max(1, steps):.3f}")
    net.eval()
