"""Any sentence-transformers model: real ones, tiny and random, made by the test and loaded from a folder."""

from __future__ import annotations

import itertools
import shutil
from collections import UserDict

import numpy as np
import pytest
from sentence_transformers import CrossEncoder, MultiVectorEncoder, SentenceTransformer

from companion.book import Companion
from companion.engine import Engine
from companion.errors import IndexUnavailable
from companion.index.embedder import SentenceEmbedder
from companion.index.rerankers import MOST_RERANKED, CrossEncoderReranker, reranked
from companion.index.sentence_models import SentenceModel, kind_of, open_sentence_model
from companion.settings import Settings
from tests.support import tiny_models as tiny
from tests.support.books import CHAPTERS, write_book

TEXTS = [
    "Mara drove the van to the sea at night.",
    "Ruth.",
    "",
    "The contract says what the singer did in Leeds, and who was it?",
    " ".join(tiny.passages(12)),  # longer than the models read
    "Ночь — 夜 🎸",
]
PROMPTS = {"query": "query: ", "document": "passage: "}

MODELS = {
    "mean": tiny.sentence_model,
    "cls": lambda folder: tiny.sentence_model(folder, pooling="cls"),
    "not normalised": lambda folder: tiny.sentence_model(folder, normalize=False),
    "wide": lambda folder: tiny.sentence_model(folder, width=64),
    "max": lambda folder: tiny.sentence_model(folder, pooling="max"),
    "dense": lambda folder: tiny.sentence_model(folder, dense=20),
    "prompts": lambda folder: tiny.sentence_model(folder, prompts=PROMPTS),
    "multi-vector": tiny.multi_vector_model,
    "multi-vector without markers": lambda folder: tiny.multi_vector_model(folder, markers=False),
    "static": tiny.static_model,
}


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """Folders of models by kind, each made once."""
    root = tmp_path_factory.mktemp("models")
    made = {}

    def find(kind):
        if kind not in made:
            made[kind] = MODELS[kind](root / kind.replace(" ", "-"))
        return made[kind]

    return find


@pytest.fixture(params=list(MODELS))
def embedder(request, models):
    return SentenceEmbedder(str(models(request.param)), "cpu", batch=2)


def test_the_contract_of_an_embedder_holds_for_every_kind(embedder):
    made = embedder.embed(TEXTS)
    assert made.vectors.dtype == np.float32
    filled = [n for n, text in enumerate(TEXTS) if text]
    assert np.allclose(np.linalg.norm(made.vectors[filled], axis=1), 1, atol=0.02)
    alone = embedder.embed([TEXTS[3]])
    assert float(made.vectors[3] @ alone.vectors[0]) > 0.99
    assert all(t.ndim == 2 and np.allclose(np.linalg.norm(t, axis=1), 1, atol=0.02) for t in made.tokens)
    question = embedder.embed_query("Who drove Mara's van?")
    assert question.vector.shape == made.vectors.shape[1:]
    assert question.tokens.shape[1:] == made.tokens[0].shape[1:]
    assert len(question.words) == len(question.tokens)
    assert embedder.notes or "drove" in question.words
    assert embedder.count_tokens(["mara drove", "mara"]) == [2, 1]
    assert embedder.embed([]).vectors.shape[0] == 0


@pytest.mark.parametrize("kind", ["mean", "cls", "not normalised", "wide", "max", "dense", "prompts", "static"])
def test_vectors_are_those_of_the_library(models, kind):
    folder = str(models(kind))
    library = SentenceTransformer(folder, device="cpu")
    embedder = SentenceEmbedder(folder, "cpu")
    wanted = library.encode_document([t for t in TEXTS if t], normalize_embeddings=True)
    found = embedder.embed([t for t in TEXTS if t]).vectors
    assert (wanted * found).sum(axis=1).min() > 0.98  # half precision on some CPUs
    question = library.encode_query("who drove the van", normalize_embeddings=True)
    assert float(question @ embedder.embed_query("who drove the van").vector) > 0.98


def test_prompts_are_put_before_questions_and_passages(models):
    with_prompts = SentenceEmbedder(str(models("prompts")), "cpu")
    without = SentenceEmbedder(str(models("mean")), "cpu")  # the same weights
    text = "mara drove the van"
    asked, said = with_prompts.embed_query(text), with_prompts.embed([text])
    assert float(asked.vector @ said.vectors[0]) < 0.999
    assert float(without.embed_query(text).vector @ without.embed([text]).vectors[0]) > 0.99
    assert asked.words == ("mara", "drove", "the", "van")  # the prompt's own tokens say nothing of the question
    assert len(said.tokens[0]) == 4
    assert with_prompts.max_tokens < without.max_tokens


