"""Chroma in three places behind the same code: on disk, on a server by its URL, under tenants behind a proxy."""

from __future__ import annotations

import numpy as np
import pytest

from companion.book import Companion
from companion.engine import Engine
from companion.errors import IndexUnavailable
from companion.index.servers import ChromaServer, open_server
from companion.index.store import VectorStore
from companion.records import Passage, Scope
from companion.settings import Settings
from tests.support.books import CHAPTERS, write_book
from tests.support.chroma import ChromaProcess, TokenProxy
from tests.support.embedder import HashEmbedder

TOKEN = "sesame-4711"
EYE = np.eye(4, dtype=np.float32)


@pytest.fixture(scope="session")
def proxy(chroma_server):
    made = TokenProxy(chroma_server.port, TOKEN)
    yield made
    made.close()


@pytest.fixture(scope="session")
def proxy_below(chroma_server):
    made = TokenProxy(chroma_server.port, TOKEN, below="/vectors")
    yield made
    made.close()


@pytest.fixture(params=["disk", "server", "tenant", "proxy", "proxy below a path"])
def place(request):
    """Settings of each place."""
    if request.param == "disk":
        return {}
    if request.param == "server":
        return {"chroma_url": request.getfixturevalue("server")}
    if request.param == "tenant":
        return {"chroma_url": request.getfixturevalue("server"), "chroma_tenant": "ann", "chroma_database": "novels"}
    proxy = request.getfixturevalue("proxy" if request.param == "proxy" else "proxy_below")
    return {"chroma_url": proxy.url, "chroma_token": TOKEN, "chroma_tenant": "behind-proxy"}


def opened(root, embedder=None, **settings):
    folder = root / "book"
    if not folder.exists():
        write_book(folder)
    made = Settings.load(home=root / "home", model="none", **settings)
    return Companion.open(folder, engine=Engine(made, embedder=embedder or HashEmbedder()))


def ids(book):
    return book._store.ids(), {p.vector_id for p in book._ledger.passages()}


# -- the same everywhere ------------------------------------------------------------------------------------------


def test_a_book_lives_in_every_place_alike(place, tmp_path):
    with opened(tmp_path, **place) as book:
        assert book.sync().embedded > 0
        assert book.sync().embedded == 0
        assert "piano" in book.search("who played the piano", 1)[0].text
        assert {h.chapter.position for h in book.search("eyes", 50, until=2)} == {1, 2}
        assert {h.chapter.position for h in book.search("eyes", 50, chapters=(3, 3))} == {3}
        assert book.search("eyes", 50, characters=("Biscuit",))
        there, wanted = ids(book)
        assert there == wanted
        # An edit, and a chapter gone.
        (tmp_path / "book" / "03 - Hull.md").write_text(
            "# Chapter Three: Hull\n\nThe ferry was late.\n", encoding="utf-8"
        )
        (tmp_path / "book" / "01 - The Van.md").unlink()
        book.sync()
        there, wanted = ids(book)
        assert there == wanted
        assert "ferry" in book.search("ferry", 1)[0].text
        assert not any("Tibshelf" in h.text for h in book.search("Tibshelf pasty", 50))
    with opened(tmp_path, **place) as again:
        assert "ferry" in again.search("ferry", 1)[0].text
        assert again.vector_store(until=1).similarity_search("piano", k=50)[0].metadata["chapter"] == 1


def test_another_embedding_leaves_nothing_behind(place, tmp_path):
    class Other(HashEmbedder):
        name = "other-words"
        dimension = 32

    with opened(tmp_path, **place) as book:
        book.sync()
        first = book._store.collection_name
    with opened(tmp_path, embedder=Other(), **place) as book:
        book.sync()
        with book._store.collection():
            names = {c.name for c in book._store._client.list_collections()}
        assert book._store.collection_name in names
        assert first not in names


def test_a_place_that_lost_everything_is_filled_again(place, tmp_path):
    with opened(tmp_path, **place) as book:
        book.sync()
        book._store._opened()
        book._store._client.delete_collection(book._store.collection_name)
        book._store.close()
        report = book.sync()
        assert report.unchanged
        assert report.embedded == 0
        there, wanted = ids(book)
        assert there == wanted


# -- tenants and databases ----------------------------------------------------------------------------------------


def store(url, tenant, database="default_database", token="", book="the-same-book"):
    return VectorStore(ChromaServer(url, token, tenant, database), book, "hashed")


def passage(revision):
    return Passage(revision, 0, 5, "words")


@pytest.mark.parametrize("other", [("bea", "default_database"), ("ann-2", "drafts"), ("default_tenant", "bea")])
def test_tenants_and_databases_cannot_see_one_another(server, tmp_path, other):
    """The same book under the same name, and still nothing of the other's."""
    book = f"book-{tmp_path.name}"
    ours, theirs = store(server, "ann-2", book=book), store(server, *other, book=book)
    ours.add([passage("a"), passage("b")], EYE[:2])
    theirs.add([passage("c")], EYE[2:3])
    everything = Scope(1, None, ("a", "b", "c"))
    assert {r for r, *_ in ours.nearest(EYE[2], everything, 9)} == {"a", "b"}
    assert {r for r, *_ in theirs.nearest(EYE[0], everything, 9)} == {"c"}
    theirs.remove([passage("a").vector_id])
    theirs.drop_others()
    assert ours.ids() == {passage("a").vector_id, passage("b").vector_id}
    ours.close()
    theirs.close()


