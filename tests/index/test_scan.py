"""Exhaustive scans find every place, and only whole words."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from companion.errors import NotInBook
from companion.index.scan import mentions, phrase_pattern, scan
from companion.manuscript.chapter import Paratext, Scene
from tests.support.books import chapter


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("clause nine", "Read Clause\nnine tonight.", True),
        ("clause nine", "He signed the clause.\n\nNine men left.", False),
        ("clause nine", "Read the *clause* nine.", True),
        ("Mara", "It was Mara's van.", True),
        ("Mara", "_Mara_ was there.", True),
        ("Mara", "Maran was not there.", False),
        ("Mara's", "It was Mara’s van.", True),
        ("don't", "I don’t know.", True),
        ("don’t", "I don't know.", True),
        ("Don", "I don’t know.", False),
        ("Don", "Don’s here. Don’ll know.", True),
        ("t", "I don't know.", False),
        ("lock-in", "After the lock in we slept.", True),
        ("lock in", "After the lock‑in we slept.", True),
        ("lock-in", "After the lock-\nin we slept.", True),
        ("lock in", "He locked in the dog.", False),
        ("a.b", "It was axb.", False),
        ("(x)", "See (x) there.", True),
        ("C++", "She wrote C++ once.", True),
        ("Zoë", "zoë left.", True),
        ("Zoë", "Zoe\u0308 left.", True),
        ("Zoe", "Zoë left.", True),
        ("Zoe", "ZOE\u0308 left.", True),
        ("Zoë", "Zoe left.", False),
        ("Zo", "Zoe\u0308 left.", False),
        ("Straße", "Die STRASSE war leer.", True),
        ("ночь", "Тихая ночь.", True),
        ("ночь", "Тихая ночью.", False),
        ("東京", "私は東京都に行った。", True),
        ("\uf900", "So \u8c48 said.", True),
        ("\u095e\u093f", "\u092b\u093c\u093f.", True),
        ("\u092b\u093c\u093f", "\u095e\u093f.", True),
        ("\u8c48", "So \uf900 said.", True),
        ("\u2126", "The \u03a9 of it.", True),
        ("Angstr\u00f6m", "The A\u030angstr\u00f6m bar.", True),
        ("राम", "राम आया।", True),
        ("राम", "रामा आया।", False),
        ("🎸", "A 🎸 riff.", False),
    ],
)
def test_what_counts_as_a_place(phrase, text, found):
    assert bool(scan([chapter(text)], phrase)) is found


@pytest.mark.parametrize("phrase", ["", "  ", "?!", "***", "🎸"])
def test_a_phrase_without_a_word_finds_nothing(phrase):
    assert phrase_pattern(phrase) is None
    assert scan([chapter("Anything at all.")], phrase) == []
    with pytest.raises(NotInBook, match="no word"):
        mentions([chapter("Anything at all.")], phrase)


def test_every_sentence_once_in_reading_order():
    made = [chapter("The van. A van and a van! No bus.", 1), chapter("Van again.", 2)]
    assert [c.quote for c in scan(made, "van")] == ["The van.", "A van and a van!", "Van again."]


def test_what_is_not_story_is_not_scanned():
    text = "The van left.\n\nAuthor's note: my van broke down."
    made = chapter(text, scenes=(Scene(1, 0, 13),), paratext=(Paratext(15, len(text), "author's note"),))
    assert [c.quote for c in scan([made], "van")] == ["The van left."]


def test_mentions_know_every_place_and_its_chapter():
    made = [chapter("Sign it. She signed, signing was easy.", 1), chapter("No.", 2), chapter("He signs a signal.", 3)]
    found = mentions(made, "sign")
    assert [c.quote for c in found.places] == ["Sign", "signed", "signing", "signs"]
    assert found.counts == ((1, 3), (3, 1))
    assert [c.quote for c in found.sentences] == ["Sign it.", "She signed, signing was easy.", "He signs a signal."]


def test_exact_mentions_are_the_words_as_given():
    made = [chapter("Sign it. She signed.")]
    assert [c.quote for c in mentions(made, "sign", exact=True).places] == ["Sign"]


def test_stop_words_have_no_other_forms():
    assert [c.quote for c in mentions([chapter("As a rule it has his hat.")], "his").places] == ["his"]


def test_other_names_are_places_too_and_overlaps_count_once():
    made = chapter("Mara Quill sang. The Wren slept. Mara left.")
    found = mentions([made], "Mara", names=("Mara Quill", "The Wren"), named=[(1, 0, 10), (1, 17, 25), (1, 33, 37)])
    assert [c.quote for c in found.places] == ["Mara Quill", "The Wren", "Mara"]


# -- the law: what a reader who goes through the text word by word would find -------------------------------------

WORDS = [
    "Mara",
    "mara",
    "MARA",
    "Zoe",
    "Zoë",
    "ZOË",
    "clause",
    "nine",
    "don",
    "don’t",
    "can't",
    "signed",
    "Ночь",
    "ночь",
]
BETWEEN = [" ", "  ", "\n", "\n\n", "-", "‑", ", ", ". ", "’s ", "'s\n", " *", "* ", "_ ", " (", ") ", " — ", "’ "]
PHRASES = ["Mara", "zoe", "Zoë", "clause nine", "clause-nine", "nine", "don", "don't", "mara zoë", "ночь"]


def words_of(text):
    """(start, end, word): runs of letters and marks, with n't kept on the word before it."""
    runs, at = [], 0
    while at < len(text):
        if unicodedata.category(text[at])[0] not in "LNM":
            at += 1
            continue
        end = at
        while end < len(text) and unicodedata.category(text[end])[0] in "LNM":
            end += 1
        runs.append((at, end))
        at = end
    joined = []
    for start, end in runs:
        negated = (
            joined
            and joined[-1][1] == start - 1
            and text[start - 1] in "'’"
            and text[start:end].lower() == "t"
            and text[joined[-1][1] - 1].lower() == "n"
        )
        if negated:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [(a, b, text[a:b].replace("’", "'")) for a, b in joined]


