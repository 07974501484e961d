"""The story bible as other rooms use it: names in questions, mentions, presence, company, spelling slips, the wall."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.canon.canon import Canon
from companion.canon.variants import edits

from .books import book_of

BAND = (
    "Mara Quill tuned her guitar. “Again,” said Mara. She was their singer.\n\n"
    "Tom Hale shook his head. “No,” said Tom. He put his sticks down. Mara laughed.",
    "“Where is Elizabeth?” said Tom. Elizabeth Reyes came in. “Here,” said Elizabeth. She was their manager.\n\n***\n\n"
    "Mara called Ruth Hale. “Ruth,” said Mara. “It's about Tom.” Ruth sighed. “What now?” said Ruth.",
)


@pytest.fixture(scope="module")
def band() -> Canon:
    return book_of(*BAND)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who is mara's manager?", ["Mara Quill"]),
        ("What does Tom want from Mara?", ["Tom Hale", "Mara Quill"]),
        ("is elizabeth reyes older than RUTH", ["Elizabeth Reyes", "Ruth Hale"]),
        ("does liz like mara quill", ["Elizabeth Reyes", "Mara Quill"]),
        ("What colour are Mara’s eyes?", ["Mara Quill"]),
        ("How many songs are there?", []),
        ("", []),
        ("Will Tom drive?", ["Tom Hale"]),
        ("Does Zadie sing?", []),
    ],
)
def test_people_named_in_a_question(band, question, expected):
    assert [c.name for c in band.named_in(question)] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mara", "Mara Quill"),
        ("quill", "Mara Quill"),
        ("Tom Hale", "Tom Hale"),
        ("Reyes", "Elizabeth Reyes"),
        ("Zadie", None),
        ("", None),
    ],
)
def test_resolve(band, name, expected):
    found = band.resolve(name)
    assert (found.name if found else None) == expected


def test_a_part_that_two_bear_is_nobodys(band):
    assert band.resolve("Miss Hale") is None


def test_expand_gives_the_other_names(band):
    assert band.expand("where does mara sit") == ["Mara Quill"]
    assert band.expand("no one") == []


def test_mentions_are_sentences_in_reading_order(band):
    found = band.mentions("Mara")
    assert [c.place for c in found] == sorted(c.place for c in found)
    assert len(found) == len({c.place for c in found}) == 5
    assert all("Mara" in c.quote for c in found)
    assert band.mentions("Zadie") == []


def test_present_are_those_who_speak_or_act(band):
    assert band.present(1, 1) == ["Mara Quill", "Tom Hale"]
    assert band.present(2, 2) == ["Mara Quill", "Ruth Hale"]  # Tom is only talked about
    assert band.present(9, 1) == []


def test_company(band):
    assert band.company("Mara") == [("Ruth Hale", 1), ("Tom Hale", 1)]


def test_the_narrator_is_present():
    canon = book_of(
        "I lock the van. “Mara, wait,” Tom says.\n\n“What?” I say. Tom stares at me. “Nothing, Mara,” he says."
    )
    assert canon.present(1, 1) == ["Mara", "Tom"]


def test_variants():
    canon = book_of("Marianne sang. " * 12 + "Then Mariane left. “Go,” said Marianne. We saw Marion and Tom.")
    assert [(v.usual, v.rare, v.rare_count) for v in canon.variants] == [("Marianne", "Mariane", 1)]
    assert canon.variants[0].citation.quote == "Then Mariane left."


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("mara", "mara", 0),
        ("mara", "maar", 1),
        ("mara", "mar", 1),
        ("mara", "tom", 4),
        ("quill", "quilll", 1),
    ],
)
def test_edits(one, other, distance):
    assert edits(one, other) == distance


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edits_are_a_distance(one, other):
    assert edits(one, other) == edits(other, one)
    assert (edits(one, other) == 0) == (one == other)
    assert edits(one, other) <= max(len(one), len(other))


WHO = st.sampled_from(["Mara Quill", "Mara", "Tom Hale", "Tom", "Birdie", "Ruth", "Mr. Hale"])
DOES = st.sampled_from(
    [
        "{} smiled.",
        "“Go,” said {}.",
        "“Thanks, {},” she said.",
        "He looked at {}.",
        "I hate {}'s eyes.",
        "\n\n",
        "“Call me Birdie,” said {}.",
    ]
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(DOES, WHO).map(lambda p: p[0].format(p[1])), min_size=1, max_size=8).map(" ".join),
        min_size=1,
        max_size=4,
    )
)
def test_the_wall(texts):
    """What the first chapters say of people does not depend on whether there are more of them."""
    whole = book_of(*texts)
    for until in range(1, len(texts) + 1):
        walled = Canon(whole.chapters[:until], whole.observations[:until], whole.decisions)
        again = book_of(*texts[:until])
        assert [(c.name, c.aliases, c.mentions) for c in walled.cast] == [
            (c.name, c.aliases, c.mentions) for c in again.cast
        ]
        for chapter in walled.chapters:
            names = {c.name for c in walled.cast}
            for start, end, name in walled.name_spans(chapter.position):
                assert 0 <= start < end <= len(chapter.text)
                assert name in names
        assert all(c.last.chapter.position <= until for c in walled.cast)
        assert sum(c.mentions for c in walled.cast) == sum(len(walled.name_spans(c.position)) for c in walled.chapters)
