"""What a book is asked: questions, scenes to come, drafts, a close reading, with a chat model or without one.

It is a part of `Companion`, in a file of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .engine import Engine
from .errors import ModelError
from .manuscript.chapter import Chapter
from .settings import book_key
from .sync import Progress

if TYPE_CHECKING:
    from .answers.types import Answer, Done, Found, Text, Turn
    from .canon.view import View
    from .chains.cache import ReplyCache
    from .chains.study import StudyEstimate, StudyReport
    from .chains.trial import Trial
    from .evaluating import Evaluation
    from .models import OpenedModel
    from .noted import NotedFacts
    from .scenes.types import Draft, SceneBrief, SceneIdea


class Asking:
    """The asking half of `Companion`, which provides what stands here without a body."""

    path: Path
    engine: Engine
    model_spec: str

    if TYPE_CHECKING:

        @property
        def chapters(self) -> list[Chapter]: ...

        def view(self, until: int | None = None) -> View: ...

        @property
        def _noted(self) -> NotedFacts: ...

    # -- questions ---------------------------------------------------------------------------------------------------

    def ask(self, question: str, until: int | None = None, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question from the manuscript, with quotes. A model that fails costs the prose, never the answer."""
        from .answers.types import Done

        for event in self.stream(question, until, history):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a stream always ends with Done")

    def stream(
        self,
        question: str,
        until: int | None = None,
        history: Sequence[Turn] = (),
        cancel: threading.Event | None = None,
    ) -> Iterator[Found | Text | Done]:
        """The same as events: Found with the plain answer, Text with more of the model's prose, Done at the end.

        Closing the iterator cancels the model. While it waits for a model it cannot be closed; then another thread sets
        `cancel`, and it raises Cancelled.
        """
        from .answers import find_evidence
        from .answers.plain import plain_answer
        from .answers.types import Done, Found

        view = self.view(until)
        evidence = find_evidence(question, view, history)
        try:
            model = self._model()
        except ModelError as exc:
            plain = plain_answer(evidence, view.until)
            plain = replace(plain, how=(*plain.how, f"Without AI, because: {exc}"))
            yield Found(plain)
            yield Done(plain)
            return
        if model is None:
            plain = plain_answer(evidence, view.until)
            yield Found(plain)
            yield Done(plain)
            return
        from .chains.answering import AnswerChain

        chain = AnswerChain(model, self.engine.prompts, cache=self._reply_cache())
        yield from chain.stream(evidence, history, view.until, cancel, people=view.canon, book=view)

    def evaluate(self, questions: Path, progress: Progress | None = None) -> Evaluation:
        """Ask the questions of a file and compare with the last time they were asked with the same model.

        The run is remembered in the data folder. Raises SettingsError for a file that cannot be used, NotInBook for a
        wall that is none.
        """
        from .evaluating import LastRun, evaluate, read_questions

        asked = read_questions(questions)
        last = LastRun(self.engine.settings.data, book_key(self.path), questions, self.model_spec)
        run = evaluate(asked, self.chapters, self.ask, last.read(), progress)
        last.write(run)
        return run

    # -- scenes ------------------------------------------------------------------------------------------------------

    def suggest(self, count: int = 3, wish: str = "", until: int | None = None) -> list[SceneIdea]:
        """Scenes that could come next, each grown from places in the book."""
        from .scenes import suggest

        view = self.view(until)
        ideas = suggest(view, count, wish)
        model = self._model_or_none()
        if model is None:
            return ideas
        from .chains.suggesting import SuggestChain

        return SuggestChain(model, self.engine.prompts, cache=self._reply_cache()).suggest(view, ideas, count, wish)

    def brief(self, idea_or_wish: SceneIdea | str, until: int | None = None) -> SceneBrief:
        """All one needs to write a scene that fits the page."""
        from .scenes import make_brief

        return make_brief(self.view(until), idea_or_wish)

    def draft(
        self, brief: SceneBrief, progress: Progress | None = None, cancel: threading.Event | None = None
    ) -> Draft:
        """The scene in prose, checked against the book; without a model the brief itself."""
        from .scenes.drafting import plain_draft

        model = self._model()
        if model is None:
            return plain_draft(brief)
        from .chains.drafting import DraftChain

        view = self.view(brief.until)
        return DraftChain(model, self.engine.prompts, cache=self._reply_cache()).draft(view, brief, progress, cancel)

    def accept(self, draft: Draft, title: str) -> Path:
        """Keep a draft as a new file: the next chapter of a folder, else under drafts/ beside the manuscript.

        Never touches a file that exists.
        """
        from .scenes.accepting import accept_draft

        return accept_draft(self.path, self.chapters, draft, title)

    def study(
        self,
        budget: int | None = None,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> StudyReport:
        """Let the model read the whole book for facts; the only bulk reading there is. Needs a model.

        What a sentence bears stands on the sheets from then on, marked as noted by that model.
        """
        from .chains.study import study

        model = self._model()
        if model is None:
            raise ModelError("Studying needs a language model; name one with --model or in the settings.")
        return study(
            self.view,
            model,
            self.engine.prompts,
            budget,
            progress,
            cancel,
            cache=self._reply_cache(),
            keep=self._noted.keep,
        )

    def study_estimate(self) -> StudyEstimate:
        """What a study would take with the chosen model: nothing is asked. Needs a model."""
        from .chains.study import estimate

        model = self._model()
        if model is None:
            raise ModelError("Studying needs a language model; name one with --model or in the settings.")
        return estimate(self.view, model, self.engine.prompts, self._reply_cache())

    # -- inside ------------------------------------------------------------------------------------------------------

    def _model(self) -> OpenedModel | None:
        model = None if self.model_spec == "none" else self.engine.model(self.model_spec)
        return model.measured() if model is not None else None

    def _model_or_none(self) -> OpenedModel | None:
        try:
            return self._model()
        except ModelError:
            return None

    def _reply_cache(self) -> ReplyCache:
        from .chains.cache import ReplyCache

        return ReplyCache(self.engine.folder(self.path) / "replies.sqlite")


def try_model(engine: Engine, spec: str) -> Trial | None:
    """Ask a model one question whose answer is known, which has nothing of a book in it; None for no model.

    Raises ModelError when it cannot be opened or does not answer.
    """
    from .chains.trial import try_model

    model = engine.model(spec)
    return try_model(model.measured(), engine.prompts) if model is not None else None
