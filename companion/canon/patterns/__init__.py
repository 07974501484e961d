"""What the text says of people, as declarative patterns: one file per family of attributes."""

from __future__ import annotations

from .base import Pattern, number, plain
from .body import BODY
from .family import FAMILY
from .life import LIFE
from .looks import LOOKS
from .things import THINGS

PATTERNS: tuple[Pattern, ...] = (*LOOKS, *BODY, *FAMILY, *LIFE, *THINGS)

__all__ = ["PATTERNS", "Pattern", "number", "plain"]
