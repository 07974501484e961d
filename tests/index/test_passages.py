"""Passages: whole sentences, never across a scene break, never longer than the embedder reads."""

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from companion.index.passages import MOST_WORDS, passages_of
from companion.manuscript.chapter import Scene
from tests.support.books import chapter


def count_tokens(texts):
    return [len(t.split()) for t in texts]


def long_text(sentences: int) -> str:
    return " ".join(f"Sentence number {n} says something about the road." for n in range(sentences))


def test_passages_end_at_scene_breaks():
    text = "The van was cold.\n\n***\n\nThe pub was warm."
    scenes = (Scene(1, 0, 17), Scene(2, 24, len(text)))
    found = passages_of(chapter(text, scenes=scenes), count_tokens, 254)
    assert [p.text for p in found] == ["The van was cold.", "The pub was warm."]


def test_a_full_passage_is_closed_and_nothing_is_lost():
    made = chapter(long_text(120))
    found = passages_of(made, count_tokens, 254)
    assert len(found) > 1
    assert all(len(p.text.split()) <= MOST_WORDS for p in found)
    assert " ".join(p.text for p in found) == made.text


def test_a_paragraph_that_fits_is_kept_whole():
    first, second = long_text(8), long_text(7)
    found = passages_of(chapter(f"{first}\n\n{second}"), count_tokens, 254)
    assert [p.text for p in found] == [first, second]


def test_short_paragraphs_share_a_passage():
    found = passages_of(chapter("No.\n\nYes.\n\nMaybe."), count_tokens, 254)
    assert [p.text for p in found] == ["No.\n\nYes.\n\nMaybe."]


def test_a_sentence_longer_than_the_embedder_reads_is_cut_between_words():
    made = chapter("so " * 700 + "it went.")
    found = passages_of(made, count_tokens, 254)
    assert all(len(p.text.split()) <= 254 for p in found)
    assert "".join(p.text.split() and re.sub(r"\s+", "", p.text) for p in found) == re.sub(r"\s+", "", made.text)


@given(st.lists(st.text(alphabet="ab .!?\n“”'", max_size=60), max_size=12))
def test_offsets_are_exact_ordered_and_disjoint(parts):
    made = chapter("\n\n".join(parts) or "x")
    found = passages_of(made, count_tokens, 20)
    assert all(made.text[p.start : p.end] == p.text for p in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
