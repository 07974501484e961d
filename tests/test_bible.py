"""The story bible as a whole: the writer's decisions through `Companion`, the wall as a law, and its three exports."""

# ruff: noqa: E501 - a chapter's text is one line
from __future__ import annotations

import html
import io
import random
import re
import shutil
import zipfile
from pathlib import Path

import pypandoc
import pytest
import tomlkit

from companion.bible_text import bible_docx, bible_markdown
from companion.book import Companion
from companion.canon.bible import bible_of
from companion.canon.canon import Canon
from companion.canon.observe import observe
from companion.decisions import Decisions
from companion.engine import Engine
from companion.errors import DecisionsError, NotInBook
from companion.export import to_data
from companion.library import sample_novel
from companion.manuscript import read_manuscript
from companion.settings import Settings
from tests.support.books import write_book
from tests.support.embedder import HashEmbedder

FILES = {
    "1.md": "# Chapter One\n\nIt was Monday. Tess Marlow sat down. “Go,” said Tess. Tess Marlow had grey eyes. Hal Brown drove. “No,” said Hal. "
    "The Orpheum was shut. Orpheum lights blinked. Hal looked up at the Orpheum.\n\n“Don't tell Ines about the clinic in Zurich,” said Tess.\n\nIt rained. The kettle boiled. Nobody moved. Hal slept.\n",
    "2.md": "# Chapter Two\n\nThree weeks later they drove to Hull. Ines Vey sang. “Well,” said Ines. Birdie laughed. “Sing,” said Birdie. Tess Marlow had green eyes that night.\n\n"
    "The driver coughed. The driver turned the key. “Where to?” said the driver.\n",
    "3.md": "# Chapter Three\n\nOn Friday Hal told Ines about the clinic in Zurich. Ines wept. Birdie sat by Hal.\n",
}


@pytest.fixture
def book(tmp_path):
    folder = write_book(tmp_path / "book", FILES)
    with Companion.open(folder, engine=Engine(Settings.load(home=tmp_path / "h"), embedder=HashEmbedder())) as made:
        made.sync()
        yield made


def names(book, until=None):
    return [c.name for c in book.cast(until)]


def edit(book):
    """The writer goes on writing: a new chapter, and a change in an old one."""
    (book.path / "4.md").write_text("# Chapter Four\n\nTess Marlow slept. Birdie slept.\n", encoding="utf-8")
    old = book.path / "1.md"
    old.write_text(old.read_text(encoding="utf-8").replace("It rained.", "It rained hard."), encoding="utf-8")
    book.sync()


def merged(book):
    return "Birdie" not in names(book) and "Birdie" in book.sheet("Tess").character.aliases


