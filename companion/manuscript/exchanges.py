"""Messages that people of a story write to each other, as they stand on the page: a telephone, a chat, a forum."""

from __future__ import annotations

import re
from collections.abc import Iterable

# "Me: where are you", "quietloud: i hope you're wrong", "[21:03] dellaq: he's not coming"
SENDER = re.compile(
    r"(?:\[\d{1,2}[:.]\d\d\]\s+)?"
    r"([A-Z][\w.'’ ]{0,18}|@[\w.]{2,24}|[a-z][a-z\d]*[_.\d][\w.]{0,20}|[a-z][a-z\d]{3,20}):\s+\S"
)
HEADER_LABELS = frozenset(
    "Title Author Fandom Rating Pairing Summary Warning Warnings Note Notes Disclaimer Words Genre Status Chapter"
    " Characters Tags Category Series Language".split()
)
FEW_LINES = 2


def exchanged(text: str, further: Iterable[str]) -> bool:
    """Whether a paragraph is nothing but messages ("Me: lol") of people one of whom writes again: in it, where it is
    long enough, or in the paragraphs `further` in. An author who answers reviews names each but once."""
    lines = text.splitlines()
    senders = [m[1] for line in lines if (m := SENDER.match(line))]
    who = set(senders)
    if not who or len(senders) < len(lines) or who & HEADER_LABELS:
        return False
    if len(lines) > FEW_LINES and len(who) < len(senders):
        return True
    return any(m[1] in who for other in further for line in other.splitlines() if (m := SENDER.match(line)))
