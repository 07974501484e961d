"""Late interaction and the ranking over it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.index.ranking import FEATURES, WEIGHTS, Candidates, features, rank, z_scores
from companion.index.tokens import max_sim, pack, principal_axes
from companion.index.words import Stemmer


def unit(*rows):
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


BASIS = np.eye(4, dtype=np.float32)


def candidates(**changes):
    fields = {
        "places": (("a", 0, 5), ("a", 6, 9), ("b", 0, 4)),
        "cosines": np.array([0.1, 0.2, 0.3], dtype=np.float32),
        "words": np.array([3.0, 2.0, 0.0], dtype=np.float32),
        "late": np.array([0.5, 0.4, 0.6], dtype=np.float32),
        "question": ("who", "drive", "the", "van"),
        "stems": (("dex", "drive", "the", "van"), ("the", "van"), ("rain",)),
        "idf": {"drive": 2.0, "van": 1.0},
        "held": np.array([[1, 1], [1, 1], [0, 0]], dtype=np.float32),
    }
    return Candidates(**(fields | changes))


def test_each_token_takes_its_best_partner():
    query = unit([1, 0, 0, 0], [0, 1, 0, 0])
    passages = [unit([1, 0, 0, 0], [0, 0.6, 0.8, 0]), unit([0, 0, 1, 0])]
    found = max_sim(query, np.ones(2, dtype=np.float32), [pack(p * 0.5, BASIS) for p in passages], BASIS)
    assert found == pytest.approx([(0.5 + 0.3) / 2, 0.0], abs=0.01)


def test_rare_words_weigh_more():
    query, passage = unit([1, 0, 0, 0], [0, 1, 0, 0]), unit([1, 0, 0, 0]) * 0.4
    heavy, light = (
        max_sim(query, np.array(w, dtype=np.float32), [pack(passage, BASIS)], BASIS)[0] for w in ([9, 1], [1, 9])
    )
    assert heavy > light


@pytest.mark.parametrize("packed", [[], [b""], [b"", b""]])
def test_passages_without_tokens_score_nothing(packed):
    assert max_sim(unit([1, 0, 0, 0]), np.ones(1, dtype=np.float32), packed, BASIS).tolist() == [0.0] * len(packed)


def test_axes_are_orthonormal_and_keep_what_varies():
    chance = np.random.default_rng(3)
    tokens = [chance.normal(size=(50, 6)).astype(np.float32) * [5, 4, 0.01, 3, 0.01, 0.01] for _ in range(20)]
    axes = principal_axes(tokens)
    assert np.allclose(axes.T @ axes, np.eye(6), atol=1e-4)
    assert set(np.argmax(np.abs(axes[:, :3]), axis=0)) == {0, 1, 3}


def test_features_say_what_their_names_say():
    found = dict(zip(FEATURES, features(candidates()).T.tolist(), strict=True))
    assert found["phrases"] == pytest.approx([2 / 3, 1 / 3, 0.0])  # "who drive" has a term too, and stands nowhere
    assert found["context"] == pytest.approx([1.0, 1.0, 0.0])
    assert found["chapter"][0] == found["chapter"][1] == max(found["late"][:2])


def test_a_passage_with_the_words_comes_first():
    assert rank(candidates()).argmax() == 0
    assert len(WEIGHTS) == len(FEATURES)


def test_nothing_found_is_no_ranking():
    none = candidates(
        places=(), cosines=np.zeros(0), words=np.zeros(0), late=np.zeros(0), stems=(), held=np.zeros((0, 2))
    )
    assert rank(none).tolist() == []


def test_no_spread_is_no_score():
    assert z_scores(np.ones(3)).tolist() == [0, 0, 0]


STEMMER = Stemmer()


@given(st.text(alphabet="abcdefgilnrsty éü-'’. ", max_size=80))
def test_the_stems_of_a_sequence_are_those_of_the_index(text):
    assert list(dict.fromkeys(STEMMER.sequence(text))) == STEMMER.terms(text)
