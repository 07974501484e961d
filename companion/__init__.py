"""A writing companion for novelists: continuity questions, contradictions and scenes, every claim with its quote."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

# Read by the model hub's client when it is imported. Without it even a model that lies on this machine is opened with a
# request to the hub, which asks what kind of program this is.
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

if TYPE_CHECKING:
    from .book import Companion
    from .engine import Engine

__version__ = "0.1.0"
__all__ = ["Companion", "Engine", "__version__"]


def __getattr__(name: str) -> Any:
    # Loaded when first used: `companion --version` should not wait for a vector store.
    if name == "Companion":
        from .book import Companion

        return Companion
    if name == "Engine":
        from .engine import Engine

        return Engine
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
