"""Answers of every kind from the product itself, on a small book, and everything that can be clicked on them."""

# ruff: noqa: E501 - a paragraph is one line, as writers write it

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion.book import Companion
from companion.engine import Engine
from companion.settings import Settings
from tests.support.embedder import HashEmbedder
from tests.support.model_server import Says, model_server

from .test_page import BOX, ask, marked

pytestmark = pytest.mark.browser

FILES = {
    "1.md": """# Chapter One: The Ferry

It was Monday, 3 June 2019. Orla Finch was thirty-four years old and a singer, and she had not sung since Easter. She had grey eyes and a scar on her chin. Her accordion stood between her knees.

"You could still turn round," said her brother Ruan.

"I could," said Orla. "Don't tell Bea about the letter from the label, Ruan. Promise me."

"I promise," said Ruan Finch. He carried the accordion down the gangway.


The harbour smelled of diesel. Ruan drove the van off the ferry, and Orla slept with the accordion in her lap.
""",
    "2.md": """# Chapter Two: The Guest House

Three weeks later they were still at the guest house. Bea Marlow ran it, and she was Orla's oldest friend. "Stay as long as you like," said Bea.

Ruan lived in the attic. He had begun to mend the accordion, and Bea held the lamp for him.

"Who wrote to her?" Bea asked.

"Nobody," said Ruan. The accordion wheezed.

* * *

Orla swam out to the buoy before breakfast. Nobody saw her go. "Cold?" said Bea, when she came back blue.

"Not very," said Orla.
""",
    "3.md": """# Chapter Three: The Letter

Bea found the letter under the accordion on Friday. She read it twice and put it back.

"You knew," she said to Ruan. "You knew they had dropped her."

"I promised," said Ruan.

Orla came in with wet hair. Her green eyes went from one to the other. "Who died?" she said.
""",
    "4.md": """# Chapter Four: The Harbour Hall

On Saturday, 29 June, Orla sang in the Harbour Hall. Ruan played the accordion. Bea sold tickets at the door, and the harbour master wept.

Afterwards Orla moved to the lighthouse cottage, and Ruan took the van back to the ferry. "I'll write," said Ruan.

Bea never told Orla that she had read the letter.
""",
}
TEXT = " ".join("\n".join(FILES.values()).split())
EYES = "What colour are Orla's eyes?"
BLOOD = "What is Ruan's blood type?"
# A question, the kind it is taken for, what the answer then has on it, and words that it must say.
KINDS = {
    "Who is Orla?": ("portrait", ".list.placed .at:has-text('On the page')", "singer"),
    "What happens in chapter 2?": ("chapter", ".row .chip", "Three weeks later"),
    "When did Orla sing in the Harbour Hall?": ("timeline", ".row .chip", "Saturday, 29 June"),
    "What should happen next?": ("scene", ".row .tag", "about the letter"),
    "Is Orla consistent so far?": ("consistency", ".both .quote", "Orla Finch"),
    "Every mention of the accordion": ("list", ".counts button.bar", "The accordion wheezed."),
    "How are Orla and Ruan related?": ("relation", ".row .chip", "brother"),
    "Where does Orla live at the end?": ("state", ".row .chip", "Harbour Hall"),
    BLOOD: ("lookup", ".quote.nearest", "The manuscript does not say."),
    EYES: ("fact", ".both .quote", "The chapters disagree"),
}
WIDE, PHONE = (1440, 900), (390, 844)

