"""What ranking gets of each passage is that passage's own, whatever was asked for before."""

from __future__ import annotations

import numpy as np
import pytest

from companion.index.material import Shelf
from companion.index.tokens import axes_for, pack
from companion.index.words import Stemmer
from companion.ledger import Ledger
from companion.records import Passage
from tests.support.embedder import HashEmbedder

TEXT = "The van stood in the rain. Nobody drove the van that night, and the rain never stopped."
PLACES = [("a", 0, 26), ("a", 27, len(TEXT)), ("b", 0, 26)]
TEXTS = {"a": TEXT, "b": "Mara sang of harbours, and more."}


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path / "ledger.sqlite")
    yield made
    made.close()


def kept(ledger, places):
    """Embed and keep passages; their token vectors and the basis."""
    passages = [Passage(r, a, b, TEXTS[r][a:b]) for r, a, b in places]
    embedded = HashEmbedder().embed([p.text for p in passages])
    basis = axes_for(embedded.tokens)
    ledger.keep_vectors("hashed", passages, embedded.vectors, pack(embedded.tokens, basis))
    return embedded, basis


def test_rows_are_in_the_order_asked_for(ledger):
    embedded, basis = kept(ledger, PLACES)
    shelf = Shelf(ledger, Stemmer())
    for order in ([0, 1, 2], [2, 0, 1], [1]):
        made = shelf.fetch([PLACES[n] for n in order], TEXTS, "hashed", basis)
        for row, n in enumerate(order):
            assert np.allclose(made.vectors[row], embedded.vectors[n], atol=1e-3)
            tokens = made.tokens[made.bounds[row] : made.bounds[row + 1]]
            assert tokens.tobytes() == pack(embedded.tokens, basis)[n]


def test_equal_words_have_equal_numbers_and_ids_know_what_was_seen(ledger):
    _, basis = kept(ledger, PLACES)
    stemmer = Stemmer()
    assert stemmer.id_of("rain") == -1
    made = Shelf(ledger, stemmer).fetch(PLACES, TEXTS, "hashed", basis)
    first, second = (made.stems[made.stem_bounds[n] : made.stem_bounds[n + 1]].tolist() for n in (0, 1))
    assert first.count(stemmer.id_of("rain")) == second.count(stemmer.id_of("rain")) == 1
    assert [stemmer.id_of(s) for s in stemmer.sequence(TEXT[:26])] == first
    assert stemmer.id_of("harpsichord") == -1


def test_passages_without_vectors_have_empty_rows(ledger):
    _, basis = kept(ledger, PLACES[:1])
    made = Shelf(ledger, Stemmer()).fetch(PLACES, TEXTS, "hashed", basis)
    assert not made.vectors[1:].any()
    assert np.diff(made.bounds).tolist()[1:] == [0, 0]
    nothing = Shelf(ledger, Stemmer()).fetch([], TEXTS, "hashed", basis)
    assert (len(nothing.vectors), len(nothing.tokens), len(nothing.stems)) == (0, 0, 0)


def test_a_book_that_begins_small_keeps_every_axis():
    few = HashEmbedder().embed(["one line"]).tokens
    assert np.array_equal(axes_for(few), np.eye(HashEmbedder.dimension))
    many = [np.random.default_rng(1).normal(size=(6000, 300)).astype(np.float32)]
    assert axes_for(many).shape == (300, 192)
    assert axes_for([]).shape == (0, 0)
