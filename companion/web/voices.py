"""What opens under a chapter's row: who says "I" in which scene, for the writer to set, and what is set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..decisions import NarratorSet
from ..errors import NotInBook
from ..manuscript import paragraphs
from ..manuscript.chapter import WORD, Chapter, Scene
from ..survey import file_name
from . import markup as m
from . import outline

if TYPE_CHECKING:
    from ..book import Companion

NOBODY, YOU = "nobody", "you"  # choices that are no character
CHOICES = 60  # characters offered as the one who says "I"
BEGINS = 9  # words a scene is known by


def detail_html(
    chapter: Chapter,
    shown: Sequence[tuple[Scene, str]],
    cast: Sequence[str],
    kept: dict[int, NarratorSet],
    file: str = "",
) -> str:
    """What opens under a row: who says "I" where, what is set aside, and a way to leave the file out.

    `shown` are the scenes with who tells them, `kept` what the writer set, by scene; `file` is "" where files cannot be
    left out.
    """
    voices = [_scene_row(chapter, scene, who, cast, kept) for scene, who in shown]
    if len(shown) > 1:
        whole = m.tag("span", m.tag("b", "The whole chapter"), "what")
        voices.insert(0, m.tag("label", whole + _pick(chapter, 0, "", cast, kept.get(0)), "scene-row"))
    say = m.tag("h4", "Who says “I” here?") + m.joined(voices)
    notes = m.joined(_note(chapter, p.start, p.end, p.kind) for p in chapter.paratext)
    aside = m.tag("h4", "Set aside as not story") + notes if notes else ""
    buttons = [m.act("Read it", f"page|{chapter.position}")]
    if file:
        buttons.append(m.act(f"Leave out {file.rpartition('/')[2]}", f"ignore|{file}"))
    return say + aside + m.acts(*buttons)


def _scene_row(chapter: Chapter, scene: Scene, who: str, cast: Sequence[str], kept: dict[int, NarratorSet]) -> str:
    begins = " ".join(chapter.text[scene.start : scene.end].split()[:BEGINS])
    alone = len(chapter.scenes) < 2
    name = "The whole chapter" if alone else f"Scene {scene.number}"
    said = outline.voice(scene.person, scene.tense) or "the text does not tell"
    what = m.tag("b", name) + " " + m.tag("em", m.typeset(begins) + " …", "words soft")
    what += m.tag(
        "small", m.esc(f"{said} · {m.plural(len(WORD.findall(chapter.text, scene.start, scene.end)), 'word')}")
    )
    setting = kept.get(scene.number) or (kept.get(0) if alone else None)
    return m.tag("label", m.tag("span", what, "what") + _pick(chapter, scene.number, who, cast, setting), "scene-row")


def _pick(chapter: Chapter, scene: int, who: str, cast: Sequence[str], setting: NarratorSet | None) -> str:
    """The choices for one scene; without a setting of the writer's, what the text shows."""
    text = "As each scene shows" if scene == 0 else f"As the text shows: {who or 'nobody or unknown'}"
    if setting is not None:
        text = "As the text shows"
    chosen = ""
    if setting is not None:
        chosen = f"name:{setting.name}" if setting.name else YOU if setting.person == "second" else NOBODY
    options = [("", text), (NOBODY, "Nobody: told from outside"), (YOU, "Nobody: told to “you”")]
    names = list(dict.fromkeys([*([setting.name] if setting and setting.name else []), *cast]))
    options += [(f"name:{name}", name) for name in names]
    made = m.joined(
        m.tag("option", m.esc(t), value=v, selected="selected" if v == chosen else None) for v, t in options
    )
    return m.tag(
        "select",
        made,
        "plain narrator" + (" set" if setting is not None else ""),
        data_chapter=chapter.position,
        data_scene=scene,
        aria_label="Who says “I” here",
    )


def _note(chapter: Chapter, start: int, end: int, kind: str) -> str:
    lines = m.joined(m.tag("p", m.typeset(chapter.text[a:b])) for a, b in paragraphs(chapter.text, start, end))
    if not lines:
        return ""
    words = m.plural(len(WORD.findall(chapter.text, start, end)), "word")
    begins = " ".join(chapter.text[start:end].split()[:BEGINS])
    head = m.tag("span", m.esc(kind), "tag soft") + m.tag("em", m.esc(begins) + " …", "words soft")
    return m.fold(head + m.tag("small", words), m.tag("div", lines, "aside-text"), "aside-note")


def chosen_narrator(choice: str) -> tuple[str | None, str]:
    """(name, person) of a choice on the page; (None, "") takes back what was set. Raises NotInBook."""
    if not choice:
        return None, ""
    if choice in (NOBODY, YOU):
        return "", "second" if choice == YOU else "third"
    kind, _, name = choice.partition(":")
    if kind != "name" or not name.strip():
        raise NotInBook("Choose somebody of the book, or nobody.")
    return name.strip(), "first"


def kept_of(book: Companion, chapter: Chapter) -> dict[int, NarratorSet]:
    """What the writer set for a chapter, by scene, with names as they are shown; by the file's name, or
    "novel.docx#Chapter Four"."""
    file = file_name(chapter.path, book.path)
    names = {file, chapter.path.name}
    names |= {f"{name}#{chapter.label}" for name in names}
    decisions = book.decisions
    kept = [n for n in decisions.narrators if n.file in names]
    return {n.scene: replace(n, name=decisions.names.get(n.name, n.name)) for n in kept}
