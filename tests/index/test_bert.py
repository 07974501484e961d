"""BERT models run straight from their folder: the library's numbers, whatever shares a batch."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.index import bert
from companion.index.bert import BATCH_TOKENS, BertModel, read_recipe
from tests.support.tiny_models import sentence_model

TEXTS = [
    "Mara drove the van to Hull.",
    "",
    "The dog slept on the road while Dex counted the money, and nobody said a word about clause nine. " * 3,
    "red door",
    "夜 ☃ naïve — ✶",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return sentence_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def model(folder):
    return BertModel(folder, read_recipe(folder))


def test_vectors_are_those_of_the_library(folder, model):
    from sentence_transformers import SentenceTransformer

    made = SentenceTransformer(str(folder), device="cpu").encode(TEXTS, output_value=None, normalize_embeddings=True)
    vectors, tokens = model.encode(TEXTS)
    for n, row in enumerate(made):
        expected = row["sentence_embedding"].numpy()
        assert vectors[n] @ expected / np.linalg.norm(expected) > 0.999
        inner = row["token_embeddings"][row["attention_mask"].bool()][1:-1].numpy()
        assert tokens[n].shape == inner.shape
        cosines = (tokens[n] * inner).sum(axis=1) / np.linalg.norm(inner, axis=1)
        assert (cosines > 0.995).all()


def test_what_shares_a_batch_makes_no_difference(model):
    together, tokens = model.encode(TEXTS)
    for n, text in enumerate(TEXTS):
        alone, inner = model.encode([text])
        assert alone[0] @ together[n] > 0.999
        assert tokens[n].shape == inner[0].shape


def test_a_question_has_the_word_of_every_token(model):
    vector, tokens, words = model.encode_query("Who drove Mara's van?")
    assert words == ("Who", "drove", "Mara", "'", *["s"] * (len(words) - 6), "van", "?")
    assert tokens.shape == (len(words), len(vector))


def test_plain_linear_layers_give_what_the_fused_ones_give(folder, model, monkeypatch):
    monkeypatch.setattr(bert, "_has_fused_linear", lambda: False)
    plain = BertModel(folder, read_recipe(folder))
    for one, other in zip(plain.encode(TEXTS)[0], model.encode(TEXTS)[0], strict=True):
        assert one @ other > 0.999


@pytest.mark.parametrize("strength", [1.0, 40.0], ids=["sound scores", "scores past what exponents hold"])
@pytest.mark.parametrize("padded", [False, True])
def test_attention_is_that_of_torch(strength, padded):
    import torch

    torch.manual_seed(7)
    asked = torch.randn(3, 2, 4, bert.MANY + 8, 8) * strength
    seen = torch.ones(2, bert.MANY + 8, dtype=torch.bool)
    seen[1, 5:] = not padded
    scores = asked[0] @ asked[1].transpose(-1, -2)
    expected = scores.masked_fill(~seen[:, None, None], -torch.inf).softmax(-1) @ asked[2]
    made = bert._attention(asked.bfloat16(), seen if padded else None).float()
    similar = torch.nn.functional.cosine_similarity(made, expected, dim=-1)
    assert (scores.max() > 88) == (strength > 1)
    assert (similar > (0.999 if strength == 1 else 0.9)).float().mean() > 0.95
    assert torch.isfinite(made).all()
    exact = bert._attention(asked, seen if padded else None)
    assert torch.allclose(exact, expected, atol=1e-4 * strength)


def test_workers_use_one_core_each_and_change_nothing_elsewhere(folder):
    import torch

    before = torch.get_num_threads()
    model = BertModel(folder, read_recipe(folder))
    assert {model._workers.submit(torch.get_num_threads).result() for _ in range(8)} == {1}
    assert torch.get_num_threads() == before
    seen = []
    thread = threading.Thread(target=lambda: seen.append(torch.get_num_threads()))
    thread.start()
    thread.join()
    assert seen == [before]


def test_a_caller_who_stops_leaves_it_usable(model):
    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        model.encode(["the van"] * 5000, stop)
    assert model.encode(["the van"])[0].shape == (1, model.dimension)


@given(st.lists(st.integers(2, 256), max_size=200))
def test_batches_hold_every_text_once_and_never_too_much(lengths):
    batches = list(bert.batches([[0] * n for n in lengths]))
    assert sorted(row for rows in batches for row in rows) == list(range(len(lengths)))
    for rows in batches:
        assert len(rows) == 1 or len(rows) * max(lengths[row] for row in rows) <= BATCH_TOKENS


def changed(folder: Path, name: str, **values) -> None:
    path = folder / name
    held = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps(held | values), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda f: changed(f, "config.json", model_type="roberta"),
        lambda f: changed(f, "config.json", hidden_act="relu"),
        lambda f: changed(f, "config.json", position_embedding_type="relative_key"),
        lambda f: changed(f, "config_sentence_transformers.json", prompts={"query": "query: "}),
        lambda f: changed(f, "sentence_bert_config.json", do_lower_case=True),
        lambda f: (f / "model.safetensors").rename(f / "pytorch_model.bin"),
        lambda f: (f / "modules.json").unlink(),
        lambda f: changed(next(f.glob("*Pooling")), "config.json", pooling_mode="max", pooling_mode_mean_tokens=False),
    ],
)
def test_what_it_cannot_run_is_left_to_the_library(folder, tmp_path, change):
    other = shutil.copytree(folder, tmp_path / "other")
    assert read_recipe(other) is not None
    change(other)
    assert read_recipe(other) is None
