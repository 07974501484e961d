"""An embedder without weights: hashed words, so that equal words are near each other. Quick and deterministic."""

from __future__ import annotations

import hashlib
import re

import numpy as np

from companion.index.embedder import Embedded, EmbeddedQuery


class HashEmbedder:
    """Follows `companion.index.embedder.Embedder`."""

    name = "hashed-words"
    max_tokens = 254
    dimension = 64
    notes = ()

    def embed(self, texts, progress=None):
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        tokens = []
        for row, text in enumerate(texts):
            tokens.append(self._tokens(text))
            vectors[row] = tokens[-1].sum(axis=0)
            vectors[row, 0] += 0.01  # a text without words has a direction too
            if progress and row % 8 == 7:
                progress(row + 1)
        if len(texts):
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return Embedded(vectors, tuple(tokens))

    def embed_query(self, text):
        made = self.embed([text])
        return EmbeddedQuery(made.vectors[0], made.tokens[0], tuple(re.findall(r"\w+", text)))

    def _tokens(self, text):
        words = re.findall(r"\w+", text.lower())
        found = np.zeros((len(words), self.dimension), dtype=np.float32)
        for row, word in enumerate(words):
            at = int.from_bytes(hashlib.md5(word.encode()).digest()[:4], "big")
            found[row, at % self.dimension] = 1.0
        return found

    def count_tokens(self, texts):
        return [len(re.findall(r"\w+|[^\w\s]", text)) for text in texts]
