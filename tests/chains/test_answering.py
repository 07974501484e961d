"""Answers with a model that behaves, and with one that does not."""

from __future__ import annotations

import re
import socket
import threading
import time
from dataclasses import replace

import pytest

from companion.answers.plain import plain_answer
from companion.answers.types import Evidence, Found, Turn
from companion.chains.answering import AnswerChain
from companion.errors import Cancelled
from companion.manuscript.chapter import Hit
from companion.models import open_model
from companion.settings import Settings
from tests.chains.conftest import told
from tests.support.fake_view import FakeCanon, make_chapter
from tests.support.model_server import Says

GOOD = "Ruth drives: she took the wheel at six. [1]\nTom sold the organ. [7]"


def numbers_in_order(text: str) -> list[int]:
    return list(dict.fromkeys(int(n) for n in re.findall(r"\[(\d+)\]", text)))


def test_a_good_reply_becomes_the_answer(serving, evidence):
    with serving(Says(GOOD)) as (chain, server):
        said = told(chain.stream(evidence))
    answer = said.done
    assert answer.text == "Ruth drives: she took the wheel at six [1]. Tom sold the organ [2]."
    assert [c.line for c in answer.citations[:2]] == [
        "Ruth took the wheel at six.",
        "Tom sold the organ in Hull for ninety pounds.",
    ]
    assert answer.model == "openai:scripted"
    assert "".join(said.texts) == answer.text
    assert said.found == plain_answer(evidence, None)
    assert len(server.requests) == 1
    assert all(c.chapter.text[c.start : c.end] == c.quote for c in answer.citations)


def test_the_prompt_holds_the_sentences_and_ends_with_the_question(serving, evidence):
    with serving(Says(GOOD)) as (chain, server):
        told(chain.stream(evidence))
    prompt = server.prompts[0]
    assert "Chapter 1:\n[1] Ruth took the wheel at six." in prompt
    assert prompt.rstrip().endswith("Question: Who drives, and who sold what?")
    assert prompt.count("<manuscript>\nChapter 1:") == 1


def test_citations_are_numbered_in_the_order_of_the_text(serving, evidence):
    with serving(Says("Tom sold the organ. [7]\nRuth took the wheel. [1]\nTom sold the organ in Hull. [7][1]")) as (
        chain,
        _,
    ):
        answer = told(chain.stream(evidence)).done
    assert numbers_in_order(answer.text) == list(range(1, len(numbers_in_order(answer.text)) + 1))
    assert answer.citations[0].line.startswith("Tom sold")


@pytest.mark.parametrize(
    ("reply", "text", "noted"),
    [
        ("Ruth took the wheel at six.", "Ruth took the wheel at six [1].", "gave no right number"),
        ("Ruth took the wheel at six. [3]", "Ruth took the wheel at six [1].", "gave no right number"),
        ("Ruth took the wheel at six. [77]", "Ruth took the wheel at six [1].", "gave no right number"),
        ("<think>[2]?</think>\nRuth took the wheel. [1]", "Ruth took the wheel [1].", "worded the answer"),
        ("Ruth took the wheel. [1]\nZelda sold the organ. [7]", "Ruth took the wheel [1].", "Zelda is not in"),
        ("Ruth took the wheel. [1]\nTom hit Ann. [4]", "Ruth took the wheel [1].", "says it of Ann"),
        ("Ruth took the wheel. [1]\nTom sold the organ for sixty pounds. [7]", "Ruth took the wheel [1].", "60"),
        ("Ruth took the wheel at seven. [1]\nTom sold the organ. [7]", "Tom sold the organ [1].", "number 7"),
    ],
)
def test_repair_and_verification(serving, evidence, reply, text, noted):
    with serving(Says(reply)) as (chain, _):
        answer = told(chain.stream(evidence)).done
    assert answer.text == text
    assert noted in " ".join(answer.how)


def test_what_failed_is_kept_as_unsupported(serving, evidence):
    with serving(Says("Ruth took the wheel. [1]\nTom hit Ann. [4]")) as (chain, _):
        claims = told(chain.stream(evidence)).done.claims
    assert [(claim.supported, bool(claim.why)) for claim in claims] == [(True, False), (False, True)]