@pytest.mark.parametrize("kind", ["multi-vector", "multi-vector without markers"])
def test_token_vectors_of_a_multi_vector_model_are_those_of_the_library(models, kind):
    folder = str(models(kind))
    assert kind_of(folder) == "MultiVectorEncoder"
    library = MultiVectorEncoder(folder, device="cpu")
    embedder = SentenceEmbedder(folder, "cpu")
    text = "mara drove the van to the sea"
    wanted = library.encode_document([text], convert_to_numpy=True)[0].astype(np.float32)
    found = embedder.embed([text]).tokens[0]
    assert found.shape == wanted.shape
    assert (wanted * found).sum(axis=1).min() > 0.97
    asked = library.encode_query(["who drove"], convert_to_numpy=True)[0]
    assert embedder.embed_query("who drove").tokens.shape == asked.shape


def test_a_model_without_token_vectors_says_what_is_left_out(models, tmp_path):
    embedder = SentenceEmbedder(str(models("static")), "cpu")
    assert "without late interaction" in embedder.notes[0]
    with opened(tmp_path, embedding=str(models("static"))) as book:
        report = book.sync()
        assert any("late interaction" in warning for warning in report.warnings)
        assert book.search("the van", 3)


def test_every_kind_makes_an_index_that_finds(models, tmp_path):
    for kind in ("cls", "dense", "multi-vector", "prompts"):
        with opened(tmp_path / kind, embedding=str(models(kind)), device="cpu") as book:
            book.sync()
            hit = book.search("Who read clause nine upside down?", 1)[0]
            assert hit.chapter.position == 2, kind
            texts = [h.text for h in book.search(CHAPTER_SENTENCE, 3)]
            assert any(CHAPTER_SENTENCE in text for text in texts), kind


CHAPTER_SENTENCE = "Dex played the piano with his left hand"


# -- never mixed --------------------------------------------------------------------------------------------------


def opened(root, **settings):
    folder = root / "book"
    if not folder.exists():
        write_book(folder)
    return Companion.open(folder, engine=Engine(Settings.load(home=root / "home", model="none", **settings)))


def test_an_index_made_with_another_model_is_remade_and_leaves_nothing(models, tmp_path):
    for kind, width in (("mean", 32), ("wide", 64), ("dense", 20), ("mean", 32)):
        with opened(tmp_path, embedding=str(models(kind)), device="cpu") as book:
            assert book.sync().embedded > 0
            assert book.sync().embedded == 0
            names = {row[0] for row in book._ledger.connection.execute("SELECT DISTINCT embedding FROM vector")}
            assert names == {book.engine.embedder.name}
            with book._store.collection() as collection:
                assert len(collection.get(limit=1, include=["embeddings"])["embeddings"][0]) == width
            assert [c.name for c in book._store._client.list_collections()] == [book._store.collection_name]


def test_weights_replaced_in_the_same_folder_are_another_model(tmp_path):
    folder = tiny.sentence_model(tmp_path / "model", seed=1)
    before = SentenceEmbedder(str(folder), "cpu")
    same = SentenceEmbedder(str(shutil.copytree(folder, tmp_path / "elsewhere" / "model")), "cpu")
    assert same.name == before.name
    shutil.rmtree(folder)
    tiny.sentence_model(folder, seed=2)
    assert SentenceEmbedder(str(folder), "cpu").name != before.name


@pytest.mark.parametrize("other", ["wide", "dense", "static", "multi-vector"])
def test_before_the_next_sync_another_model_searches_by_words_alone(models, tmp_path, other):
    with opened(tmp_path, embedding=str(models("mean")), device="cpu") as book:
        book.sync()
    with opened(tmp_path, embedding=str(models(other)), device="cpu") as book:
        assert "piano" in book.search("piano", 1)[0].text


# -- what can go wrong --------------------------------------------------------------------------------------------


def test_weights_that_are_not_here_are_named_with_what_to_do(tmp_path):
    with opened(tmp_path, embedding="BAAI/no-such-model") as book, pytest.raises(IndexUnavailable) as caught:
        book.sync()
    said = str(caught.value)
    assert "BAAI/no-such-model" in said
    assert "hf download" in said
    assert "COMPANION_EMBEDDING=default" in said
    assert "\n" not in said