# Texts of the conversation that stand out too little from what is behind them (WCAG 2.1, 1.4.3), and whatever sticks out
# of its column.
FAULTS = """() => {
    const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const over = (colour, below) => {
        brush.fillStyle = `rgb(${below})`; brush.fillRect(0, 0, 1, 1);
        brush.fillStyle = colour; brush.fillRect(0, 0, 1, 1);
        return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const behind = (one) => {
        const line = [];
        for (let at = one; at; at = at.parentElement) line.unshift(getComputedStyle(at).backgroundColor);
        return line.reduce((below, colour) => over(colour, below), [255, 255, 255]);
    };
    const bright = (rgb) => rgb.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
    const column = document.querySelector("#log").getBoundingClientRect();
    const faults = [];
    for (const one of document.querySelectorAll("#log .bot-row .answer *, #log .trouble, #log .trouble *")) {
        if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const box = one.getBoundingClientRect();
        if (box.right > column.right + 1 || box.left < column.left - 1) faults.push(`sticks out: ${one.outerHTML.slice(0, 90)}`);
        if (![...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
        const below = behind(one), style = getComputedStyle(one);
        const [a, b] = [bright(over(style.color, below)), bright(below)].sort((x, y) => y - x);
        if ((a + 0.05) / (b + 0.05) < 4.5) faults.push(`faint (${((a + 0.05) / (b + 0.05)).toFixed(2)}): ${one.outerHTML.slice(0, 90)}`);
    }
    return faults;
}"""


@pytest.fixture(scope="module")
def novel(serve_book: Callable[..., str]) -> str:
    return serve_book(FILES)


@pytest.fixture
def decisions(novel) -> Iterator:
    """The book's companion.toml, gone again after the test."""
    path = novel.folder / "companion.toml"
    yield path
    path.unlink(missing_ok=True)


def last(page):
    return page.locator("#log .answer").last


def faults(page) -> list[str]:
    wide = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
    return [*page.evaluate(FAULTS), *(["wider than the window"] if wide else [])]


def kinds_kept(novel, question: str) -> set[str]:
    """As which kinds an answer to this question is kept among the conversations."""
    kept = [json.loads(p.read_text("utf-8")) for p in (novel.folder.parent / "home").rglob("conversations/**/*.json")]
    return {e["answer"]["kind"] for one in kept for e in one["exchanges"] if e["question"] == question and e["answer"]}


@pytest.mark.parametrize(("width", "height"), [WIDE, PHONE])
def test_every_kind_of_answer(open_page: Callable, novel, width: int, height: int) -> None:
    """By day as they come, by night as they come back."""
    page = open_page(novel, width, height)
    for question, (kind, selector, words) in KINDS.items():
        assert words in ask(page, question), question
        assert last(page).locator(selector).count(), question
        assert kinds_kept(novel, question) == {kind}, question
    assert faults(page) == []
    for answer in page.locator("#log .answer").all():
        answer.locator(".cite").first.click()
        assert " ".join(marked(page).split()) in TEXT
        if width < 1180:
            page.click("#pane-bar .close")
            page.wait_for_selector("body:not(.pane-open)")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(700)  # Gradio logs an error when a page goes away in the middle of its farewell
    page.reload()
    page.wait_for_selector(f"#log .answer >> nth={len(KINDS) - 1}")
    assert page.evaluate("document.body.classList.contains('dark')")
    assert faults(page) == []


