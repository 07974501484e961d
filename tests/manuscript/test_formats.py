"""Documents of every format: the same chapters, sentences and scene breaks as the Markdown they were made of."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import json
import random
import re
import subprocess
import zipfile
from pathlib import Path

import pypandoc
import pytest

from companion.errors import CompanionError, UnreadableFile
from companion.manuscript.formats import READERS
from companion.manuscript.reader import read_manuscript
from companion.manuscript.rtf import mended

from .prose import prose

STORY = [
    ("# Chapter One: The Bus", ""),
    (prose(2), ""),
    (
        "She was reading *Moby-Dick* again — “the boring bits,” she said — and Zoë wasn’t.",
        "She was reading Moby-Dick again —",
    ),
    ("", ""),
    (prose(2, 2), ""),
    ("* * *", ""),
    (prose(1, 4), ""),
    ("# Chapter Two", ""),
    (prose(3, 1), ""),
]
# (format that pandoc writes, whether it can carry an empty paragraph)
WRITTEN = [("docx", True), ("odt", True), ("html", True), ("epub", True), ("rtf", True), ("fb2", True)]


def made(folder: Path, suffix: str) -> Path:
    """The story as a file of that format, written by pandoc."""
    blocks = []
    for text, _ in STORY:
        if not text:
            blocks.append({"t": "Para", "c": []})
            continue
        done = subprocess.run(
            [pypandoc.get_pandoc_path(), "-f", "commonmark", "-t", "json"],
            input=text.encode(),
            capture_output=True,
            check=True,
        )
        blocks += json.loads(done.stdout)["blocks"]
    tree = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"title": {"t": "MetaInlines", "c": [{"t": "Str", "c": "Story"}]}},
        "blocks": blocks,
    }
    target = folder / f"story.{suffix}"
    extension = suffix if suffix in {"rtf", "fb2"} else f"{suffix}+empty_paragraphs"
    subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "json", "-t", extension, "-s", "-o", str(target)],
        input=json.dumps(tree).encode(),
        capture_output=True,
        check=True,
    )
    return target


def plain(text: str) -> str:
    return re.sub(r"[*_]", "", " ".join(text.split()))


@pytest.mark.parametrize(("suffix", "blank"), WRITTEN, ids=[w[0] for w in WRITTEN])
def test_same_book_in_every_format(suffix: str, blank: bool, tmp_path: Path) -> None:
    folder = tmp_path / "md"
    folder.mkdir()
    (folder / "story.md").write_text("\n\n".join(t if t else "" for t, _ in STORY), encoding="utf-8")
    wanted = read_manuscript(folder / "story.md")
    book = read_manuscript(made(tmp_path, suffix))
    assert [(c.label, c.title, c.number) for c in book.chapters] == [
        ("Chapter One", "The Bus", 1),
        ("Chapter Two", "", 2),
    ]
    for chapter, original in zip(book.chapters, wanted.chapters, strict=True):
        assert [plain(chapter.text[s.start : s.end]) for s in chapter.sentences] == [
            plain(original.text[s.start : s.end]) for s in original.sentences
        ]
        if blank:
            assert len(chapter.scenes) == len(original.scenes)


def test_word_comments_and_deleted_text_are_not_story(tmp_path: Path) -> None:
    file = made(tmp_path, "docx")
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Mara kept </w:t></w:r><w:del w:id="1" w:author="E" w:date="2020-01-01T00:00:00Z"><w:r>'
        '<w:delText>all of </w:delText></w:r></w:del><w:ins w:id="2" w:author="E" w:date="2020-01-01T00:00:00Z"><w:r><w:t>most of</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> the letters.</w:t></w:r></w:p>'
    )
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + body.encode(), 1)
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert "Mara kept most of the letters." in READERS[".docx"](file)


def test_footnotes_are_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<h1>Chapter One</h1>" + "".join(f"<p>{p}</p>" for p in prose(3).split("\n\n")))
    made_from = f"# Chapter One\n\nThe sea was grey.[^1]\n\n{prose(2)}\n\n[^1]: It often is.\n"
    subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "markdown", "-o", str(tmp_path / "y.docx")],
        input=made_from.encode(),
        check=True,
    )
    (chapter,) = read_manuscript(tmp_path / "y.docx").chapters
    assert [(chapter.text[p.start : p.end], p.kind) for p in chapter.paratext] == [
        ("[Footnote: It often is.]", "footnote")
    ]
    assert not any("often" in chapter.text[s.start : s.end] for s in chapter.sentences)


def test_a_saved_web_page(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in prose(3).split("\n\n"))
    (tmp_path / "page.html").write_text(
        "<html><head><title>Story</title><script>var x = 1;</script><style>p {color: red}</style></head><body>"
        "<nav><a href='/'>Home</a> <a href='/b'>Browse</a></nav><div class='menu'><ul><li>Login</li><li>Sign up</li></ul></div>"
        f"<h2>Chapter 4: The Bus</h2><p>Font Size: A A A</p>{paragraphs}<p>Please review!</p><p><a href='/5'>Next Chapter &gt;&gt;</a></p>"
        "<footer>© 2020</footer></body></html>"
    )
    (chapter,) = read_manuscript(tmp_path / "page.html").chapters
    assert (chapter.label, chapter.title) == ("Chapter 4", "The Bus")
    assert "\n\n".join(chapter.text[s.start : s.end] for s in chapter.scenes) == prose(3)


RTF = [
    (rb"It\u8217's", "It’s"),
    (rb"It\u8217?s", "It’s"),
    (rb"It\u8217 s", "It’ "),
    (rb"It\uc0\u8217 s", "It’s"),
    (rb"It\u8217\'92s", "It’s"),
    (rb"{\uc0\u8217 }caf\u233\'e9", "’café"),
    (rb"a\par\par b", "a\n\n\nb"),
    (b"a\\\n\\\nb", "a\n\n\nb"),
    (b"a\\\nb", "a\n\nb"),
]


@pytest.mark.parametrize(("body", "expected"), RTF)
def test_rtf(body: bytes, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "x.rtf"
    file.write_bytes(rb"{\rtf1\ansi\ansicpg1252 " + body + b"}")
    assert READERS[".rtf"](file).strip("\n") == expected.rstrip()


def test_mended_rtf_without_escapes_is_the_same() -> None:
    assert mended(rb"{\rtf1 plain \b bold\b0  words}") == rb"{\rtf1 plain \b bold\b0  words}"


BAD = {
    "truncated.docx": lambda good: good[: len(good) // 2],
    "empty.docx": lambda good: b"",
    "noise.epub": lambda good: bytes(random.Random(1).randrange(256) for _ in range(5000)),
    "locked.docx": lambda good: b"\xd0\xcf\x11\xe0" + b"\0" * 2000,
    "notrtf.rtf": lambda good: b"hello",
    "entities.fb2": lambda good: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><FictionBook>&a;</FictionBook>',
    "broken.fdx": lambda good: b"<FinalDraft><Content>",
    "broken.odt": lambda good: good[:200],
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_named_and_the_others_load(name: str, tmp_path: Path) -> None:
    good = made(tmp_path, "docx").read_bytes()
    book = tmp_path / "book"
    book.mkdir()
    (book / "1.md").write_text(prose(3))
    (book / name).write_bytes(BAD[name](good))
    read = read_manuscript(book)
    assert [c.path.name for c in read.chapters] == ["1.md"]
    assert any(name in w for w in read.warnings)
    with pytest.raises(CompanionError, match=re.escape(name)):
        read_manuscript(book / name)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.docx"
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(600):
            part.write(b" " * 2**20)
    with pytest.raises(UnreadableFile, match=r"bomb\.docx"):
        READERS[".docx"](file)


@pytest.mark.parametrize("suffix", ["docx", "epub", "rtf", "fb2", "html", "md"])
def test_mutated_files_never_raise_anything_else(suffix: str, tmp_path: Path) -> None:
    rng = random.Random(suffix)
    good = prose(5).encode() if suffix == "md" else made(tmp_path, suffix).read_bytes()
    file = tmp_path / f"mutated.{suffix}"
    for _ in range(8):
        data = bytearray(good)
        for _ in range(rng.choice([1, 5, 50])):
            at = rng.randrange(len(data))
            match rng.randrange(3):
                case 0:
                    data[at] = rng.randrange(256)
                case 1:
                    del data[at : at + rng.randrange(200)]
                case _:
                    data[at:at] = bytes(rng.randrange(256) for _ in range(rng.randrange(20)))
            if not data:
                break
        file.write_bytes(data)
        try:
            read_manuscript(file)
        except CompanionError as exc:
            assert "mutated" in str(exc)


RULED = """# Chapter One: The Bus

