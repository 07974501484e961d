"""The reader on the bundled weights: it finds the words that answer, and tells texts that answer from others."""

from __future__ import annotations

import numpy as np
import pytest

from companion.errors import IndexUnavailable
from companion.index.reading import BundledReader, changed

JAR = 'She took down a jar from one of the shelves; it was labelled "ORANGE MARMALADE", but it was empty.'
LUCY = "Miss Honeychurch was only a young lady with a quantity of dark hair and a very pretty face."
WEIR = "Mr. Weir came to Glasgow on a Tuesday with two bags of clothes."
TEXTS = (JAR, LUCY, WEIR)


@pytest.fixture(scope="module")
def reader() -> BundledReader:
    made = BundledReader()
    made.load()
    return made


@pytest.mark.parametrize(
    ("question", "right", "words"),
    [
        ("What did the label say on the jar?", 0, "ORANGE MARMALADE"),
        ("Who had a quantity of dark hair?", 1, "Honeychurch"),
        ("Who came with clothes?", 2, "Weir"),
    ],
)
def test_the_text_that_answers_is_told_and_the_words_in_it(reader, question, right, words) -> None:
    readings = reader(question, TEXTS)
    assert int(np.argmax([r.speaks.mean() for r in readings])) == right
    best = readings[right]
    begin = int(best.begins.argmax())
    end = begin + int(best.ends[begin:].argmax())
    assert words in TEXTS[right][best.spans[begin, 0] : best.spans[end, 1]]
    assert all(
        (best.begins.max() + best.ends.max() - best.silent) > r.begins.max() + r.ends.max() - r.silent
        for r in readings
        if r is not best
    )


def test_every_token_has_its_place_in_the_text_and_order_is_kept(reader) -> None:
    texts = [JAR, "", "I.", LUCY + " " + JAR]
    readings = reader("What is it?", texts)
    assert len(readings) == len(texts)
    for text, one in zip(texts, readings, strict=True):
        assert len(one.spans) == len(one.begins) == len(one.ends) == len(one.speaks)
        assert all(0 <= a < b <= len(text) for a, b in one.spans)
        assert np.isfinite(one.speaks).all() and np.isfinite(one.silent)


def test_what_stands_in_a_batch_changes_nothing(reader) -> None:
    alone = reader("Who came with clothes?", [WEIR])[0]
    among = reader("Who came with clothes?", [LUCY * 3, WEIR, JAR])[1]
    np.testing.assert_allclose(alone.speaks, among.speaks, atol=0.15)  # bfloat16


def test_a_low_rank_change_is_added_to_its_layer() -> None:
    import torch

    weights = {"x.weight": torch.ones(2, 3), "x.bias": torch.zeros(2)}
    change = {
        "types": np.zeros((2, 3)),
        "x.a": np.full((1, 3), 2.0),
        "x.b": np.array([[1.0], [0.0]]),
        "x.db": np.array([0.5, 0.0]),
    }
    made = changed(weights, change)
    assert made["x.weight"].tolist() == [[3, 3, 3], [1, 1, 1]]
    assert made["x.bias"].tolist() == [0.5, 0]


def test_weights_that_are_no_plain_bert_are_said_to_be_incomplete(monkeypatch) -> None:
    monkeypatch.setattr("companion.index.reading.read_recipe", lambda folder: None)
    with pytest.raises(IndexUnavailable, match="install it again"):
        BundledReader().load()
