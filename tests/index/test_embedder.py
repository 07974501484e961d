"""The contract of every embedder, on the real default weights and on the tests' own."""

from __future__ import annotations

import numpy as np
import pytest

from companion.errors import IndexUnavailable
from companion.index.embedder import SentenceEmbedder
from tests.support.embedder import HashEmbedder


@pytest.fixture(scope="module", params=[SentenceEmbedder, HashEmbedder])
def embedder(request):
    return request.param()


TEXTS = ["Mara drove the van.", "", "Nobody slept, least of all the dog.", "— ✶ —"]


def test_vectors_are_unit_length_and_rows_keep_their_order(embedder):
    made = embedder.embed(TEXTS)
    assert made.vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(made.vectors, axis=1), 1, atol=0.02)
    alone = embedder.embed([TEXTS[2]])
    assert float(made.vectors[2] @ alone.vectors[0]) > 0.99
    assert len(made.tokens) == len(TEXTS)
    assert made.tokens[2].shape == alone.tokens[0].shape


def test_a_question_has_a_word_for_every_token(embedder):
    made = embedder.embed_query("Who drove Mara's van?")
    assert len(made.words) == len(made.tokens)
    assert "drove" in made.words


def test_nothing_is_no_error(embedder):
    assert embedder.count_tokens([]) == []
    assert embedder.embed([]).vectors.shape[0] == 0


def test_longer_texts_have_more_tokens(embedder):
    few, many = embedder.count_tokens(["one two", "one two three four five"])
    assert few < many <= embedder.max_tokens


def test_progress_ends_with_all(embedder):
    told = []
    embedder.embed(["text"] * 40, told.append)
    assert told[-1] == 40


def test_meaning_is_nearer_than_chance():
    embedder = SentenceEmbedder()
    made = embedder.embed(["She parked the van by the sea.", "The contract was signed in ink."])
    question = embedder.embed_query("Where did she leave the vehicle?").vector
    assert made.vectors[0] @ question > made.vectors[1] @ question


def test_a_model_that_is_not_here_is_one_clear_error():
    with pytest.raises(IndexUnavailable, match="COMPANION_EMBEDDING"):
        SentenceEmbedder("no/such-model-anywhere").embed(["x"])
