"""One real Chroma server for all tests of this folder."""

from __future__ import annotations

import pytest

from tests.support.chroma import ChromaProcess


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory):
    """A real `chroma run` on loopback, closed at the end."""
    server = ChromaProcess(tmp_path_factory.mktemp("chroma-server")).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def server(chroma_server):
    """Its address."""
    return chroma_server.url