def test_one_retry_then_plain_lines_then_the_plain_answer(serving, evidence):
    with serving(Says("Zelda drives. [1]"), Says("Ruth took the wheel. [1]")) as (chain, server):
        answer = told(chain.stream(evidence)).done
    assert answer.text == "Ruth took the wheel [1]."
    assert len(server.requests) == 2
    assert "Zelda is not in the sentences it cites" in server.prompts[1]

    with serving(Says("Zelda drives. [1]"), Says("Zelda sleeps. [1]"), Says("1 | Ruth took the wheel")) as (
        chain,
        server,
    ):
        answer = told(chain.stream(evidence)).done
    assert answer.text == "Ruth took the wheel [1]"
    assert "3 | Dora sold the boat" in server.prompts[2]
    assert [step.split(",")[0] for step in answer.how if step.startswith("asked")] == [
        "asked once more",
        "asked for single lines",
    ]

    with serving(Says("Zelda drives. [1]")) as (chain, server):
        answer = told(chain.stream(evidence)).done
    assert answer.text == plain_answer(evidence, None).text
    assert answer.model == "none"
    assert len(server.requests) == 3
    assert "without AI" in answer.how[-1]


def test_a_refusal_is_believed_where_code_established_nothing(serving, evidence):
    with serving(Says("The manuscript does not say.")) as (chain, _):
        answer = told(chain.stream(evidence)).done
    assert answer.status == "unstated"
    assert not answer.established
    assert answer.text.startswith("The manuscript does not say.")
    assert answer.how[-1] == "it found no answer in them"
    assert "worded" not in " ".join(answer.how)


def test_a_refusal_does_not_overrule_what_code_established(serving, evidence):
    stated = replace(evidence, kind="fact", lead="Six.", status="stated")
    with serving(Says("The manuscript does not say.")) as (chain, _):
        answer = told(chain.stream(stated)).done
    assert answer.status == "stated"
    assert answer.text == plain_answer(stated, None).text
    assert "worded" not in " ".join(answer.how)


@pytest.mark.parametrize("change", [{"status": "unstated"}, {"sentences": (), "rows": ()}, {"counts": ((1, 3),)}])
def test_no_model_is_asked_where_it_could_add_nothing(serving, evidence, change):
    with serving(Says(GOOD)) as (chain, server):
        answer = told(chain.stream(replace(evidence, **change))).done
    assert not server.requests
    assert answer.model == "none"


def test_both_sides_of_a_dispute_stay(serving, disputed):
    with serving(Says("Ruth's eyes are grey. [2]")) as (chain, server):
        answer = told(chain.stream(disputed)).done
    assert answer.status == "disputed"
    assert "grey" in answer.text
    assert "green" in answer.text
    assert set(disputed.finding.evidence) <= set(answer.citations)
    assert numbers_in_order(answer.text) == [1, 2]
    assert "left a side out" in " ".join(answer.how)
    assert "Give every side" in server.prompts[0]

    with serving(Says("Ruth's eyes are grey. [2]\nThey are green. [4]")) as (chain, _):
        answer = told(chain.stream(disputed)).done
    assert answer.text == "Ruth's eyes are grey [1]. They are green [2]."


@pytest.mark.parametrize(
    ("says", "noted"),
    [
        (Says(status=401), "refuses the key"),
        (Says(status=403), "refuses the key"),
        (Says(status=404), "not known"),
        (Says(status=429, headers=(("retry-after", "0.1"),)), "busy"),
        (Says(status=503), "error 503"),
        (Says("", raw=b"data: {not json at all\n\n"), "sent what nobody can read"),
        (Says(GOOD, raw=b"data: {not json at all\n\n"), "broke off in the middle of its reply"),
        (Says(status=500), "error 500"),
        (Says(status=400), "did not take the question"),
        (Says("Ruth took the wheel. [1]\nTom sold", cut_after=4), "broke off in the middle of its reply"),
        (Says("x", silent=30), "said nothing for"),
    ],
)
def test_a_failing_model_costs_the_prose_never_the_answer(serving, evidence, says, noted):
    with serving(says, timeout=1.5) as (chain, _):
        said = told(chain.stream(evidence))
    assert said.done.text == said.found.text
    assert said.done.citations == said.found.citations
    assert said.done.model == "none"
    assert noted in said.done.how[-1]
    assert said.done.how[-1].endswith("This is the answer without AI.")
    assert "worded the answer" not in " ".join(said.done.how)
    assert "sk-secret" not in " ".join(said.done.how)


