"""The page in the browser: a Gradio app, one file per tab. Thin: everything it shows comes from `Companion`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..settings import Settings

# Gradio decides about its analytics and its update check when it is imported, so this stands before any such import.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


def serve(path: Path | None = None, settings: Settings | None = None, open_browser: bool = True) -> None:
    """Serve the page until interrupted; see `companion.web.app.serve`. Gradio is imported only here."""
    from .app import serve as serve_page

    serve_page(path, settings, open_browser)
