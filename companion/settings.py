"""What can be set from outside, read when something is opened and never at import.

Every field is an environment variable with the prefix COMPANION_ (COMPANION_HOME, COMPANION_MODEL, ...).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from .errors import SettingsError


class Settings(BaseSettings):
    """The companion's settings; build with `Settings.load()`."""

    model_config = SettingsConfigDict(env_prefix="COMPANION_", extra="ignore")

    home: Path | None = None  # both folders below, in one place
    model: str = "auto"  # none | auto | provider:name
    base_url: str = ""  # of an OpenAI-compatible server
    embedding: str = "default"  # default | a sentence-transformers model by name or path
    reranker: str = ""  # a cross-encoder by name or path that orders the best passages anew; "" is none
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    chroma_url: str = ""  # "" is on disk; http://host:port is a Chroma server
    chroma_token: str = ""  # sent as a bearer token, for a proxy in front of the server
    chroma_tenant: str = "default_tenant"
    chroma_database: str = "default_database"
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=0, le=65535)
    lock_timeout: float = 60.0  # seconds to wait for another process that holds a book
    model_timeout: float = 120.0  # seconds without a word from a chat model
    watch: bool = True  # pick up saved edits by itself while the page is open
    watch_poll: float = Field(10.0, ge=0.5)  # seconds between looks at the files where the system reports no changes

    @classmethod
    def load(cls, **overrides: object) -> Settings:
        """Read the environment. Raises SettingsError naming the variable that makes no sense."""
        try:
            return cls(**overrides)  # type: ignore[arg-type]
        except ValidationError as exc:
            first = exc.errors()[0]
            name = "COMPANION_" + "_".join(str(p) for p in first["loc"]).upper()
            raise SettingsError(f"{name} is set to {first['input']!r}, which does not work: {first['msg']}.") from exc

    @property
    def cache(self) -> Path:
        """What we derive: can be deleted at any time, comes back on the next sync."""
        return self.home / "cache" if self.home else user_cache_path("novel-companion", appauthor=False)

    @property
    def data(self) -> Path:
        """What is the writer's but not the manuscript's: library list, uploads, conversations."""
        return self.home / "data" if self.home else user_data_path("novel-companion", appauthor=False)

    @property
    def consent(self) -> Path:
        """Where it is remembered which remote models the writer agreed to."""
        return self.data / "agreed.json"


def book_key(manuscript: Path) -> str:
    """Names a manuscript in files and addresses: the same for the same place on this machine."""
    place = str(manuscript.expanduser().resolve())
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:12]
