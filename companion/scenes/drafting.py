"""A draft without a model: the brief itself, to write from."""

from __future__ import annotations

from .types import Draft, SceneBrief


def plain_draft(brief: SceneBrief) -> Draft:
    """The brief as a Markdown text. No marks: there is no prose to check."""
    return Draft(brief, str(brief), notes=("Without AI this is the brief; with a model it becomes a draft.",))
