"""The books this user has opened, and where what belongs to them lies (never in the manuscript's own folder)."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from .errors import ManuscriptNotFound, NotInBook
from .files import write_json
from .settings import book_key

__all__ = ["KnownBook", "Library", "book_key", "sample_novel"]


@dataclass(frozen=True)
class KnownBook:
    """A manuscript opened before. `key` names it in files and addresses."""

    key: str
    path: Path
    title: str
    chapters: int = 0
    words: int = 0
    opened: str = ""  # ISO time, UTC

    @property
    def exists(self) -> bool:
        return self.path.exists()


def sample_novel() -> Path:
    """The folder of the sample novel: inside the installed package, else beside it in a working copy.

    Raises ManuscriptNotFound where neither is there.
    """
    package = Path(str(files("companion")))
    for corpus in (package / "data" / "corpus", package.parent / "corpus"):
        if not corpus.is_dir():
            continue
        for folder in sorted(corpus.iterdir()):
            if folder.is_dir() and folder.name != "keys" and any(folder.glob("*.md")):
                return folder
    raise ManuscriptNotFound("The sample novel is not installed; give the path of a manuscript instead.")


class Library:
    """library.json in the user's data folder. Every change is written beside and renamed, so a crash loses nothing."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.path = data / "library.json"

    @property
    def books(self) -> tuple[KnownBook, ...]:
        """Known books, last opened first."""
        rows = self._load().get("books", [])
        known = [
            KnownBook(
                str(row["key"]),
                Path(row["path"]),
                str(row["title"]),
                int(row.get("chapters", 0)),
                int(row.get("words", 0)),
                str(row.get("opened", "")),
            )
            for row in rows
            if isinstance(row, dict) and {"key", "path", "title"} <= row.keys()
        ]
        return tuple(sorted(known, key=lambda book: book.opened, reverse=True))

    def book(self, key: str) -> KnownBook:
        """The book of that key. Raises NotInBook when the library does not know it."""
        for book in self.books:
            if book.key == key:
                return book
        raise NotInBook("This book is not in your library; open it again by its path.")

    def remember(self, path: Path, title: str = "", chapters: int = 0, words: int = 0) -> KnownBook:
        """Put a book first in the list, keeping what is known of it where nothing new is given."""
        path = path.expanduser().resolve()
        before = next((b for b in self.books if b.key == book_key(path)), None)
        book = KnownBook(
            book_key(path),
            path,
            title or (before.title if before else path.stem.replace("-", " ").replace("_", " ").strip().title()),
            chapters or (before.chapters if before else 0),
            words or (before.words if before else 0),
            datetime.now(UTC).isoformat(timespec="microseconds"),
        )
        self._store_books([book, *(b for b in self.books if b.key != book.key)])
        return book

    def forget(self, key: str) -> None:
        """Take a book off the list. The manuscript, its companion.toml and its conversations stay."""
        self._store_books([b for b in self.books if b.key != key])

    @property
    def model(self) -> str:
        """The chat model chosen on the page; "" when the writer has not chosen one there."""
        return str(self._load().get("model", ""))

    def choose_model(self, name: str) -> None:
        self._store({**self._load(), "model": name})

    def conversations(self, key: str) -> Path:
        """The folder for the conversations about one book."""
        return self.data / "conversations" / key

    def upload_folder(self, title: str) -> Path:
        """A folder for files handed over in the browser, named after the book; made on the spot."""
        name = re.sub(r"[^\w\- ]+", "", title).strip()[:80] or "Untitled"
        folder = self.data / "uploads" / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _load(self) -> dict[str, Any]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
            return {}  # a list of conveniences: a damaged one is started afresh, no manuscript depends on it
        return found if isinstance(found, dict) else {}

    def _store_books(self, books: list[KnownBook]) -> None:
        rows = [{**asdict(book), "path": str(book.path)} for book in books]
        self._store({**self._load(), "books": rows})

    def _store(self, content: dict[str, Any]) -> None:
        write_json(self.path, content)
