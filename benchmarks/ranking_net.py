"""The model of `companion/index/relevance.py` in torch, to be trained and written as the file that the package reads.

Trained with a softmax over each question's candidates: the right passages together against all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from companion.index.interaction import BLOCK, FAINT, KINDS, PLAIN
from companion.index.relevance import MOST_SPREAD
from companion.index.signals import NEAR, QUESTION, SIGNALS
from companion.index.tokens import SCALE

DIMENSION = 384  # of the default embedder
HEADS, RANK, HIDDEN, LOOK = 3, 64, 32, 16


@dataclass(frozen=True)
class Book:
    """The packed token vectors of a book's passages, one passage after the other."""

    tokens: torch.Tensor  # (T, reduced) int8
    bounds: np.ndarray  # (passages + 1,)
    basis: torch.Tensor  # (DIMENSION, reduced)


@dataclass(frozen=True)
class Example:
    """One question in one book: its candidates, row n of each field belonging to the same one."""

    book: Book
    signals: np.ndarray  # (n, SIGNALS)
    about: np.ndarray  # (QUESTION,)
    tokens: np.ndarray  # (q, DIMENSION) of the question
    weights: np.ndarray  # (q,)
    passages: np.ndarray  # (n,) rows of Book
    near: np.ndarray  # (n, 2 * NEAR + 1)
    sections: np.ndarray  # (n,) which section it lies in
    right: np.ndarray  # (n,) bool

    def hardest(self, most: int) -> Example:
        """The `most` candidates that look best by words and vectors, and the right ones."""
        n = len(self.passages)
        by_name = dict(zip(SIGNALS, self.signals.T, strict=True))
        rough = by_name["words"] + 0.5 * by_name["cosine"] + 0.5 * by_name["words around"] + 4 * by_name["terms 1"]
        kept = np.union1d(np.argsort(-rough, kind="stable")[:most], np.flatnonzero(self.right))
        now = np.full(n + 1, len(kept))
        now[kept] = np.arange(len(kept))
        return Example(
            self.book, self.signals[kept], self.about, self.tokens, self.weights, self.passages[kept],
            now[self.near[kept]], self.sections[kept], self.right[kept],
        )  # fmt: skip

    def place(self, scores: np.ndarray) -> int:
        """How many wrong sections come before the first right one."""
        order = np.argsort(-scores, kind="stable")
        seen = list(dict.fromkeys(self.sections[order].tolist()))
        right = set(self.sections[self.right].tolist())
        return next((n for n, section in enumerate(seen) if section in right), 999)


