"""What many books share in one process: the embedder, the place of the vectors, chat models, prompts."""

from __future__ import annotations

import contextlib
import re
import secrets
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ModelUnavailable
from .index.embedder import Embedder, SentenceEmbedder
from .index.reading import BundledReader
from .index.rerankers import CrossEncoderReranker, Reranker
from .index.store import ChromaServer, VectorStore
from .ledger import Ledger
from .lock import BookLock
from .prompts import Prompts
from .settings import Settings, book_key

if TYPE_CHECKING:
    from .models import OpenedModel


class Engine:
    """Open one per process and hand it to every `Companion.open`."""

    def __init__(
        self, settings: Settings | None = None, embedder: Embedder | None = None, reranker: Reranker | None = None
    ) -> None:
        self.settings = settings or Settings.load()
        self.embedder: Embedder = embedder or SentenceEmbedder(self.settings.embedding, self.settings.device)
        # An embedder given by hand is a small one, for tests: nothing is read closely then.
        self.reader = BundledReader() if embedder is None else None
        named = self.settings.reranker.strip()
        self.reranker: Reranker | None = reranker or (
            CrossEncoderReranker(named, self.settings.device) if named else None
        )
        self._models: dict[str, OpenedModel | None] = {}
        self._guard = threading.Lock()

    @cached_property
    def prompts(self) -> Prompts:
        return Prompts.load()

    def folder(self, manuscript: Path) -> Path:
        """Where what we derive from a manuscript lies."""
        return self.settings.cache / "books" / f"{_slug(manuscript)}-{book_key(manuscript)}"

    def ledger_path(self, manuscript: Path) -> Path:
        return self.folder(manuscript) / "ledger.sqlite"

    def ledger(self, manuscript: Path) -> Ledger:
        return Ledger(self.ledger_path(manuscript))

    def lock(self, manuscript: Path) -> BookLock:
        return BookLock(self.folder(manuscript), self.settings.lock_timeout)

    def store(self, manuscript: Path) -> VectorStore:
        """The book's vectors: on disk beside its ledger, or on the Chroma server of the settings."""
        settings, book = self.settings, f"{_slug(manuscript)}-{book_key(manuscript)}"
        place: Path | ChromaServer = self.folder(manuscript) / "chroma"
        if settings.chroma_url:
            place = ChromaServer(
                settings.chroma_url, settings.chroma_token, settings.chroma_tenant, settings.chroma_database
            )
            book = f"{book}-{self.installation}"
        return VectorStore(place, book, self.embedder.name)

    @cached_property
    def installation(self) -> str:
        """Tells this machine's books from others' at the same path, on a Chroma server that several writers share."""
        path = self.settings.data / "installation"
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), path.open("x", encoding="ascii") as file:
            file.write(secrets.token_hex(4))
        return path.read_text(encoding="ascii").strip()

    def model(self, spec: str) -> OpenedModel | None:
        """The chat model of that name, opened once; None for "none", and for "auto" where this machine has none."""
        from .models import open_model

        with self._guard:
            if spec not in self._models:
                self._models[spec] = open_model(spec, self.settings)
            return self._models[spec]

    def check_model(self, spec: str) -> None:
        """Raise UnknownModel for a name nobody can serve; one that is merely out of reach costs the prose later."""
        from .models import stays_here

        if stays_here(spec):
            return  # nothing to look up, or too heavy to load before it is needed
        with contextlib.suppress(ModelUnavailable):
            self.model(spec)


def _slug(manuscript: Path) -> str:
    """What makes a folder of the cache readable to a person; the key alone makes it unique."""
    return re.sub(r"[^a-z0-9]+", "-", manuscript.stem.lower()).strip("-")[:24] or "book"
