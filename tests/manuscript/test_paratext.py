"""What is not story, measured on chapter tops and ends; each file says what came out before the rules knew it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from companion.manuscript.headings import squeezed
from companion.manuscript.paratext import find_paratext
from companion.manuscript.reader import read_manuscript

from .prose import prose

DATA = Path(__file__).parent / "data"
NOTE = re.compile(r"⟦(.*?)⟧", re.DOTALL)


def cases(name: str) -> list[str]:
    return re.split(r"(?m)^=+\n", (DATA / name).read_text(encoding="utf-8"))[1:]


def measured(name: str, folder: Path) -> tuple[int, list[str], list[str]]:
    """How many passages there are, which slipped through, and which paragraphs of story were lost."""
    total, missed, lost = 0, [], []
    for case in cases(name):
        file = folder / "case.md"
        file.write_text(case.replace("⟦", "").replace("⟧", ""), encoding="utf-8")
        book = read_manuscript(file)
        story = squeezed(" ".join(c.text[s.start : s.end] for c in book.chapters for s in c.scenes))
        told = [p for p in re.split(r"\n\s*\n", NOTE.sub("", case)) if squeezed(p)]
        lost += [p for p in told if squeezed(p) not in story]
        for paragraph in told:
            story = story.replace(squeezed(paragraph), " ")
        for note in NOTE.findall(case):
            if squeezed(note):
                total += 1
                if any(squeezed(line) and squeezed(line) in story for line in note.splitlines()):
                    missed.append(note)
    return total, missed, lost


@pytest.mark.parametrize("name", ["open", "first", "second", "third", "fourth"])
def test_notes_are_set_aside_and_no_story_is_lost(name: str, tmp_path: Path) -> None:
    total, missed, lost = measured(f"paratext_{name}.txt", tmp_path)
    assert total >= 18
    assert not lost
    assert 1 - len(missed) / total >= 0.95, missed


def test_notes_between_two_stretches_of_story_are_story() -> None:
    text = f"{prose(3)}\n\nA/N: this is on the page, in the middle.\n\n{prose(3, 2)}\n\n{prose(40)}"
    assert find_paratext(text, 0, len(text)) == []


def test_the_kinds() -> None:
    text = f"A/N: Hi!\n\nDisclaimer: I own nothing.\n\nFont Size: A A A\n\n{prose(3)}\n\nTHE END\n\n© 2020 A. Writer\n"
    assert [(text[a:b], kind) for a, b, kind in find_paratext(text, 0, len(text))] == [
        ("A/N: Hi!", "author's note"),
        ("Disclaimer: I own nothing.", "disclaimer"),
        ("Font Size: A A A", "web page"),
        ("THE END", "end mark"),
        ("© 2020 A. Writer", "copyright"),
    ]


def test_epigraphs() -> None:
    text = f"“All roads lead down to the sea.”\n— Ada Marsh, Songs\n\n{prose(3)}"
    assert [(text[a:b], k) for a, b, k in find_paratext(text, 0, len(text))] == [
        ("“All roads lead down to the sea.”\n— Ada Marsh, Songs", "epigraph")
    ]


def test_pictures_and_comments_anywhere() -> None:
    text = f"{prose(2)}\n\n[Illustration: A van]\n\n{prose(2, 2)}\n\n<!-- check the date -->\n\n{prose(2)}"
    assert [(text[a:b], k) for a, b, k in find_paratext(text, 0, len(text))] == [
        ("[Illustration: A van]", "picture"),
        ("<!-- check the date -->", "comment"),
    ]


@pytest.mark.parametrize("count", [1, 2, 5, 200])
def test_story_alone_has_none(count: int) -> None:
    text = prose(count)
    assert find_paratext(text, 0, len(text)) == []
