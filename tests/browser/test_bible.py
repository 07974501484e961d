"""The Bible as a writer uses it: look through every part, set people right, take it back, take the bible along."""

# ruff: noqa: E501 - a paragraph is one line, as writers write it

from __future__ import annotations

from collections.abc import Callable

import pytest

pytestmark = pytest.mark.browser

FILES = {
    "1.md": """# Chapter One: The Yard

It was Monday. Tess Marlow sat down in the yard. "Go," said Tess. Tess Marlow had grey eyes. Hal Brown drove. "No," said Hal.

The Orpheum was shut. Orpheum lights blinked. Hal looked up at the Orpheum.

"Don't tell Ines about the clinic in Zurich," said Tess.

It rained. The kettle boiled. Nobody moved. Hal slept.
""",
    "2.md": """# Chapter Two: Hull

Three weeks later they drove to Hull. Ines Vey sang. "Well," said Ines. Birdie laughed. "Sing," said Birdie.

Tess Marlow had green eyes that night. Gil sat by Tess. "Now," said Gil. Gil drove. Gil ate. Gil slept. Gil woke.

The driver coughed. The driver turned the key. "Where to?" said the driver.
""",
    "3.md": """# Chapter Three: The Clinic

On Friday Hal told Ines about the clinic in Zurich. Ines wept. Birdie sat by Hal.

Gilbert came in. "Yes," said Gilbert. Gilbert drove. Gilbert ate. Gilbert slept. Gilbert woke.
""",
}
LONG = "Bartholomew" * 6


def bible(page, part: str, shows: str) -> str:
    page.click(f".part-tab[value='bible|{part}']")
    page.wait_for_selector(f"#bible-main {shows}")
    return page.locator("#bible-main").inner_text()


def told(page, words: str) -> None:
    page.wait_for_function("words => document.querySelector('#tell')?.textContent.includes(words)", arg=words)


def test_every_part_of_the_bible_shows_itself(open_page: Callable, serve_book: Callable[..., str]) -> None:
    page = open_page(serve_book(FILES))
    page.click("#tab-bible")
    page.wait_for_selector("#bible-main .heat")
    timeline = bible(page, "timeline", ".days")
    assert timeline.index("Chapter 1") < timeline.index("Three weeks later") < timeline.index("Chapter 3")
    threads = bible(page, "threads", "h2:has-text('Threads')")
    assert "clinic in Zurich" in threads and "came out" in threads
    known = bible(page, "knowledge", "h2:has-text('Who knows what')")
    assert "is told" in known and "is not to know" in known
    settle = bible(page, "settle", ".pair")
    assert "Are Gil and Gilbert the same person?" in settle
    page.click(".who[value='role|the driver']")
    page.wait_for_selector("#bible-main h2:has-text('The driver')")
    page.click(".who[value='sheet|Tess Marlow']")
    page.wait_for_selector("#bible-main h2:has-text('Tess Marlow')")
    page.click("summary:has-text('Facts by chapter')")
    page.locator(".by-chapter .cite").first.click()
    page.wait_for_selector("#pane-body mark:has-text('grey eyes')")


def test_people_are_set_right_and_it_is_taken_back(open_page: Callable, serve_book: Callable[..., str]) -> None:
    page = open_page(serve_book(FILES))
    page.click("#tab-bible")
    page.click(".who[value='sheet|Tess Marlow']")
    page.click("#bible-main .act:has-text('Grey')")
    told(page, "grey is right")
    page.wait_for_selector("#bible-main .tag.right:has-text('this one is right')")
    page.click("#bible-foot .act:has-text('Undo')")
    page.wait_for_selector("#bible-main .act:has-text('Green')")
    page.click("summary:has-text('Set right')")
    page.fill("#same-name", "Birdie")
    page.keyboard.press("Enter")
    told(page, "Birdie is Tess Marlow")
    page.wait_for_selector(".who[value='sheet|Birdie']", state="detached")
    page.click("#bible-main .act:has-text('Birdie is somebody else')")
    page.wait_for_selector(".who[value='sheet|Birdie']")
    # The sheet is drawn anew, too: what is typed before would be lost.
    page.wait_for_selector("#bible-main .act:has-text('Birdie is somebody else')", state="detached")
    page.fill("#shown-name", "The Singer")
    page.click("#bible-main .act:has-text('Rename')")
    page.wait_for_selector("#bible-main h2:has-text('The Singer')")
    page.wait_for_selector(".who[value='sheet|The Singer']")
    page.click("#bible-main .set-right .act:has-text('they')")
    page.wait_for_selector("#bible-main h2 .tag:has-text('they')")
    page.click(".part-tab[value='bible|settle']")
    page.click(".pair .act:has-text('One person')")
    page.wait_for_selector(".who[value='sheet|Gilbert'], .who[value='sheet|Gil']")
    page.wait_for_selector(".pair", state="detached")
    page.click("#bible-foot .act:has-text('Undo')")
    page.wait_for_selector(".pair")
    page.click(".who:has-text('Orpheum')")
    page.click("summary:has-text('Set right')")
    page.click("#bible-main .act:has-text('Not a person')")
    page.wait_for_selector("#bible-people .taken-out")
    assert not page.locator(".who:has-text('Orpheum')").count()
    page.click("#bible-people .taken-out summary")
    page.click("#bible-people .act:has-text('Bring back')")
    page.wait_for_selector(".who:has-text('Orpheum')")


