"""companion.toml: what the writer decided about a book. Readable, diffable, written only when there is a decision.

title = "The Long Drive"
order = ["prologue.md", "one.md"]          # files first in this order, the others after them
ignore = ["notes/*", "old draft.md"]
earlier = ["../Book One", "../two.docx"]   # earlier books of the series, first to last: canon before chapter 1
merge = [["Mara Quill", "Birdie"]]         # one person; the first name is the one shown
separate = [["Tom Hale", "Tom Reyes"]]     # never one person
not_people = ["The Orpheum"]               # places, bands, brands: never in the cast

[pronouns]
"Sam" = "she"                              # she | he | they

[names]                                    # under which name somebody is shown
"Gil Pargeter" = "Gilbert"

[[settled]]
character = "Mara Quill"
attribute = "eyes"
value = "grey"

[[finding]]
id = "eyes-mara-quill-green-grey"
verdict = "intentional"                    # intentional | dismissed | to fix
reason = "contact lenses, chapter 8"

[[thread]]
id = "promise-hofner-mend"
verdict = "closed"                         # closed | not a thread

[[remembered]]                             # "it's here": where the book answers a question
question = "Who drove the bus?"
file = "ch02.md"
quote = "Ruth took the wheel."

[[narrator]]                               # who says "I": wins over everything read from the text
file = "ch02.md"                           # "novel.docx#Chapter Four" where one file holds several chapters
scene = 2                                  # 0 is the whole chapter
name = "Mara Quill"                        # "" is nobody: the scene is not in the first person
person = "first"                           # first | second | third; may be left out
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Literal, get_args

import tomlkit
from tomlkit.exceptions import TOMLKitError

from .casting import THREAD_VERDICTS, Casting, set_finding, set_list, set_tables
from .errors import DecisionsError
from .journal import Journal, digest

Verdict = Literal["intentional", "dismissed", "to fix"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
PERSONS = ("first", "second", "third")


@dataclass(frozen=True)
class Decision:
    """What the writer said of a finding, and why."""

    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class Remembered:
    """A place the writer pointed at as the answer to a question."""

    question: str
    file: str
    quote: str


@dataclass(frozen=True)
class NarratorSet:
    """The writer's word on who says "I" in a chapter, or in one scene of it."""

    file: str  # name of the file; "novel.docx#Chapter Four" where one file holds several chapters
    scene: int  # number within the chapter; 0 is the whole chapter
    name: str  # "" is nobody
    person: str = ""  # first | second | third; "" leaves what the text shows


@dataclass(frozen=True)
class Decisions:
    """The content of one companion.toml. Hashable by `key`, so that what depends on it can be cached."""

    title: str = ""
    order: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    merge: tuple[tuple[str, ...], ...] = ()
    separate: tuple[tuple[str, ...], ...] = ()
    pronouns: dict[str, str] = field(default_factory=dict)
    settled: dict[tuple[str, str], str] = field(default_factory=dict)  # (character, attribute) -> value
    findings: dict[str, Decision] = field(default_factory=dict)  # finding id -> decision
    remembered: tuple[Remembered, ...] = ()
    narrators: tuple[NarratorSet, ...] = ()
    earlier: tuple[str, ...] = ()  # paths, relative to the folder of companion.toml
    names: dict[str, str] = field(default_factory=dict)  # a name in the text -> the name shown
    not_people: tuple[str, ...] = ()
    threads: dict[str, str] = field(default_factory=dict)  # thread id -> "closed" | "not a thread"

    @property
    def key(self) -> str:
        """A string that is equal for equal decisions."""
        return repr(self)


def is_file(name: str, path: PurePath) -> bool:
    """Whether a decision that names a file means the one at `path`: by its name alone, or with folders before it."""
    parts = PurePath(name).parts
    return bool(parts) and path.parts[-len(parts) :] == parts


