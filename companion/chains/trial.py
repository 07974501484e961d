"""Tries a model out with one question whose answer is known: does it answer, and in the form we can use?"""

from __future__ import annotations

import time
from dataclasses import dataclass

from ..models import OpenedModel
from ..prompts import Prompts
from .claims import read_reply
from .speaking import Speech

_SENTENCES = ("The rain stopped at noon.", "Ruth painted the door blue.", "Tom had two sisters.")
_QUESTION = "What colour did Ruth paint the door?"
_WORD, _NUMBER = "blue", 2
_LONGEST = 4000


@dataclass(frozen=True)
class Trial:
    """How a model did. `said` is its reply as it came."""

    said: str
    right: bool  # the answer is in it
    cites: bool  # with the number of its sentence
    seconds: float

    @property
    def line(self) -> str:
        """One line for a writer."""
        took = f"in {self.seconds:.1f} s"
        if self.right and self.cites:
            return f"It answers and names its sources ({took})."
        if self.right:
            return f"It answers but does not name its sources ({took}); the companion will look for them."
        return f"It did not answer a simple question ({took}); answers will come without AI."


def try_model(model: OpenedModel, prompts: Prompts) -> Trial:
    """Ask the one question. Raises ModelUnavailable when the model does not answer at all."""
    numbered = "\n".join(f"[{n}] {sentence}" for n, sentence in enumerate(_SENTENCES, 1))
    began = time.monotonic()
    said = Speech(model, prompts.render("trial", sentences=numbered, question=_QUESTION), longest=_LONGEST).whole()
    claims = [c for c in read_reply(said, len(_SENTENCES)).claims if _WORD in c.text.casefold()]
    return Trial(said, bool(claims), any(_NUMBER in c.numbers for c in claims), time.monotonic() - began)
