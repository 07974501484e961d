"""From the writer's files to a Manuscript.

`list_sources` names the files in reading order, `read_source` reads one, and `assemble` makes chapters of what was
read; the last is a pure function, so that a caller may keep what it has read and read only what changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path

from ..decisions import Decisions
from ..errors import EmptyManuscript, ManuscriptNotFound, UnreadableFile
from .chapter import Chapter, Manuscript, Paratext, Scene
from .formats import MARKDOWN, READERS, read_plain
from .headings import title_case
from .order import in_order, key_of, read_name
from .paratext import find_paratext
from .projects import compose, find_project, project_files
from .scenes import find_scenes
from .structure import Section, split
from .voice import voice_of

STRUCTURE_VERSION = 2  # goes up when the same text comes out with other scenes or sentences

Progress = Callable[[str, int, int, str], None]

SKIPPED_FOLDERS = frozenset({"drafts", "node_modules", "__pycache__", "venv"})
SKIPPED_STEMS = frozenset({"readme", "license", "licence", "changelog", "todo"})


@dataclass(frozen=True)
class Source:
    """One file's text as read and repaired."""

    path: Path
    text: str = field(repr=False)


def read_manuscript(path: Path, decisions: Decisions | None = None, progress: Progress | None = None) -> Manuscript:
    """Read a folder of chapters, or one file with any number of them.

    In a folder, a file that cannot be read becomes a warning and the others are loaded. Raises ManuscriptNotFound,
    EmptyManuscript, or UnreadableFile when `path` itself is a file that cannot be read.
    """
    decisions = decisions or Decisions()
    path = Path(path)
    files = list_sources(path, decisions)
    sources: list[Source] = []
    warnings: list[str] = []
    for n, file in enumerate(files):
        if progress:
            progress("reading", n, len(files), file.name)
        try:
            sources.append(read_source(file))
        except UnreadableFile as exc:
            if len(files) == 1 or (file == files[0] and find_project(path)):
                raise
            warnings.append(str(exc))
    if progress:
        progress("reading", len(files), len(files), "")
    return assemble(path, sources, decisions, warnings)


def list_sources(path: Path, decisions: Decisions | None = None) -> list[Path]:
    """The files of a manuscript in the reading order that their names tell.

    Raises ManuscriptNotFound or EmptyManuscript, and UnreadableFile for a single file of a format we do not read.
    """
    decisions = decisions or Decisions()
    path = Path(path)
    if project := find_project(path):
        program, main = project
        return project_files(program, main, read_source(main).text)
    if path.is_file():
        if path.suffix.lower() not in READERS:
            raise UnreadableFile(
                f"{path.name} has a format ({path.suffix or 'none'}) that the companion does not read;"
                f" use {_formats()}."
            )
        return [path]
    if not path.is_dir():
        raise ManuscriptNotFound(f"There is no file or folder {path}; check the spelling of the path.")
    files = [f for f in _walk(path) if not _ignored(f, path, decisions.ignore)]
    if not files:
        raise EmptyManuscript(f"{path} holds no chapters; put files in it that end in {_formats()}.")
    return in_order(files, path, decisions.order)


def read_source(path: Path) -> Source:
    """Read one file. Raises UnreadableFile, naming it."""
    return Source(path, READERS.get(path.suffix.lower(), read_plain)(path))


def assemble(
    path: Path, sources: Sequence[Source], decisions: Decisions | None = None, warnings: Iterable[str] = ()
) -> Manuscript:
    """Make a Manuscript of what was read; a pure function. Raises EmptyManuscript when there is no word of story in
    it."""
    decisions = decisions or Decisions()
    path = Path(path)
    notes = list(warnings)
    pieces: list[tuple[Path, Section]] = []
    if sources and (project := find_project(path)) and project[1] == sources[0].path:
        sources = [Source(sources[0].path, compose(*project, {s.path: s.text for s in sources}))]
    for source in sources:
        sections = split(source.text, alone=len(sources) == 1, markdown=source.path.suffix.lower() in MARKDOWN)
        told = [_labelled(source.path, s, len(sections) == 1, n) for n, s in enumerate(sections) if s.text.strip()]
        if not told:
            notes.append(f"{source.path.name} is empty.")
        pieces += [(source.path, section) for section in told]
    pieces = _by_heading(pieces, decisions)
    chapters: list[Chapter] = []
    seen: dict[str, int] = {}
    for file, section in pieces:
        chapter = _chapter(len(chapters) + 1, file, section)
        count = seen[chapter.revision] = seen.get(chapter.revision, 0) + 1
        chapters.append(replace(chapter, revision=f"{chapter.revision}-{count}") if count > 1 else chapter)
    if not any(chapter.scenes for chapter in chapters):
        reason = f" ({notes[0]})" if notes else ""
        raise EmptyManuscript(
            f"{path.name} holds no text that can be read as a chapter{reason}; add some chapters and try again."
        )
    notes += _numbering(chapters)
    return Manuscript(path, decisions.title or _title(path), tuple(chapters), tuple(notes))


# Files


