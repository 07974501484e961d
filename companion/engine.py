"""What many books share in one process: the embedder, the place of the vectors, chat models, prompts."""

from __future__ import annotations

import contextlib
import hashlib
import re
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ModelUnavailable
from .index.embedder import Embedder, SentenceEmbedder
from .index.store import ChromaServer, VectorStore
from .ledger import Ledger
from .lock import BookLock
from .prompts import Prompts
from .settings import Settings

if TYPE_CHECKING:
    from .models import OpenedModel


class Engine:
    """Open one per process and hand it to every `Companion.open`."""

    def __init__(self, settings: Settings | None = None, embedder: Embedder | None = None) -> None:
        self.settings = settings or Settings.load()
        self.embedder: Embedder = embedder or SentenceEmbedder(self.settings.embedding, self.settings.device)
        self._models: dict[str, OpenedModel | None] = {}
        self._guard = threading.Lock()

    @cached_property
    def prompts(self) -> Prompts:
        return Prompts.load()

    def folder(self, manuscript: Path) -> Path:
        """Where what we derive from a manuscript lies."""
        return self.settings.cache / "books" / book_key(manuscript)

    def ledger(self, manuscript: Path) -> Ledger:
        return Ledger(self.folder(manuscript) / "ledger.sqlite")

    def lock(self, manuscript: Path) -> BookLock:
        return BookLock(self.folder(manuscript), self.settings.lock_timeout)

    def store(self, manuscript: Path) -> VectorStore:
        """The book's vectors: on disk beside its ledger, or on the Chroma server of the settings."""
        settings = self.settings
        place: Path | ChromaServer = self.folder(manuscript) / "chroma"
        if settings.chroma_url:
            place = ChromaServer(
                settings.chroma_url, settings.chroma_token, settings.chroma_tenant, settings.chroma_database
            )
        return VectorStore(place, book_key(manuscript), self.embedder.name)

    def model(self, spec: str) -> OpenedModel | None:
        """The chat model of that name, opened once; None for "none", and for "auto" where this machine has none."""
        from .models import open_model

        with self._guard:
            if spec not in self._models:
                self._models[spec] = open_model(spec, self.settings)
            return self._models[spec]

    def check_model(self, spec: str) -> None:
        """Raise UnknownModel for a name nobody can serve; one that is merely out of reach costs the prose later."""
        name = spec.strip().lower()
        if name in ("none", "auto") or name.startswith("huggingface:"):
            return  # nothing to look up, or too heavy to load before it is needed
        with contextlib.suppress(ModelUnavailable):
            self.model(spec)


def book_key(manuscript: Path) -> str:
    """A name for a manuscript that is readable and unique on this machine."""
    digest = hashlib.sha256(str(manuscript).encode("utf-8", "surrogateescape")).hexdigest()[:10]
    slug = re.sub(r"[^a-z0-9]+", "-", manuscript.stem.lower()).strip("-")[:24]
    return f"{slug or 'book'}-{digest}"