def same_word(asked, there):
    asked, there = (unicodedata.normalize("NFC", w).lower() for w in (asked, there))
    if len(asked) != len(there):
        return False
    return all(
        a == t or (a.isascii() and unicodedata.normalize("NFD", t)[0] == a) for a, t in zip(asked, there, strict=True)
    )


def is_gap(between):
    bare = between.strip("*_")
    if bare and not bare.strip(" \n"):
        return bare.count("\n") <= 1
    return bare in ("-", "‑")


def by_hand(text, phrase):
    asked = [w for _, _, w in words_of(phrase)]
    words = words_of(text)
    found, at = [], 0
    while at + len(asked) <= len(words):
        some = words[at : at + len(asked)]
        gaps = [text[a[1] : b[0]] for a, b in itertools.pairwise(some)]
        if all(same_word(q, w) for q, (_, _, w) in zip(asked, some, strict=True)) and all(map(is_gap, gaps)):
            found.append((some[0][0], some[-1][1]))
            at += len(asked)
        else:
            at += 1
    return found


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=14),
    st.sampled_from(PHRASES),
    st.booleans(),
)
@example([("clause", "\n"), ("nine", "\n\n"), ("clause", "\n\n"), ("nine", " ")], "clause nine", False)
@example([("Zoë", "’s "), ("ZOË", "-"), ("mara", " ")], "zoe", True)
def test_a_scan_finds_what_reading_word_by_word_finds(parts, phrase, apart):
    text = "".join(itertools.chain.from_iterable(parts)) or "."
    text = unicodedata.normalize("NFD", text) if apart else text
    made = chapter(text)
    found = [(c.start, c.end) for c in mentions([made], phrase, exact=True).places]
    assert found == by_hand(text, phrase)
    assert sum(n for _, n in mentions([made], phrase, exact=True).counts) == len(found)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["van", "vans", "van's", "Vans", "vane", "drive", "drives", "driving", "driver"]), max_size=12
    )
)
def test_other_forms_are_added_and_nothing_is_lost(words):
    made = chapter(" ".join(words) or ".")
    exact = mentions([made], "van", exact=True).places
    loose = mentions([made], "van").places
    assert set(exact) <= set(loose)
    assert [c.quote.lower() for c in loose] == [
        w.lower().replace("'s", "") for w in words if w.lower() in ("van", "vans", "van's")
    ]
    assert {c.quote for c in mentions([made], "drive").places} <= {"drive", "drives", "driving"}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.text(max_size=120))
def test_any_phrase_in_any_text_is_no_error_and_quotes_are_exact(phrase, text):
    made = chapter(text or ".")
    if phrase_pattern(phrase) is None:
        return
    for citation in mentions([made], phrase).places:
        assert made.text[citation.start : citation.end] == citation.quote


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu", "Lo"]), min_size=1, max_size=12))
@example("\uf900")
@example("\u212b")
@example("\u1e9e")
@example("\u0958")
@example("\ufb2c")
def test_every_word_finds_itself(word):
    assert mentions([chapter(f"Then {word} left.")], word, exact=True).places
