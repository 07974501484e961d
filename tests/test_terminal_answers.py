"""How the command line prints an answer: no quote twice, cut ones in full, what only came near on demand."""

from __future__ import annotations

from companion import terminal
from companion.answers import plain_answer
from companion.answers.types import Evidence, Row
from companion.manuscript.chapter import Citation
from tests.support.fake_view import make_chapter

LONG = "Dex carried " + "amps and leads and " * 12 + "a lamp up the stairs."
CHAPTER = make_chapter(1, f"Dex drove. {LONG} Nobody helped. Rain fell.", label="Chapter 1", number=1)


def _cite(words: str) -> Citation:
    return CHAPTER.cite_sentence(CHAPTER.text.index(words))


def _printed(every: bool = False, **more) -> str:
    first, second = _cite("Dex drove"), _cite("Dex carried")
    rows = tuple(Row("Chapter 1", "", c) for c in (first, second))
    behind = (_cite("Nobody"), _cite("Rain"))
    evidence = Evidence("Who?", "lookup", (first, second), "partial", "Places:", rows, more=behind, **more)
    return " ".join(terminal.answer(plain_answer(evidence, None), (CHAPTER,), every).split())


def test_a_quote_that_is_shown_whole_stands_once() -> None:
    printed = _printed()
    assert printed.count("Dex drove.") == 1
    assert " …" in printed and LONG in printed  # cut above, whole below


def test_what_only_came_near_is_counted_and_shown_on_demand() -> None:
    assert "… 2 more places that came near (--all shows them)" in _printed()
    assert "Nobody helped." not in _printed()
    everything = _printed(every=True)
    assert "Nobody helped." in everything and "Rain fell." in everything and "--all" not in everything


def test_a_complete_list_is_shown_without_asking() -> None:
    printed = _printed(counts=((1, 4),))
    assert "Nobody helped." in printed and "Rain fell." in printed