def test_two_writers_with_the_same_path_on_two_machines_do_not_share_vectors(server, tmp_path):
    """A book is known by its place on a machine; on one server that must not be enough."""
    folder = write_book(tmp_path / "book")
    names = set()
    for home in ("ann", "bea"):
        settings = Settings.load(home=tmp_path / home, model="none", chroma_url=server)
        with Companion.open(folder, engine=Engine(settings, embedder=HashEmbedder())) as book:
            book.sync()
            names.add(book._store.collection_name)
    assert len(names) == 2


# -- the token ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("token", "said"), [("", "wants a token"), ("wrong", "refuses our token")])
def test_without_the_right_token_nobody_gets_in(proxy, tmp_path, token, said):
    before = len(proxy.seen)
    with opened(tmp_path, chroma_url=proxy.url, chroma_token=token) as book:
        with pytest.raises(IndexUnavailable, match=said) as caught:
            book.sync()
        assert "COMPANION_CHROMA_TOKEN" in str(caught.value)
        assert TOKEN not in str(caught.value)
        assert "wrong" not in str(caught.value).replace(proxy.url, "")
        assert book.edition == 0
    assert len(proxy.seen) == before


def test_the_token_goes_only_to_the_server(server, tmp_path):
    """It is in no file that we keep."""
    with opened(tmp_path, chroma_url=server, chroma_token=TOKEN) as book:
        book.sync()
    kept = [p for p in tmp_path.rglob("*") if p.is_file() and TOKEN.encode() in p.read_bytes()]
    assert kept == []


# -- servers that are wrong or go away ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:9", "No Chroma server answers"),
        ("ftp://127.0.0.1", "should look like"),
        ("127.0.0.1:8000", "should look like"),
        ("http://", "should look like"),
        ("http://127.0.0.1:99999", "should look like"),
    ],
)
def test_an_address_that_is_wrong_is_one_clear_line(url, said):
    with pytest.raises(IndexUnavailable, match=said) as caught:
        open_server(ChromaServer(url))
    assert "\n" not in str(caught.value)


def test_another_kind_of_server_is_not_taken_for_chroma(proxy_below):
    with pytest.raises(IndexUnavailable, match="no Chroma server"):
        open_server(ChromaServer(proxy_below.url.removesuffix("/vectors"), TOKEN))


def test_a_silent_server_is_given_up_some_day(server):
    """Chroma's client waits for ever; a sync that does holds the book's lock."""
    client = open_server(ChromaServer(server))
    assert client._server._session.timeout.read is not None
    client.close()


@pytest.fixture
def own_server(tmp_path):
    made = ChromaProcess(tmp_path / "server").start()
    yield made
    made.stop()


class Interrupted(HashEmbedder):
    """Does something in the middle of the first sync that embeds anything."""

    def __init__(self, act):
        self._act = act

    def embed(self, texts, progress=None):
        act, self._act = self._act, None
        if act:
            act()
        return super().embed(texts, progress)


def test_a_server_that_goes_away_in_mid_sync_costs_nothing(own_server, tmp_path):
    embedder = Interrupted(None)
    with opened(tmp_path, embedder=embedder, chroma_url=own_server.url) as book:
        book.sync()
        edition, found = book.edition, [h.text for h in book.search("piano", 50)]
        (tmp_path / "book" / "04 - Home.md").write_text("# Chapter Four\n\nThe kettle sang.\n", encoding="utf-8")
        embedder._act = own_server.stop
        with pytest.raises(IndexUnavailable, match="Chroma server") as caught:
            book.sync()
        assert "\n" not in str(caught.value)
        assert book.edition == edition
        assert len(book.chapters) == len(CHAPTERS)
        with pytest.raises(IndexUnavailable, match="Chroma server"):
            book.search("piano")
        own_server.start()
        assert [h.text for h in book.search("piano", 50)] == found
        report = book.sync()
        assert report.chapters == len(CHAPTERS) + 1
        assert "kettle" in book.search("kettle", 1)[0].text
        there, wanted = ids(book)
        assert there == wanted


def test_a_server_that_comes_back_empty_is_filled_by_the_next_sync(own_server, tmp_path):
    with opened(tmp_path, chroma_url=own_server.url) as book:
        book.sync()
        own_server.stop()
        own_server.start(tmp_path / "another folder")
        report = book.sync()
        assert report.embedded == 0
        there, wanted = ids(book)
        assert there == wanted
        assert "piano" in book.search("piano", 1)[0].text


def test_a_proxy_without_its_server_is_one_clear_error(own_server, tmp_path):
    front = TokenProxy(own_server.port, TOKEN)
    try:
        with opened(tmp_path, chroma_url=front.url, chroma_token=TOKEN) as book:
            book.sync()
            own_server.stop()
            with pytest.raises(IndexUnavailable, match="Chroma server"):
                book.search("piano")
            with pytest.raises(IndexUnavailable):
                book.sync()
    finally:
        front.close()
