"""What one chapter shows of names: which runs are sighted, with which cues."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.canon.names import observe_names, read_names
from companion.canon.observe import OBSERVERS, observe
from companion.canon.person_names import parse_name
from companion.manuscript.chapter import Chapter, Paratext, Scene


def chapter_of(text: str, **more) -> Chapter:
    return Chapter(1, "Chapter 1", "", Path("1.md"), text, (Scene(1, 0, len(text)),), revision="r", **more)


def sighted(text: str) -> list[str]:
    return [s.surface for s in read_names(observe_names(chapter_of(text)))[0]]


def cues(text: str, surface: str) -> set[str]:
    return {c for s in read_names(observe_names(chapter_of(text)))[0] if s.surface == surface for c in s.cues}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We waited for Mara.", ["Mara"]),
        ("We waited for Mara Quill.", ["Mara Quill"]),
        ("Then Mr. Hale met Dr. J. P. Reyes.", ["Mr. Hale", "Dr. J. P. Reyes"]),
        ("It was Conor O'Hara and Jean-Luc, not D'Arcy.", ["Conor O'Hara", "Jean-Luc", "D'Arcy"]),
        ("He asked for Ludwig van der Berg.", ["Ludwig van der Berg"]),
        ("That was Mara's coat and Tess’s bag.", ["Mara", "Tess"]),
        ("By Monday the English papers had it.", []),
        ("I'm here. Don't. He'd gone, and I've won.", []),
        ("So poor Mara and Old Tom Hale left.", ["Mara", "Tom Hale"]),
        ("When Mara came in, But for the rain.", ["Mara"]),
        ("they saw Mr. and Mrs. Hale go", ["Mr. Hale", "Mrs. Hale"]),
        ("the first line of Mara\nQuill breaks", ["Mara Quill"]),
        ("the end of Mara.\n\nQuill was tired. Then Quill slept.", ["Mara", "Quill", "Quill"]),
        ("we said so to Emily Mr. Hale", ["Emily", "Mr. Hale"]),
        ("he loved _Mara_ then", ["Mara"]),
        ("They met the Duchess of Storr there.", ["Duchess of Storr"]),
        ("on Saturday 29 June Orla Finch sang, and on the third of March Mara left", ["Orla Finch", "Mara"]),
        ("the look in June Carter's eyes", ["June Carter"]),
    ],
)
def test_sighted(text, expected):
    assert sighted(text) == expected


@pytest.mark.parametrize(
    ("text", "surface", "cue"),
    [
        ("“Go,” said Mara.", "Mara", "S"),
        ("“Go,” Mara whispered.", "Mara", "S"),
        ("Then Mara smiled.", "Mara", "A"),
        ("The bag was Mara's. I saw Mara's eyes.", "Mara", "B"),
        ("“Thanks, Jo,” he said.", "Jo", "V"),
        ("“Oh, Jo, stop it.”", "Jo", "V"),
        ("“Jo!”", "Jo", "v"),
        ("It was Jo, who never slept.", "Jo", "R"),
        ("We met her sister Jo.", "Jo", "K"),
        ("a man named Jo", "Jo", "N"),
        ("They stayed in Leeds.", "Leeds", "L"),
        ("We saw the Tavish.", "Tavish", "T"),
        ("Mara looked up. She was late.", "Mara", "s"),
        ("Then Tom sat down and rubbed his neck.", "Tom", "h"),
        ("“I asked Mara.”", "Mara", "q"),
    ],
)
def test_cues(text, surface, cue):
    assert cue in cues(text, surface)


@pytest.mark.parametrize(
    ("text", "surface", "cue"),
    [
        ("“I like Jo,” he said.", "Jo", "V"),
        ("Mara laughed at the man. “He sang.”", "Mara", "q"),
        ("The room belonged to Tom.\n\nShe sat.", "Tom", "s"),
    ],
)
def test_no_such_cue(text, surface, cue):
    assert cue not in cues(text, surface)


def test_lower_case_is_counted():
    _, lower = read_names(observe_names(chapter_of("Then Hope came. We hope, we hope, we all hope for Hope.")))
    assert lower == {"hope": 3}


def test_paratext_is_never_observed():
    text = "Thanks to Zadie for reading.\n\nThen Mara came in."
    story = text.index("Then")
    chapter = Chapter(
        1, "1", "", Path("1.md"), text, (Scene(1, story, len(text)),), (Paratext(0, story, "author's note"),)
    )
    assert [s.surface for s in read_names(observe_names(chapter))[0]] == ["Mara"]


@pytest.mark.parametrize(
    ("surface", "title", "words"),
    [
        ("Mr. Hale", "Mr.", ("Hale",)),
        ("Mr Hale", "Mr.", ("Hale",)),
        ("Lady Ann de Vere", "Lady", ("Ann", "de Vere")),
        ("Miss De Vere", "Miss", ("de Vere",)),
        ("MARA QUILL", "", ("Mara", "Quill")),
        ("Tom Hale Jr.", "", ("Tom", "Hale")),
        ("Lord St. Clair", "Lord", ("St. Clair",)),
        ("Captain", "Captain", ()),
        ("Dr. J. P. Reyes", "Dr.", ("J", "P", "Reyes")),
    ],
)
def test_parts_of_a_name(surface, title, words):
    name = parse_name(surface)
    assert (name.title, name.words) == (title, words)


PIECES = st.sampled_from(
    [
        "Mara",
        "Mr. Hale",
        "“Go,” said Tess.",
        "the Captain",
        "ran.",
        "\n\n",
        "\n",
        " ",
        "“",
        "”",
        "—",
        "I",
        "O'Hara's",
        "de",
        "Mr. and Mrs. Hale",
        "_Jo_",
        "St. Ives",
        "é",
        "HELP",
        "J. P.",
        "'",
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_offsets_hold_what_is_said(text):
    previous = 0
    for sighting in read_names(observe_names(chapter_of(text)))[0]:
        there = " ".join(text[sighting.start : sighting.end].replace("_", "").split())
        assert there == sighting.surface or sighting.surface.startswith(there)  # "Mr. (and Mrs.) Hale"
        assert sighting.start >= previous
        previous = sighting.end


def test_observations_are_json_and_depend_on_nothing_else():
    text = "“Thanks, Jo,” said Mara. She sat down in Leeds.\n\n“My name is Birdie,” I said."
    one, two = observe(chapter_of(text)), observe(chapter_of(text))
    assert json.loads(json.dumps(one)) == two
    assert set(one) == set(OBSERVERS)
