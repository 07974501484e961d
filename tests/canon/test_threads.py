"""Threads: what opens one, what does not, what touches and closes it, and which are worth showing."""

from __future__ import annotations

import json

import pytest

from companion.canon.threads import MOST, observe_threads, salient
from companion.canon.types import Thread

from .books import book_of

FILLER = "It rained on the lorry park. Nobody moved for a while. The kettle boiled and was ignored.\n\n"


def kinds(text: str) -> list[str]:
    return [row[0] for row in observe_threads(book_of(text).chapters[0])]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“I promise I'll bring the Höfner back,” said Dee.", "promise"),
        ("“Promise me you'll never sign with Lassiter.”", "promise"),
        ("He had promised her the publishing royalties.", "promise"),
        ("“I'll pay the crew by Friday,” said Hal.", "promise"),
        ("“Don't tell Marlow about the cheque,” said Tess.", "secret"),
        ("Nobody knew who had rewired the desk.", "secret"),
        ("“This stays between us,” said Ruth.", "secret"),
        ("She had never told anyone about the clinic.", "secret"),
        ("“What happened to the master tapes?”", "question"),
        ("“Who sent the photographs to the papers?”", "question"),
        ("I wondered why the accountant had vanished.", "question"),
        ("The contract must be signed by midnight.", "deadline"),
        ("“We have three days left,” said Hal.", "deadline"),
        ("The deadline for the album was absurd.", "deadline"),
    ],
)
def test_opens(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The evening promised rain.",
        "He told her the time.",
        "It was a promising start.",
        "She stood by the river until he came.",
        "“What is it?” said Tess.",
        "“Why not?” he said.",
        "Nobody knows better than Hal.",
        "She sat between two suitcases.",
    ],
)
def test_opens_nothing(text: str) -> None:
    assert kinds(text) == []


def test_rows_are_json_and_lie_in_the_story() -> None:
    chapter = book_of("“I promise I'll bring the Höfner back,” said Dee.").chapters[0]
    rows = observe_threads(chapter)
    assert json.loads(json.dumps(rows)) == rows
    assert all(0 <= start < end <= len(chapter.text) for _, start, end, _, _ in rows)


def test_a_kept_promise_is_closed() -> None:
    canon = book_of(
        "“I promise I'll mend the Höfner's broken neck,” said Dee.\n\n" + FILLER * 2,
        FILLER + "She had mended the Höfner's neck, as promised.\n\n" + FILLER,
    )
    thread = next(t for t in canon.threads if t.kind == "promise")
    assert thread.planted.chapter.position == 1
    assert thread.closed is not None
    assert "as promised" in thread.closed.quote


def test_what_comes_back_is_touched_and_stays_open() -> None:
    canon = book_of(
        "“Don't tell Marlow about the clinic in Zurich,” said Tess.\n\n" + FILLER * 2,
        FILLER + "A bill came from the clinic in Zurich.\n\n" + FILLER,
    )
    thread = next(t for t in canon.threads if t.kind == "secret")
    assert thread.touched is not None
    assert thread.touched.chapter.position == 2
    assert thread.closed is None


def test_the_wall_holds() -> None:
    texts = (
        "“I promise I'll mend the Höfner's broken neck,” said Dee.\n\n" + FILLER * 2,
        FILLER + "She had mended the Höfner's neck, as promised.\n\n" + FILLER,
    )
    assert next(t for t in book_of(texts[0]).threads if t.kind == "promise").closed is None
    assert book_of(*texts).threads[0].planted == book_of(texts[0]).threads[0].planted


def test_only_so_many_are_kept_in_reading_order() -> None:
    many = "\n\n".join(
        f"“I promise I'll mend gadget{chr(97 + n % 26)}{chr(97 + n // 26)}x,” said Dee." for n in range(60)
    )
    threads = book_of(many).threads
    assert len(threads) <= MOST
    assert [t.planted.place for t in threads] == sorted(t.planted.place for t in threads)


def test_salient_threads_are_open_ones() -> None:
    chapter = book_of("One. Two. Three.").chapters[0]
    here = chapter.cite(0, 4)
    opened = Thread("promise", "p", here)
    closed = Thread("promise", "p", here, here, here)
    assert salient([closed, opened], 8) == [opened]
    assert len(salient([opened] * 20, 8)) == 8
