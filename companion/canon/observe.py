"""What one chapter shows, as plain JSON: the only thing of a chapter that is kept; all else is derived from it.

An observer is a pure function of one chapter's text. It knows no other chapter, so what it returns can be cached per
revision and an alias learned in chapter 12 cannot reach chapter 5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..manuscript.chapter import Chapter
from .names import observe_names
from .observing import observe_facts
from .openers import observe_threads
from .roles import observe_roles
from .speech import observe_speech
from .when import observe_when

OBSERVER_VERSION = 17  # raise it whenever an observer returns something else for the same text

OBSERVERS: Mapping[str, Callable[[Chapter], list]] = MappingProxyType(
    {
        "facts": observe_facts,
        "names": observe_names,
        "roles": observe_roles,
        "speech": observe_speech,
        "threads": observe_threads,
        "when": observe_when,
    }
)


def observe(chapter: Chapter) -> dict[str, list]:
    """Everything the observers see in the story of one chapter (never its paratext), ready for JSON."""
    return {kind: observer(chapter) for kind, observer in OBSERVERS.items()}
