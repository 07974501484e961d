"""companion.toml: what the writer decided about a book. Readable, diffable, written only when there is a decision.

title = "The Long Drive"
order = ["prologue.md", "one.md"]          # files first in this order, the others after them
ignore = ["notes/*", "old draft.md"]
merge = [["Mara Quill", "Birdie"]]         # one person; the first name is the one shown
separate = [["Tom Hale", "Tom Reyes"]]     # never one person

[pronouns]
"Sam" = "she"

[[settled]]
character = "Mara Quill"
attribute = "eyes"
value = "grey"

[[finding]]
id = "eyes-mara-quill-green-grey"
verdict = "intentional"                    # intentional | dismissed | to fix
reason = "contact lenses, chapter 8"

[[remembered]]                             # "it's here": where the book answers a question
question = "Who drove the bus?"
file = "ch02.md"
quote = "Ruth took the wheel."
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

import tomlkit
from tomlkit.exceptions import TOMLKitError

from .errors import DecisionsError

Verdict = Literal["intentional", "dismissed", "to fix"]
VERDICTS: tuple[str, ...] = get_args(Verdict)


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

    @property
    def key(self) -> str:
        """A string that is equal for equal decisions."""
        return repr(self)


def decisions_path(manuscript: Path) -> Path:
    """Where a manuscript's decisions lie: in its folder, or beside a single file or a .scriv project."""
    if manuscript.is_dir() and manuscript.suffix.lower() != ".scriv":
        return manuscript / "companion.toml"
    return manuscript.with_name(manuscript.stem + ".companion.toml")


class DecisionsFile:
    """Reads companion.toml, and changes it without touching what else stands in it (comments, order, other keys)."""

    def __init__(self, path: Path) -> None:
        self.path = path
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

    def decide(self, finding_id: str, decision: Decision | None) -> Decisions:
        """Record (or with None take back) what the writer says of a finding."""

        def change(document: tomlkit.TOMLDocument) -> None:
            rows = [row for row in document.get("finding", []) if row.get("id") != finding_id]
            if decision is not None:
                rows.append({"id": finding_id, "verdict": decision.verdict, "reason": decision.reason})
            _set_tables(document, "finding", rows)

        return self._change(change)

    def settle(self, character: str, attribute: str, value: str | None) -> Decisions:
        """Record (or take back) which value of a fact is right."""

        def change(document: tomlkit.TOMLDocument) -> None:
            rows = [
                row
                for row in document.get("settled", [])
                if (row.get("character"), row.get("attribute")) != (character, attribute)
            ]
            if value is not None:
                rows.append({"character": character, "attribute": attribute, "value": value})
            _set_tables(document, "settled", rows)

        return self._change(change)

    def merge(self, names: tuple[str, ...]) -> Decisions:
        """Record that these names are one person; the first is the one shown."""

        def change(document: tomlkit.TOMLDocument) -> None:
            rows = [list(row) for row in document.get("merge", [])]
            kept = [row for row in rows if not set(row) & set(names)]
            joined = list(dict.fromkeys([*names, *(n for row in rows if set(row) & set(names) for n in row)]))
            document["merge"] = [*kept, joined]

        return self._change(change)

    def remember(self, question: str, file: str, quote: str) -> Decisions:
        """Record where the book answers a question."""

        def change(document: tomlkit.TOMLDocument) -> None:
            rows = [row for row in document.get("remembered", []) if row.get("question") != question]
            rows.append({"question": question, "file": file, "quote": quote})
            _set_tables(document, "remembered", rows)

        return self._change(change)

    def set_order(self, files: tuple[str, ...]) -> Decisions:
        """Record the reading order."""
        return self._change(lambda document: document.__setitem__("order", list(files)))

    def set_ignored(self, patterns: tuple[str, ...]) -> Decisions:
        """Record which files are not part of the book."""
        return self._change(lambda document: document.__setitem__("ignore", list(patterns)))

    def _document(self) -> tuple[str, tomlkit.TOMLDocument]:
        try:
            text = self.path.read_text(encoding="utf-8")
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

    def _change(self, change) -> Decisions:
        """Compare, write beside, rename: never overwrite what somebody else has just saved."""
        before, document = self._document()
        _decisions(document, self.path)  # a file that makes no sense is not changed either
        change(document)
        decisions = _decisions(document, self.path)
        handle, beside = tempfile.mkstemp(prefix=".companion-", suffix=".toml", dir=self.path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(tomlkit.dumps(document))
                file.flush()
                os.fsync(file.fileno())
            if self._document()[0] != before:
                raise DecisionsError(f"{self.path.name} was changed by somebody else just now; try again.")
            os.replace(beside, self.path)
        finally:
            Path(beside).unlink(missing_ok=True)
        return decisions


def _set_tables(document: tomlkit.TOMLDocument, name: str, rows: list[Any]) -> None:
    tables = tomlkit.aot()
    for row in rows:
        table = tomlkit.table()
        table.update(row)
        tables.append(table)
    if rows:
        document[name] = tables
    else:
        document.pop(name, None)


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

    pronouns = raw.get("pronouns", {})
    if not isinstance(pronouns, dict):
        raise wrong("[pronouns] should map names to she, he or they")
    findings = {}
    for row in rows("finding", "id", "verdict"):
        if row["verdict"] not in VERDICTS:
            raise wrong(f"verdict {row['verdict']!r} is none of {', '.join(VERDICTS)}")
        findings[str(row["id"])] = Decision(row["verdict"], str(row.get("reason", "")))  # type: ignore[arg-type]
    return replace(
        Decisions(),
        title=str(raw.get("title", "")),
        order=strings("order"),
        ignore=strings("ignore"),
        merge=groups("merge"),
        separate=groups("separate"),
        pronouns={str(k): str(v) for k, v in pronouns.items()},
        settled={
            (str(r["character"]), str(r["attribute"])): str(r["value"])
            for r in rows("settled", "character", "attribute", "value")
        },
        findings=findings,
        remembered=tuple(
            Remembered(str(r["question"]), str(r["file"]), str(r["quote"]))
            for r in rows("remembered", "question", "file", "quote")
        ),
    )