DECIDING = {
    "merge": (lambda b: b.merge("Tess Marlow", "Birdie"), merged),
    "split": (lambda b: b.split("Tess Marlow", "Tess"), lambda b: "Tess" in names(b)),
    "rename": (lambda b: b.rename("Tess", "The Singer"), lambda b: "The Singer" in names(b)),
    "pronouns": (lambda b: b.set_pronouns("Hal", "they"), lambda b: b.sheet("Hal").character.pronouns == "they"),
    "not a person": (lambda b: b.not_a_person("Orpheum"), lambda b: not any("Orpheum" in n for n in names(b))),
    "narrator": (lambda b: b.narrate(1, "Hal Brown", 0, "first"), lambda b: 1 in b.sheet("Hal").character.narrates),
    "apart": (lambda b: b.keep_apart("Tess Marlow", "Birdie"), lambda b: b.decisions.separate == (("Tess Marlow", "Birdie"),)),
    "thread": (
        lambda b: b.decide_thread(b.view().canon.threads[0].id, "not a thread"),
        lambda b: not any(t.kind == "secret" for t in b.view().canon.threads),
    ),
    "right": (
        lambda b: b.settle_finding(next(f for f in b.check() if f.kind == "eyes"), "grey"),
        lambda b: dict(b.sheet("Tess").settled) == {"eyes": "grey"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", DECIDING)
def test_a_decision_holds_after_edits_and_is_undone_in_one_step(book, what):
    decide, holds = DECIDING[what]
    assert not holds(book)
    before = (book.path / "companion.toml").exists()
    decide(book)
    assert holds(book)
    edit(book)
    assert holds(book), "it survives a sync"
    assert book.undo()
    assert not holds(book)
    assert (book.path / "companion.toml").exists() == before


def test_a_name_taken_out_comes_back(book):
    out = next(n for n in names(book) if "Orpheum" in n)
    book.not_a_person(out)
    assert book.decisions.not_people == (out,)
    book.a_person(out)
    assert out in names(book) and book.decisions.not_people == ()
    with pytest.raises(NotInBook):
        book.a_person(out)


def test_a_merge_and_a_split_never_contradict_each_other(book):
    book.merge("Tess Marlow", "Birdie")
    book.split("Tess Marlow", "Birdie")
    assert book.decisions.merge == ()
    assert "Birdie" in names(book)
    book.merge("Tess Marlow", "Birdie")
    assert not any({"Birdie", "Tess Marlow"} <= set(row) for row in book.decisions.separate)
    assert merged(book)


def eyes(book):
    return next((f for f in book.check() if f.kind == "eyes"), None)


UNDER_ANOTHER_NAME = {
    "pronouns": (lambda b: b.set_pronouns("The Singer", "they"), lambda b: b.sheet("Tess").character.pronouns == "they"),
    "right": (lambda b: b.settle_finding(eyes(b), "grey"), lambda b: dict(b.sheet("Tess").settled) == {"eyes": "grey"} and eyes(b).decision.verdict == "to fix"),
    "settled": (lambda b: b.settle("The Singer", "eyes", "grey"), lambda b: dict(b.sheet("Tess").settled) == {"eyes": "grey"}),
    "verdict": (lambda b: b.decide(eyes(b), "intentional", "lenses"), lambda b: eyes(b).decision is not None),
    "verdict by its id": (lambda b: b.decide(eyes(b).id, "dismissed"), lambda b: eyes(b).decision is not None),
    "apart": (lambda b: b.keep_apart("The Singer", "Birdie"), lambda b: b.decisions.separate == (("Tess Marlow", "Birdie"),)),
    "split": (lambda b: b.split("The Singer", "Tess"), lambda b: b.decisions.separate == (("Tess", "Tess Marlow"),)),
    "split off": (lambda b: b.split("The Singer", "The Singer"), lambda b: b.decisions.separate == (("Tess Marlow", "Tess"),)),
    "merge": (lambda b: b.merge("The Singer", "Birdie"), merged),
    "merged with": (lambda b: b.merge("Birdie", "The Singer"), lambda b: "Birdie" in b.sheet("Tess").character.names),
    "narrator": (lambda b: b.narrate(1, "The Singer", 0, "first"), lambda b: 1 in b.sheet("Tess").character.narrates),
}  # fmt: skip


@pytest.mark.parametrize("what", UNDER_ANOTHER_NAME)
def test_what_was_decided_under_a_name_shown_outlives_it(book, what):
    decide, holds = UNDER_ANOTHER_NAME[what]
    book.rename("Tess", "The Singer")
    assert not holds(book)
    decide(book)
    assert holds(book)
    book.rename("The Singer", "")
    assert book.sheet("Tess").character.name != "The Singer"
    assert holds(book)


@pytest.mark.parametrize("before", ["", "The Singer"])
@pytest.mark.parametrize("after", ["", "The Singer", "The Voice"])
def test_a_settled_finding_is_taken_back_whole_under_whatever_name(book, before, after):
    book.rename("Tess", before)
    book.settle_finding(eyes(book), "grey")
    book.rename("Tess", after)
    book.decide(eyes(book), None)
    assert book.decisions.settled == {} and book.decisions.findings == {}
    assert book.undo().startswith("eyes of ")
    assert dict(book.sheet("Tess").settled) == {"eyes": "grey"} and book.decision(eyes(book)).verdict == "to fix"


@pytest.mark.parametrize(
    ("decide", "error"),
    [
        (lambda b: b.merge("Tess Marlow"), NotInBook),
        (lambda b: b.split("Tess Marlow", "Birdie"), NotInBook),
        (lambda b: b.split("Birdie", "Birdie"), NotInBook),
        (lambda b: b.rename("Tess", "Hal Brown"), NotInBook),
        (lambda b: b.rename("Nobody At All", "x"), NotInBook),
        (lambda b: b.set_pronouns("Tess", "xir and more"), DecisionsError),
        (lambda b: b.keep_apart("Tess", "Tess Marlow"), NotInBook),
        (lambda b: b.decide_thread("no-such-thread", "closed"), NotInBook),
        (lambda b: b.settle_finding(next(f for f in b.check() if f.kind == "eyes"), "mauve"), NotInBook),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(book, decide, error):
    with pytest.raises(error):
        decide(book)
    assert not (book.path / "companion.toml").exists()


def test_a_settled_fact_is_taken_back_whole(book):
    finding = next(f for f in book.check() if f.kind == "eyes")
    book.settle_finding(finding, "grey")
    assert book.check()[0].decision.reason == "grey is right"
    book.unsettle("Tess", "eyes")
    assert book.decisions.settled == {} and book.decisions.findings == {}


@pytest.mark.parametrize(
    "text",
    [
        '[names]\n"Gil" = 3\n',
        'not_people = "Hull"\n',
        '[[thread]]\nid = "x"\nverdict = "maybe"\n',
        '[[thread]]\nid = "x"\n',
    ],
)
def test_decisions_that_cannot_be_understood_are_one_line(book, text):
    (book.path / "companion.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DecisionsError, match=r"companion\.toml"):
        book.cast()


# -- the wall --------------------------------------------------------------------------------------------------------


def test_the_bible_up_to_a_chapter_is_the_bible_of_the_book_cut_there(book, tmp_path):
    """The law of the wall: nothing of what comes after can be told from what is seen before."""
    book.merge("Tess Marlow", "Birdie")
    for until in (1, 2, 3):
        cut = write_book(tmp_path / f"cut{until}" / "book", dict(list(FILES.items())[:until]))
        (cut / "companion.toml").write_bytes((book.path / "companion.toml").read_bytes())
        with Companion.open(
            cut, engine=Engine(Settings.load(home=tmp_path / "h2"), embedder=HashEmbedder())
        ) as shorter:
            shorter.sync()
            seen, whole = to_data(book.bible(until)), to_data(shorter.bible())
        for one in (seen, whole):
            one.pop("until")
        assert seen == whole


def test_the_same_law_on_a_novel_with_decisions_made_at_random(tmp_path):
    """On the sample novel, with people merged, split, renamed and taken out: each wall of the book against what is
    read from the files before it alone."""
    folder = Path(shutil.copytree(sample_novel(), tmp_path / "novel"))
    chapters = read_manuscript(folder).chapters
    with Companion.open(folder, engine=Engine(Settings.load(home=tmp_path / "h"), embedder=HashEmbedder())) as novel:
        novel.sync()
        everybody = [n for c in novel.cast() for n in c.names]
        for seed in range(4):
            pick = random.Random(seed)
            some = pick.sample(everybody, 8)
            decisions = Decisions(
                merge=((some[0], some[1]),),
                separate=((some[2], some[3]),),
                names={some[4]: "Somebody Else"},
                not_people=(some[5],),
                pronouns={some[6]: "they"},
            )
            (folder / "companion.toml").write_text(tomlkit.dumps(_written(decisions)), encoding="utf-8")
            until = pick.randint(1, len(chapters) - 1)
            later = {c.position for c in chapters[until:]}
            whole = to_data(novel.bible(people=8))  # worked out first, so that anything it leaves behind would show
            assert later & set(_positions(whole)), "there is something behind the wall"
            walled = to_data(novel.bible(until, people=8))
            cut = Canon(chapters[:until], [observe(c) for c in chapters[:until]], decisions)
            assert walled == to_data(bible_of(cut, novel.title, walled["until"], people=8))
            assert not later & set(_positions(walled))


def _written(decisions):
    made = {name: getattr(decisions, name) for name in ("merge", "separate", "names", "not_people", "pronouns")}
    return {name: [*map(list, value)] if name in ("merge", "separate") else value for name, value in made.items()}


def _positions(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "chapter" and isinstance(inner, int):
                yield inner
            else:
                yield from _positions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _positions(inner)


# -- exports ---------------------------------------------------------------------------------------------------------


def test_the_markdown_holds_every_part(book):
    text = bible_markdown(book.bible())
    for part in (
        "# Book",
        "## Cast",
        "## Tess Marlow",
        "### Facts",
        "## People without a name",
        "## Timeline",
        "## Threads closed",
        "## Who knows what",
        "## Continuity",
    ):
        assert part in text, part
    assert "**Eyes: grey**" in text and "came out, ch. 3" in text and "three weeks later" in text.casefold()
    assert "up to Chapter Two" in bible_markdown(book.bible(2))
    assert "Threads closed" not in bible_markdown(book.bible(2))


HOSTILE = (
    "# Chapter <b>One</b>\n\nTess Marlow said *no*. “Go,” said Tess. Tess | Marlow sang. Tess Marlow had grey eyes, "
    "#1 _of_ them, and <script>alert(1)</script> and a `tick` and [a link](http://example.invalid) and *stars*.\n"
)


def test_signs_of_the_manuscript_are_no_markdown(tmp_path):
    folder = write_book(tmp_path / "b", {"1.md": HOSTILE})
    with Companion.open(folder, engine=Engine(Settings.load(), embedder=HashEmbedder())) as book:
        book.sync()
        text = bible_markdown(book.bible())
    shown = pypandoc.convert_text(text, "html", "commonmark+pipe_tables", extra_args=["--wrap=none"])
    for sign in ("<script>alert(1)</script>", "[a link](http://example.invalid)", "*stars*", "`tick`", "#1 _of_ them"):
        assert html.escape(sign, quote=False) in shown, sign
    assert not re.search(r"<(script|a|em|code|b)\b", shown)


def test_the_word_document_opens_and_says_the_same(book):
    with zipfile.ZipFile(io.BytesIO(bible_docx(book.bible()))) as document:
        text = document.read("word/document.xml").decode()
    assert "Tess Marlow" in text and "Timeline" in text and "came out" in text


def test_an_empty_book_has_a_bible(tmp_path):
    chapters = read_manuscript(write_book(tmp_path / "b", {"1.md": "# One\n\nIt rained.\n"})).chapters
    bible = bible_of(Canon(chapters, [observe(c) for c in chapters], Decisions()), "b")
    assert "Nobody is called by name" in bible_markdown(bible)
    assert to_data(bible)["cast"] == []


def test_a_bible_of_many_and_of_long_names(tmp_path):
    people = [f"{'Bartholomew' * 8}{chr(65 + n % 26)}{chr(97 + n // 26)} Quill" for n in range(60)]
    text = "# One\n\n" + "\n\n".join(f"{name} sat. “Go,” said {name}. {name} slept." for name in people)
    chapters = read_manuscript(write_book(tmp_path / "b", {"1.md": text})).chapters
    bible = bible_of(Canon(chapters, [observe(c) for c in chapters], Decisions()), "b", people=60)
    assert len(bible.cast) == 60 and bible_markdown(bible).count("\n## Barth") == 60


def test_the_timeline_is_data_too(book):
    moments = to_data(book.bible())["timeline"]["moments"]
    assert [m["day"] for m in moments] == sorted(m["day"] for m in moments)
    assert moments[1]["said"] == "Three weeks later" and moments[1]["begins"]["quote"].startswith("Three weeks")
