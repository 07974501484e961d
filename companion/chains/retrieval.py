"""Retrieval-augmented answering as a plain LangChain chain: retriever | prompt | model | check.

`AnswerChain` is what the companion itself answers with: it knows kinds of questions, streams, asks again and caches.
This one is for whoever builds with LangChain: four runnables that can be traced, batched, awaited and taken apart, and
at the end the same check. Its answers rest on what the retriever found, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.documents import Document
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough

from ..answers.plain import plain_answer
from ..answers.types import Answer, Evidence, Row
from ..manuscript.chapter import Chapter, Citation
from ..models import OpenedModel
from ..prompts import Prompts
from .answering import REPLY_TOKENS
from .prose import checked
from .quoting import one_line
from .reading import numbered_passages, readable
from .speaking import for_model
from .wording import People, content_stems

_UNASKED = {"earlier": "", "disagree": "", "names": "", "search": "", "looked": ""}  # nothing but the question
SHOWN = 3  # sentences of the plain answer


def retrieval_chain(
    retriever: Runnable[str, list[Document]],
    chapters: Sequence[Chapter],
    model: OpenedModel | None,
    prompts: Prompts,
    people: People | None = None,
    until: int | None = None,
) -> Runnable[str, Answer]:
    """A chain from a question to an Answer whose claims are checked against the retrieved sentences.

    `chapters` are those that the documents' metadata (revision, start, end) point into. Without a model, and where the
    model fails or says nothing that holds, the answer is the sentences themselves; `Answer.how` says so.
    """
    by_revision = {c.revision: c for c in chapters}

    def found(given: Mapping[str, Any]) -> Evidence:
        return evidence_from(given["question"], given["documents"], by_revision)

    retrieved = {"question": RunnablePassthrough(), "documents": retriever} | RunnablePassthrough.assign(
        evidence=RunnableLambda(found).with_config(run_name="sentences")
    )
    if model is None:
        return retrieved | RunnableLambda(lambda given: plain_answer(given["evidence"], until))

    opened = model

    def shown(given: Mapping[str, Any]) -> tuple[Citation, ...]:
        room = min(opened.context - REPLY_TOKENS - 600, opened.reads)  # 600: the prompt's own words
        return readable(given["evidence"], opened.count, room)[0]

    def prompt(given: Mapping[str, Any]) -> list[tuple[str, str]]:
        sentences = numbered_passages(given["shown"], people)
        question = one_line(given["question"])
        messages = prompts.render("answer", sentences=sentences, question=question, **_UNASKED)
        return for_model(messages, opened.system_role)

    def answer(given: Mapping[str, Any]) -> Answer:
        evidence, reply = given["evidence"], given["reply"]
        plain = plain_answer(evidence, until)
        if not evidence.sentences:
            return plain
        return checked(reply, given["shown"], evidence, plain, opened.name, people)

    def silent(_: Any) -> str:
        return ""  # a model that fails costs the prose, never the answer

    worded = RunnableLambda(prompt).with_config(run_name="prompt") | opened.chat | StrOutputParser()
    return (
        retrieved
        | RunnablePassthrough.assign(shown=RunnableLambda(shown).with_config(run_name="shown"))
        | RunnablePassthrough.assign(reply=worded.with_fallbacks([RunnableLambda(silent)]))
        | RunnableLambda(answer).with_config(run_name="check")
    )


def evidence_from(question: str, documents: Sequence[Document], chapters: Mapping[str, Chapter]) -> Evidence:
    """The sentences of retrieved passages, those first that share most words with the question."""
    asked = content_stems(question)
    sentences: dict[Citation, None] = {}
    for document in documents:
        place = document.metadata
        chapter = chapters.get(place.get("revision", ""))
        if chapter is None:
            continue  # of an earlier state of the book, or from somewhere else
        for sentence in chapter.sentences_in(place["start"], place["end"]):
            sentences.setdefault(chapter.cite_sentence(sentence.start, sentence.end))
    ranked = tuple(sorted(sentences, key=lambda c: -len(asked & content_stems(c.quote))))
    if not ranked:
        return Evidence(question, "lookup", (), "unstated", how=("the retriever found nothing",))
    rows = tuple(Row(c.chapter.short, "", c) for c in ranked[:SHOWN])
    how = (f"read {len(ranked)} sentences of {len(documents)} passages",)
    lead = "The closest places on the page:"
    return Evidence(question, "lookup", ranked, "partial", lead=lead, rows=rows, more=ranked, how=how)
