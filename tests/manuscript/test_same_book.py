"""The sample novel in every format: the same chapters, the same sentences, the same scenes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from companion.manuscript import Chapter, Manuscript, paragraphs, read_manuscript

from .builders import BUILDERS, VARIANTS, Told

NOVEL = Path(__file__).parents[2] / "corpus" / "half-the-door"
NAMED = {
    "docx",
    "odt",
    "epub",
    "fb2",
    "fountain",
    "scriv",
    "novelWriter",
    "Manuskript",
    "msk",
}  # carry the book's title


@pytest.fixture(scope="module")
def novel() -> Manuscript:
    return read_manuscript(NOVEL)


def told(chapter: Chapter) -> Told:
    """A chapter's heading, paragraphs and changes of scene, notes that are not story included."""

    def between(start: int, end: int) -> list[str | None]:
        found = (chapter.text[a:b] for a, b in paragraphs(chapter.text, start, end))
        return [None if paragraph in BREAKS else paragraph for paragraph in found]

    found: list[str | None] = [*between(0, chapter.scenes[0].start)]
    for n, scene in enumerate(chapter.scenes):
        found += [*([None] if n else []), *between(scene.start, scene.end)]
    return Told(chapter.name, (*found, *between(chapter.scenes[-1].end, len(chapter.text))))


BREAKS = {"* * *", "***", "---"}


def plain(text: str) -> str:
    """Text without emphasis, which some formats carry as marks and others as type."""
    return re.sub(r"[*_]", "", " ".join(text.split()))


def sentences(chapter: Chapter) -> list[tuple[int, str]]:
    """(scene, sentence) of all the story."""
    return [(s.scene, plain(chapter.text[s.start : s.end])) for s in chapter.sentences]


@pytest.mark.parametrize("name", BUILDERS)
def test_the_novel_is_the_same_book(name: str, novel: Manuscript, tmp_path: Path) -> None:
    book = read_manuscript(BUILDERS[name]([told(c) for c in novel.chapters], tmp_path))
    assert [(c.label, c.title, c.number) for c in book.chapters] == [
        (c.label, c.title, c.number) for c in novel.chapters
    ]
    for chapter, original in zip(book.chapters, novel.chapters, strict=True):
        assert sentences(chapter) == sentences(original), chapter.name
    assert book.words == pytest.approx(novel.words, rel=0.001)
    assert not book.warnings
    if name in NAMED:
        assert book.title == "Half the Door"


@pytest.mark.parametrize("name", VARIANTS)
def test_the_novel_as_other_hands_leave_it(name: str, novel: Manuscript, tmp_path: Path) -> None:
    some = [*novel.chapters[:5], *novel.chapters[9:13]]
    book = read_manuscript(VARIANTS[name]([told(c) for c in some], tmp_path))
    assert [(c.label, c.title, c.number) for c in book.chapters] == [(c.label, c.title, c.number) for c in some]
    for chapter, original in zip(book.chapters, some, strict=True):
        assert sentences(chapter) == sentences(original), chapter.name


def test_notes_of_a_project_are_kept_apart(novel: Manuscript, tmp_path: Path) -> None:
    book = read_manuscript(BUILDERS["scriv"]([told(c) for c in novel.chapters[:2]], tmp_path))
    assert [(n.title, n.text) for n in book.references] == [
        ("Characters: Wren", "A singer. Eyes: violet."),
        ("Research: Boats", "Narrowboats have a speed limit."),
    ]
    story = " ".join(c.text for c in book.chapters)
    assert "violet" not in story
    assert "speed limit" not in story
    assert "cut in the second draft" not in story