@pytest.mark.parametrize(("width", "height", "dark"), [(*WIDE, False), (*PHONE, True)])
def test_what_stands_on_an_answer_is_clicked(open_page: Callable, novel, width: int, height: int, dark: bool) -> None:
    page = open_page(novel, width, height, dark)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    starter = page.locator("#starters .starter").first
    question = starter.inner_text()
    starter.click()
    page.wait_for_selector("#log .answer .counts")
    page.wait_for_selector("body:not(.asking)")
    assert page.locator("#log .user-row").last.inner_text().strip() == question
    page.wait_for_selector("#starters .starter:has-text('consistent so far')")
    assert question not in page.locator("#starters").inner_text(), "what was just asked is not offered again"

    page.click("#log .more summary")
    lines = last(page).locator(".places .line")
    assert page.locator("#log .more summary").inner_text() == f"All {lines.count()} places"
    by_chapter = page.locator("#log .places h4 span").all_inner_texts()
    assert sum(map(int, by_chapter)) == lines.count()
    assert by_chapter == page.locator("#log .counts b").all_inner_texts(), "the bars count the same places"
    page.click("#log .how summary")
    assert "looked for" in page.locator("#log .how ol").inner_text()
    page.wait_for_function("""() => {
        const steps = document.querySelector("#log .how ol").getBoundingClientRect();
        return steps.bottom < document.querySelector("#askbar").getBoundingClientRect().top - 20;
    }""")  # below lies the shade above the box
    assert faults(page) == []

    page.locator("#log .counts button.bar").nth(2).click()
    marked(page)
    assert "Chapter 3" in page.locator("#pane-bar .where").inner_text()
    assert page.locator("#log .counts .bar.on").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_selector("body:not(.pane-open)")
    lines.last.click()
    assert "Ruan" in marked(page) or "Orla" in marked(page)
    assert "Chapter 4" in page.locator("#pane-bar .where").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector("body:not(.pane-open)")

    last(page).locator(".meta .act:has-text('Ask again')").click()
    page.wait_for_selector("#log .answer >> nth=1")
    page.wait_for_selector("body:not(.asking)")
    assert [q.strip() for q in page.locator("#log .user-row").all_inner_texts()] == [question, question]
    ask(page, "Who is Orla?")
    last(page).locator(".meta .act:has-text('Copy')").click()
    page.wait_for_selector("#tell.on:has-text('Copied.')")
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0].startswith("Orla Finch") and copied[1].startswith("Chapter 1: singer: “Orla Finch was thirty-four")
    assert copied[2].startswith("34 years old: “"), "the same chapter is not named again"
    assert any(line.startswith("On the page: ") for line in copied)
    assert not any(button in " ".join(copied) for button in ("Ask again", "how this was found", "places"))

    page.click("#chat-head .act:has-text('New conversation')")
    page.click("#starters .starter:has-text('Suggest the next scene')")
    page.wait_for_selector("#scenes-body .card")


def test_a_verdict_in_the_chat_is_kept_everywhere(open_page: Callable, novel, decisions) -> None:
    page = open_page(novel)
    page.wait_for_selector("#count:has-text('1')")
    ask(page, EYES)
    ask(page, "Is Orla consistent so far?")
    last(page).locator(".act:has-text('Grey is right')").click()
    page.wait_for_selector("#tell.on:has-text('grey is right')")
    assert page.locator("#log .decided").all_inner_texts() == ["To fix: grey is right"] * 2, "under both answers"
    assert page.locator("#count").inner_text() == "", "nothing contradicts itself undecided"
    assert 'value = "grey"' in decisions.read_text() and 'verdict = "to fix"' in decisions.read_text()
    ask(page, EYES)
    assert "The chapters disagree" in last(page).inner_text(), "the text still does"
    assert last(page).locator(".decided").inner_text() == "To fix: grey is right"
    page.click("#tab-continuity")
    page.wait_for_selector("#cards .decided:has-text('To fix: grey is right')")
    page.click("#tab-bible")
    page.click(".who[value='sheet|Orla Finch']")
    page.wait_for_selector("#bible-main .tag.right:has-text('this one is right')")

    page.click("#tab-chat")
    page.locator("#log .decision .act:has-text('Undo')").first.click()
    page.wait_for_selector("#tell.on:has-text('Taken back.')")
    assert page.locator("#log .act:has-text('Green is right')").count() == 3
    assert "grey" not in decisions.read_text()
    page.wait_for_selector("#count:has-text('1')")

    last(page).locator(".act:has-text('Intentional')").click()
    page.keyboard.type("the lamps")
    page.keyboard.press("Escape")
    last(page).locator(".act:has-text('Intentional')").click()
    page.keyboard.type("the stage lamps")
    page.keyboard.press("Enter")
    page.wait_for_selector("#log .decided:has-text('Intentional: the stage lamps')")
    assert 'reason = "the stage lamps"' in decisions.read_text()
    page.wait_for_timeout(700)
    page.reload()
    page.wait_for_selector("#log .answer >> nth=2")
    assert page.locator("#log .decided").all_inner_texts() == ["Intentional: the stage lamps"] * 3
    page.wait_for_selector(".first-look", state="attached")
    assert "1" not in page.locator("#tab-continuity").inner_text()