def test_a_thread_is_closed_or_taken_out(open_page: Callable, serve_book: Callable[..., str]) -> None:
    page = open_page(serve_book({"1.md": FILES["1.md"]}))
    page.click("#tab-bible")
    bible(page, "threads", ".thread")
    page.click(".thread .act:has-text('It is closed')")
    page.wait_for_selector(".thread:has-text('Closed by you')")
    page.click(".thread .act:has-text('Undo')")
    page.click(".thread .act:has-text('Not a thread')")
    page.wait_for_selector("#bible-main .taken-out")
    page.click("#bible-main .taken-out summary")
    page.click("#bible-main .act:has-text('Bring back')")
    page.wait_for_selector(".thread .act:has-text('It is closed')")


def test_nothing_beyond_the_wall_stands_in_the_bible(open_page: Callable, serve_book: Callable[..., str]) -> None:
    page = open_page(serve_book(FILES))
    page.locator("#wall").fill("1")
    page.locator("#wall").dispatch_event("change")
    page.wait_for_selector(".chapter.after")
    page.click("#tab-bible")
    page.wait_for_selector(".who[value='sheet|Tess Marlow']")
    assert not page.locator(".who:has-text('Birdie')").count()
    assert "came out" not in bible(page, "threads", ".thread")
    assert "Three weeks" not in bible(page, "timeline", "h2")
    with page.expect_download() as got:
        page.click("#bible-foot a:has-text('Markdown')")
    text = got.value.path().read_text(encoding="utf-8")
    assert "up to Chapter One" in text and "Birdie" not in text


@pytest.mark.parametrize("kind", ["Markdown", "Word", "JSON"])
def test_the_bible_is_taken_along(open_page: Callable, address: str, kind: str) -> None:
    page = open_page(address)
    page.click("#tab-bible")
    with page.expect_download() as got:
        page.click(f"#bible-foot a:has-text('{kind}')")
    assert got.value.suggested_filename.startswith("The Keys - story bible.")


EDGES = {
    "nobody": "# One\n\nIt rained.\n",
    "many": "# One\n\n"
    + "\n\n".join(f"{a}{b}an Quill sat. {a}{b}an Quill slept." for a in "BCDFGH" for b in "aeiouyrlth"),
    "long": f"# One\n\n{LONG} {LONG} sat. {LONG} {LONG} slept. {LONG} {LONG} had grey eyes.\n",
}


@pytest.mark.parametrize("book", EDGES)
@pytest.mark.parametrize(("width", "dark"), [(1440, False), (390, True)])
def test_empty_crowded_and_long_names_fit(
    open_page: Callable, serve_book: Callable[..., str], book: str, width: int, dark: bool
) -> None:
    page = open_page(serve_book({"1.md": EDGES[book]}), width, 844, dark)
    if width < 760:
        page.click("#topbar .act")
    page.click("#tab-bible")
    for part in ("heat", "timeline", "threads", "knowledge", "settle"):
        page.click(f".part-tab[value='bible|{part}']")
        page.wait_for_selector("#bible-main h2, #bible-main .empty")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, part
    if page.locator(".who").count():
        page.locator(".who").first.click()
        page.wait_for_selector("#bible-main .sheet")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        inside = page.evaluate(
            "document.querySelector('#bible-main').scrollWidth - document.querySelector('#bible-main').clientWidth"
        )
        assert inside <= 1, "the sheet is no wider than its place"
