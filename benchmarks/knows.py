#!/usr/bin/env python3
"""Who knows, and since when: questions about two novellas, answered without a language model.

    python benchmarks/knows.py [lanterns] [saltline] [--verbose]

`sets/knows/NAME.jsonl` asks about the chapters in `sets/questions/NAME/`. "Who knows about X?" has the people whom the
page shows learning it, how (says, told, there) and where; `may` are further ones whom one may count. "Does A know
that ...?" and "Since when does A know ...?" have yes with the place, or no.

  people found     of the people in the key, how many the answer names as knowing
  right            of the people whom the answers name, how many are in the key or may be
  how, where       of those found: in the right group; with a quote within SLACK characters of the key's
  yes, no          of the questions about one person: yes with the right quote first; no where the page shows nothing
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path

from companion import Companion, Engine
from companion.answers.types import Answer, Row
from companion.settings import Settings

SETS = Path(__file__).with_name("sets")
SLACK = 200  # characters
# What stands in the note of a row.
HOW = {"says": ("say", "tell"), "told": ("told",), "there": ("there",)}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("books", nargs="*", default=sorted(f.stem for f in (SETS / "knows").glob("*.jsonl")))
    args.add_argument("--verbose", action="store_true", help="print each answer")
    options = args.parse_args()
    counts: Counter[str] = Counter()
    for name in options.books:
        with (
            tempfile.TemporaryDirectory() as home,
            Companion.open(SETS / "questions" / name, "none", Engine(Settings.load(home=Path(home)))) as book,
        ):
            book.sync()
            for line in (SETS / "knows" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                score(book, json.loads(line), counts, verbose=options.verbose)
    print(f"people found {counts['found']} of {counts['people']}, right {counts['right']} of {counts['named']}")
    print(f"of those found: how {counts['how']}, where {counts['where']}")
    print(f"yes {counts['yes right']} of {counts['yes']}, no {counts['no right']} of {counts['no']}")


def score(book: Companion, q: dict, counts: Counter[str], *, verbose: bool) -> None:
    answer = book.ask(q["question"])
    if verbose:
        print(f"\n{q['question']}\n{answer.text}")
    if "one" in q:
        counts[q["answer"]] += 1
        lead = answer.text.split()[0].strip(",.:").lower()
        if q["answer"] == "no":
            right = lead in ("no", "not", "nothing", "the")
        else:
            right = lead in ("yes", "since") and bool(answer.citations) and near(answer.citations[0], q["quote"])
        counts[f"{q['answer']} right"] += right
        if verbose and not right:
            print("   >>> wrong")
        return
    named = people(book, answer)
    known = {n for one in q["knows"] for n in canonical(book, one["who"])}
    may = {n for names in q["may"] for n in canonical(book, names)}
    counts["people"] += len(q["knows"])
    counts["named"] += len(named)
    counts["right"] += sum(name in known | may for name in named)
    for one in q["knows"]:
        rows = [row for name in canonical(book, one["who"]) for row in named.get(name, ())]
        if not named.keys() & canonical(book, one["who"]):
            if verbose:
                print(f"   >>> missed {one['who']}")
            continue
        counts["found"] += 1
        counts["how"] += any(word in row.note for row in rows for word in HOW[one["how"]])
        counts["where"] += any(row.citation is not None and near(row.citation, one["quote"]) for row in rows)
    if verbose and (wrong := [name for name in named if name not in known | may]):
        print(f"   >>> wrong {wrong}")


def people(book: Companion, answer: Answer) -> dict[str, list[Row]]:
    """Whom the answer names as knowing, with its rows about them."""
    canon = book.view().canon
    found: dict[str, list[Row]] = {c.name: [] for c in canon.named_in(answer.evidence.lead)}
    for row in answer.evidence.rows:
        for character in canon.named_in(row.note) if not row.muted else ():
            found.setdefault(character.name, []).append(row)
    return found


def canonical(book: Companion, names: str) -> set[str]:
    """The characters whom "Rhona|Ro" can mean: a book may have somebody under two names that it does not join."""
    found = [book.view().canon.resolve(name) for name in names.split("|")]
    return {c.name for c in found if c is not None}


def near(citation, quote: str) -> bool:
    at = citation.chapter.text.find(quote)
    return at >= 0 and citation.start < at + len(quote) + SLACK and at - SLACK < citation.end


if __name__ == "__main__":
    main()