def decisions_path(manuscript: Path) -> Path:
    """Where a manuscript's decisions lie: in its folder, or beside a single file or a .scriv project."""
    if manuscript.is_dir() and manuscript.suffix.lower() != ".scriv":
        return manuscript / "companion.toml"
    return manuscript.with_name(manuscript.stem + ".companion.toml")


class DecisionsFile(Casting):
    """Reads companion.toml, and changes it without touching what else stands in it (comments, order, other keys)."""

    def __init__(
        self, path: Path, journal: Journal | None = None, follow: Callable[[Decisions], Decisions] | None = None
    ) -> None:
        """`journal` remembers each change, so that it can be taken back; `follow` gives the files that are named their
        present names, which are written down with the next change."""
        self.path = path
        self._journal = journal
        self._follow = follow
        self._loaded: tuple[tuple[int, int, int] | None, Decisions] = (None, Decisions())

    def load(self) -> Decisions:
        """The decisions, empty when there is no file. Raises DecisionsError on a file that cannot be understood."""
        try:
            status = self.path.stat()
        except OSError:
            return _decisions(self._document()[1], self.path)  # no file, or one that says why it cannot be read
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        if self._loaded[0] != stamp:  # asked before every call: parse only what was saved since
            self._loaded = (stamp, _decisions(self._document()[1], self.path))
        return self._loaded[1]

    def decide(self, finding: str | Sequence[str], decision: Decision | None, about: str = "") -> Decisions:
        """Record (or with None take back) what the writer says of a finding; `about` is its headline.

        Of several ids of one finding the first is kept; what was said under the others is replaced.
        """
        ids = (finding,) if isinstance(finding, str) else finding
        said = {"verdict": decision.verdict, "reason": decision.reason} if decision else None
        verdict = f"marked {decision.verdict}" if decision else "taken back"
        return self._change(lambda document: set_finding(document, ids, said), f"{about or ids[0]}: {verdict}")

    def forget(self, question: str) -> Decisions:
        """Take back where the book answers a question."""

        def change(document: tomlkit.TOMLDocument) -> None:
            rows = [row for row in document.get("remembered", []) if row.get("question") != question]
            set_tables(document, "remembered", rows)

        return self._change(change, f"where “{question}” is answered: taken back")

    def remember(self, question: str, file: str, quote: str) -> Decisions:
        """Record where the book answers a question."""

        def change(document: tomlkit.TOMLDocument) -> None:
            rows = [row for row in document.get("remembered", []) if row.get("question") != question]
            rows.append({"question": question, "file": file, "quote": quote})
            set_tables(document, "remembered", rows)

        return self._change(change, f"“{question}” is answered in {file}")

    def set_narrator(self, file: str, scene: int, name: str | None, person: str = "") -> Decisions:
        """Record who narrates a scene (0: the whole chapter); "" is nobody, None takes it back.

        Raises DecisionsError on a scene below 0 or a person that is none of first, second and third.
        """
        if scene < 0 or (person and person not in PERSONS):
            raise DecisionsError(
                f"A narrator needs a scene from 0 up and one of {', '.join(PERSONS)}; got {scene} and {person!r}."
            )

        def change(document: tomlkit.TOMLDocument) -> None:
            rows = [row for row in document.get("narrator", []) if (row.get("file"), row.get("scene")) != (file, scene)]
            if name is not None:
                row = {"file": file, "scene": scene, "name": name}
                rows.append({**row, "person": person} if person else row)
            set_tables(document, "narrator", rows)

        said = "taken back" if name is None else name or "nobody"
        return self._change(change, f"who narrates {file}{f', scene {scene}' if scene else ''}: {said}")

    def set_order(self, files: tuple[str, ...]) -> Decisions:
        """Record the reading order; none goes back to the order of the names."""
        what = "the reading order of your files" if files else "back to the order of the files' names"
        return self._change(lambda document: set_list(document, "order", files), what)

    def set_ignored(self, patterns: tuple[str, ...]) -> Decisions:
        """Record which files are not part of the book."""
        known = self.load().ignore
        out = [p for p in patterns if p not in known]
        back = [p for p in known if p not in patterns]
        what = "; ".join(
            part
            for part in (f"left out {', '.join(out)}" if out else "", f"read again {', '.join(back)}" if back else "")
            if part
        )
        return self._change(lambda document: set_list(document, "ignore", patterns), what or "the ignored files")

    def set_earlier(self, paths: tuple[str, ...]) -> Decisions:
        """Record the earlier books of the series, first to last."""
        known = self.load().earlier
        new, gone = [p for p in paths if p not in known], [p for p in known if p not in paths]
        parts = (
            f"added the earlier book {', '.join(new)}" if new else "",
            f"took off {', '.join(gone)}" if gone else "",
        )
        what = "; ".join(part for part in parts if part) or "the order of the earlier books"
        return self._change(lambda document: set_list(document, "earlier", paths), what)

    @property
    def undoable(self) -> str:
        """What `undo` would take back, in the writer's words; "" for nothing, or when the file was edited since."""
        steps = self._journal.steps if self._journal else ()
        if not steps:
            return ""
        try:
            return steps[-1].what if digest(self._document()[0]) == steps[-1].after else ""
        except DecisionsError:
            return ""

    def undo(self) -> str:
        """Take back the last change made here; returns what it was.

        Raises DecisionsError when there is none, or when the file has been edited since.
        """
        steps = self._journal.steps if self._journal else ()
        if self._journal is None or not steps:
            raise DecisionsError("There is no decision to take back.")
        step = steps[-1]
        text, _ = self._document()
        if digest(text) != step.after:
            raise DecisionsError(
                f"{self.path.name} was edited since the last decision ({step.what}); take it back in the file itself."
            )
        if step.before is None:
            self.path.unlink(missing_ok=True)
        else:
            self._write(step.before, text)
        self._journal.drop_last()
        return step.what

    def _document(self) -> tuple[str, tomlkit.TOMLDocument]:
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:  # Notepad's mark; line ends as they are
                text = file.read()
        except FileNotFoundError:
            return "", tomlkit.document()
        except (OSError, UnicodeDecodeError) as exc:
            raise DecisionsError(f"{self.path.name} cannot be read ({exc}); mend or move it, then try again.") from exc
        try:
            return text, tomlkit.parse(text)
        except TOMLKitError as exc:
            raise DecisionsError(
                f"{self.path.name} is not valid TOML: {exc}. Mend or move it, then try again."
            ) from exc

    def _change(self, change: Callable[[tomlkit.TOMLDocument], object], what: str = "a decision") -> Decisions:
        """Compare, write beside, rename: never overwrite what somebody else has just saved. `what` names the change."""
        before, document = self._document()
        there = self.path.exists()
        known = _decisions(document, self.path)  # a file that makes no sense is not changed either
        if self._follow is not None:
            _rename_files(document, known, self._follow(known))
        undone = tomlkit.dumps(document)  # taking the change back leaves the present names
        change(document)
        decisions = _decisions(document, self.path)
        after = tomlkit.dumps(document)
        self._write(after, before)
        if self._journal is not None:
            self._journal.note(what, undone if there else None, after)
        return decisions

    def _write(self, text: str, before: str) -> None:
        """Put `text` in place of `before`. Raises DecisionsError when something else stands there by now."""
        try:
            handle, beside = tempfile.mkstemp(prefix=".companion-", suffix=".toml", dir=self.path.parent)
        except OSError as exc:
            raise DecisionsError(
                f"{self.path.name} cannot be written ({exc.strerror or exc}); give yourself permission to write there."
            ) from exc
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if self._document()[0] != before:
                raise DecisionsError(f"{self.path.name} was changed by somebody else just now; try again.")
            os.replace(beside, self.path)
        except OSError as exc:
            raise DecisionsError(
                f"{self.path.name} cannot be written ({exc.strerror or exc}); check the disk and try again."
            ) from exc
        finally:
            Path(beside).unlink(missing_ok=True)