@pytest.mark.parametrize(("width", "height", "dark"), [(*WIDE, True), (*PHONE, False)])
def test_trouble_costs_no_earlier_answer(
    open_page: Callable, novel, decisions, width: int, height: int, dark: bool
) -> None:
    """A writer edits companion.toml by hand and forgets a bracket."""
    page = open_page(novel, width, height, dark)
    ask(page, EYES)
    decisions.write_text("ignore = [")
    page.fill(BOX, "Who is Ruan?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#log .trouble:has-text('companion.toml is not valid TOML')")
    page.wait_for_selector("body:not(.asking)")
    assert page.locator("#log .user-row").count() == 2
    assert "The chapters disagree" in page.locator("#log .answer").first.inner_text()
    assert faults(page) == []
    decisions.unlink()
    page.click("#log .trouble .act:has-text('Ask again')")
    page.wait_for_selector("#log .answer:has-text('Ruan Finch')")
    page.wait_for_selector("body:not(.asking)")
    assert page.locator("#log .trouble").count() == 1 and page.locator("#log .user-row").count() == 3


def test_an_answer_that_fell_back_says_so_and_is_asked_again(open_page: Callable, serve_book: Callable) -> None:
    with model_server(Says(status=400), Says("Orla Finch is a singer [2].")) as server:
        page = open_page(serve_book(FILES, model="openai:scripted", base_url=server.base_url), *PHONE)
        page.wait_for_selector("#rail", state="attached")
        ask(page, "Who is Orla?")
        said = last(page).locator(".fell-back").inner_text()
        assert "answer without AI" in said and "openai:scripted" in said
        assert "by-code" in last(page).get_attribute("class") and "singer" in last(page).inner_text()
        assert "sk-secret" not in page.content()
        assert faults(page) == []
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(700)
        page.reload()
        page.wait_for_selector("#log .fell-back")
        assert faults(page) == []
        last(page).locator(".meta .act:has-text('Ask again')").click()
        page.wait_for_selector("#log .answer.by-model .prose:has-text('is a singer')")
        page.wait_for_selector("body:not(.asking)")
        assert last(page).locator(".fell-back").count() == 0
        last(page).locator(".prose .chip").click()
        assert "a singer" in marked(page)


def test_a_silent_model_is_stopped_and_asked_again(open_page: Callable, serve_book: Callable) -> None:
    with model_server(Says(silent=60), Says("Orla Finch is a singer [2].")) as server:
        page = open_page(serve_book(FILES, model="openai:scripted", base_url=server.base_url))
        page.fill(BOX, "Who is Orla?")
        page.click("#send")
        page.wait_for_selector("#log .waiting:has-text('Writing it up')")
        assert "singer" in last(page).inner_text(), "the plain answer is there at once"
        page.click("#stop")
        page.wait_for_selector("#log .answer:has-text('Stopped.')")
        page.wait_for_timeout(700)
        page.reload()
        page.wait_for_selector("#log .answer")
        assert "Stopped before the model had worded it" in last(page).locator(".fell-back").inner_text()
        last(page).locator(".meta .act:has-text('Ask again')").click()
        page.wait_for_selector("#log .answer.by-model >> nth=0")
        page.wait_for_selector("body:not(.asking)")
        assert page.locator("#log .answer").count() == 2 and len(server.requests) == 2


