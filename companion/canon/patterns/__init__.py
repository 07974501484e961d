"""What the text says of people, as declarative patterns: one file per family of attributes."""

from __future__ import annotations

from .base import Pattern, number, plain
from .biography import BIOGRAPHY
from .body import BODY
from .circumstances import CIRCUMSTANCES
from .everyday import EVERYDAY
from .family import FAMILY
from .keepsakes import KEEPSAKES
from .life import LIFE
from .looks import LOOKS
from .particulars import PARTICULARS
from .phrases import PHRASES, SOMEBODY, Phrase
from .states import STATES
from .things import THINGS
from .together import TOGETHER
from .ways import WAYS
from .work import WORK

PATTERNS: tuple[Pattern, ...] = (
    *LOOKS,
    *BODY,
    *FAMILY,
    *LIFE,
    *THINGS,
    *WORK,
    *TOGETHER,
    *WAYS,
    *CIRCUMSTANCES,
    *STATES,
    *BIOGRAPHY,
    *KEEPSAKES,
    *EVERYDAY,
    *PARTICULARS,
)

__all__ = ["PATTERNS", "PHRASES", "SOMEBODY", "Pattern", "Phrase", "number", "plain"]
