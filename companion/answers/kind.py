"""What a kind of question is: how it is recognised and how its evidence is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..canon.view import View
from .question import Question
from .types import Evidence


@dataclass(frozen=True)
class Kind:
    """One kind of question. The first in the table whose `matches` says yes is asked to `find`; a `find` that returns
    None had the words of its kind but nothing to say, and the next kind that matches is asked."""

    name: str
    matches: Callable[[Question, View], bool]
    find: Callable[[Question, View], Evidence | None]