@pytest.mark.parametrize("damage", ["empty", "no weights", "broken weights", "broken settings"])
def test_a_damaged_folder_is_one_clear_error(tmp_path, models, damage):
    folder = tmp_path / "model"
    if damage == "empty":
        folder.mkdir()
    else:
        shutil.copytree(models("mean"), folder)
        weights = folder / "model.safetensors"
        if damage == "no weights":
            weights.unlink()
        elif damage == "broken weights":
            weights.write_bytes(b"x" * 100)
        else:
            (folder / "config.json").write_text("{")
    with pytest.raises(IndexUnavailable, match="cannot be loaded") as caught:
        SentenceEmbedder(str(folder), "cpu").embed(["x"])
    assert str(folder) in str(caught.value)


def test_a_cross_encoder_is_no_embedder(cross):
    with pytest.raises(IndexUnavailable, match="COMPANION_RERANKER"):
        SentenceEmbedder(str(cross), "cpu").embed(["x"])


@pytest.mark.parametrize("device", ["cuda", "mps"])
def test_a_device_that_is_not_there_is_a_clear_error(models, device):
    import torch

    if torch.cuda.is_available() or torch.backends.mps.is_available():
        pytest.skip("this machine has one")
    for model in ("default", str(models("mean"))):
        with pytest.raises(IndexUnavailable, match="COMPANION_DEVICE"):
            SentenceEmbedder(model, device).embed(["x"])


# -- a cross-encoder on top ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cross(tmp_path_factory):
    return tiny.cross_encoder(tmp_path_factory.mktemp("models") / "cross")


def test_scores_are_those_of_the_library(cross):
    texts = ["mara drove the van", "ruth slept", "the sea at night"]
    wanted = CrossEncoder(str(cross), device="cpu").predict([("who drove?", text) for text in texts])
    found = CrossEncoderReranker(str(cross), "cpu").score("who drove?", texts)
    assert found == pytest.approx(wanted, abs=1e-4)
    assert CrossEncoderReranker(str(cross), "cpu").score("who drove?", []).shape == (0,)


class Longest:
    name = "longest"

    def score(self, query, texts):
        return np.array([len(t) for t in texts], dtype=np.float32)


def test_the_best_are_dealt_out_anew_and_the_rest_stay_below():
    count = MOST_RERANKED + 10
    scores = np.linspace(5, 1, count).astype(np.float32)
    texts = ["x" * (n + 1) for n in range(count)]
    dealt = reranked(scores, texts, "q", Longest())
    order = np.argsort(-dealt, kind="stable").tolist()
    assert order == [*reversed(range(MOST_RERANKED)), *range(MOST_RERANKED, count)]
    assert sorted(dealt) == pytest.approx(sorted(scores))
    assert reranked(scores[:1], texts[:1], "q", Longest()).tolist() == scores[:1].tolist()


def test_a_book_searched_with_one_is_ordered_by_it(tmp_path, cross):
    with opened(tmp_path, reranker=str(cross), device="cpu") as book:
        book.sync()
        hits = book.search("who drove the van", 50)
        found = CrossEncoderReranker(str(cross), "cpu").score("who drove the van", [h.text for h in hits])
        assert all(a >= b - 1e-4 for a, b in itertools.pairwise(found.tolist()))
        assert {h.chapter.position for h in hits} == set(range(1, len(CHAPTERS) + 1))


def test_one_that_is_not_here_is_named_when_it_is_needed(tmp_path):
    with opened(tmp_path, reranker="no/such-reranker") as book:
        book.sync()
        with pytest.raises(IndexUnavailable, match=r"no/such-reranker.*COMPANION_RERANKER"):
            book.search("van")


def test_what_a_forward_pass_says_beside_its_tensors_is_left_out(models):
    from sentence_transformers import SentenceTransformer

    texts = [f"The van was number {n} in the yard." for n in range(6)]
    model = SentenceTransformer(str(models("mean")))
    forward = model.forward
    model.forward = lambda *given, **more: UserDict(  # as some versions do
        {**forward(*given, **more), "modality": "text"}
    )
    vectors, tokens = SentenceModel(model, batch=3).encode(texts)
    plain, _ = SentenceModel(SentenceTransformer(str(models("mean"))), batch=3).encode(texts)
    assert np.allclose(vectors, plain, atol=1e-5)
    assert [len(t) > 0 for t in tokens] == [True] * 6


def test_the_default_model_runs_through_the_library_too():
    """The way for GPUs: the same weights give the same vectors as our own forward pass."""
    from companion.index.embedder import bundled_weights

    library = open_sentence_model(str(bundled_weights()), "cpu")
    vectors, tokens = library.encode(TEXTS[:2])
    made = SentenceEmbedder().embed(TEXTS[:2])
    assert (vectors * made.vectors).sum(axis=1).min() > 0.98
    assert [t.shape for t in tokens] == [t.shape for t in made.tokens]
