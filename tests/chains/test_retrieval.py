"""The LangChain chain: retriever, prompt, model, check, each a runnable; a model that fails costs only the prose."""

from __future__ import annotations

import re

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel, GenericFakeChatModel
from langchain_core.runnables import Runnable, RunnableLambda

from companion.chains.retrieval import evidence_from, retrieval_chain
from companion.models import OpenedModel
from companion.prompts import Prompts
from tests.support.awaiting import awaited


def document(citation):
    place = {"revision": citation.chapter.revision, "start": citation.start, "end": citation.end}
    return Document(page_content=citation.quote, metadata=place)


@pytest.fixture
def retriever(cite):
    """Finds the same two passages whatever is asked."""
    return RunnableLambda(lambda question: [document(cite("sold the organ")), document(cite("took the wheel"))])


def chain_of(retriever, chapters, chat, **limits):
    model = OpenedModel("scripted", chat, False, "inside this test", **limits) if chat else None
    return retrieval_chain(retriever, chapters, model, Prompts.load())


def says(*replies):
    return FakeListChatModel(responses=list(replies))


def test_claims_come_out_with_exact_citations(retriever, chapters):
    chain = chain_of(retriever, chapters, says("Tom sold the organ in Hull. [6]\nRuth took the wheel at six. [1]"))
    assert isinstance(chain, Runnable)
    answer = chain.invoke("Who sold the organ?")
    assert answer.model == "scripted"
    assert "Tom sold the organ in Hull" in answer.text
    assert answer.claims
    for claim in answer.claims:
        assert claim.supported
        assert all(c.chapter.text[c.start : c.end] == c.quote for c in claim.citations)


def test_what_no_sentence_bears_is_not_said(retriever, chapters):
    answer = chain_of(retriever, chapters, says("Tom sold the moon to the Martians. [1]")).invoke("Who sold the organ?")
    assert "Martians" not in answer.text
    assert "without AI" in answer.how[-1]
    assert any(not claim.supported for claim in answer.claims)


def test_without_a_model_the_sentences_answer(retriever, chapters):
    answer = chain_of(retriever, chapters, None).invoke("Who sold the organ?")
    assert answer.model == "none"
    assert any("sold the organ" in c.quote for c in answer.citations)


def test_a_model_that_breaks_costs_the_prose_alone(retriever, chapters):
    broken = GenericFakeChatModel(messages=iter(()))  # raises at the first question
    answer = chain_of(retriever, chapters, broken).invoke("Who sold the organ?")
    assert any("sold the organ" in c.quote for c in answer.citations)
    assert "without AI" in answer.how[-1]


def test_nothing_retrieved_is_said(chapters):
    answer = chain_of(RunnableLambda(lambda _: []), chapters, says("Tom did it. [1]")).invoke("Who?")
    assert answer.status == "unstated"
    assert not answer.established


def test_documents_of_another_book_or_state_are_passed_over(chapters, cite):
    stranger = Document(page_content="x", metadata={"revision": "of yesterday", "start": 0, "end": 1})
    bare = Document(page_content="no metadata")
    good = document(cite("sold the organ"))
    found = evidence_from("Who sold it?", [stranger, bare, good], {c.revision: c for c in chapters})
    assert [c.quote for c in found.sentences] == [cite("sold the organ").quote]


def test_batches_and_awaiting(retriever, chapters):
    chain = chain_of(retriever, chapters, says("Tom sold the organ in Hull. [6]"))
    plain = chain.invoke("Who sold the organ?").text
    assert [a.text for a in chain.batch(["Who sold the organ?"] * 2)] == [plain, plain]
    assert awaited(chain.ainvoke("Who sold the organ?")).text == plain


class Steps(BaseCallbackHandler):
    def __init__(self):
        self.names, self.prompts = [], []

    def on_chain_start(self, serialized, inputs, *, name=None, **kwargs):
        self.names.append(name)

    def on_chat_model_start(self, serialized, messages, **kwargs):
        self.names.append("model")
        self.prompts.append(messages[0])


def test_every_step_can_be_traced(retriever, chapters):
    steps = Steps()
    chain_of(retriever, chapters, says("Tom sold the organ. [6]")).invoke("Who sold it?", {"callbacks": [steps]})
    wanted = ["sentences", "prompt", "model", "check"]
    assert [name for name in steps.names if name in wanted] == wanted
    assert "sold the organ" in steps.prompts[0][-1].content


def test_the_model_is_given_no_more_than_it_reads(retriever, chapters):
    shown = []
    for reads in (1800, 20):
        steps = Steps()
        chain = chain_of(retriever, chapters, says("Tom sold the organ. [1]"), reads=reads)
        chain.invoke("Who sold the organ?", {"callbacks": [steps]})
        shown.append(len(re.findall(r"^\[\d+\] ", steps.prompts[0][-1].content, re.MULTILINE)))
    assert shown[0] > 2 > shown[1] > 0