def test_a_piece_with_nothing_in_it_is_passed_over(serving, evidence):
    words = b'data: {"choices": [{"index": 0, "delta": {"content": "Ruth took the wheel. [1]"}}]}\n\n'
    with serving(Says("", raw=b'data: {"choices": []}\n\n' + words)) as (chain, server):
        assert told(chain.stream(evidence)).done.text == "Ruth took the wheel [1]."
    assert len(server.requests) == 1


def test_nobody_at_the_address(evidence, prompts):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    model = open_model("openai:gone", Settings.load(base_url=f"http://127.0.0.1:{port}/v1", model_timeout=5))
    said = told(AnswerChain(model, prompts).stream(evidence))
    assert said.done.text == said.found.text
    assert "is it running?" in said.done.how[-1]


@pytest.mark.parametrize("says", [Says(""), Says("\n"), Says("   …  "), Says("<think>for ever and ever")])
def test_an_empty_reply_is_asked_again_and_given_up(serving, evidence, says):
    with serving(says) as (chain, server):
        said = told(chain.stream(evidence))
    assert said.done.text == said.found.text
    assert len(server.requests) == 3
    read, *steps, last = said.done.how[len(said.found.how) :]
    assert re.fullmatch(r"openai:scripted read \d sentences", read)
    assert last == "this is the answer without AI"
    assert "asked once more, because it was empty." in steps


@pytest.mark.parametrize("text", ["blah bluh blih ", "Ruth took the wheel. [1]\n", "a"])
def test_an_endless_reply_is_cut_off(serving, evidence, text):
    with serving(Says(text, endless=True), Says("")) as (chain, _):
        said = told(chain.stream(evidence))
    assert "cut off" in " ".join(said.done.how)
    assert len(said.done.text) < 400


def test_an_endless_reply_that_never_repeats_is_cut_off(serving, evidence):
    flood = "\n".join(f"It is so that {n} {'y' * (n % 40)} things are." for n in range(3000))
    with serving(Says(flood), Says("")) as (chain, _):
        assert told(chain.stream(evidence)).done.model == "none"


def test_a_slow_model_is_not_asked_a_third_time(serving, evidence):
    with serving(Says("", silent=0.6), timeout=1.0) as (chain, server):
        said = told(chain.stream(evidence))
    assert said.done.text == said.found.text
    assert len(server.requests) == 2


def test_a_thought_without_a_beginning_is_not_shown_once_its_end_is_there(serving, evidence):
    reply = "Tom sold the organ, they say. [7]\nSo it must be her.\n</think>\nRuth took the wheel. [1]"
    with serving(Says(reply)) as (chain, _):
        answer = told(chain.stream(evidence)).done
    assert answer.text == "Ruth took the wheel [1]."
    assert len(answer.claims) == 1


def test_a_model_known_to_think_first_shows_nothing_of_it(serving, evidence):
    reply = (
        "Tom sold the organ, they say. [7]\nSo it must be her.\n</think>\nRuth took the wheel. [1]\nTom sold it. [7]"
    )
    with serving(Says(reply)) as (chain, _):
        chain.model = replace(chain.model, thinks=True)
        said = told(chain.stream(evidence))
    assert "".join(said.texts) == said.done.text == "Ruth took the wheel [1]. Tom sold it [2]."


def test_reasoning_sent_aside_is_not_shown(serving, evidence):
    with serving(Says("Ruth took the wheel. [1]", reasoning="The user wants Zelda [4].")) as (chain, _):
        assert told(chain.stream(evidence)).done.text == "Ruth took the wheel [1]."


def test_good_replies_are_kept_and_bad_ones_are_not(serving, evidence):
    with serving(Says("Zelda drives. [1]"), Says(""), Says(""), Says(GOOD), cache=True) as (chain, server):
        assert told(chain.stream(evidence)).done.model == "none"
        first = told(chain.stream(evidence))
        again = told(chain.stream(evidence))
    assert len(server.requests) == 4
    assert again.done.text == first.done.text
    assert "".join(again.texts) == again.done.text
    assert "from the last time" in " ".join(again.done.how)


def test_another_question_is_another_entry(serving, evidence):
    with serving(Says(GOOD), cache=True) as (chain, server):
        told(chain.stream(evidence))
        told(chain.stream(replace(evidence, question="Who drives?")))
    assert len(server.requests) == 2


