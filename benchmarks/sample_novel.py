#!/usr/bin/env python3
"""The sample novel against its key: contradictions, questions, cast facts; open and sealed halves side by side.

    python benchmarks/sample_novel.py [--model none] [--verbose]

Nobody tunes to the sealed half, and --verbose shows only the open one. The key was written with the novel, before the
rules that are measured here.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable
from pathlib import Path

from companion import Companion
from companion.library import sample_novel

ROOT = Path(__file__).resolve().parent.parent
SLACK = 120  # characters between a quote of ours and one of the key's that count as the same place


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--model", default="none")
    args.add_argument("--verbose", action="store_true", help="each entry of the open half, found or not")
    options = args.parse_args()
    novel = sample_novel()
    key = ROOT / "corpus" / "keys" / novel.name
    with Companion.open(novel, model=options.model) as book:
        started = time.perf_counter()
        book.sync()
        seconds = time.perf_counter() - started
        print(f"{novel.name}: {sum(c.words for c in book.chapters):,} words, synced in {seconds:.1f} s")
        print(f"{'':<44}{'open':>8}{'sealed':>8}")
        contradictions(book, read(key / "errors.jsonl"), options.verbose)
        questions(book, read(key / "questions.jsonl"), options.verbose)
        facts(book, json.loads((key / "cast.json").read_text(encoding="utf-8"))["characters"], options.verbose)


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def row(name: str, values: Iterable[tuple[bool, float]]) -> None:
    """Print the mean of `values` (sealed?, value) for both halves."""
    halves: dict[bool, list[float]] = {False: [], True: []}
    for sealed, value in values:
        halves[sealed].append(value)
    shown = [f"{sum(v) / len(v):8.2f}" if v else f"{'-':>8}" for v in (halves[False], halves[True])]
    print(f"{name:<44}{''.join(shown)}", flush=True)


class Places:
    """Where the key's quotes stand in the chapters as read."""

    def __init__(self, book: Companion) -> None:
        self.chapters = {c.path.name: c for c in book.chapters}

    def span(self, place: dict) -> tuple[int, int, int]:
        """(chapter position, start, end); a quote that is a heading stands at the chapter's beginning."""
        chapter = self.chapters[place["file"]]
        at = chapter.text.find(place["quote"])
        return (chapter.position, at, at + len(place["quote"])) if at >= 0 else (chapter.position, 0, 1)

    def near(self, citation, place: dict) -> bool:
        position, start, end = self.span(place)
        return citation.chapter.position == position and citation.start - SLACK < end and start - SLACK < citation.end


def contradictions(book: Companion, errors: list[dict], verbose: bool) -> None:
    places, findings = Places(book), book.check()

    def covers(finding, error: dict) -> bool:
        evidence = finding.evidence[:4]
        ones = [error["first"], *error.get("also", [])]
        return any(
            places.near(a, one) and places.near(b, error["second"])
            for one in ones
            for a in evidence
            for b in evidence
            if a is not b
        )

    found: dict[str, list[tuple[bool, float]]] = {}
    matched = set()
    for error in errors:
        hits = [f for f in findings if covers(f, error)]
        firm = [f for f in hits if f.tier == "conflict"]
        if not error["decoy"]:
            matched.update(f.id for f in firm)
        group = "decoys flagged" if error["decoy"] else f"recall [{error['scope']}]"
        found.setdefault(group, []).append((error["sealed"], bool(firm)))
        if not error["decoy"]:
            found.setdefault("recall, worth a look counted", []).append((error["sealed"], bool(hits)))
        if verbose and not error["sealed"]:
            print(f"    {error['id']} {error['kind']:<28}{'FOUND' if firm else 'possible' if hits else '-'}")
    for name in sorted(found):
        row(name, found[name])
    conflicts = [f for f in findings if f.tier == "conflict"]
    precision = sum(f.id in matched for f in conflicts) / len(conflicts) if conflicts else float("nan")
    print(f"{'precision of contradictions (whole book)':<44}{precision:8.2f}   of {len(conflicts)}")


NUMBERS = {
    w: str(n) for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
SMALL = {
    "the",
    "a",
    "an",
    "of",
    "in",
    "to",
    "at",
    "on",
    "his",
    "her",
    "their",
    "its",
    "he",
    "she",
    "they",
    "it",
    "is",
    "was",
}


def words(text: str) -> list[str]:
    return [NUMBERS.get(w, w) for w in re.findall(r"[a-z]+|\d+", text.lower().replace("’", "'").replace("'s", ""))]


def questions(book: Companion, asked: list[dict], verbose: bool) -> None:
    places = Places(book)
    rows: dict[str, list[tuple[bool, float]]] = {}
    seconds = []
    for q in asked:
        until = places.chapters[q["until"]].position if q.get("until") else None
        started = time.perf_counter()
        answer = book.ask(q["question"], until=until)
        seconds.append(time.perf_counter() - started)
        sealed, kind, verdict = q["sealed"], q["kind"], ""
        assert all(c.chapter.text[c.start : c.end] == c.quote for c in answer.citations)
        assert until is None or all(c.chapter.position <= until for c in answer.citations)
        if kind == "unanswerable":
            rows.setdefault("refused (unanswerable)", []).append((sealed, not answer.established))
        else:
            hit = any(places.near(c, e) for c in answer.citations[:3] for e in q["evidence"])
            rows.setdefault("evidence@3", []).append((sealed, hit))
            verdict = "evidence" if hit else "-"
        if kind not in ("unanswerable", "false_premise"):
            first = set(words(" ".join(answer.text.split()[: 400 if kind.startswith(("list", "chapter")) else 60])))
            said = any(w and w <= first for w in (set(words(a)) - SMALL for a in q["answers"]))
            rows.setdefault("answer", []).append((sealed, answer.established and said))
            rows.setdefault("wrongly refused", []).append((sealed, not answer.established))
            verdict += " answer" if answer.established and said else ""
        if kind == "list_or_count":
            shown = answer.citations[: 3 * len(q["evidence"]) + 5]
            share = sum(any(places.near(c, e) for c in shown) for e in q["evidence"]) / len(q["evidence"])
            rows.setdefault("places found (lists)", []).append((sealed, share))
        if verbose and not sealed:
            print(f"    {q['id']} {kind:<15}{verdict:<17}{q['question']}")
            print(f"        -> {' '.join(answer.text.split())[:220]}")
    for name, values in rows.items():
        row(name, values)
    print(f"{'median seconds per question':<44}{sorted(seconds)[len(seconds) // 2]:8.2f}")


def facts(book: Companion, characters: list[dict], verbose: bool) -> None:
    places = Places(book)
    recall: list[tuple[bool, float]] = []
    cast = book.cast()
    for character in (c for c in characters if c["role"] == "main"):
        names = {character["name"], *character["aliases"]}
        ours = max(cast, key=lambda c: (len(names & set(c.names)), c.mentions))
        sheet = book.sheet(ours.name) if names & set(ours.names) else None
        for fact in character["facts"]:
            hit = sheet is not None and any(places.near(f.citation, fact) for f in sheet.facts)
            recall.append((fact["sealed"], hit))
            if verbose and not fact["sealed"]:
                print(f"    {character['name']:<20}{fact['attribute']:<18}{'FOUND' if hit else '-'}  {fact['value']}")
    row("main characters' facts on their sheets", recall)


if __name__ == "__main__":
    main()
