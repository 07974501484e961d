"""What comes next: ideas grown from what the page leaves open, briefs, and the gate that checks a draft. No model."""

from .briefs import make_brief
from .gate import check_draft
from .ideas import suggest

__all__ = ["check_draft", "make_brief", "suggest"]