def _rename_files(document: tomlkit.TOMLDocument, written: Decisions, present: Decisions) -> None:
    """Give the files that a document names their present names, and touch nothing else."""
    for key, old, new in (("order", written.order, present.order), ("ignore", written.ignore, present.ignore)):
        if old != new:
            document[key] = list(new)
    tables = {"remembered": [r.file for r in present.remembered], "narrator": [n.file for n in present.narrators]}
    for key, files in tables.items():
        for row, file in zip(document.get(key, []), files, strict=True):
            if row["file"] != file:
                row["file"] = file


def _decisions(document: tomlkit.TOMLDocument, path: Path) -> Decisions:
    raw = document.unwrap()

    def wrong(what: str) -> DecisionsError:
        return DecisionsError(f"{path.name}: {what}. Mend it, then try again.")

    def strings(name: str) -> tuple[str, ...]:
        value = raw.get(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise wrong(f"{name} should be a list of texts")
        return tuple(value)

    def groups(name: str) -> tuple[tuple[str, ...], ...]:
        value = raw.get(name, [])
        if not isinstance(value, list) or not all(
            isinstance(g, list) and all(isinstance(v, str) for v in g) for g in value
        ):
            raise wrong(f"{name} should be a list of lists of names")
        return tuple(tuple(g) for g in value)

    def rows(name: str, *keys: str) -> list[dict[str, str]]:
        value = raw.get(name, [])
        if not isinstance(value, list) or not all(isinstance(r, dict) and all(k in r for k in keys) for r in value):
            raise wrong(f"every [[{name}]] needs {', '.join(keys)}")
        return value

    def texts(name: str, what: str) -> dict[str, str]:
        value = raw.get(name, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise wrong(f"[{name}] should map {what}")
        return {str(k): v for k, v in value.items()}

    for row in rows("thread", "id", "verdict"):
        if row["verdict"] not in THREAD_VERDICTS:
            raise wrong(f"verdict {row['verdict']!r} of a [[thread]] is none of {', '.join(THREAD_VERDICTS)}")
    findings = {}
    for row in rows("finding", "id", "verdict"):
        if row["verdict"] not in VERDICTS:
            raise wrong(f"verdict {row['verdict']!r} is none of {', '.join(VERDICTS)}")
        findings[str(row["id"])] = Decision(row["verdict"], str(row.get("reason", "")))  # type: ignore[arg-type]
    for row in rows("narrator", "file", "scene", "name"):
        if not isinstance(row["scene"], int) or isinstance(row["scene"], bool) or row["scene"] < 0:
            raise wrong(f"scene {row['scene']!r} of a [[narrator]] should be a number, 0 for the whole chapter")
        if row.get("person", "") not in ("", *PERSONS):
            raise wrong(f"person {row['person']!r} is none of {', '.join(PERSONS)}")
    return replace(
        Decisions(),
        title=str(raw.get("title", "")),
        order=strings("order"),
        ignore=strings("ignore"),
        earlier=strings("earlier"),
        merge=groups("merge"),
        separate=groups("separate"),
        pronouns=texts("pronouns", "names to she, he or they"),
        names=texts("names", "names in the text to the name shown"),
        not_people=strings("not_people"),
        threads={str(row["id"]): str(row["verdict"]) for row in raw.get("thread", [])},
        settled={
            (str(r["character"]), str(r["attribute"])): str(r["value"])
            for r in rows("settled", "character", "attribute", "value")
        },
        findings=findings,
        remembered=tuple(
            Remembered(str(r["question"]), str(r["file"]), str(r["quote"]))
            for r in rows("remembered", "question", "file", "quote")
        ),
        narrators=tuple(
            NarratorSet(str(r["file"]), int(r["scene"]), str(r["name"]), str(r.get("person", "")))
            for r in rows("narrator", "file", "scene", "name")
        ),
    )
