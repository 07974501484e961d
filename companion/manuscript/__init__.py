"""Files to chapters, scenes and sentences. Knows nothing of the other rooms."""

from .chapter import Chapter, Citation, Hit, Manuscript, Paratext, Scene, Sentence
from .formats import READERS
from .quotations import quotations
from .reader import Source, assemble, list_sources, read_manuscript, read_source
from .sentences import paragraphs, split_sentences

__all__ = [
    "READERS",
    "Chapter",
    "Citation",
    "Hit",
    "Manuscript",
    "Paratext",
    "Scene",
    "Sentence",
    "Source",
    "assemble",
    "list_sources",
    "paragraphs",
    "quotations",
    "read_manuscript",
    "read_source",
    "split_sentences",
]
