"""The wording: markers, order, exact quotes, length."""

# ruff: noqa: E501 - prose and questions are read one to a line
from __future__ import annotations

import re

import pytest

from companion.answers import find_evidence, plain_answer
from companion.canon.view import View
from companion.manuscript.chapter import WORD

QUESTIONS = (
    "What colour are Priya's eyes?", "What happens in chapter 3?", "List every mention of Juno", "Who knows about the clause?",
    "Where is the contract?", "What is still unresolved?", "Who is in chapter one?", "Is Priya consistent?", "How old is Nell?",
)  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_markers_rise_and_point_at_citations(question: str, view: View) -> None:
    answer = plain_answer(find_evidence(question, view), None)
    marks = [int(n) for n in re.findall(r"\[(\d+)\]", answer.text)]
    first_uses = list(dict.fromkeys(marks))
    assert first_uses == list(range(1, len(first_uses) + 1))
    assert len(answer.citations) >= len(first_uses)
    assert len(set(answer.citations)) == len(answer.citations)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_exact_and_short(question: str, view: View) -> None:
    answer = plain_answer(find_evidence(question, view), None)
    for citation in answer.citations:
        assert citation.chapter.text[citation.start : citation.end] == citation.quote
        assert len(WORD.findall(citation.quote)) <= 60
    shown = re.findall(r"“((?:[^“”]|“[^“”]*”)*)” (?:\([^)]*\) )?\[(\d+)\]", answer.text)
    for quote, number in shown:
        part = quote.removeprefix("… ").removesuffix(" …")
        assert part in answer.citations[int(number) - 1].line


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_claim_is_a_line_of_the_text_with_its_citation(question: str, view: View) -> None:
    answer = plain_answer(find_evidence(question, view), None)
    for claim in answer.claims:
        assert claim.text in answer.text
        assert set(claim.citations) <= set(answer.citations)


def test_at_most_three_sentences_come_first(view: View) -> None:
    answer = plain_answer(find_evidence("What does Juno do in the van?", view), None)
    assert len(re.findall(r"\[\d+\]", answer.text)) <= 3


def test_how_it_was_found_is_told(view: View) -> None:
    assert all(plain_answer(find_evidence(q, view), None).how for q in QUESTIONS)
