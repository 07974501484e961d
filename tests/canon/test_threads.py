"""Threads: what opens one, what does not, what touches and closes it, and which are worth showing."""

# ruff: noqa: E501 - a table of sentences is read one to a line
from __future__ import annotations

import json

import pytest

from companion.canon.acts import acts_of, base, done_in
from companion.canon.endings import comes
from companion.canon.openers import due_of, observe_threads
from companion.canon.threads import MOST, salient
from companion.canon.types import Thread
from companion.decisions import Decisions

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
        ("Nobody knew who had rewired the desk.", "question"),
        ("“This stays between us,” said Ruth.", "secret"),
        ("She had never told anyone about the clinic.", "secret"),
        ("“What happened to the master tapes?”", "question"),
        ("“Who sent the photographs to the papers?”", "question"),
        ("I wondered why the accountant had vanished.", "question"),
        ("The contract must be signed by midnight.", "deadline"),
        ("“We have three days left,” said Hal.", "deadline"),
        ("The deadline for the album was absurd.", "deadline"),
        ("“You've got till Sunday to say it yourself,” said Deb.", "deadline"),
        ("We need nineteen hundred pounds by Palm Sunday or the roof comes down.", "deadline"),
        ("The rent was due on the first of October.", "deadline"),
        ("Nobody else in the house knew about the trust fund.", "secret"),
        ("Anouk sold the big one and told nobody.", "secret"),
        ("She tucked the letter behind the loose brick.", "gun"),
        ("There was an unopened letter on the mat.", "gun"),
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
        "It had hung there till August, and it had four strings.",
        "By Monday he was well, and until the boat came he talked of fish.",
        "Before breakfast she walked to the phone box.",
        "“I swear I saw a light in the byre,” said Hal.",
        "“I promise you it's nothing,” said Tess.",
        "“I never promised you a piano,” said Tess.",
        "He had sworn he'd seen the van in Hull.",
        "Nobody knew what to say.",
        "Nobody knows why vicars do that.",
        "“Don't tell me about the piano,” said Hal.",
        "“Don't tell him to wait for the piano,” said Hal.",
        "She put the cups on the table and the letter in the fire.",
        "He slipped his key into the lock.",
        "She wondered what to sing.",
        "“Who sent the photographs?” “Marlow did,” said Tess. “In June.”",
    ],
)
def test_opens_nothing(text: str) -> None:
    assert kinds(text) == []


def test_rows_are_json_and_lie_in_the_story() -> None:
    chapter = book_of("“I promise I'll bring the Höfner back,” said Dee.").chapters[0]
    rows = observe_threads(chapter)
    assert json.loads(json.dumps(rows)) == rows
    assert all(0 <= start < end <= len(chapter.text) for _, start, end, *_ in rows)


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


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I'll pay you by Friday.", "Friday"),
        ("It is due on the first of October.", "the first of October"),
        ("We have until the end of the month.", "the end of the month"),
        ("I'll pay you.", ""),
    ],
)
def test_when_something_is_due(text: str, due: str) -> None:
    assert due_of(text) == due


@pytest.mark.parametrize(
    ("text", "due", "come"),
    [
        ("On Friday Tam came with the money.", "Friday", True),
        ("On Saturday Tam came with the money.", "Friday", True),
        ("He'd have it by Friday.", "Friday", False),
        ("Next Friday would do.", "Friday", False),
        ("On the first of October Dacre came.", "the first of October", True),
        ("It rained on the thirtieth.", "the end of the month", True),
        ("It rained on Tuesday.", "Friday", False),
    ],
)
def test_when_the_day_has_come(text: str, due: str, come: bool) -> None:
    assert comes(text, due) is come


@pytest.mark.parametrize(
    ("form", "is_form_of"),
    [("told", "tell"), ("stopped", "stop"), ("brought", "bring"), ("mended", "mend"), ("carried", "carried")],
)
def test_base_forms(form: str, is_form_of: str) -> None:
    assert base(form) == base(is_form_of)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("She mended the neck.", "done"),
        ("She never mended the neck.", "denied"),
        ("She would mend the neck.", ""),
        ("Did she mend the neck?", ""),
        ("“Mend the neck.”", ""),
        ("I mend the neck.", "done"),
    ],
)
def test_an_act_is_done_denied_or_only_spoken_of(text: str, said: str) -> None:
    assert done_in(text, acts_of("I promise I'll mend it.")) == said


