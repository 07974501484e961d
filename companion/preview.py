"""What would be read from a manuscript, before anything is indexed. Nothing is embedded and nothing is written."""

from __future__ import annotations

import os
import re
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from .canon.canon import Canon
from .canon.observe import observe
from .decisions import Decisions
from .errors import Cancelled, ManuscriptError
from .following import gone
from .lookalikes import Lookalike, lookalikes
from .manuscript.chapter import WORD, Chapter, Manuscript, Person, Tense
from .manuscript.formats import READERS
from .manuscript.reader import read_manuscript
from .manuscript.sources import find_sources
from .series import EarlierBook, Series, find_series, title_of, unreadable, with_series
from .survey import file_name, survey
from .sync import Progress, shared_labels
from .texts import Texts

BEGINS = 14  # words shown of what is set aside
# Words per second that are indexed after reading, measured on two cores without a GPU; a machine is rarely slower.
WORDS_PER_SECOND = 4_500
STARTING = 3.0  # seconds until the embedding model is there
MOST_UNREAD = 200
# What lies about in any folder and is no text of the writer's.
NOT_TEXT = frozenset(
    ".toml .json .jpg .jpeg .png .gif .webp .heic .svg .ico .psd .ai .mp3 .m4a .wav .mp4 .mov .zip .css .js .py .db "
    ".ini .log .lock .bak .tmp .sqlite .xml .yml .yaml".split()
)
TEXT_KINDS = frozenset(
    ".doc .docm .dotx .pages .wpd .wps .abw .tex .lyx .pdf .mobi .azw .azw3 .kfx .djvu .ps .gdoc .one .scrivx .aeon "
    ".xlsx .xls .ods .csv .numbers .pptx .key .odp .ott .sxw .asc .mmd .rst .org .adoc .textile .wiki".split()
)


HASHES = re.compile(r"(?m)^#+\s+")  # of a heading


@dataclass(frozen=True)
class SetAside:
    """A piece of a chapter that is not story."""

    kind: str  # "author's note", "disclaimer", "web page", ...
    words: int
    begins: str  # its first words, on one line


@dataclass(frozen=True)
class ChapterPreview:
    """One chapter as it would be read. `person` and `tense` are those of most of its words; "" when nothing tells."""

    position: int
    label: str
    title: str
    name: str
    short: str  # as citations name it: "ch. 4"
    part: str
    file: str  # relative to the manuscript
    words: int
    scenes: int
    person: Person
    tense: Tense
    narrators: tuple[str, ...]  # in the order in which they tell it; empty in third person or when unknown
    aside: tuple[SetAside, ...]
    number: int | None = None  # the printed number, if any
    held: bool = False  # its file cannot be read now; this is what stood in it


@dataclass(frozen=True)
class Reference:
    """A note that a writing program keeps beside the book: shown, never canon."""

    title: str
    file: str
    words: int


@dataclass(frozen=True)
class UnreadFile:
    """A file that lies among the chapters and is not read."""

    file: str
    reason: str


@dataclass(frozen=True)
class EarlierPreview:
    """An earlier book of the series."""

    title: str
    path: Path
    chapters: int
    words: int


@dataclass(frozen=True)
class Preview:
    """What was found. `seconds` is how long indexing is likely to take; `indexed`: it has been done here before."""

    path: Path
    title: str
    chapters: tuple[ChapterPreview, ...]
    reference: tuple[Reference, ...]
    ignored: tuple[str, ...]  # files left out by companion.toml
    unread: tuple[UnreadFile, ...]
    lookalikes: tuple[Lookalike, ...]
    earlier: tuple[EarlierPreview, ...]
    warnings: tuple[str, ...]
    seconds: float
    indexed: bool = False

    @property
    def words(self) -> int:
        """Words of story in this book."""
        return sum(c.words for c in self.chapters)


def preview(
    path: Path,
    decisions: Decisions,
    indexed: bool = False,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    texts: Texts | None = None,
) -> Preview:
    """Read a manuscript as a sync would, and say what was found. Raises ManuscriptError and Cancelled.

    `texts`: reads the files of a book that is indexed, those that cannot be read now as they were.
    """

    def tell(stage: str, done: int, total: int, item: str) -> None:
        if cancel is not None and cancel.is_set():
            raise Cancelled("Stopped.")
        if progress:
            progress(stage, done, total, item)

    series = find_series(path, decisions)
    present = Decisions(title=decisions.title, order=decisions.order, ignore=(*decisions.ignore, *series.inside))
    manuscript = read_manuscript(path, present, tell, texts)
    books, said = _earlier(series, tell, texts)
    observed = []
    for n, chapter in enumerate(manuscript.chapters):
        tell("understanding", n, len(manuscript.chapters), chapter.name)
        observed.append(observe(chapter))
    tell("understanding", len(observed), len(observed), "")
    canon = Canon(manuscript.chapters, observed, with_series(decisions, series, path))
    own = survey(path, series).own
    read = {file_name(c.path, path) for c in manuscript.chapters}
    names = (*own, *shared_labels(path, manuscript.chapters))
    return Preview(
        path=path,
        title=manuscript.title,
        chapters=tuple(chapter_preview(c, canon, path, texts.held if texts else ()) for c in manuscript.chapters),
        reference=tuple(Reference(r.title, file_name(r.path, path), _words(r.text)) for r in manuscript.references),
        ignored=_ignored(path, own, read, decisions),
        unread=tuple(_unread(path, series)),
        lookalikes=lookalikes(manuscript.chapters, path),
        earlier=tuple(books),
        warnings=(*manuscript.warnings, *gone(decisions, names, {}), *series.warnings, *said),
        seconds=STARTING + (manuscript.words + sum(b.words for b in books)) / WORDS_PER_SECOND,
        indexed=indexed,
    )


