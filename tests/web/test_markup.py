"""What comes from a book or a model is inert on the page, whatever it holds."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.web import markup as m

from .example_book import chapters, cite

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</div></article><h1>mine</h1>",
    "![picture](https://example.invalid/x.png)",
    "[link](javascript:alert(1))",
    "{{constructor}} ${alert(1)}",
    "a\n\n# heading\n\n- list",
    "&lt;b&gt; &amp;",
    "' onmouseover='alert(1)",
]
ALLOWED = {"em", "strong", "span", "mark", "b", "u"}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    found.close()
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_typeset_text_brings_no_tags_of_its_own(text: str) -> None:
    assert {tag for tag, _ in parsed(m.typeset(text)).tags} <= ALLOWED


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_stays_inside_attributes(text: str) -> None:
    [(tag, attributes)] = parsed(m.act("go", text)).tags
    assert tag == "button"
    assert attributes == {"class": "act", "value": " ".join(text.split())}


@given(st.text(max_size=80))
def test_typeset_keeps_every_character_in_order(text: str) -> None:
    """Signs of emphasis are hidden, never dropped: the page can be matched to the file."""
    shown = parsed(m.typeset(text)).text
    assert [c for c in shown if not c.isspace()] == [c for c in _as_parsed(text) if not c.isspace()]


def _as_parsed(text: str) -> str:
    import html

    return parsed(html.escape(text)).text


@given(st.text(alphabet="ab*_ ", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_marked_span_holds_exactly_its_characters(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    html = m.typeset(text, [(start, end, "mark")])

    class Marked(HTMLParser):
        inside, text = 0, ""

        def handle_starttag(self, tag, attrs):
            self.inside += tag == "mark"

        def handle_endtag(self, tag):
            self.inside -= tag == "mark"

        def handle_data(self, data):
            if self.inside:
                self.text += data

    found = Marked()
    found.feed(html)
    assert found.text == text[start:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one *two* three", "<em>two</em>"),
        ("_never_ again", "<em>never</em>"),
        ("**loud**", "<strong>loud</strong>"),
        ("2 * 3 * 4", None),
        ("snake_case_name", None),
        ("* * *", None),
    ],
)
def test_emphasis(text: str, expected: str | None) -> None:
    html = m.typeset(text)
    assert (expected in html) if expected else ("<em>" not in html and "<strong>" not in html)


def test_numbers_become_chips_and_unknown_numbers_stay_text() -> None:
    one = chapters()[0]
    citations = [cite(one, "Ida watched him do it."), cite(one, "still unsigned")]
    html = m.with_chips("He did [1]. Twice [1, 2]. Never [7] [0].", citations)
    buttons = [a for tag, a in parsed(html).tags if tag == "button"]
    assert [b["value"] for b in buttons] == [m.ref(citations[0]), m.ref(citations[0]), m.ref(citations[1])]
    assert "[7]" in html and "[0]" in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He did.”", 'He did.<span class="held">”CHIP</span>'),
        ("said &quot;no&quot;", 'said &quot;no<span class="held">&quot;CHIP</span>'),
        ("and <b>red</b>", "and <b>red</b>CHIP"),
        ("", "CHIP"),
    ],
)
def test_a_chip_never_begins_a_line(text: str, expected: str) -> None:
    assert m.held(text, "CHIP") == expected
    assert m.held(text, "CHIP", "MORE") == expected + "MORE"
    assert m.held(text) == text


def test_quotation_marks_only_where_the_quote_brings_none() -> None:
    one = chapters()[0]
    assert m.quoted(cite(one, "Ida watched him do it.")).startswith("“Ida")
    assert not m.quoted(cite(one, "“You could let me drive,” Corin said")).startswith("““")


def test_values_are_set_in_bold_as_whole_words() -> None:
    line = "A green room, greener than Green."
    assert [line[a:b] for a, b, _ in m.bold_values(line, ["green"])] == ["green", "Green"]


def test_no_piece_holds_a_line_end() -> None:
    one = chapters()[0]
    pieces = [m.quote_card(cite(one, one.text[:300])), m.fold("a", "b"), m.act("a\n\nb", "c\n\nd"), m.error("x\n\ny")]
    assert not any("\n" in piece for piece in pieces)


@pytest.mark.parametrize(
    ("label", "title", "number", "book", "expected"),
    [
        ("Chapter Four", "The Bus", 4, "", ("Chapter 4", "Chapter 4: The Bus")),
        ("CHAPTER TWENTY-ONE", "", 21, "", ("Chapter 21", "Chapter 21")),
        ("IV.", "", 4, "", ("Chapter 4", "Chapter 4")),
        ("12", "12", 12, "", ("Chapter 12", "Chapter 12")),
        ("Prologue", "", None, "", ("Prologue", "Prologue")),
        ("THE LAST SUMMER", "", None, "", ("The Last Summer", "The Last Summer")),
        ("Day 12", "", 12, "", ("Day 12", "Day 12")),
        ("Chapter Four", "Rope", 4, "Low Tide", ("Low Tide, Chapter 4", "Low Tide, Chapter 4: Rope")),
    ],
)
def test_one_style_for_the_names_of_chapters(
    label: str, title: str, number: int | None, book: str, expected: tuple[str, str]
) -> None:
    chapter = replace(chapters()[0], label=label, title=title, number=number, book=book)
    assert (m.chapter_label(chapter), m.chapter_name(chapter)) == expected


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("Ida drove.", "“Ida drove.”"),
        ("“You could let me,” said Ida.", "“You could let me,” said Ida."),
        ("“You could let me.", "“You could let me.”"),
        ("let me sleep,” said Ida.", "“let me sleep,” said Ida."),
        ('"Take half the door.', '"Take half the door."'),
        ('half the door," she said.', '"half the door," she said.'),
        ("*Sorry, wrong van!", "“Sorry, wrong van!”"),
        ("she thought, *never*", "“she thought, *never*”"),
    ],
)
def test_no_quotation_mark_stands_alone_or_twice(quote: str, shown: str) -> None:
    base = chapters()[0]
    chapter = replace(base, text=quote, scenes=(), paratext=())
    assert parsed(m.quoted(chapter.cite(0, len(quote)))).text == shown


def test_a_chip_names_the_book_where_it_is_another() -> None:
    place = replace(chapters()[0], book="Low Tide", position=-2).cite(0, 7)
    assert ">Low Tide, ch. 1</button>" in m.chapter_chip(place)
    long = replace(chapters()[0], book="A Title Of Quite Some Length Indeed").cite(0, 7)
    assert "…</button>" in m.chapter_chip(long)
