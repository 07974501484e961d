"""The part of companion.toml that is about people and threads: who is who, what they are called, what is nobody.

Mixed into `DecisionsFile`, which reads and writes. Each change takes back what it contradicts, so that the file never
says two things: merging two names ends their being kept apart, and the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import tomlkit

from .errors import DecisionsError

if TYPE_CHECKING:
    from .decisions import Decisions

PRONOUNS = ("she", "he", "they")
THREAD_VERDICTS = ("closed", "not a thread")


class Casting:
    """What a writer decides about people and threads; `_change` comes from the class that this is mixed into."""

    if TYPE_CHECKING:

        def _change(self, change: Callable[[tomlkit.TOMLDocument], object], what: str = "") -> Decisions: ...

    def merge(self, names: Sequence[str], known: Sequence[str] = ()) -> Decisions:
        """Record that these names are one person; the first is the one shown. `known` are other names they go by,
        which are not kept apart any more either."""

        def change(document: tomlkit.TOMLDocument) -> None:
            rows = [list(row) for row in document.get("merge", [])]
            kept = [row for row in rows if not set(row) & set(names)]
            joined = list(dict.fromkeys([*names, *(n for row in rows if set(row) & set(names) for n in row)]))
            document["merge"] = [*kept, joined]
            apart = [list(row) for row in document.get("separate", [])]
            set_list(document, "separate", [row for row in apart if len(set(row) & {*joined, *known}) < 2])

        return self._change(change, f"{' and '.join(names)} are one person")

    def unmerge(self, name: str) -> Decisions:
        """Take back that this name is one person with others."""

        def change(document: tomlkit.TOMLDocument) -> None:
            set_list(document, "merge", [list(row) for row in document.get("merge", []) if name not in row])

        return self._change(change, f"{name} is nobody else any more")

    def separate(self, names: Sequence[str], others: Sequence[str]) -> Decisions:
        """Record that none of `names` is one person with any of `others`."""

        def change(document: tomlkit.TOMLDocument) -> None:
            kept = []
            for row in document.get("merge", []):
                both = set(row) & set(names) and set(row) & set(others)
                group = [n for n in row if n not in names] if both else list(row)
                kept += [group] if len(group) > 1 else []
            set_list(document, "merge", kept)
            rows = [list(row) for row in document.get("separate", [])]
            new = [[name, other] for name in names for other in others if other != name]
            set_list(document, "separate", [*rows, *(pair for pair in new if not _holds(rows, pair))])

        return self._change(change, f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'} not {others[0]}")

    def rename(self, name: str, shown: str) -> Decisions:
        """Record under which name somebody is shown whom the text calls `name`; "" goes back to the text's own."""
        what = f"{name} is shown as {shown}" if shown else f"{name}: the name as in the text"
        return self._change(lambda document: _set_entry(document, "names", name, shown if shown != name else ""), what)

    def set_pronouns(self, name: str, pronouns: str) -> Decisions:
        """Record somebody's pronouns: she, he or they; "" leaves them to the text. Raises DecisionsError."""
        if pronouns and pronouns not in PRONOUNS:
            raise DecisionsError(f"{pronouns!r} is none of {', '.join(PRONOUNS)}.")
        what = f"{name}: {pronouns or 'pronouns as in the text'}"
        return self._change(lambda document: _set_entry(document, "pronouns", name, pronouns), what)

    def settle(self, character: str, attribute: str, value: str | None, findings: Sequence[str] = ()) -> Decisions:
        """Record which value of a fact is right; None takes it back.

        `findings` are the ids under which somebody may have decided about the finding that it settles: the first is
        marked "to fix", for the other place; None takes their decisions back too.
        """

        def change(document: tomlkit.TOMLDocument) -> None:
            rows = document.get("settled", [])
            kept = [r for r in rows if (r.get("character"), r.get("attribute")) != (character, attribute)]
            if value is not None:
                kept.append({"character": character, "attribute": attribute, "value": value})
            set_tables(document, "settled", kept)
            if findings:
                to_fix = {"verdict": "to fix", "reason": f"{value} is right"}
                set_finding(document, findings, to_fix if value is not None else None)

        said = f"{value} is right" if value is not None else "taken back"
        return self._change(change, f"{attribute} of {character}: {said}")

    def set_person(self, name: str, is_person: bool) -> Decisions:
        """Record that a name is no person (a place, a band, a brand), or take that back."""

        def change(document: tomlkit.TOMLDocument) -> None:
            names = [n for n in document.get("not_people", []) if n != name]
            set_list(document, "not_people", names if is_person else [*names, name])

        return self._change(change, f"{name} is {'a person after all' if is_person else 'not a person'}")

    def decide_thread(self, thread: str, verdict: str | None, about: str = "") -> Decisions:
        """Record that a thread is closed, or none at all; None takes it back. Raises DecisionsError."""
        if verdict is not None and verdict not in THREAD_VERDICTS:
            raise DecisionsError(f"{verdict!r} is none of {', '.join(THREAD_VERDICTS)}.")

        def change(document: tomlkit.TOMLDocument) -> None:
            rows = [row for row in document.get("thread", []) if row.get("id") != thread]
            if verdict is not None:
                rows.append({"id": thread, "verdict": verdict})
            set_tables(document, "thread", rows)

        return self._change(change, f"{about or thread}: {verdict or 'taken back'}")


def set_list(document: tomlkit.TOMLDocument, name: str, values: Sequence[Any]) -> None:
    """Put a list there, or take it out when it is empty."""
    _keep(document, name, list(values))


def set_tables(document: tomlkit.TOMLDocument, name: str, rows: Iterable[Any]) -> None:
    """Put a list of tables there, or take it out when it is empty."""
    tables = tomlkit.aot()
    for row in rows:
        table = tomlkit.table()
        table.update(row)
        tables.append(table)
    _keep(document, name, tables)


def set_finding(document: tomlkit.TOMLDocument, ids: Sequence[str], decision: Mapping[str, str] | None) -> None:
    """Put what is said of a finding there, under the first of its ids, in place of what was said under any of them."""
    rows = [row for row in document.get("finding", []) if row.get("id") not in ids]
    set_tables(document, "finding", [*rows, {"id": ids[0], **decision}] if decision is not None else rows)


def _set_entry(document: tomlkit.TOMLDocument, name: str, key: str, value: str) -> None:
    """Put an entry of a table there, or take it out when it is empty."""
    table: Any = document.get(name) if name in document else tomlkit.table()
    table.pop(key, None)
    if value:
        table[key] = value
    _keep(document, name, table)


def _keep(document: tomlkit.TOMLDocument, name: str, value: Any) -> None:
    if value:
        document[name] = value
    else:
        document.pop(name, None)


def _holds(rows: Sequence[Sequence[str]], pair: Sequence[str]) -> bool:
    return any(set(pair) <= set(row) for row in rows)