def _earlier(series: Series, tell: Progress, texts: Texts | None) -> tuple[list[EarlierPreview], list[str]]:
    found: list[EarlierPreview] = []
    warnings: list[str] = []
    for book in series.books:
        try:
            made: Manuscript = read_manuscript(book.path, book.decisions, tell, texts)
        except ManuscriptError as exc:
            warnings.append(unreadable(book, exc))
            continue
        title = title_of(made, [b.title for b in found])
        found.append(EarlierPreview(title, _where(book), len(made.chapters), made.words))
        warnings += [f"{title}: {w}" for w in made.warnings]
    return found, warnings


def _where(book: EarlierBook) -> Path:
    return book.path


def chapter_preview(chapter: Chapter, canon: Canon, path: Path, held: Collection[str] = ()) -> ChapterPreview:
    """One chapter as a line of the table, from what `canon` sees; `held` are the files that cannot be read now."""
    voices: Counter[tuple[Person, Tense]] = Counter()
    tellers: list[str] = []
    for scene in chapter.scenes:
        person, tense = canon.voice(chapter.position, scene.start)
        voices[person, tense] += scene.end - scene.start
        name = canon.narrator(chapter.position, scene.start)
        if name and name not in tellers:
            tellers.append(name)
    voices.pop(("", ""), None)
    person, tense = voices.most_common(1)[0][0] if voices else ("", "")
    aside = tuple(
        SetAside(p.kind, _words(text), " ".join(HASHES.sub("", text).split()[:BEGINS]))
        for p in chapter.paratext
        if (text := chapter.text[p.start : p.end]).strip()
    )
    file = file_name(chapter.path, path)
    return ChapterPreview(
        position=chapter.position,
        label=chapter.label,
        title=chapter.title,
        name=chapter.name,
        short=chapter.short,
        part=chapter.part,
        file=file,
        words=chapter.words,
        scenes=len(chapter.scenes),
        person=person,
        tense=tense,
        narrators=tuple(tellers),
        aside=aside,
        number=chapter.number,
        held=file in held,
    )


def _ignored(path: Path, own: Iterable[str], read: set[str], decisions: Decisions) -> tuple[str, ...]:
    """Files that could be read and that companion.toml leaves out; not those that are merely empty."""
    if not decisions.ignore or not path.is_dir():
        return ()
    from .manuscript.reader import list_sources

    kept = {file_name(f, path) for f in list_sources(path, Decisions(ignore=decisions.ignore))}
    return tuple(name for name in own if name not in kept and name not in read)


def _unread(path: Path, series: Series) -> list[UnreadFile]:
    """Files of the writer's that are of no kind we read, or in a folder that is never read."""
    if not path.is_dir() or find_sources(path, Decisions()).project:
        return []
    found: list[UnreadFile] = []
    for folder, folders, names in os.walk(path):
        inside = PurePath(folder).relative_to(path)
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__")) and f.casefold() not in ("drafts",))
        if inside.parts and any(inside.as_posix() == p or p.startswith(inside.as_posix() + "/") for p in series.inside):
            folders[:] = []
            continue
        for name in sorted(names):
            suffix = PurePath(name).suffix.lower()
            if name.startswith((".", "~$")) or suffix in READERS or suffix in NOT_TEXT:
                continue
            if suffix in TEXT_KINDS:
                found.append(UnreadFile((inside / name).as_posix(), f"{suffix} is not read; save it as .docx or .txt"))
            elif not suffix and _is_text(Path(folder, name)):
                found.append(UnreadFile((inside / name).as_posix(), "it has no ending; call it .txt to have it read"))
            if len(found) >= MOST_UNREAD:
                return found
    return found


def _is_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(2048)
    except OSError:
        return False
    return bool(head.strip()) and b"\0" not in head and len(WORD.findall(head.decode("utf-8", "replace"))) > 20


def _words(text: str) -> int:
    return len(WORD.findall(text))


def narrated(chapters: Sequence[ChapterPreview]) -> tuple[str, ...]:
    """Everybody who tells a chapter, most chapters first."""
    counts = Counter(name for c in chapters for name in c.narrators)
    return tuple(name for name, _ in counts.most_common())
