#!/usr/bin/env python3
"""Claims against the sentences they cite: how many false ones are caught, how many true ones are flagged.

    python benchmarks/claims.py [--verbose]

`open` are claims by themselves, `asked`, `later` and `last` answer a question, whose words they repeat: on `open` and
`asked` the checks were made, `later` and `last` were written and run once before their misses were read. `sealed` was
written before anybody looked at the checks and never looked into since: --verbose prints no misses of it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.chains.claims import read_claims, supported  # noqa: E402


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--verbose", action="store_true", help="the misses of the open sets")
    options = args.parse_args()
    for name in ("open", "asked", "later", "last", "sealed"):
        flagged: Counter[tuple[str, bool]] = Counter()
        asked: Counter[tuple[str, bool]] = Counter()
        for claim in read_claims(name):
            key = (claim.kind, claim.true)
            asked[key] += 1
            passed = supported(claim)
            flagged[key] += not passed
            if options.verbose and name != "sealed" and passed != claim.true:
                page = json.dumps(claim.sentences, ensure_ascii=False)
                print(
                    f"    {claim.kind}: {page} {claim.question} -> {claim.claim} ({'true' if claim.true else 'false'})"
                )
        print(name)
        for kind in sorted({kind for kind, _ in asked}):
            caught, wrong = (f"{flagged[kind, t]:3} of {asked[kind, t]}" for t in (False, True))
            print(f"  {kind:<10} false ones caught {caught:<12} true ones flagged {wrong}")
        caught, wrong = (sum(n for (_, t), n in flagged.items() if t is truth) for truth in (False, True))
        total = [sum(n for (_, t), n in asked.items() if t is truth) for truth in (False, True)]
        print(f"  {'all':<10} false ones caught {caught:3} of {total[0]:<8} true ones flagged {wrong:3} of {total[1]}")


if __name__ == "__main__":
    main()
