"""Late interaction and the ranking over it: what each number says, and which passage comes first."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.index.embedder import EmbeddedQuery
from companion.index.index import BESIDE, _with_those_beside
from companion.index.interaction import BLOCK, FAINT, KINDS, interaction, learned_question
from companion.index.ranking import FEATURES, WEIGHTS, Candidates, features, rank
from companion.index.relevance import LEARNED_FOR, RelevanceModel, learned_model
from companion.index.signals import (
    NEAR,
    QUESTION,
    SIGNALS,
    named_terms,
    neighbours,
    question_signals,
    signals,
    z_scores,
)
from companion.index.tokens import SCALE, max_sim, pack, principal_axes
from companion.index.words import Stemmer, VisiblePassages


def unit(*rows):
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


BASIS = np.eye(4, dtype=np.float32)
QUESTION_STEMS = ("who", "drive", "the", "van")
PASSAGES = (("dex", "drive", "the", "van"), ("the", "van"), ("rain",))


def candidates(passages=PASSAGES, question=QUESTION_STEMS, terms=("drive", "van"), chapters=("a", "a", "b"), **changes):
    """A book that consists of candidates only: one passage after the other, stems as words."""
    number = {s: n for n, s in enumerate(dict.fromkeys([*question, *terms, *(s for p in passages for s in p)]))}
    n = len(passages)
    lengths = [len(p) for p in passages]
    chance = np.random.default_rng(5)
    tokens = [np.clip(unit(*chance.normal(size=(max(k, 1), 4))) * SCALE * 0.5, -127, 127)[:k] for k in lengths]
    fields = {
        "query": " ".join(question),
        "places": tuple((c, k, k + 1) for k, c in enumerate(chapters[:n])),
        "rows": np.arange(n),
        "joined": np.array([k > 0 and chapters[k] == chapters[k - 1] for k in range(n)], dtype=bool),
        "word_scores": np.array([sum(t in p for t in terms) for p in passages], dtype=np.float32),
        "vectors": unit(*chance.normal(size=(max(n, 1), 4)))[:n],
        "terms": tuple(terms),
        "idf": np.array([2.0, 1.0, 0.5, 0.25][: len(terms)], dtype=np.float32),
        "named": np.zeros(len(terms), dtype=bool),
        "held": tuple(np.array([k for k, p in enumerate(passages) if t in p], dtype=np.int64) for t in terms),
        "term_ids": np.array([number[t] for t in terms], dtype=np.int64),
        "question_ids": np.array([number[s] for s in question], dtype=np.int64),
        "stem_ids": np.array([number[s] for p in passages for s in p], dtype=np.int64),
        "stem_bounds": np.cumsum([0, *lengths]),
        "asked": EmbeddedQuery(unit([1, 0, 0, 0])[0], unit([1, 0, 0, 0], [0, 1, 0, 0]), ("drive", "van")),
        "weights": np.array([2.0, 1.0], dtype=np.float32),
        "tokens": np.concatenate([np.zeros((0, 4)), *tokens]).astype(np.int8),
        "bounds": np.cumsum([0, *lengths]),
        "basis": BASIS,
        "embedding": "tiny",
    }
    return Candidates(**(fields | changes))


def said(c):
    return dict(zip(SIGNALS, signals(c, neighbours(c)).T.tolist(), strict=True))


def small_weights(heads=2, hidden=3, seed=1):
    """A model of the right shapes for vectors of four numbers, filled by chance."""
    chance = np.random.default_rng(seed)
    columns = len(SIGNALS) + heads * KINDS + 1
    shapes = {
        "low": (4, 2), "high": (2, 4), "weigh": (4, heads), "weigh_kind": (3, heads), "linear": (columns,),
        "hidden": (columns, hidden), "hidden_question": (QUESTION, hidden), "hidden_bias": (hidden,),
        "output": (hidden,), "look": (7, 2), "look_question": (QUESTION, 2), "look_bias": (2,), "look_output": (2,),
    }  # fmt: skip
    made = {name: (chance.normal(size=shape) * 0.1).astype(np.float32) for name, shape in shapes.items()}
    return made | {"mean": np.zeros(len(SIGNALS), np.float32), "spread": np.ones(len(SIGNALS), np.float32)}


# -- late interaction alone -------------------------------------------------------------------------------------------


def packed(*passages):
    tokens = [np.frombuffer(p, dtype=np.int8).reshape(-1, 4) for p in pack(passages, BASIS)]
    return np.concatenate(tokens), np.cumsum([0, *map(len, tokens)])


def test_each_token_takes_its_best_partner():
    query = unit([1, 0, 0, 0], [0, 1, 0, 0])
    tokens, bounds = packed(unit([1, 0, 0, 0], [0, 0.6, 0.8, 0]) * 0.5, unit([0, 0, 1, 0]) * 0.5)
    found = max_sim(query, np.ones(2, dtype=np.float32), tokens, bounds, BASIS)
    assert found == pytest.approx([(0.5 + 0.3) / 2, 0.0], abs=0.01)


def test_rare_words_weigh_more():
    query = unit([1, 0, 0, 0], [0, 1, 0, 0])
    tokens, bounds = packed(unit([1, 0, 0, 0]) * 0.4)
    heavy, light = (max_sim(query, np.array(w, dtype=np.float32), tokens, bounds, BASIS)[0] for w in ([9, 1], [1, 9]))
    assert heavy > light


@pytest.mark.parametrize("count", [0, 1, 2])
def test_passages_without_tokens_score_nothing(count):
    none, bounds = np.zeros((0, 4), dtype=np.int8), np.zeros(count + 1, dtype=np.int64)
    assert max_sim(unit([1, 0, 0, 0]), np.ones(1, dtype=np.float32), none, bounds, BASIS).tolist() == [0.0] * count


def test_axes_are_orthonormal_and_keep_what_varies():
    chance = np.random.default_rng(3)
    tokens = [chance.normal(size=(50, 6)).astype(np.float32) * [5, 4, 0.01, 3, 0.01, 0.01] for _ in range(20)]
    axes = principal_axes(tokens)
    assert np.allclose(axes.T @ axes, np.eye(6), atol=1e-4)
    assert set(np.argmax(np.abs(axes[:, :3]), axis=0)) == {0, 1, 3}


# -- what the words say -----------------------------------------------------------------------------------------------


def test_a_term_counts_as_far_as_its_reach():
    book = (("van",), *[("rain",)] * 4, ("drive",))
    found = said(candidates(book, chapters="aaaaaa"))
    assert found["terms 0"] == pytest.approx([1 / 3, 0, 0, 0, 0, 2 / 3])
    assert found["terms 1"] == pytest.approx([1 / 3, 1 / 3, 0, 0, 2 / 3, 2 / 3])
    assert found["terms 3"] == pytest.approx([1 / 3, 1 / 3, 1, 1, 2 / 3, 2 / 3])
    assert found[f"terms {NEAR}"] == pytest.approx([1.0] * 6)


def test_nothing_reaches_across_a_chapter():
    found = said(candidates((("van",), ("drive",)), chapters="ab"))
    assert found[f"terms {NEAR}"] == found["terms 0"] == pytest.approx([1 / 3, 2 / 3])
    assert found["words before"] == found["words after"] == found["cosine before"] == [0.0, 0.0]


def test_names_are_counted_apart():
    found = said(candidates(named=np.array([False, True])))
    assert (found["names 0"], found["others 0"]) == ([1.0, 1.0, 0.0], [1.0, 0.0, 0.0])


def test_terms_close_together_count_more():
    apart = ("drive", *["rain"] * 18, "van")
    found = said(candidates((("drive", "van"), apart, ("rain",))))
    assert found["close 1"][0] == pytest.approx(1.0)
    assert found["close 1"][1] == pytest.approx(2 / 3)
    assert found["close 2"][1] == pytest.approx(1.0)


def test_phrases_and_terms_that_follow_each_other():
    found = said(candidates())
    assert found["phrases"] == pytest.approx([2 / 3, 1 / 3, 0.0])  # "who drive" has a term too, and stands nowhere
    assert found["skipped"] == [1.0, 0.0, 0.0]
    assert said(candidates((("van", "drive"), ("drive", *["rain"] * 9, "van"), ())))["skipped"] == [0.5, 0.0, 0.0]


def test_neighbours_are_candidates_of_the_same_chapter():
    near = neighbours(candidates())
    assert near[:, NEAR].tolist() == [0, 1, 2]
    assert near[:, NEAR + 1].tolist() == [1, 3, 3]
    assert near[:, NEAR - 1].tolist() == [3, 0, 3]


@pytest.mark.parametrize(
    ("meant", "said", "barred", "expected"),
    [
        ([1], [], [], [0, 1, 2]),
        ([2], [], [], [1, 2]),  # passage 3 begins another chapter
        ([0], [5], [], [0, 1, 4, 5]),
        ([0], [5], [1], [0, 4, 5]),
        ([], [], [], []),
    ],
)
def test_those_beside_the_best_are_candidates_too(meant, said, barred, expected):
    places = tuple(("ab"[n > 2], n, n + 1) for n in range(6))
    passages = VisiblePassages(np.arange(6), np.ones(6, dtype=np.float32), places)
    allowed = np.array([n not in barred for n in range(6)]) if barred else None
    assert _with_those_beside(meant, said, passages, allowed) == expected


def test_only_the_very_best_bring_those_beside_them():
    places = tuple(("a", n, n + 1) for n in range(60))
    passages = VisiblePassages(np.arange(60), np.ones(60, dtype=np.float32), places)
    found = _with_those_beside(list(range(0, 60, 4)), [], passages, None)
    assert len(found) == 15 + 2 * BESIDE - 1  # nothing stands before the first


@pytest.mark.parametrize(
    ("query", "terms", "named"),
    [
        ("Who drove Dex home?", ["drove", "dex", "home"], [False, True, False]),
        ("Dex drove whom home?", ["dex", "drove", "home"], [False, False, False]),
        ("where is dex", ["dex"], [False]),
    ],
)
def test_a_capital_inside_the_question_is_a_name(query, terms, named):
    assert named_terms(query, terms, lambda word: [word.lower()]).tolist() == named


def test_questions_of_different_kinds_differ():
    rows = [
        question_signals(candidates(query=q)).tolist()
        for q in ("who came", "where was it", "why", "how did he feel", "what", "what happened after that")
    ]
    assert len({tuple(r) for r in rows}) == len(rows)
    assert all(len(r) == QUESTION for r in rows)


# -- the learned model ------------------------------------------------------------------------------------------------


def stretches(similar, count):
    """`count` blocks in a row, wherever they begin."""
    blocks = -(-similar.shape[1] // BLOCK)
    return [similar[:, BLOCK * k : BLOCK * (k + count)] for k in range(max(1, blocks - count + 1))]


def test_the_interaction_pools_as_it_says():
    passages = tuple(tuple("rain" for _ in range(k)) for k in (3, 9, 40, 17))
    c, w = candidates(passages, chapters="aaab"), small_weights()
    found = interaction(c, neighbours(c), w).reshape(4, -1)
    question, heads = learned_question(c, w)
    similar = (question @ BASIS) @ c.tokens.T.astype(np.float32) / SCALE
    rows = [similar[:, a:b] for a, b in zip(c.bounds[:-1], c.bounds[1:], strict=True)]
    for head in range(heads.shape[1]):
        passage = np.array([heads[:, head] @ r.max(axis=1) for r in rows])
        beside = np.array(
            [
                heads[:, head] @ np.concatenate(rows[a:b], axis=1).max(axis=1)
                for a, b in ((0, 2), (0, 3), (1, 3), (3, 4))
            ]
        )
        pairs = np.array([max(heads[:, head] @ r.max(axis=1) for r in stretches(part, 2)) for part in rows])
        columns = found[:, head * KINDS : (head + 1) * KINDS]
        for column, expected in ((0, passage), (1, pairs), (3, beside)):
            assert columns[:, column] == pytest.approx((expected - expected.max()) * 10, abs=1e-4)
        assert columns[:, 8] == pytest.approx((passage - passage.mean()) / (passage.std() + 1e-6), abs=1e-3)


def test_weights_that_change_nothing_are_plain_late_interaction():
    w = {k: np.zeros_like(v) for k, v in small_weights(heads=1).items()}
    c = candidates(weights=np.array([2.0, FAINT], dtype=np.float32))
    found = interaction(c, neighbours(c), w)[:, 0]
    plain = max_sim(c.asked.tokens, c.weights, c.tokens, c.bounds, c.basis)
    assert found == pytest.approx((plain - plain.max()) * 10, abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.integers(0, 99))
def test_any_candidates_have_a_finite_score(lengths, seed):
    passages = tuple(tuple("van" if k % 7 else "drive" for k in range(n)) for n in lengths)
    c = candidates(passages, chapters="a" * len(passages))
    if len(c.tokens):
        scores = RelevanceModel(small_weights(seed=seed)).score(c)
        assert scores.shape == (len(passages),) and np.isfinite(scores).all()
    assert np.isfinite(features(c)).all()


def test_the_file_in_the_package_fits_the_code():
    weights = learned_model().weights
    assert weights["mean"].shape == weights["spread"].shape == (len(SIGNALS),)
    heads = weights["weigh"].shape[1]
    assert weights["linear"].shape == (len(SIGNALS) + heads * KINDS + 1,)
    assert weights["hidden_question"].shape[0] == weights["look_question"].shape[0] == QUESTION
    assert all(np.isfinite(w).all() for w in weights.values())


# -- the order --------------------------------------------------------------------------------------------------------


def test_features_say_what_their_names_say():
    c = candidates()
    found = dict(zip(FEATURES, features(c).T.tolist(), strict=True))
    assert found["phrases"] == pytest.approx([2 / 3, 1 / 3, 0.0])
    assert found["context"] == pytest.approx([1.0, 1.0, 0.0])
    assert found["chapter"][0] == found["chapter"][1] == max(found["late"][:2])


def test_a_passage_with_the_words_comes_first():
    assert rank(candidates()).argmax() == 0
    assert len(WEIGHTS) == len(FEATURES)


def test_vectors_of_another_embedder_get_the_linear_model():
    c = candidates()
    assert rank(c).tolist() == (features(c) @ WEIGHTS).tolist()
    known = replace(c, embedding=LEARNED_FOR)
    assert rank(known, learned=False).tolist() == rank(c).tolist()


def test_a_question_without_tokens_gets_the_linear_model():
    c = candidates(embedding=LEARNED_FOR)
    mute = replace(c, asked=replace(c.asked, tokens=np.zeros((0, 4), np.float32)), weights=np.zeros(0, np.float32))
    assert rank(mute).argmax() == 0


@pytest.mark.parametrize("embedding", ["tiny", LEARNED_FOR])
@pytest.mark.parametrize("words", [("van",), ("drive", "van"), ("van", "drive")])
def test_a_search_for_words_finds_the_passage_that_holds_them_all(words, embedding):
    passages = (("van",), ("drive",), ("rain", "drive", "rain", "van"), ("dex", "drive", "a", "car"))
    c = candidates(passages, question=words, terms=words, chapters="abcd", embedding=embedding)
    best = passages[rank(c).argmax()]
    assert set(words) <= set(best)


def test_nothing_found_is_no_ranking():
    assert rank(candidates(())).tolist() == []


def test_no_spread_is_no_score():
    assert z_scores(np.ones(3)).tolist() == [0, 0, 0]


STEMMER = Stemmer()


@settings(deadline=None)
@given(st.text(alphabet="abcdefgilnrsty éü-'’. ", max_size=80))
def test_the_stems_of_a_sequence_are_those_of_the_index(text):
    assert list(dict.fromkeys(STEMMER.sequence(text))) == STEMMER.terms(text)
