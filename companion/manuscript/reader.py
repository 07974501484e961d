"""From the writer's files to a Manuscript.

`list_sources` names the files in reading order, `read_source` reads one, and `assemble` makes chapters of what was
read; the last is a pure function, so that a caller may keep what it has read and read only what changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from ..decisions import Decisions
from ..errors import EmptyManuscript, UnreadableFile
from .chapter import Chapter, Manuscript, Paratext, ReferenceNote, Scene
from .files import shown
from .formats import MARKDOWN, READERS, read_plain
from .headings import title_case
from .order import key_of, read_name
from .paratext import find_paratext
from .projects import compose, find_project, reference_files
from .recurring import Recurring
from .scenes import find_scenes
from .sources import Found, find_sources
from .structure import Section, split
from .titles import title_of
from .voice import voice_of

STRUCTURE_VERSION = 8

Progress = Callable[[str, int, int, str], None]

MOST_NOTES = 500
MOST_NAMED = 5  # files that cannot be read now


@dataclass(frozen=True)
class Source:
    """One file's text as read and repaired, and the book's title if the file names it.

    `problem` says why the file cannot be read now, where the text is what stood in it before.
    """

    path: Path
    text: str = field(repr=False)
    title: str = ""
    problem: str = ""


def read_manuscript(
    path: Path,
    decisions: Decisions | None = None,
    progress: Progress | None = None,
    read: Callable[[Path], Source] | None = None,
    known: Collection[Path] = (),
) -> Manuscript:
    """Read a folder of chapters, one file with any number of them, or a writing program's project.

    `read` reads one file, `read_source` by default; a caller that keeps texts gives its own. `known` are the files that
    the manuscript had before: one in a folder that cannot be opened now is not gone.
    In a folder, a file that cannot be read becomes a warning and the others are loaded. Raises ManuscriptNotFound,
    EmptyManuscript, or UnreadableFile when `path` itself is a file that cannot be read.
    """
    decisions = decisions or Decisions()
    path = Path(path)
    found = find_sources(path, decisions, known)
    sources: list[Source] = []
    warnings = list(found.warnings)
    for n, file in enumerate(found.files):
        name = found.names.get(file, shown(file))
        if progress:
            progress("reading", n, len(found.files), name)
        try:
            sources.append((read or read_source)(file))
        except UnreadableFile as exc:
            if len(found.files) == 1:
                raise
            warnings.append(f"{name}: {exc}" if file in found.names else str(exc))
    if progress:
        progress("reading", len(found.files), len(found.files), "")
    warnings += _kept(found, [s for s in sources if s.problem])
    notes = _references(found, sources, warnings)
    return replace(assemble(found.root, sources, decisions, warnings), path=path, references=notes)


def list_sources(path: Path, decisions: Decisions | None = None, known: Collection[Path] = ()) -> list[Path]:
    """The files of a manuscript in the reading order that their names tell; `known` as for `read_manuscript`.

    Raises ManuscriptNotFound or EmptyManuscript, and UnreadableFile for a single file of a format we do not read.
    """
    return list(find_sources(Path(path), decisions or Decisions(), known).files)


def read_source(path: Path) -> Source:
    """Read one file. Raises UnreadableFile, naming it."""
    text = READERS.get(path.suffix.lower(), read_plain)(path)
    return Source(path, text, title_of(path, text))


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
        program, main = project
        title = program.title(main, sources[0].text)
        sources = [Source(main, compose(program, main, {s.path: s.text for s in sources}), title)]
    for source in sources:
        sections = split(source.text, alone=len(sources) == 1, markdown=source.path.suffix.lower() in MARKDOWN)
        told = [_labelled(source.path, s, len(sections) == 1, n) for n, s in enumerate(sections) if s.text.strip()]
        if not told:
            notes.append(f"{source.path.name} is empty.")
        pieces += [(source.path, section) for section in told]
    pieces = _by_heading(pieces, decisions)
    chapters: list[Chapter] = []
    recurring = Recurring.of([s.text for _, s in pieces], [s.title for _, s in pieces])
    seen: dict[str, int] = {}
    for file, section in pieces:
        chapter = _chapter(len(chapters) + 1, file, section, recurring)
        if not chapter.scenes and len(pieces) > 1:
            notes.append(f"{chapter.name} ({file.name}) holds no story and is left out.")  # a contents page, a list
            continue
        count = seen[chapter.revision] = seen.get(chapter.revision, 0) + 1
        chapters.append(replace(chapter, revision=f"{chapter.revision}-{count}") if count > 1 else chapter)
    if not any(chapter.scenes for chapter in chapters):
        reason = f" ({notes[0]})" if notes else ""
        raise EmptyManuscript(
            f"{path.name} holds no text that can be read as a chapter{reason}; add some chapters and try again."
        )
    notes += _numbering(chapters)
    title = decisions.title or (sources[0].title if len(sources) == 1 else "") or _title(path)
    return Manuscript(path, title, tuple(chapters), tuple(notes))


def _kept(found: Found, sources: Sequence[Source]) -> list[str]:
    """What is said of files whose earlier text stands in for them."""
    told = [f"{found.names[s.path]}: {s.problem}" if s.path in found.names else s.problem for s in sources[:MOST_NAMED]]
    if len(sources) > MOST_NAMED:
        told[-1] = f"{told[-1]} {len(sources) - MOST_NAMED} more files cannot be read now, and stay as they were."
    return told


# Notes kept beside the book


def _references(found: Found, sources: Sequence[Source], warnings: list[str]) -> tuple[ReferenceNote, ...]:
    """The notes of a writing program's project; one that cannot be read becomes a warning."""
    if found.project is None or not sources:
        return ()
    program, main = found.project
    notes = []
    for title, file in reference_files(program, main, sources[0].text)[:MOST_NOTES]:
        try:
            text = program.page(read_source(file).text).text.strip()
        except UnreadableFile as exc:
            warnings.append(f"{title}: {exc}")
            continue
        if text:
            notes.append(ReferenceNote(title, text, file))
    return tuple(notes)


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
    """Files whose names say nothing about their order, put where the numbers in their headings place them.

    Folders keep their places: numbers may begin again in each.
    """
    files = list(dict.fromkeys(file for file, _ in pieces))
    if len(files) < 2 or decisions.order:
        return pieces
    first = {}
    for file, section in reversed(pieces):
        first[file] = section
    ordered = [file for _, run in groupby(files, key=lambda f: f.parent) for file in _folder_by_heading([*run], first)]
    place = {file: n for n, file in enumerate(ordered)}
    return sorted(pieces, key=lambda piece: place[piece[0]])