def test_another_server_with_a_model_of_that_name_is_asked_itself(serving, evidence):
    with serving(Says("Ruth took the wheel. [1]"), cache=True) as (chain, _):
        first = told(chain.stream(evidence)).done
    with serving(Says("Tom sold the organ. [7]"), cache=True) as (chain, server):
        second = told(chain.stream(evidence)).done
    assert (first.text, second.text) == ("Ruth took the wheel [1].", "Tom sold the organ [1].")
    assert len(server.requests) == 1


def test_cancel_stops_a_silent_model_at_once(serving, evidence):
    cancel = threading.Event()
    with serving(Says("x", silent=30)) as (chain, _):
        events = chain.stream(evidence, cancel=cancel)
        assert isinstance(next(events), Found)
        threading.Timer(0.2, cancel.set).start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            next(events)
    assert time.monotonic() - began < 10


def test_closing_the_stream_stops_the_model(serving, evidence):
    others = set(threading.enumerate())
    flood = "\n".join(f"It is so that {n} things are. [1]" for n in range(500))
    with serving(Says(flood, endless=True, pause=0.01)) as (chain, _):
        events = chain.stream(evidence)
        next(events)
        next(events)
        (reader,) = (t for t in set(threading.enumerate()) - others if t.name == "chat-model")
        assert reader.is_alive()
        events.close()
        reader.join(5)  # the server goes on for ever: only we can end this
        assert not reader.is_alive()


def test_earlier_turns_are_told_only_from_behind_the_wall(serving, evidence):
    history = [
        Turn("Who is Zed?", "Zed is the killer [1].", until=None),
        Turn("Who drives?", "Ruth drives [1].", until=1),
        Turn("Who pays?", "Ann pays [1].", until=2),
    ]
    with serving(Says(GOOD)) as (chain, server):
        told(chain.stream(evidence, history, until=1))
        told(chain.stream(evidence, history, until=None))
    behind, whole = server.prompts
    assert "Zed" not in behind
    assert "Ann pays" not in behind
    assert "Ruth drives ." in behind or "Ruth drives" in behind
    assert "Ann pays" in whole


def test_who_says_i_is_told_where_it_is_known(serving):
    chapter = make_chapter(1, "I sold the van to Dov.")
    canon = FakeCanon([chapter], narrators={(1, 1): "Marnie"})
    evidence = Evidence("Who sold the van?", "lookup", (chapter.cite(0, len(chapter.text)),), "partial")
    with serving(Says("Marnie sold the van to Dov. [1]")) as (chain, server):
        answer = told(chain.stream(evidence, people=canon)).done
    assert "Chapter 1; “I” is Marnie:\n[1] I sold the van to Dov." in server.prompts[0]
    assert answer.text == "Marnie sold the van to Dov [1]."


class Looking:
    """A view that finds what it is told to; `asked` is what was looked for."""

    def __init__(self, chapters, finds):
        self.chapters, self.finds, self.asked = chapters, finds, []

    def search(self, query, k=8):
        self.asked.append(query)
        return self.finds(query)[:k]

    def scan(self, phrase):
        return [c for c in self.chapters if phrase in c.text]


@pytest.fixture
def long_book():
    text = "Ruth took the wheel at six. " + "The rain went on. " * 30 + "Tom sold the organ in Hull."
    return make_chapter(1, text)


def passage(chapter, words):
    at = chapter.text.index(words)
    return Hit(chapter, at, at + len(words), 1.0)


def test_a_model_may_ask_to_look_elsewhere(serving, long_book):
    evidence = Evidence("Who sold the organ?", "lookup", (long_book.cite_sentence(0),), "partial")
    found = passage(long_book, "Tom sold the organ in Hull.")
    book = Looking([long_book], lambda query: [found] if "organ in" in query else [])
    with serving(Says("SEARCH: sold the organ in\nSEARCH: Hull organ"), Says("Tom sold the organ. [4]")) as (
        chain,
        server,
    ):
        answer = told(chain.stream(evidence, book=book)).done
    assert answer.text == "Tom sold the organ [1]."
    assert answer.citations[0].line == "Tom sold the organ in Hull."
    assert book.asked == ["Who sold the organ?", "sold the organ in", "Hull organ"]
    assert "SEARCH:" in server.prompts[0]
    assert "What you asked to look for" in server.prompts[1]
    assert "looked once more for “sold the organ in”, “Hull organ”" in " ".join(answer.how)


