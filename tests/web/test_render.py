"""Each kind of answer looks like what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.answers.types import Row
from companion.canon.types import Finding
from companion.decisions import Decision
from companion.web import markup as m
from companion.web.render import answer_html, decision_html, finding_html, question_html

from .example_book import ExampleBook, answers
from .test_markup import HOSTILE, parsed


@pytest.fixture
def book(tmp_path) -> ExampleBook:
    return ExampleBook(tmp_path)


def test_a_dispute_shows_both_sides_and_a_way_to_settle_it(book: ExampleBook) -> None:
    html = answer_html(answers(book)["disputed"], book.chapters)
    assert html.count('class="cite quote"') == 2
    assert "<strong>The chapters disagree.</strong>" in html
    assert "<b>grey</b>" in html and "<b>green</b>" in html
    assert "Grey is right" in html and "Green is right" in html and "Intentional, because…" in html


def test_rows_bring_their_quote_and_its_chip(book: ExampleBook) -> None:
    html = answer_html(answers(book)["rows"], book.chapters)
    found = parsed(html)
    chips = [a["value"] for tag, a in found.tags if tag == "button" and "chip" in (a.get("class") or "")]
    assert chips == [m.ref(c) for c in answers(book)["rows"].citations]
    assert '<div class="row free muted"><b>Petra Voss</b>: nothing on the page says so.</div>' in html


def test_the_margin_stays_where_the_last_line_has_no_place(book: ExampleBook) -> None:
    """A portrait ends with "On the page", which no quote bears: it stands in the margin as the chapters do."""
    answer = answers(book)["rows"]
    torn = answer.citations[0]
    rows = (Row("Chapter 2", "hair:", torn), Row("On the page", "named 9 times"))
    html = answer_html(replace(answer, evidence=replace(answer.evidence, rows=rows)), book.chapters)
    assert 'class="list placed"' in html
    assert '<span class="at"><b>On the page</b></span><div>named 9 times</div>' in html
    alone = answer_html(replace(answer, evidence=replace(answer.evidence, rows=rows[1:])), book.chapters)
    assert "<b>On the page</b>: named 9 times" in alone and "placed" not in alone


def test_a_list_shows_bars_by_chapter_and_every_place(book: ExampleBook) -> None:
    answer = answers(book)["list"]
    html = answer_html(answer, book.chapters)
    assert html.count('class="cite bar"') == 3
    assert "All 4 places" in html
    assert html.count('class="cite line"') == len(answer.evidence.more)


def test_a_refusal_shows_the_nearest_place_and_can_be_answered(book: ExampleBook) -> None:
    html = answer_html(answers(book)["unstated"], book.chapters, turn=3)
    assert "The manuscript does not say." in html and "Nearest place" in html
    assert 'value="here|3"' in html


def test_prose_shows_what_is_not_backed(book: ExampleBook) -> None:
    html = answer_html(answers(book)["prose"], book.chapters)
    assert "Not backed by the text" in html and "Petra tore it." in html and "test:model" in html
    assert html.count('class="cite chip"') == 2


def test_while_a_model_speaks_the_plain_answer_stands_above(book: ExampleBook) -> None:
    answer = answers(book)["rows"]
    html = answer_html(answer, book.chapters, prose="Two people know <b>so far")
    assert html.index("Shown knowing") < html.index("Two people know &lt;b&gt;so far")


@pytest.mark.parametrize(("until", "said"), [(None, "Whole book"), (2, "Up to Chapter 2")])
def test_the_wall_is_named(book: ExampleBook, until: int | None, said: str) -> None:
    assert said in answer_html(replace(answers(book)["rows"], until=until), book.chapters)


@pytest.mark.parametrize("kind", ["disputed", "rows", "list", "prose", "unstated"])
def test_no_answer_holds_a_line_end_or_markup_of_the_manuscript(book: ExampleBook, kind: str) -> None:
    html = answer_html(answers(book)[kind], book.chapters)
    assert "\n" not in html
    assert not {tag for tag, _ in parsed(html).tags} & {"script", "img", "a", "iframe", "svg"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_anywhere_in_an_answer_is_inert(book: ExampleBook, text: str) -> None:
    answer = answers(book)["rows"]
    evidence = replace(
        answer.evidence, lead=text, rows=(Row(text, text),), how=(text,), more=(), subject=text, question=text
    )
    html = answer_html(replace(answer, text=text, how=(text,), model=text, evidence=evidence), book.chapters, text)
    found = parsed(html + question_html(text))
    assert not {tag for tag, _ in found.tags} & {"script", "img", "a", "iframe", "svg", "h1"}
    assert not any(name.startswith("on") for _, attributes in found.tags for name in attributes)
    assert "\n" not in html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_findings_are_inert(book: ExampleBook, text: str) -> None:
    finding = book.finding()
    wild = Finding(text, text, "possible", text, text, text, finding.evidence, (text,), Decision("intentional", text))
    found = parsed(finding_html(wild))
    assert not {tag for tag, _ in found.tags} & {"script", "img", "a", "iframe", "svg", "h1"}
    assert not any(name.startswith("on") for _, attributes in found.tags for name in attributes)


@pytest.mark.parametrize(("tier", "tag"), [("conflict", "contradiction"), ("possible", "worth a look")])
def test_a_finding_says_how_sure_it_is(book: ExampleBook, tier, tag: str) -> None:
    html = finding_html(replace(book.finding(), tier=tier))
    assert f">{tag}</span>" in html and f"state-{tier}" in html


def test_a_decision_replaces_the_buttons_and_can_be_undone(book: ExampleBook) -> None:
    decided = replace(book.finding(), decision=Decision("intentional", "contact lenses"))
    html = decision_html(decided)
    assert "Intentional: contact lenses" in html and f'value="undo|{decided.id}"' in html
    assert "Not a contradiction" not in html


def test_a_value_that_is_a_quotation_is_set_as_one_and_said_once(book: ExampleBook) -> None:
    answer = answers(book)["rows"]
    told = answer.citations[1]
    evidence = replace(
        answer.evidence, lead="“Corin told the driver …” (ch. 3) [2]", rows=(Row("Chapter Three", "", told),), more=()
    )
    html = answer_html(replace(answer, evidence=evidence), book.chapters)
    assert html.count("Corin told the driver about the contract.") == 1
    assert 'class="lead spoken words"' in html and f'value="{m.ref(told)}"' in html


@pytest.mark.parametrize(
    ("lead", "bold"),
    [
        ("Grey", "Grey"),
        ("“Nell”: 44 places in chapters 2 and 4.", "“Nell”: 44 places in chapters 2 and 4."),
        (
            "The chapters disagree. Grey in chapter 2, green in chapter 8, and nothing in between says why.",
            "The chapters disagree.",
        ),
    ],
)
def test_the_value_is_in_bold(book: ExampleBook, lead: str, bold: str) -> None:
    answer = answers(book)["rows"]
    html = answer_html(replace(answer, evidence=replace(answer.evidence, lead=lead)), book.chapters)
    assert f"<strong>{bold}</strong>" in html


def test_rows_of_one_chapter_name_it_once(book: ExampleBook) -> None:
    answer = answers(book)["rows"]
    one = answer.citations[0].chapter
    rows = tuple(Row("Chapter Two", "", c) for c in (answer.citations[0], one.cite(0, 10)))
    html = answer_html(replace(answer, evidence=replace(answer.evidence, rows=rows, more=())), book.chapters)
    assert html.count("<b>Chapter 2</b>") == 1


@pytest.mark.parametrize(("count", "said"), [(1, "The place behind it"), (2, "Both places"), (3, "All 3 places")])
def test_the_list_behind_an_answer_is_counted_in_words(book: ExampleBook, count: int, said: str) -> None:
    answer = answers(book)["rows"]
    more = answer.evidence.more[:count]
    html = answer_html(replace(answer, evidence=replace(answer.evidence, more=more)), book.chapters)
    assert f"<summary>{said}</summary>" in html


def test_bars_of_earlier_books_stand_only_where_there_is_something(book: ExampleBook) -> None:
    answer = answers(book)["list"]
    before = [replace(book.chapters[0], position=n, book="Book One", revision=f"before{n}") for n in (-1, 0)]
    evidence = replace(answer.evidence, counts=((0, 1), *answer.evidence.counts))
    html = answer_html(replace(answer, evidence=evidence), [*before, *book.chapters])
    assert html.count("Book One, Chapter 1: 1") == 1 and "Book One, Chapter 1: 0" not in html


def test_a_refusal_has_other_places_near_it_behind(book: ExampleBook) -> None:
    refused = answers(book)["unstated"]
    nearest = refused.evidence.nearest
    assert nearest is not None
    other = answers(book)["rows"].citations[0]
    more = replace(refused, evidence=replace(refused.evidence, more=(nearest, other)))
    html = answer_html(more, book.chapters, turn=1)
    behind = html[html.index("Other places near it") :]
    assert m.ref(other) in behind and m.ref(nearest) not in behind
    assert "Other places near it" not in answer_html(refused, book.chapters, turn=1)


def test_a_refusal_says_so_before_it_says_why(book: ExampleBook) -> None:
    answer = answers(book)["unstated"]
    evidence = replace(answer.evidence, lead="No colour is given there.")
    html = answer_html(replace(answer, evidence=evidence), book.chapters)
    assert "<strong>The manuscript does not say.</strong> No colour is given there." in html


@pytest.mark.parametrize(("lead", "css"), [("Grey", "lead value"), ("Two people know.", "lead"), ("3 places:", "lead")])
def test_a_value_alone_is_set_large(book: ExampleBook, lead: str, css: str) -> None:
    answer = answers(book)["rows"]
    html = answer_html(replace(answer, evidence=replace(answer.evidence, lead=lead)), book.chapters)
    assert f'<p class="{css}">' in html


def test_the_words_that_answer_are_bold_only_where_the_book_is_sure(book: ExampleBook) -> None:
    answer = answers(book)["rows"]
    rows = (Row("Chapter Three", "", answer.citations[1], value="the driver"),)
    sure = replace(answer, evidence=replace(answer.evidence, rows=rows))
    assert "<b>the driver</b>" in answer_html(sure, book.chapters)
    assert "<b>the driver</b>" not in answer_html(replace(sure, status="partial"), book.chapters)


def test_a_long_list_of_rows_is_folded_and_loses_none(book: ExampleBook) -> None:
    answer = answers(book)["rows"]
    rows = tuple(Row(f"Person {n}", "knows.") for n in range(40))
    html = answer_html(replace(answer, evidence=replace(answer.evidence, rows=rows, more=())), book.chapters)
    shown, _, folded = html.partition('<details class="rest">')
    assert shown.count("Person") == 12 and folded.count("Person") == 28
    assert "<summary>28 more</summary>" in folded


def test_a_list_says_its_chapters_in_bars_not_in_brackets(book: ExampleBook) -> None:
    answer = answers(book)["list"]
    evidence = replace(answer.evidence, lead="4 mentions of “contract” in 3 chapters (1, 2 and 3):")
    html = answer_html(replace(answer, evidence=evidence), book.chapters)
    assert "in 3 chapters:" in html and "(1, 2 and 3)" not in html
    assert "<b>2</b>" in html and 'aria-label="Chapter 3: 2"' in html


def test_a_book_of_one_chapter_has_no_bars(book: ExampleBook) -> None:
    assert 'class="counts' not in answer_html(answers(book)["list"], book.chapters[:1])


def test_sentences_are_counted_as_such_where_one_says_it_twice(book: ExampleBook) -> None:
    answer = answers(book)["list"]
    evidence = replace(answer.evidence, counts=((1, 3), (2, 4), (3, 2)))
    assert "All 4 sentences" in answer_html(replace(answer, evidence=evidence), book.chapters)


def test_a_tag_says_what_a_quote_is_and_who_tells_it_is_said_once(book: ExampleBook) -> None:
    answer = answers(book)["rows"]
    one = answer.citations[0]
    later = one.chapter.cite(0, 10)
    rows = (Row("Chapter Two · Corin", "promise:", one), Row("Chapter Two · Corin", "secret:", later))
    html = answer_html(replace(answer, evidence=replace(answer.evidence, rows=rows, more=())), book.chapters)
    assert '<span class="tag soft">promise</span>' in html and "secret:" not in html
    assert html.count("Corin</small>") == 1


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("openai:x failed. This is the answer without AI.", "openai:x failed. This is the answer without AI."),
        ("this is the answer without AI", "This is the answer without AI."),
        ("2 places in the visible chapters", ""),
    ],
)
def test_an_answer_that_fell_back_says_so_openly(book: ExampleBook, step: str, said: str) -> None:
    html = answer_html(replace(answers(book)["rows"], how=("looked", step)), book.chapters)
    assert (f'<p class="fell-back">{said}</p>' in html) is bool(said)


def test_numbers_of_words_still_coming_open_nothing(book: ExampleBook) -> None:
    html = m.still_numbered("Ida drove [1], Corin slept [2, 3].")
    assert html.count('<span class="chip pending">') == 3 and "<button" not in html


def test_what_an_answer_has_shown_is_not_offered_again(book: ExampleBook) -> None:
    answer = answers(book)["rows"]
    shown = tuple(row.citation for row in answer.evidence.rows if row.citation is not None)
    assert "<details" in answer_html(answer, book.chapters).partition('class="meta"')[0]
    html = answer_html(replace(answer, evidence=replace(answer.evidence, more=shown)), book.chapters)
    assert "<details" not in html.partition('class="meta"')[0]