def _folder_by_heading(files: list[Path], first: Mapping[Path, Section]) -> list[Path]:
    """The files of one folder, in the order of their names, by the numbers in their first headings where the names tell
    none; where some names do, only if the headings under those names say the same."""
    names = {file: read_name(file) for file in files}
    silent = [f for f in files if names[f].order is None]
    told = [number for f in silent if (number := first[f].number) is not None]
    if not told:
        return files
    if len(silent) == len(files) and told == sorted(told) and len(told) >= 0.5 * len(files):
        return files  # the names are in order already; what has no number stays where it stands
    counted = [(order, first[f].number) for f in files if (order := names[f].order) is not None]
    if any(number is not None and number != int(order) for order, number in counted):
        return files  # the names count something else

    def place(file: Path) -> tuple:
        name, section = names[file], first[file]
        if name.order is not None:
            return key_of(name, file)
        return key_of(replace(name, order=section.number, name=name.name or section.key), file)

    return sorted(files, key=place)


def _chapter(position: int, file: Path, section: Section, recurring: Recurring) -> Chapter:
    text = section.text
    paratext = _paratext(section, recurring)
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


def _paratext(section: Section, recurring: Recurring) -> tuple[Paratext, ...]:
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
    found = [Paratext(*span) for span in find_paratext(section.text, start, end, recurring=recurring)]
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
        if chapter.number is None or re.search(r"\d(?:\.\d+|[a-d])$", chapter.label):
            continue  # "Chapter 4.5" and "Chapter 4b" neither come twice nor leave a gap
        run = runs[-1]
        if chapter.number == 1 and run and run[-1].number != 1 and any(c.number == 1 for c in run):
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
