"""Sentences: exact offsets, and dialogue that stays together."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.manuscript.sentences import paragraphs, split_sentences


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


WHOLE = [  # each is one sentence
    '"Go!" she said.',
    '"Go!" Mara said.',
    '"Where are we?" Old Tom Hale asked.',
    '"Why?" I asked, and sat down.',
    "“Go!” cried Tom.",
    "‘Is it you?’ said the driver.",
    "Mr. Hale met Mrs. Quill and Dr. Osei on St. Mary's Road.",
    "J. R. Hale signed for it.",
    "The bus left at 9 a.m. on the dot.",
    "It cost 3.50 at the bar.",
    "I ... don't know.",
    "Wait… what was that?",
    "Wait . . . what was that?",
    "He had a Ph.D. in something useless.",
    "No. 7 was hers.",
    "She looked at the sign (it said Exit. it meant it) and left.",
    "*Really?* she thought.",
    "“What the—?” he began.",
    '"Mum!" he shouted.',
    '"It\'s over," said Mara, "isn\'t it?" and she laughed.',
    "The set ran to 1 hr. and some minutes.",
    "Capt. Ives and Lt. Rowe came too.",
    "Yahoo! said the sign.",
    "Vol. 2 is missing.",
    "Who knows? not me.",
    '"Yes!" quietly said nobody.',
    "“You’re late!” Ines snaps.",
    '"Ready?" he asks me.',
    '"Go." Mara said.',
    "“Go.” Mara said quietly.",
    "“Go.” Old Tom Hale said to the driver.",
    '"Go." I said, and sat down.',
    "‘Not yet.’ Ines whispers.",
]

PAIRS = [
    ('"Go!" She left.', ['"Go!"', "She left."]),
    ('"Why?" I left.', ['"Why?"', "I left."]),
    ("He stopped. “Go on.”", ["He stopped.", "“Go on.”"]),
    ('He stopped. "Go on."', ["He stopped.", '"Go on."']),
    ("He stopped. ‘Go on.’", ["He stopped.", "‘Go on.’"]),
    ('"No." "Yes."', ['"No."', '"Yes."']),
    ('"I never—" She turned away.', ['"I never—"', "She turned away."]),
    ("It was I. She knew.", ["It was I.", "She knew."]),
    ("We had no plan B. They did.", ["We had no plan B.", "They did."]),
    ('"Oh, no." He waited.', ['"Oh, no."', "He waited."]),
    ("She said no. They left.", ["She said no.", "They left."]),
    ("It was 5 p.m. They ate.", ["It was 5 p.m.", "They ate."]),
    ("(He lied.) She knew.", ["(He lied.)", "She knew."]),
    ("*Really.* She got up.", ["*Really.*", "She got up."]),
    ("What?! No!", ["What?!", "No!"]),
    ("He went... She stayed.", ["He went...", "She stayed."]),
    ("He went… “Stay.”", ["He went…", "“Stay.”"]),
    ("One.\n\nTwo.", ["One.", "Two."]),
    ("No end mark\n\nNext one", ["No end mark", "Next one"]),
    ("A line with no stop\n  \nAnother", ["A line with no stop", "Another"]),
    ("He left at ten. 1999 was over.", ["He left at ten.", "1999 was over."]),
    ("Done! —And then he fell.", ["Done!", "—And then he fell."]),
    ("“Go.” Mara ran. “Stop.”", ["“Go.”", "Mara ran.", "“Stop.”"]),
    ("I saw the cat. Sat down.", ["I saw the cat.", "Sat down."]),
    ("It came on Sun. It sold out.", ["It came on Sun.", "It sold out."]),
    ("«Va!» She went.", ["«Va!»", "She went."]),
    ("She sang. He sang. They sang.", ["She sang.", "He sang.", "They sang."]),
    ("“Go.” Mara said. She left.", ["“Go.” Mara said.", "She left."]),
    ("“Go.” Tom laughed.", ["“Go.”", "Tom laughed."]),
    ("“Water.” Mara asked for it twice.", ["“Water.”", "Mara asked for it twice."]),
    ("It was Mara's. Tom said.", ["It was Mara's.", "Tom said."]),
    ('"Bye." Tom said nothing more that night.', ['"Bye."', "Tom said nothing more that night."]),
]


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_hard_wraps_do_not_split_but_lines_that_are_paragraphs_do() -> None:
    wrapped = (
        "The van had stood in the yard since the spring, and nobody had thought to\n"
        "look under the cover, because under the cover was where Joss kept what he\n"
        "did not want to talk about. It was a piano.\n"
    )
    assert [" ".join(s.split()) for s in split(wrapped)] == [
        "The van had stood in the yard since the spring, and nobody had thought to look under the cover, because under"
        " the cover was where Joss kept what he did not want to talk about.",
        "It was a piano.",
    ]
    long_line = (
        "The van had stood in the yard since the spring, and nobody had thought to look under the cover, until today —"
    )
    assert split(f"{long_line}\nToday it rained\n{long_line}") == [long_line, "Today it rained", long_line]


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Before. Inside one. Inside two. After."
    assert [text[a:b] for a, b in split_sentences(text, 8, 31)] == ["Inside one.", "Inside two."]


PIECES = st.sampled_from(
    ["Mara", "he", "said", "Mr.", "a.m.", "5", "B", "I", ".", "!", "?", "…", "...", '"', "“", "”", "’", "‘", "'", "—", "-", "(", ")", "*",
     " ", " ", " ", "  ", "\n", "\n\n", "\n\n\n", "\t", "\f", "\u00a0", "é", "☃", ",", ";", "_", "x" * 120]
)  # fmt: skip
PROSE = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=80))


@given(PROSE, st.integers(0, 90), st.integers(0, 90))
def test_sentences_cover_everything_in_order(text: str, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    spans = list(split_sentences(text, start, end))
    at = start
    for a, b in spans:
        assert at <= a < b <= end
        assert text[a:b].strip() == text[a:b]
        assert not text[at:a].strip()
        assert "\n\n" not in text[a:b]
        at = b
    assert not text[at:end].strip()


@given(PROSE)
def test_sentences_lie_within_paragraphs(text: str) -> None:
    blocks = list(paragraphs(text))
    for a, b in split_sentences(text):
        assert any(x <= a and b <= y for x, y in blocks)
