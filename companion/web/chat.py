"""The chat: questions in, answers that look like what they are, streamed, with Stop and earlier conversations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import gradio as gr

from ..answers.types import Answer, Done, Found, Text
from ..canon.types import Finding
from ..decisions import Decision
from ..errors import Cancelled, CompanionError, DecisionsError, NotInBook
from . import markup as m
from .bridge import bridge, served, wall
from .conversations import Conversation, Conversations, Exchange, decided
from .desk import Desk
from .first_look import follow_ups_html
from .render import Teller, answer_html, nobody, question_html

Message = dict[str, str]

STOPPED = "stopped before the model had worded it; this is the answer without AI"


@dataclass(frozen=True)
class Scope:
    """What a browser window is looking at: which book, up to where, in which conversation."""

    book: str
    until: int | None
    conversation: str

    @classmethod
    def parse(cls, text: str) -> Scope:
        """Read the page's JSON. Raises NotInBook when it makes no sense: a wall that cannot be read is never "none"."""
        try:
            found = json.loads(text)
            return cls(str(found["book"]), wall(found["until"]), str(found["conversation"]))
        except (json.JSONDecodeError, KeyError, TypeError) as exc:
            raise NotInBook("The page has lost its place; load it again.") from exc


def chat_tab(desk: Desk) -> None:
    """The column in the middle: first look, conversation, and the box to ask in."""

    def ask(question: str, scope_text: str) -> Iterator[list[Message]]:
        """Stream the conversation with one more question."""
        if not question.strip():
            return
        try:
            yield from exchange(desk, Scope.parse(scope_text), question.strip())
        except CompanionError as exc:  # before there was a conversation to say it in
            yield [{"role": "user", "content": question_html(question)}, _said(m.error(exc))]

    def restore(scope_text: str) -> list[Message]:
        """The conversation as it was left."""
        try:
            scope = Scope.parse(scope_text)
            return messages(desk, scope, _load(desk, scope))
        except CompanionError as exc:
            return [{"role": "assistant", "content": m.error(exc)}]

    def conversations(book: str, conversation: str = "", **_: Any) -> dict[str, Any]:
        """Earlier conversations, to go back to, and what one might ask next in this one."""
        store = _store(desk, book)
        last = next((e.answer for e in reversed(_load_of(desk, book, conversation).exchanges) if e.answer), None)
        return {"html": _menu(store.list(), conversation), "next": follow_ups_html(last) if last else ""}

    def forget(book: str, which: str, **_: Any) -> dict[str, Any]:
        _store(desk, book).delete(which)
        return {}

    def halt(book: str, conversation: str, **_: Any) -> dict[str, Any]:
        """Stop: what stands there is kept."""
        desk.halt(book, conversation)
        return {}

    def question(book: str, conversation: str, turn: int, **_: Any) -> dict[str, Any]:
        """The words of an earlier question, to ask it again or to answer it by pointing."""
        known = _load(desk, Scope(book, None, conversation))
        at = int(turn)
        return {"question": known.exchanges[at].question if 0 <= at < len(known.exchanges) else ""}

    gr.HTML(
        m.tag("div", "", id="chat-head"),
        elem_id="chat-html",
        **bridge("chat", [served(f) for f in (conversations, forget, halt, question)]),
    )
    with gr.Column(elem_id="chat-scroll", min_width=0):
        gr.HTML(m.tag("div", "", id="front"), apply_default_css=False)
        log = gr.Chatbot(
            elem_id="log",
            show_label=False,
            container=False,
            buttons=[],
            autoscroll=False,
            latex_delimiters=[],
            layout="bubble",
            height=None,
            group_consecutive_messages=False,
            feedback_options=None,
        )
    with gr.Column(elem_id="askbar"):
        gr.HTML(m.tag("div", "", "starters", id="starters"), apply_default_css=False)
        with gr.Row(elem_id="askbox"):
            box = gr.Textbox(
                elem_id="question",
                show_label=False,
                container=False,
                placeholder="Ask about your book, or for a scene",
                lines=1,
                max_lines=8,
                scale=1,
                html_attributes=gr.InputHTMLAttributes(enterkeyhint="send"),
            )
            send = gr.Button("Ask", elem_id="send", min_width=0, scale=0)
            stop = gr.Button("Stop", elem_id="stop", min_width=0, scale=0)
        scope = gr.Textbox(visible="hidden", elem_id="scope")
        reload = gr.Button(visible="hidden", elem_id="restore")

    # Gradio's types want dictionaries where it takes its own events.
    wiring: dict[str, Any] = {
        "fn": ask,
        "inputs": [box, scope],
        "outputs": [log],
        "js": "(question, scope) => Companion.begin(question)",
        "show_progress": "hidden",
        "api_visibility": "private",
        "concurrency_limit": 8,
    }
    asked: list[Any] = [box.submit(**wiring), send.click(**wiring)]
    for event in asked:
        event.then(None, js="() => Companion.ended()", show_progress="hidden")
    stop.click(None, cancels=asked, js="() => Companion.ended(true)", show_progress="hidden")
    reload.click(
        restore, [scope], [log], js="() => [Companion.scope()]", show_progress="hidden", api_visibility="private"
    )