class Net(nn.Module):
    """Parameters carry the names that `companion/index/interaction.py` and `relevance.py` know them by."""

    def __init__(self, mean: np.ndarray, spread: np.ndarray, dropout: float, seed: int) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.register_buffer("mean", torch.from_numpy(mean).float())
        self.register_buffer("spread", torch.from_numpy(spread).float())
        columns = len(SIGNALS) + HEADS * KINDS + 1

        def some(*shape: int, scale: float = 0.05) -> nn.Parameter:
            return nn.Parameter(torch.randn(*shape) * scale)

        def none(*shape: int) -> nn.Parameter:
            return nn.Parameter(torch.zeros(*shape))

        # What changes the question's side; every change starts at nothing.
        self.low, self.high = some(DIMENSION, RANK), none(RANK, DIMENSION)
        self.weigh, self.weigh_kind = some(DIMENSION, HEADS, scale=0.02), some(3, HEADS, scale=0.1)
        self.question_side = [p for _, p in self.named_parameters()]
        # What makes a score of it all.
        self.linear, self.output = none(columns), none(HIDDEN)
        with torch.no_grad():
            self.linear[[len(SIGNALS) + KINDS * head for head in range(HEADS)]] = 1 / HEADS
        reach = (columns + QUESTION) ** -0.5
        self.hidden, self.hidden_question = some(columns, HIDDEN, scale=reach), some(QUESTION, HIDDEN, scale=reach)
        self.hidden_bias = none(HIDDEN)
        self.look, self.look_question = some(7, LOOK, scale=0.2), some(QUESTION, LOOK, scale=0.2)
        self.look_bias, self.look_output = none(LOOK), none(LOOK)
        self.question_dropout, self.hidden_dropout = nn.Dropout(dropout), nn.Dropout(0.1)

    def forward(self, e: Example) -> torch.Tensor:
        """Scores of the candidates, (n,)."""
        near, about = torch.from_numpy(e.near), torch.from_numpy(e.about)
        said = ((torch.from_numpy(e.signals) - self.mean) / self.spread).clamp(-MOST_SPREAD, MOST_SPREAD)
        row = torch.cat([said, self._interaction(e, near)], 1)
        hidden = torch.tanh(row @ self.hidden + (about @ self.hidden_question + self.hidden_bias))
        first = row @ self.linear + self.hidden_dropout(hidden) @ self.output
        below, share = first - first.max(), torch.softmax(first, 0)
        ends, shares = torch.cat([below, below.min().expand(1)]), torch.cat([share, torch.zeros(1)])
        before, after = ends[near[:, NEAR - 1]], ends[near[:, NEAR + 1]]
        around = [torch.maximum(before, after), ends[near].amax(1), shares[near].sum(1)]
        looked = torch.stack([below, before, after, *around, share], 1) @ self.look
        return first + torch.tanh(looked + (about @ self.look_question + self.look_bias)) @ self.look_output

    def _question(self, e: Example) -> tuple[torch.Tensor, torch.Tensor]:
        tokens, weights = torch.from_numpy(e.tokens), torch.from_numpy(e.weights)
        kind = torch.stack([torch.ones_like(weights), (weights == PLAIN).float(), (weights == FAINT).float()], 1)
        heads = weights[:, None] * torch.exp(2 * torch.tanh(tokens @ self.weigh * 3 + kind @ self.weigh_kind))
        return tokens + self.question_dropout(tokens @ self.low) @ self.high, heads / heads.sum(0)

    def _interaction(self, e: Example, near: torch.Tensor) -> torch.Tensor:
        book = e.book
        question, heads = self._question(e)
        n, q = len(e.passages), len(question)
        first, lengths = book.bounds[e.passages], np.diff(book.bounds)[e.passages]
        count = int(-(-lengths.max() // BLOCK))
        # A short passage repeats its last token, which changes no maximum.
        where = first[:, None] + np.minimum(np.arange(count * BLOCK), np.maximum(lengths - 1, 0)[:, None])
        tokens = book.tokens[torch.from_numpy(where.reshape(-1))].float()
        blocks = ((question @ book.basis / SCALE) @ tokens.T).view(q, n, count, BLOCK).amax(3)
        best = blocks.amax(2)
        fenced = torch.cat([best, torch.full((q, 1), -1.0)], 1)
        beside, around = fenced[:, near[:, NEAR - 1 : NEAR + 2]].amax(2), fenced[:, near].amax(2)
        passage = heads.T @ best
        stretches = [
            torch.einsum("qh,qnb->hnb", heads, blocks.unfold(2, min(k, count), 1).amax(3)).amax(2) for k in (2, 4)
        ]
        levels = torch.stack([passage, *stretches, heads.T @ beside, heads.T @ around], 2)
        levels = (levels - levels.amax(1, keepdim=True)) * 10
        alone = levels[:, :, 0]
        ends = torch.cat([alone, alone.amin(1, keepdim=True)], 1)
        spread = (alone - alone.mean(1, keepdim=True)) / (alone.std(1, keepdim=True, unbiased=False) + 1e-6)
        more = torch.stack([ends[:, near[:, NEAR - 1]], ends[:, near[:, NEAR + 1]], ends[:, near].amax(2), spread], 2)
        by_head = torch.cat([levels, more], 2).permute(1, 0, 2).reshape(n, -1)
        return torch.cat([by_head, (passage[0][:, None] - 0.4) * 10], 1)

    def write(self, path: Path) -> None:
        """As the package reads it: half precision is plenty."""
        np.savez_compressed(path, **{k: v.detach().numpy().astype(np.float16) for k, v in self.state_dict().items()})


@dataclass(frozen=True)
class Recipe:
    """How to train."""

    passes: float = 0.85
    rate_question: float = 1e-3
    rate: float = 3e-3
    decay: float = 0.2
    dropout: float = 0.2
    batch: int = 16
    seed: int = 0


FURTHER = Recipe(passes=1.0, rate_question=7e-4, rate=1.5e-3)  # for a net that knows stories and learns novels


def new(examples: Sequence[Example], recipe: Recipe) -> Net:
    """A net that has learned nothing; it takes from the examples how far its numbers spread."""
    some = np.concatenate([e.signals for e in examples[::10]])
    return Net(some.mean(axis=0), some.std(axis=0) + 1e-6, recipe.dropout, recipe.seed)


def written(path: Path, recipe: Recipe) -> Net:
    """The net that `write` wrote."""
    with np.load(path, allow_pickle=False) as found:
        held = {name: torch.from_numpy(found[name].astype(np.float32)) for name in found.files}
    net = Net(held["mean"].numpy(), held["spread"].numpy(), recipe.dropout, recipe.seed)
    net.load_state_dict(held)
    return net


def train(net: Net, examples: Sequence[Example], recipe: Recipe, progress: Callable[[str], None]) -> Net:
    """The net, trained on the examples; the same for the same input."""
    net.train()
    inside = {id(p) for p in net.question_side}
    groups = [
        {"params": net.question_side, "lr": recipe.rate_question},
        {"params": [p for p in net.parameters() if id(p) not in inside], "lr": recipe.rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=recipe.decay)
    total = int(recipe.passes * len(examples))
    steps = max(1, total // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1, (k + 1) / 20) * max(0.02, 1 - k / steps))
    chance = np.random.default_rng(recipe.seed)
    order = np.concatenate([chance.permutation(len(examples)) for _ in range(int(np.ceil(recipe.passes)))])[:total]
    lost = 0.0
    for done, n in enumerate(order.tolist(), 1):
        e = examples[n]
        if e.right.any() and not e.right.all():
            scores = net(e)
            loss = torch.logsumexp(scores, 0) - torch.logsumexp(scores[torch.from_numpy(e.right)], 0)
            (loss / recipe.batch).backward()
            lost += loss.item()
        if done % recipe.batch == 0:
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
        if done % 2000 == 0:
            progress(f"{done} of {total}, loss {lost / 2000:.4f}")
            lost = 0.0
    return net.eval()