def book_with_end(opening: str, end: str) -> Thread:
    canon = book_of(opening + "\n\n" + FILLER * 3, FILLER + end + "\n\n" + FILLER)
    assert len(canon.threads) == 1, canon.threads
    return canon.threads[0]


@pytest.mark.parametrize(
    ("opening", "end", "ending"),
    [
        ("“I promise I'll mend the Höfner,” said Dee.", "Dee mended the Höfner in the van.", "kept"),
        ("“I swear I'll never sell the Höfner,” said Dee.", "Dee sold the Höfner in Hull.", "broken"),
        ("“I promise I'll mend the Höfner,” said Dee.", "Dee never mended the Höfner.", "broken"),
        ("“I promise I'll mend the Höfner,” said Dee.", "“If Dee would mend the Höfner,” said Hal.", ""),
        ("The rent for the warehouse was due on the first of May.", "On the first of May the warehouse was empty.", "passed"),
        ("She tucked the letter behind the loose brick.", "Hal opened the letter with a bread knife.", "used"),
        ("She tucked the letter behind the loose brick.", "The letter was still behind the brick.", ""),
        ("“Don't tell Marlow about the clinic in Zurich,” said Tess.", "Hal told Marlow about the clinic in Zurich.", "came out"),
    ],
)  # fmt: skip
def test_how_threads_end(opening: str, end: str, ending: str) -> None:
    thread = book_with_end(opening, end)
    assert thread.ending == ending
    assert (thread.closed is not None) is bool(ending)


def test_a_day_that_comes_without_a_word_is_shown_and_leaves_it_open() -> None:
    thread = book_with_end("“I'll bring the amplifiers back by Friday,” said Dee.", "On Friday it snowed.")
    assert thread.closed is None
    assert thread.passed is not None and thread.passed.quote == "On Friday it snowed."


def test_the_writer_closes_a_thread_or_says_that_it_is_none() -> None:
    opening = "“I promise I'll mend the Höfner's broken neck,” said Dee.\n\n" + FILLER
    [thread] = book_of(opening).threads
    closed = book_of(opening, decisions=Decisions(threads={thread.id: "closed"})).threads
    assert [(t.ending, t.decision) for t in closed] == [("closed by you", "closed")]
    none = book_of(opening, decisions=Decisions(threads={thread.id: "not a thread"}))
    assert none.threads == []
    assert [t.decision for t in none.all_threads] == ["not a thread"]


def test_a_decision_survives_a_move_and_a_small_change_of_the_sentence() -> None:
    before = "“I promise I'll mend the Höfner's broken neck before Leeds,” said Dee.\n\n" + FILLER
    after = (
        FILLER * 2 + "“I do promise: I promise I'll mend the Höfner's broken neck before Leeds,” said Dee quietly.\n\n"
    )
    [thread] = book_of(before).threads
    [again] = book_of(after, decisions=Decisions(threads={thread.id: "closed"})).threads
    assert again.decision == "closed"


def test_salient_threads_are_open_ones() -> None:
    chapter = book_of("One. Two. Three.").chapters[0]
    here = chapter.cite(0, 4)
    opened = Thread("promise", "p", here)
    closed = Thread("promise", "p", here, here, here)
    assert salient([closed, opened], 8) == [opened]
    assert len(salient([opened] * 20, 8)) == 8


def test_a_bare_promise_shows_the_sentence_that_says_what_is_promised() -> None:
    text = (
        "Ilse held the oar. “If it ever sinks you must tell me,” said Bram. “Promise me.” “I promise,” said Ilse. "
        "“If anything happens to the ferry, you'll hear it from me.” Bram nodded at the ferry."
    )
    promises = [t.summary for t in book_of(text).threads if t.kind == "promise"]
    assert any("ferry, you'll hear it from me" in s for s in promises)
    assert not any(s.endswith("Promise me.") for s in promises)


def test_whom_one_does_not_tell_where_one_goes_keeps_no_secret() -> None:
    text = "She taught at a school in Lund, and had told nobody there where she was going. It rained on Lund."
    assert not [t for t in book_of(text).threads if t.kind == "secret"]
