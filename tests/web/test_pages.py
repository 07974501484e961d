"""The tabs' HTML and the functions the page's script calls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from companion.answers.types import Found
from companion.canon.namesakes import Namesakes
from companion.canon.types import Character, FirstLook
from companion.errors import Cancelled, CompanionError, DecisionsError, NotInBook
from companion.web import markup as m
from companion.web.bible import exported, exports_html
from companion.web.bridge import served
from companion.web.chat import STOPPED, Scope, _load, exchange, messages
from companion.web.continuity import findings_html
from companion.web.desk import Desk
from companion.web.first_look import first_look_html, follow_ups, starter_questions
from companion.web.people import cast_html, heat_html, pair_html, role_html, settle_html
from companion.web.rail import choose, rail_html
from companion.web.scenes import Kept, brief_html, draft_html, ideas_html
from companion.web.sheet import sheet_html
from companion.web.threads import knowledge_html, threads_html
from companion.web.timeline import timeline_html

from .example_book import ExampleBook, answers
from .test_markup import HOSTILE, parsed

ID = "0b8a6b1e-0000-4000-8000-000000000001"
FORBIDDEN = {"script", "img", "a", "iframe", "svg", "h1"}


@pytest.fixture
def book(tmp_path: Path) -> ExampleBook:
    return ExampleBook(tmp_path)


def test_first_look_has_its_parts(book: ExampleBook) -> None:
    html = first_look_html(book.report())
    for part in ("Who is in it", "Surest contradictions", "One name, two spellings?", "Loose ends", "Set aside"):
        assert part in html
    assert "tells the story" in html


def test_a_bare_book_has_a_first_look_too() -> None:
    html = first_look_html(FirstLook("Untitled", 1, 200, (), (), (), (), ()))
    assert "nobody by name" in html


@pytest.mark.parametrize(
    ("kind", "missing"), [("consistency", "consistent"), ("first mention", "first meet"), ("x", "")]
)
def test_follow_ups_are_about_whom_the_answer_was(book: ExampleBook, kind: str, missing: str) -> None:
    answer = answers(book)["disputed"]
    asked = follow_ups(replace(answer, evidence=replace(answer.evidence, kind=kind)))
    assert len(asked) == 3 and all("Ida" in question for question in asked)
    assert not missing or missing not in " ".join(asked)
    again = follow_ups(replace(answer, question=asked[0]))
    assert asked[0] not in again
    assert follow_ups(answers(book)["list"]) == []


def test_starters_name_this_book_s_people(book: ExampleBook) -> None:
    questions = starter_questions(book.report())
    assert 3 <= len(questions) <= 4 and "Ida" in " ".join(questions)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_and_titles_are_inert_everywhere(book: ExampleBook, text: str) -> None:
    chapters = [replace(c, label=text, title=text) for c in book.chapters]
    look = replace(book.report(), title=text, warnings=(text,))
    look = replace(look, cast=tuple(replace(c, name=text, aliases=(text,)) for c in look.cast))
    pages = [
        first_look_html(look),
        rail_html(text, chapters, text),
        cast_html(look.cast, [replace(book.role(), name=text)], [text]),
        heat_html(look.cast, chapters),
        role_html(replace(book.role(), name=text), chapters),
        settle_html([replace(book.pair(), one=look.cast[0], reasons=(text,), doubts=(text,))], look.cast),
        knowledge_html([replace(book.matter(), kept_from=(text,))]),
        timeline_html(
            replace(book.timeline(), moments=tuple(replace(m, said=text, date=text) for m in book.timeline().moments))
        ),
        threads_html([replace(t, summary=text, kind=text) for t in look.loose_ends]),
        ideas_html([("t", replace(i, title=text, premise=text, pov=text, place=text)) for i in book.suggest()]),
        brief_html("t", replace(book.brief("x"), title=text, premise=text, beats=(text,), pov=text), True),
        draft_html("t", replace(book.draft(book.brief(text)), text=text, marks=(), notes=(text,))),
        m.error(text),
    ]
    for page in pages:
        found = parsed(page.replace("<h1>", "<b>").replace("</h1>", "</b>") if "act book" in page else page)
        assert not {tag for tag, _ in found.tags} & FORBIDDEN
        assert not any(name.startswith("on") for _, attributes in found.tags for name in attributes)


def test_the_rail_counts_and_lists(book: ExampleBook) -> None:
    html = rail_html(book.title, book.chapters, "none")
    assert "3 chapters" in html and html.count('class="act chapter"') == 3 and 'max="3"' in html
    assert "Nothing leaves this machine" in html


@pytest.mark.parametrize(
    ("model", "away"),
    [
        ("none", False),
        ("auto", False),
        ("ollama:small", False),
        ("ollama:big-cloud", True),
        ("openai:gpt", True),
        ("huggingface:x", False),
    ],
)
def test_the_rail_says_what_leaves_the_machine(book: ExampleBook, model: str, away: bool) -> None:
    assert ("dot away" in rail_html("x", book.chapters, model)) is away


def test_the_heat_map_has_a_cell_for_everyone_in_every_chapter(book: ExampleBook) -> None:
    html = heat_html(book.cast(), book.chapters)
    assert len([a for _, a in parsed(html).tags if "cell" in (a.get("class") or "").split()]) == 9


def test_who_tells_a_chapter_is_in_it_though_never_named(book: ExampleBook) -> None:
    teller = Character("Ada", (), 3, narrates=(1, 2), by_chapter=((2, 3),))
    html = heat_html([teller], book.chapters)
    framed = [a for _, a in parsed(html).tags if "tells" in (a.get("class") or "").split()]
    assert [a["value"] for a in framed] == ["page|1", "page|2"]
    assert "tells the chapter" in html
    assert "tells the chapter" not in heat_html([replace(teller, narrates=())], book.chapters)


def test_a_sheet_shows_values_with_places_and_disagreements(book: ExampleBook) -> None:
    html = sheet_html(book.sheet("Ida"), book.chapters)
    assert ">grey</b>" in html and "says Corin" in html and ">disagree</span>" in html


def test_a_sheet_offers_each_value_as_the_right_one(book: ExampleBook) -> None:
    html = sheet_html(book.sheet("Ida"), book.chapters)
    assert 'value="right|eyes-ida-green-grey|grey"' in html and 'value="right|eyes-ida-green-grey|green"' in html
    settled = replace(book.sheet("Ida"), settled=(("eyes", "grey"),))
    assert "this one is right" in sheet_html(settled, book.chapters) and 'value="unright|eyes"' in sheet_html(
        settled, book.chapters
    )


def test_a_sheet_has_its_parts(book: ExampleBook) -> None:
    html = sheet_html(book.sheet("Ida"), book.chapters, likely=[book.pair()], people=["Ida", "Corin"])
    parts = (
        "Disagreements",
        "What changes",
        "Relations",
        "In scenes with",
        "Knows of",
        "Facts by chapter",
        "Set right",
    )
    for part in (*parts, "Are Ida and Corin the same person?", "Ida Farrow is somebody else"):
        assert part in html, part
    assert 'value="sheet|Petra Voss"' in html, "a relative opens their own sheet"
    assert 'value="Ida"' not in html.partition("<datalist")[2].partition("</datalist>")[0]
    bare = sheet_html(book.sheet("Corin"), book.chapters)
    assert "states nothing firm" in bare and "Facts by chapter" not in bare


def test_the_list_of_people_shows_roles_and_what_was_taken_out(book: ExampleBook) -> None:
    html = cast_html(book.cast(), [book.role()], ["The Orpheum"])
    assert 'value="sheet|Ida"' in html and 'value="role|the driver"' in html
    assert 'value="somebody|The Orpheum"' in html
    assert "No one is called by name" in cast_html([])


def test_a_role_says_where_and_asks_who(book: ExampleBook) -> None:
    html = role_html(book.role(), book.chapters)
    assert "3 mentions in 1 chapter" in html and 'value="is-role|the driver"' in html and 'value="page|3"' in html


def test_a_pair_shows_reasons_doubts_and_both_answers(book: ExampleBook) -> None:
    html = pair_html(book.pair())
    assert 'class="for"' in html and 'class="against"' in html
    assert 'value="pair-same|Ida|Corin"' in html and 'value="pair-apart|Ida|Corin"' in html


def test_names_to_settle_offer_one_click(book: ExampleBook) -> None:
    assert 'value="nobody|Petra Voss"' in settle_html([book.pair()], book.view().canon.doubtful)
    assert "Nothing to settle" in settle_html([], [])


def test_two_people_of_one_name_are_shown_where_nothing_tells(book: ExampleBook) -> None:
    cite = book.chapters[0].cite_sentence(0)
    page = settle_html([], [], [Namesakes("<Frank>", "Frank Coyle", ("Frank Beale",), (cite,) * 6)])
    assert "Two people called &lt;Frank&gt;" in page and "may be Frank Beale" in page and "and 2 more places" in page


def test_threads_show_how_they_end_and_what_can_be_done(book: ExampleBook) -> None:
    html = threads_html(book.view().canon.all_threads)
    assert "1 open, 1 closed" in html and ">used</span>" in html and "Taken out (1)" in html
    assert 'value="thread|question-contract-tear|closed"' in html
    assert 'value="thread|gun-contract|closed"' not in html, "it is closed already"
    decided = [
        replace(t, decision="closed", ending="closed by you", closed=t.planted) for t in book.report().loose_ends
    ]
    assert "Closed by you" in threads_html(decided)


def test_who_knows_what_names_those_who_are_not_to_know(book: ExampleBook) -> None:
    html = knowledge_html([book.matter()])
    assert "tells it" in html and "is not to know" in html
    assert "Nothing yet" in knowledge_html([])


def test_the_timeline_is_in_story_order_with_ages(book: ExampleBook) -> None:
    html = timeline_html(book.timeline())
    assert html.index("about 1 year before") < html.index("day 1<") < html.index("day 8")
    assert "told later" in html and "27 when the story ends" in html and "1 scene told out of order" in html
    untold = replace(book.timeline(), moments=tuple(replace(m, said="", date="") for m in book.timeline().moments))
    assert "The text gives no time" in timeline_html(untold)
    assert "No scenes yet" in timeline_html(replace(untold, moments=()))


@pytest.mark.parametrize(("kind", "begins"), [("md", b"# "), ("json", b"{"), ("docx", b"PK")])
def test_the_bible_goes_out_in_three_kinds(book: ExampleBook, kind: str, begins: bytes) -> None:
    assert exported(book.bible(), kind).startswith(begins)
    assert f"/companion/bible/key.{kind}?until=2" in exports_html("key", 2)


def test_an_unknown_kind_of_export_is_refused(book: ExampleBook) -> None:
    with pytest.raises(NotInBook):
        exported(book.bible(), "pdf")


def test_continuity_counts_and_filters(book: ExampleBook) -> None:
    html = findings_html(book.check(), "whole book")
    assert "1 contradiction, 0 worth a look · whole book" in html
    assert 'value="filter|state-conflict"' in html
    assert "Nothing disagrees" in findings_html([], "whole book")


def test_a_draft_underlines_what_was_noticed(book: ExampleBook) -> None:
    html = draft_html("t", book.draft(book.brief("x")))
    assert "<u>Marcus</u>" in html and "Nobody in the book is called Marcus." in html


def test_tokens_name_what_they_were_given_for(book: ExampleBook) -> None:
    kept = Kept()
    token = kept.put(book.suggest()[0])
    assert kept.get(token, type(book.suggest()[0])).title == "Who tore it"
    with pytest.raises(NotInBook):
        kept.get(token, ExampleBook)
    with pytest.raises(NotInBook):
        kept.get("nothing", ExampleBook)


# -- the chat ----------------------------------------------------------------------------------------------------------


def scope(key: str, until: int | None = None) -> Scope:
    return Scope(key, until, ID)


def test_an_exchange_streams_and_is_kept(desk: Desk, key: str) -> None:
    steps = list(exchange(desk, scope(key), "What colour are Ida's eyes?"))
    assert "thinking" in steps[0][-1]["content"]
    assert "The chapters disagree." in steps[-1][-1]["content"]
    again = list(exchange(desk, scope(key), "Where was Petra born?"))
    assert len(again[-1]) == 4 and "What colour are Ida" in again[-1][0]["content"]


def test_stopping_keeps_what_stood_there(desk: Desk, key: str) -> None:
    stream = exchange(desk, scope(key), "Who knows about the contract?")
    next(stream)
    next(stream)
    stream.close()
    kept = _load(desk, scope(key))
    assert len(kept.exchanges) == 1
    assert "Shown knowing" in messages(desk, scope(key), kept)[-1]["content"]


def test_a_model_that_is_silent_is_stopped_and_the_answer_kept(
    desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(desk), "model", property(lambda _: "openai:silent"))
    book = desk.book(key)

    def silent(question, until=None, history=(), cancel=None):
        yield Found(answers(book)["rows"])
        assert cancel.wait(10), "nothing stops it"
        raise Cancelled("Stopped.")

    monkeypatch.setattr(book, "stream", silent)
    stream = exchange(desk, scope(key), "Who knows about the contract?")
    next(stream), next(stream)
    kept = _load(desk, scope(key))
    assert [e.answer.how for e in kept.exchanges] == [answers(book)["rows"].how], (
        "kept before the model has said a word"
    )
    desk.halt(key, "another conversation")
    Timer(0.2, desk.halt, (key, scope(key).conversation)).start()
    assert list(stream) == []
    [exchanged] = _load(desk, scope(key)).exchanges
    assert exchanged.answer.how[-1] == STOPPED and not exchanged.trouble


def test_two_windows_lose_nothing_of_one_conversation(desk: Desk, key: str) -> None:
    slow, quick = (
        exchange(desk, scope(key), q) for q in ("Who knows about the contract?", "What colour are her eyes?")
    )
    next(slow)
    list(quick)
    list(slow)
    asked = [e.question for e in _load(desk, scope(key)).exchanges]
    assert asked == ["What colour are her eyes?", "Who knows about the contract?"]


def test_trouble_is_one_line_in_the_chat(desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object):
        raise CompanionError("The book is being brought up to date elsewhere; try again in a minute.")
        yield

    monkeypatch.setattr(desk.book(key), "stream", broken)
    last = list(exchange(desk, scope(key), "Anything?"))[-1][-1]["content"]
    assert 'class="trouble"' in last and "try again in a minute" in last


def test_what_was_answered_stands_while_the_decisions_cannot_be_read(
    desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(exchange(desk, scope(key), "What colour are Ida's eyes?"))

    def unreadable(*_: object, **__: object):
        raise DecisionsError("companion.toml is not valid TOML.")
        yield

    monkeypatch.setattr(desk.book(key), "stream", unreadable)
    monkeypatch.setattr(desk, "teller", lambda *_: next(unreadable()))
    shown = list(exchange(desk, scope(key), "Anything?"))[-1]
    assert len(shown) == 4 and "The chapters disagree." in shown[1]["content"]
    assert "not valid TOML" in shown[3]["content"] and 'value="again|1"' in shown[3]["content"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        '{"book": "a", "conversation": "b"}',
        '{"book": "a", "conversation": "b", "until": "3"}',
        '{"book": "a", "conversation": "b", "until": -2}',
        '{"book": "a", "conversation": "b", "until": true}',
        '{"book": "a", "conversation": "b", "until": 2.5}',
    ],
)
def test_a_wall_that_cannot_be_read_is_never_none(text: str) -> None:
    with pytest.raises(NotInBook):
        Scope.parse(text)


def test_the_wall_is_read_as_sent() -> None:
    assert Scope.parse('{"book": "a", "conversation": "b", "until": 3}').until == 3
    assert Scope.parse('{"book": "a", "conversation": "b", "until": null}').until is None
    assert "error" in served(lambda until, **_: {"seen": until})({"until": "x"})


# -- desk and bridge ---------------------------------------------------------------------------------------------------


def test_a_chip_opens_its_place_and_not_beyond_the_wall(desk: Desk, key: str) -> None:
    place = desk.book(key).chapters[2]
    ref = m.reference(place, 0, 5)
    assert desk.citation(key, ref).quote == place.text[:5]
    with pytest.raises(NotInBook):
        desk.citation(key, ref, until=2)


@pytest.mark.parametrize("ref", ["", "x", "1:2", "1:5:2:", "1:0:99999:", "9:0:1:", "1:-5:2:", "a:b:c:d"])
def test_a_chip_that_names_no_place_is_refused(desk: Desk, key: str, ref: str) -> None:
    with pytest.raises(NotInBook):
        desk.citation(key, ref)


@pytest.mark.parametrize("unknown", ["", "nothing", "../.."])
def test_only_books_of_the_library_open(desk: Desk, unknown: str) -> None:
    with pytest.raises(NotInBook):
        desk.book(unknown)


def test_the_page_opens_what_it_is_asked_for_then_what_was_given_then_the_last(desk: Desk, tmp_path: Path) -> None:
    keys = []
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        keys.append(desk.library.remember(tmp_path / name).key)
    assert choose(desk, keys[0], keys[1]).key == keys[0]  # type: ignore[union-attr]
    assert choose(desk, "", keys[1]).key == keys[1]  # type: ignore[union-attr]
    assert choose(desk, "", None).key == keys[2]  # type: ignore[union-attr]


def test_a_served_function_turns_our_errors_into_lines() -> None:
    def fail(**_: object) -> dict:
        raise NotInBook("Not <here>.")

    reply = served(fail)({"book": "x"})
    assert reply["error"] == "Not <here>." and "&lt;here&gt;" in reply["html"]
    assert "error" in served(lambda needed, **_: {})({})
    assert "error" in served(lambda needed, **_: {})("not an object")


def test_what_a_model_noted_is_marked_wherever_it_stands(book: ExampleBook) -> None:
    sheet = book.sheet("Ida")
    first = sheet.facts[0]
    noted = [
        replace(first, source="ollama:<b>"),
        replace(first, attribute="kin", value="father, pastor", source="ollama:<b>"),
    ]
    page = sheet_html(replace(sheet, facts=tuple(noted)), book.chapters)
    assert page.count("noted by ollama:&lt;b&gt;") == 4, "among the facts or relations, and by chapter"
    assert "noted by" not in sheet_html(sheet, book.chapters)