def _walk(root: Path) -> list[Path]:
    """Every readable file below `root`; a folder is entered once, whatever links lead to it."""
    found: list[Path] = []
    entered: set[str] = set()
    for folder, folders, names in os.walk(root, followlinks=True):
        real = os.path.realpath(folder)
        if real in entered:
            folders[:] = []
            continue
        entered.add(real)
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__")) and f.casefold() not in SKIPPED_FOLDERS)
        for name in names:
            file = Path(folder, name)
            if name.startswith((".", "~$")) or name.endswith("~") or file.suffix.lower() not in READERS:
                continue
            if file.stem.casefold() not in SKIPPED_STEMS and file.is_file():
                found.append(file)
    return found


def _ignored(file: Path, root: Path, patterns: Sequence[str]) -> bool:
    relative = file.relative_to(root).as_posix()
    return any(
        fnmatch(relative, p) or fnmatch(file.name, p) or relative.startswith(p.rstrip("/*") + "/") for p in patterns
    )


def _formats() -> str:
    return ", ".join(sorted(READERS))


def _title(path: Path) -> str:
    words = path.name if path.is_dir() and path.suffix.lower() != ".scriv" else path.stem
    words = words.replace("_", " ")
    words = words.replace("-", " ") if " " not in words else words
    return title_case(words) if words.islower() else words


# Chapters


def _labelled(file: Path, section: Section, only: bool, index: int) -> Section:
    """`section` with a label: its own, or what the file's name says."""
    name = read_name(file)
    if section.label:
        number = section.number if section.number is not None or not only or section.key in {"named"} else name.number
        return replace(section, number=number)
    if not only and index == 0:
        return replace(section, label="Opening")
    return replace(section, label=name.label, title=name.title, number=name.number, key=name.name or "chapter")


def _by_heading(pieces: list[tuple[Path, Section]], decisions: Decisions) -> list[tuple[Path, Section]]:
    """Files whose names say nothing about their order, sorted by the numbers in their headings."""
    files = list(dict.fromkeys(file for file, _ in pieces))
    if len(files) < 2 or decisions.order or any(read_name(f).order is not None for f in files):
        return pieces
    first = {}
    for file, section in reversed(pieces):
        first[file] = section
    place = {}
    for file in files:
        name, section = read_name(file), first[file]
        number = section.number
        place[file] = key_of(replace(name, order=number, name=name.name or section.key), file)
    return sorted(pieces, key=lambda piece: place[piece[0]])


def _chapter(position: int, file: Path, section: Section) -> Chapter:
    text = section.text
    paratext = _paratext(section)
    scenes: list[Scene] = []
    at = 0
    for start, end in [*((p.start, p.end) for p in paratext), (len(text), len(text))]:
        for a, b, heading in find_scenes(text, at, start):
            person, tense = voice_of(text, a, b)
            scenes.append(Scene(len(scenes) + 1, a, b, person, tense, heading))
        at = end
    return Chapter(
        position,
        section.label,
        section.title,
        file,
        text,
        tuple(scenes),
        paratext,
        section.number,
        _revision(text, scenes, paratext),
        section.part,
    )


def _paratext(section: Section) -> tuple[Paratext, ...]:
    """What is not story: what the structure has set aside, and what stands at the top and the end of the rest."""
    known = [Paratext(a, b, kind) for a, b, kind in section.asides]
    start = max((p.end for p in known if p.start == 0 or section.text[: p.start].strip() == ""), default=0)
    front = [p for p in known if p.end <= start]
    for p in known:
        if p.start <= start + 2:
            start = max(start, p.end)
            front = [q for q in known if q.end <= start]
    back = [p for p in known if p not in front]
    end = min((p.start for p in back), default=len(section.text))
    found = [Paratext(a, b, kind) for a, b, kind in find_paratext(section.text, start, end)]
    return tuple(sorted([*front, *found, *back], key=lambda p: p.start))


def _revision(text: str, scenes: Sequence[Scene], paratext: Sequence[Paratext]) -> str:
    """Identifies the content: the text, and what was made of it."""
    shape = ";".join(
        [f"{s.start}-{s.end}{s.person[:1]}{s.tense[:2]}{s.heading}" for s in scenes]
        + [f"{p.start}-{p.end}" for p in paratext]
    )
    return hashlib.sha256(f"{STRUCTURE_VERSION}\n{shape}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _numbering(chapters: Sequence[Chapter]) -> list[str]:
    """Warnings about numbers that come twice or are missing; numbering may begin again in a new part."""
    runs: list[list[Chapter]] = [[]]
    for chapter in chapters:
        if chapter.number is None:
            continue
        run = runs[-1]
        if run and chapter.number == 1 and run[-1].number != 1:
            runs.append([])
            run = runs[-1]
        run.append(chapter)
    warnings = []
    for run in runs:
        numbers: dict[int, list[Chapter]] = {}
        for chapter in run:
            numbers.setdefault(chapter.number or 0, []).append(chapter)
        for number, same in numbers.items():
            if len(same) > 1:
                where = " and ".join(dict.fromkeys(f"{c.name} ({c.path.name})" for c in same))
                warnings.append(f"Chapter {number} comes twice: {where}.")
        if len(numbers) > 1:
            missing = sorted(set(range(min(numbers), max(numbers))) - set(numbers))
            if missing and len(missing) <= 20:
                listed = ", ".join(str(n) for n in missing)
                warnings.append(
                    f"Chapter {listed} is missing." if len(missing) == 1 else f"Chapters {listed} are missing."
                )
    return warnings