def test_read_up_to_on_a_phone(open_page: Callable, novel) -> None:
    page = open_page(novel, *PHONE)
    page.click("#topbar .act")
    page.wait_for_selector("body.menu-open")
    for label in ("Chapter 3", "Chapter 2"):
        page.press("#wall", "ArrowLeft")
        page.wait_for_selector(f"#wall-label:has-text('{label}')")
    assert page.locator(".chapter.after").count() == 2
    page.mouse.click(370, 400)
    page.wait_for_selector("body:not(.menu-open)")
    assert page.locator("#topbar-wall").inner_text() == "up to Chapter 2"
    answer = ask(page, EYES)
    assert "Grey" in answer and "green" not in answer and "Up to Chapter 2" in answer
    page.wait_for_timeout(700)
    page.reload()
    page.wait_for_selector("#log .answer")
    assert page.locator("#topbar-wall").inner_text() == "up to Chapter 2"
    page.click("#topbar .act")
    page.click("#wall-box .act:has-text('Whole book')")
    page.wait_for_function("!document.querySelector('.chapter.after')")
    assert page.locator("#topbar-wall").inner_text() == ""
    page.keyboard.press("Escape")
    assert "The chapters disagree" in ask(page, EYES)


def test_it_s_here_answers_the_next_time_too(open_page: Callable, novel, decisions) -> None:
    page = open_page(novel, *PHONE)
    ask(page, BLOOD)
    last(page).locator(".act:has-text('here')").click()
    page.wait_for_selector("#pane-bar .pointer")
    page.select_option("#pane-bar select", "3")
    page.wait_for_selector("#pane-body p:has-text('read it twice')")
    page.evaluate("""() => {
        const line = [...document.querySelectorAll("#pane-body p")].find((p) => p.textContent.includes("read it twice"));
        getSelection().selectAllChildren(line);
    }""")
    page.click("#pane-bar .first")
    page.wait_for_selector("#log .answer >> nth=1")
    page.wait_for_selector("body:not(.asking)")
    assert "She read it twice and put it back." in last(page).inner_text()
    assert 'quote = "Bea found the letter' in decisions.read_text() and BLOOD in decisions.read_text()
    assert faults(page) == []
    page.locator("#chat-head .act:has-text('New conversation')").click()
    page.wait_for_selector("#log .answer", state="detached")
    assert "She read it twice" in ask(page, "what is ruan’s blood type")
    page.click("#topbar .act")
    page.click("#tab-bible")
    page.click("#bible-foot .act:has-text('Undo')")
    page.wait_for_selector("#tell.on:has-text('is answered in 3.md')")
    assert not decisions.exists(), "it was the only decision"
    page.click("#topbar .act")
    page.click("#tab-chat")
    assert "The manuscript does not say." in ask(page, BLOOD)


def test_a_chapter_rewritten_while_nobody_looked_is_not_quoted_as_it_was(
    open_page: Callable, serve_book: Callable
) -> None:
    def opener(path: Path, model: str) -> Companion:
        settings = Settings.load(home=path.parent / "home", model=model, watch=False)
        book = Companion.open(path, model, Engine(settings, HashEmbedder()))
        update = book.update
        # As long as in a long book: the conversation is there before the chapters have been looked at.
        book.update = lambda *given, **named: time.sleep(2) or update(*given, **named)  # type: ignore[method-assign]
        return book

    address = serve_book(FILES, opener, watch=False)
    page = open_page(address)
    ask(page, "Who is Orla?")
    page.wait_for_timeout(700)
    chapter = address.folder / "1.md"
    chapter.write_text(chapter.read_text("utf-8").replace("She had grey eyes", "She had deep-set eyes"), "utf-8")
    page.reload()
    page.wait_for_selector("#log .row:has-text('She had grey eyes and a scar on her chin.” (no longer in the text)')")
    chips = [chip.get_attribute("value") for chip in last(page).locator(".chip").all()]
    for value in dict.fromkeys(chips):
        last(page).locator(f".chip[value='{value}']").first.click()
        page.wait_for_selector(f"#log .chip.on[value='{value}']")
        assert " ".join(marked(page).split()) in TEXT
