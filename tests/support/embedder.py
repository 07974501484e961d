"""An embedder without weights: hashed words, so that equal words are near each other. Quick and deterministic."""

from __future__ import annotations

import hashlib
import re

import numpy as np


class HashEmbedder:
    """Follows `companion.index.embedder.Embedder`."""

    name = "hashed-words"
    max_tokens = 254
    dimension = 64

    def embed(self, texts, progress=None):
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                at = int.from_bytes(hashlib.md5(word.encode()).digest()[:4], "big")
                vectors[row, at % self.dimension] += 1.0
            vectors[row, 0] += 0.01  # a text without words has a direction too
            if progress and row % 8 == 7:
                progress(row + 1)
        if len(texts):
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def embed_query(self, text):
        return self.embed([text])[0]

    def count_tokens(self, texts):
        return [len(re.findall(r"\w+|[^\w\s]", text)) for text in texts]
