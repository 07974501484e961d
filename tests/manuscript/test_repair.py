"""Bytes to text."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

from pathlib import Path

import pytest

from companion.errors import UnreadableFile
from companion.manuscript.repair import decode, repair

SENTENCE = "“It’s over,” said Zoë — café, naïve… and that was all she said that evening.\n"
PATH = Path("one.md")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_encodings(encoding: str) -> None:
    assert repair(decode((SENTENCE * 20).encode(encoding), PATH)) == SENTENCE * 20


def test_latin_1() -> None:
    text = "She drank her café au lait in Besançon, and Zoë paid.\n" * 5
    assert decode(text.encode("latin-1"), PATH) == text


def test_cyrillic() -> None:
    text = "Автобус уехал в четыре часа, и никто не помахал рукой вслед. Она осталась одна на остановке.\n" * 10
    assert decode(text.encode("cp1251"), PATH) == text


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04" + bytes(range(256)), b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n" + bytes(500), bytes(range(256)) * 20, b"\0" * 100, b"{\\rtf1 hello}"],
    ids=["zip", "pdf", "png", "noise", "nothing", "rtf"],
)  # fmt: skip
def test_what_is_no_text_is_named(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"one\.md"):
        decode(data, PATH)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\nd\u2028e", "a\nb\nc\nd\ne"),
        ("ﬁnal oﬃce ﬂoor", "final office floor"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("Mr.\u00a0Hale", "Mr. Hale"),
        ("bell\x07 and nul\x00", "bell and nul"),
        ("“Curly,” she said — ‘kept’…", "“Curly,” she said — ‘kept’…"),
        ("tabs\tand\fpages", "tabs\tand\fpages"),
    ],
)
def test_repairs(text: str, expected: str) -> None:
    assert repair(text) == expected