def test_a_model_may_read_on_after_a_sentence(serving, long_book):
    evidence = Evidence("How does it begin?", "lookup", (long_book.cite_sentence(0),), "partial")
    book = Looking([long_book], lambda query: [])
    with serving(Says("MORE: 1"), Says("The rain went on. [2]")) as (chain, server):
        said = told(chain.stream(evidence, book=book))
    before, after = (p.rpartition("<manuscript>")[2].partition("</manuscript>")[0] for p in server.prompts[:2])
    assert len(after) > len(before)
    assert "MORE:" in server.prompts[0]
    assert any(step.startswith("read on in ch") for step in said.done.how), said.done.how


def test_a_refusal_with_what_comes_nearest_is_still_one(serving, long_book):
    nearest = long_book.cite_sentence(0)
    unsure = Evidence("Why did Tom burn the organ?", "lookup", (nearest,), "partial", nearest=nearest)
    book = Looking([long_book], lambda query: [passage(long_book, "Tom sold the organ in Hull.")])
    reply = "The manuscript does not say.\nTom sold the organ in Hull. [3]"
    with serving(Says(reply)) as (chain, _):
        said = told(chain.stream(unsure, book=book))
    answer = said.done
    assert answer.status == "unstated" and not answer.established
    assert answer.text.startswith("The manuscript does not say. Tom sold the organ in Hull.\nNearest")
    assert [c.line for c in answer.citations] == ["Tom sold the organ in Hull."]
    assert not said.texts


def test_a_model_that_asks_for_ever_is_stopped(serving, evidence, long_book):
    book = Looking([long_book], lambda query: [passage(long_book, "Tom sold the organ in Hull.")])
    asks = (Says(f"SEARCH: place number {n}") for n in range(9))
    with serving(*asks) as (chain, server):
        said = told(chain.stream(evidence, book=book))
    assert said.done.text == said.found.text
    assert len(server.requests) <= 5
    assert "SEARCH:" not in server.prompts[chain.model.searches]


def test_where_code_found_too_little_a_model_may_find_it(serving, long_book):
    nearest = long_book.cite_sentence(0)
    unstated = Evidence("Who sold the organ?", "lookup", (), "unstated", nearest=nearest)
    book = Looking([long_book], lambda query: [passage(long_book, "Tom sold the organ in Hull.")])
    with serving(Says("Tom sold it. [1]")) as (chain, _):
        answer = told(chain.stream(unstated, book=book)).done
    assert (answer.text, answer.status) == ("Tom sold it [1].", "partial")
    assert [c.line for c in answer.citations] == ["Tom sold the organ in Hull."]
    with serving(Says("The manuscript does not say.")) as (chain, _):
        said = told(chain.stream(unstated, book=book))
    assert said.done.text == said.found.text
    assert "found no answer" in " ".join(said.done.how)


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence("Where is Zelda?", "lookup", (), "unstated", nearest=make_chapter(1, "Ruth drove.").cite(0, 11)),
        Evidence("What is Tom's surname?", "fact", (), "unstated", nearest=make_chapter(1, "Tom drove.").cite(0, 10)),
        Evidence("What happens in chapter 90?", "chapter", (), "unstated"),
    ],
)
def test_no_model_is_asked_about_what_is_surely_not_there(serving, long_book, evidence):
    book = Looking([long_book], lambda query: [passage(long_book, "Ruth took the wheel at six.")])
    with serving(Says("Ruth. [1]")) as (chain, server):
        said = told(chain.stream(evidence, book=book))
    assert not server.requests
    assert said.done == said.found


def test_passages_stay_in_the_chapter_that_is_asked_about(serving, long_book):
    other = make_chapter(2, "Ann sold the van in Leeds.")
    evidence = Evidence("What is sold in chapter 1?", "chapter", (long_book.cite_sentence(0),), "partial")
    book = Looking(
        [long_book, other],
        lambda query: [passage(other, other.text), passage(long_book, "Tom sold the organ in Hull.")],
    )
    with serving(Says("Tom sold the organ in Hull. [4]")) as (chain, server):
        told(chain.stream(evidence, book=book))
    assert "Leeds" not in server.prompts[0]
    assert "Tom sold the organ" in server.prompts[0]