The bus left Hull at six. Nobody spoke until the bridge, and then only to ask for gum.

---

In Leeds it rained. Tom carried the amps in by himself[^1] and said nothing about it.

[^1]: A footnote of the author's, about Leeds.

# Chapter Two: The Letter

"You did," said Tom.

---

She read it twice, and then a third time, aloud. By midnight everybody on the crew knew.
"""


@pytest.mark.parametrize(
    ("form", "suffix"),
    [
        ("docx", "docx"),
        ("odt", "odt"),
        ("rtf", "rtf"),
        ("epub", "epub"),
        ("html", "html"),
        ("fb2", "fb2"),
        ("markdown", "md"),
        ("plain", "txt"),
    ],
)
def test_rules_are_breaks_and_footnotes_no_story(form: str, suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"book.{suffix}"
    pypandoc.convert_text(RULED, form, format="markdown", outputfile=str(file), extra_args=["--standalone"])
    chapters = read_manuscript(file).chapters
    assert [(c.name, len(c.scenes)) for c in chapters] == [("Chapter One: The Bus", 2), ("Chapter Two: The Letter", 2)]
    story = " ".join(c.text[s.start : s.end] for c in chapters for s in c.scenes)
    assert "about Leeds" not in story
    assert "everybody on the crew knew." in " ".join(story.split())


def test_a_line_of_a_style_derived_from_horizontal_line_is_a_break(tmp_path: Path) -> None:
    file = tmp_path / "book.odt"
    pypandoc.convert_text(RULED, "odt", format="markdown", outputfile=str(file))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    derived = b'<style:style style:name="P7" style:family="paragraph" style:parent-style-name="Horizontal_20_Line"/>'
    content = parts["content.xml"].replace(
        b'text:style-name="Horizontal_20_Line" />', b'text:style-name="P7"></text:p>'
    )
    head = b"<office:automatic-styles>"
    assert content != parts["content.xml"]
    assert head in content
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, content.replace(head, head + derived) if name == "content.xml" else part)
    assert [len(c.scenes) for c in read_manuscript(file).chapters] == [2, 2]


def test_the_marks_of_what_is_quoted_are_not_the_words_of_a_markdown_file(tmp_path: Path) -> None:
    """An epigraph in Markdown is quoted, and its empty line breaks no scene."""
    file = tmp_path / "01.md"
    file.write_text(
        f"# Chapter One\n\n> The sea is not a metaphor.\n>\n> — Agnes Tull, *Collected Tides*\n\n{prose(3)}\n\n"
        f"> Dear Joss,\n>> I read what you wrote.\n\n{prose(2, 3)}\n",
        encoding="utf-8",
    )
    (chapter,) = read_manuscript(tmp_path).chapters
    assert len(chapter.scenes) == 1
    assert [p.kind for p in chapter.paratext] == ["epigraph"]
    assert "Dear Joss,\nI read what you wrote." in chapter.text
    assert ">" not in chapter.text