def exchange(desk: Desk, scope: Scope, question: str) -> Iterator[list[Message]]:
    """The conversation with the question in it, then with the plain answer, then with a model's words as they come.

    What stands when it is stopped is what is kept.
    """
    before = _load(desk, scope)
    book = desk.book(scope.book)
    chapters = desk.series(scope.book)
    teller, _ = _known(desk, scope)
    earlier = messages(desk, scope, before)
    turn = len(before.exchanges)
    asked: Message = {"role": "user", "content": question_html(question)}
    yield [*earlier, asked, _said(m.tag("div", m.tag("i", "") * 3, "thinking", title="Looking it up"))]
    answer: Answer | None = None
    prose = ""
    trouble = ""
    whole = False
    halted = False
    try:
        with (
            desk.asking(scope.book, scope.conversation) as halt,
            closing(book.stream(question, scope.until, before.history, halt)) as events,  # type: ignore[type-var]
        ):
            for event in events:
                if isinstance(event, Text):
                    prose += event.delta
                elif isinstance(event, Found | Done):
                    answer = event.answer
                if answer is None:
                    continue
                whole = isinstance(event, Done)
                if isinstance(event, Found) and desk.model != "none":
                    # The model may be silent for long, and the page be closed or loaded anew meanwhile.
                    _keep(desk, scope, turn, Exchange(question, answer))
                speaking = None if whole or (desk.model == "none" and not prose) else prose
                yield [*earlier, asked, _said(answer_html(answer, chapters, speaking, turn, teller))]
    except Cancelled:
        halted = True
    except CompanionError as exc:
        trouble = str(exc)
        shown = answer_html(answer, chapters, None, turn, teller) if answer else ""
        yield [*earlier, asked, _said(m.tag("div", shown + _trouble(trouble, turn, shown)))]
    finally:
        if answer is not None and not whole and not trouble and (prose or halted):
            answer = replace(answer, how=(*answer.how, STOPPED))
        if answer is not None or trouble:
            _keep(desk, scope, turn, Exchange(question, answer, trouble))


def _keep(desk: Desk, scope: Scope, turn: int, exchange: Exchange) -> None:
    """Keep an exchange at its turn of the conversation; what was asked meanwhile in another window stays."""
    _store(desk, scope.book).save(_load(desk, scope).having(turn, exchange))


def messages(desk: Desk, scope: Scope, conversation: Conversation) -> list[Message]:
    """A conversation as the chat shows it."""
    chapters = desk.series(scope.book)
    teller, decision = _known(desk, scope) if conversation.exchanges else (nobody, _undecided)
    shown: list[Message] = []
    for turn, past in enumerate(conversation.exchanges):
        shown.append({"role": "user", "content": question_html(past.question)})
        said = ""
        if past.answer is not None:
            said = answer_html(decided(past.answer, decision), chapters, None, turn, teller)
        if past.trouble:
            said += _trouble(past.trouble, turn, said)
        shown.append(_said(m.tag("div", said)))
    return shown


def _known(desk: Desk, scope: Scope) -> tuple[Teller, Callable[[Finding], Decision | None]]:
    """Who narrates what, and what the writer decided. Neither where companion.toml cannot be read just now: what was
    answered before stands all the same, and the next question says what is wrong with it."""
    try:
        return desk.teller(scope.book, scope.until), desk.book(scope.book).decision
    except DecisionsError:
        return nobody, _undecided


def _undecided(_: Finding) -> None:
    """What was decided where nothing is known of it."""


def _trouble(line: str, turn: int, shown: str) -> str:
    """What went wrong, with a way to ask again where no answer brings its own."""
    return m.error(line, "" if shown else m.acts(m.act("Ask again", f"again|{turn}")))


def _said(html: str) -> Message:
    return {"role": "assistant", "content": html}


def _store(desk: Desk, book: str) -> Conversations:
    return Conversations(desk.library.conversations(desk.library.book(book).key))


def _load(desk: Desk, scope: Scope) -> Conversation:
    return _store(desk, scope.book).load(scope.conversation, desk.series(scope.book))


def _load_of(desk: Desk, book: str, conversation: str) -> Conversation:
    """A conversation of the book; an empty one where the page has none yet."""
    return _load(desk, Scope(book, None, conversation)) if conversation else Conversation("")


def _menu(rows: list[tuple[str, str, str]], current: str) -> str:
    entries = [
        m.tag(
            "div",
            m.act(title or "Untitled", f"conversation|{identity}", "on" if identity == current else "")
            + m.tag("small", m.esc(_when(when)))
            + m.tag(
                "button", "×", "act link drop", value=f"drop|{identity}", title="Delete", aria_label=f"Delete: {title}"
            ),
            "entry",
        )
        for identity, title, when in rows[:40]
    ]
    earlier = m.fold("Earlier", m.tag("div", m.joined(entries), "menu"), "earlier") if entries else ""
    return m.act("First look", "first", "link") + earlier + m.act("New conversation", "new", "link")


def _when(changed: str) -> str:
    """The time of day for today's, the date for older ones, as the writer's clock has it."""
    try:
        then = datetime.fromisoformat(changed).astimezone()
    except ValueError:
        return ""
    return f"{then:%H:%M}" if then.date() == datetime.now().astimezone().date() else f"{then:%Y-%m-%d}"
