"""Everything that can go wrong, as one tree. Each message says what happened and what the user can do about it.

CompanionError
  ManuscriptError          the writer's files
    ManuscriptNotFound       no such folder or file
    EmptyManuscript          nothing in it that can be read as a chapter
    UnreadableFile           one file that cannot be read as text
  BusyError                another process holds the book
  NotSynced                the book was never brought up to date here
  Cancelled                the caller asked to stop
  IndexUnavailable         the vector store or the embedder cannot be used
  ModelError               the chat model
    UnknownModel             no such model name, or its package is missing
    ModelUnavailable         it does not answer, refuses the key, or broke off
  NotAgreed                a remote model that the writer was not asked about yet
  DecisionsError           companion.toml cannot be read
  NotInBook                a name, chapter or finding that the book does not have
  PromptError              a prompt file is missing or malformed
  SettingsError            a setting has a value that makes no sense
"""

from __future__ import annotations


class CompanionError(Exception):
    """Base of every error the companion raises on purpose; its text is one line fit to show to a writer."""


class ManuscriptError(CompanionError):
    """Something about the writer's files."""


class ManuscriptNotFound(ManuscriptError):
    """The path given does not exist."""


class EmptyManuscript(ManuscriptError):
    """The path exists but holds nothing that can be read as a chapter."""


class UnreadableFile(ManuscriptError):
    """One file cannot be read as text (binary, encrypted, truncated, no permission)."""


class BusyError(CompanionError):
    """Another process is bringing this book up to date and did not finish in the time we waited."""


class NotSynced(CompanionError):
    """The book was opened but never brought up to date on this machine."""


class Cancelled(CompanionError):
    """The caller's cancel event was set; nothing was published."""


class IndexUnavailable(CompanionError):
    """The vector store or the embedding model cannot be opened."""


class ModelError(CompanionError):
    """Something about the chat model. It costs the prose, never the answer."""


class UnknownModel(ModelError):
    """The model string names no provider we know, or the provider's package is not installed."""


class ModelUnavailable(ModelError):
    """The model does not answer, refuses the key, or broke off in the middle."""


class NotAgreed(CompanionError):
    """A model that runs elsewhere, which the writer has not agreed to yet. Nothing was sent."""


class DecisionsError(CompanionError):
    """companion.toml exists but cannot be read; it is never overwritten then."""


class NotInBook(CompanionError):
    """A character, chapter or finding that this book does not have (up to the chapter asked for)."""


class ExportError(CompanionError):
    """The story bible could not be made into the document asked for."""


class PromptError(CompanionError):
    """A prompt file is missing, malformed, or was rendered without one of its variables."""


class SettingsError(CompanionError):
    """A setting has a value that makes no sense."""
