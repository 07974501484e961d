"""The search as LangChain sees it: a retriever and a vector store, both behind the wall."""

from __future__ import annotations

from collections import Counter

import pytest
from langchain_chroma import Chroma
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnablePassthrough

from companion.book import Companion
from companion.engine import Engine
from companion.errors import IndexUnavailable, NotInBook, NotSynced
from companion.settings import Settings
from tests.support.awaiting import awaited
from tests.support.books import write_book
from tests.support.embedder import HashEmbedder

BOOK = {
    "01.md": "# Chapter One\n\n"
    'Mara Quill carried the guitar up three flights of stairs. "Careful," Dex said. Mara laughed at him.\n\n'
    "* * *\n\n"
    'Ruth read the contract twice. "The label owns the songs," Ruth said.\n',
    "02.md": "# Chapter Two\n\n"
    'Dex drove all night. "Turn left," Ruth said. Dex turned left at the petrol station.\n\n'
    "* * *\n\n"
    'The guitar lay in the van. "Nobody touches it," Mara said, and Mara locked the van.\n',
    "03.md": "# Chapter Three\n\n"
    '"They call her the Wren," Dex said. "Mara Quill is the Wren?" Ruth asked. "She is," Dex said.\n\n'
    "* * *\n\n"
    "The Wren sang until two. Her guitar had a new string.\n",
    "04.md": '# Chapter Four\n\nRuth sold the guitar. "It paid the rent," Ruth said.\n',
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = write_book(tmp_path_factory.mktemp("books") / "wren", BOOK)
    engine = Engine(Settings.load(home=tmp_path_factory.mktemp("home"), model="none"), embedder=HashEmbedder())
    with Companion.open(folder, engine=engine) as made:
        made.sync()
        yield made


def positions(documents):
    return [d.metadata["chapter"] for d in documents]


# -- filters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chapters", "until", "seen"),
    [
        (None, None, {1, 2, 3, 4}),
        ((2, 3), None, {2, 3}),
        (2, None, {2}),
        ((1, 99), None, {1, 2, 3, 4}),
        ((2, 4), 3, {2, 3}),
        (None, 2, {1, 2}),
    ],
)
def test_a_range_of_chapters_holds(book, chapters, until, seen):
    assert {h.chapter.position for h in book.search("the guitar", 50, until, chapters=chapters)} == seen


@pytest.mark.parametrize("chapters", [(3, 2), 9, (7, 9), 0, (0, 0), (1.5, 2), True, ("1", "2")])
def test_a_range_without_chapters_is_a_clear_error(book, chapters):
    with pytest.raises(NotInBook):
        book.search("the guitar", chapters=chapters)


def test_a_range_behind_the_wall_does_not_say_how_long_the_book_is(book):
    with pytest.raises(NotInBook, match="chapters 1 to 2 can be seen"):
        book.search("the guitar", until=2, chapters=(3, 4))


def test_in_a_range_words_are_weighed_as_in_a_book_of_those_chapters(book, tmp_path):
    """The wall's law for ranges: scores from nowhere else."""
    folder = write_book(tmp_path / "part", {name: BOOK[name] for name in ("02.md", "03.md")})
    engine = Engine(Settings.load(home=tmp_path / "home", model="none"), embedder=HashEmbedder())
    with Companion.open(folder, engine=engine) as part:
        part.sync()
        alone = part.search("who locked the van", 50)
        ranged = book.search("who locked the van", 50, chapters=(2, 3))
        assert [h.text for h in ranged] == [h.text for h in alone]
        assert [h.score for h in ranged] == pytest.approx([h.score for h in alone], abs=1e-3)


def test_people_are_found_by_any_name_in_scenes_and_mentions(book):
    hits = book.search("guitar", 50, characters=("Mara",))
    assert {(h.chapter.position, "Ruth read" in h.text) for h in hits} == {(1, False), (2, False), (3, False)}
    wren = book.search("guitar", 50, characters=("Mara Quill",))
    assert [h.text for h in wren] == [h.text for h in hits]


def test_several_people_have_to_be_there_together(book):
    hits = book.search("said", 50, characters=("Dex", "Ruth"))
    assert {h.chapter.position for h in hits} == {2, 3}
    assert not any("locked the van" in h.text for h in hits)


def test_people_nobody_knows_are_a_clear_error(book):
    with pytest.raises(NotInBook, match="Nobody here is called"):
        book.search("guitar", characters=("Voldemar",))


def test_a_name_given_later_is_not_known_behind_the_wall(book):
    assert book.search("sang", characters=("the Wren",))
    with pytest.raises(NotInBook):
        book.search("sang", until=2, characters=("the Wren",))


@pytest.mark.parametrize("name", ["Mara", "Dex", "Ruth"])
@pytest.mark.parametrize("until", [None, 1, 2, 3])
def test_narrowing_never_finds_what_the_whole_does_not(book, name, until):
    everything = {h.citation for h in book.search("guitar van contract", 200, until)}
    some = {h.citation for h in book.search("guitar van contract", 200, until, characters=(name,))}
    assert some <= everything
    assert all(until is None or c.chapter.position <= until for c in some)


# -- mentions -----------------------------------------------------------------------------------------------------


def test_mentions_of_a_character_go_by_all_names(book):
    found = book.mentions("Mara")
    assert Counter(c.quote for c in found.places)["Mara Quill"] == 2
    assert {"Mara", "Mara Quill"} <= set(found.names)
    assert [c.place for c in found.places] == sorted(c.place for c in found.places)
    assert dict(found.counts) == dict(Counter(c.chapter.position for c in found.places))


def test_mentions_keep_the_wall_and_the_range(book):
    assert dict(book.mentions("guitar").counts) == {1: 1, 2: 1, 3: 1, 4: 1}
    assert dict(book.mentions("guitars", until=2).counts) == {1: 1, 2: 1}
    assert dict(book.mentions("guitar", chapters=(2, 3)).counts) == {2: 1, 3: 1}
    assert book.mentions("guitars", exact=True).places == ()


# -- the retriever ------------------------------------------------------------------------------------------------


def test_documents_say_where_they_come_from(book):
    retriever = book.retriever(k=3)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("who sold the guitar?")
    hits = book.search("who sold the guitar?", 3)
    assert [d.page_content for d in documents] == [h.text for h in hits]
    by_position = {c.position: c for c in book.chapters}
    for document, hit in zip(documents, hits, strict=True):
        where = document.metadata
        assert by_position[where["chapter"]].text[where["start"] : where["end"]] == document.page_content
        assert (where["label"], where["score"], where["book"]) == (hit.chapter.label, hit.score, book.title)
    assert len({d.id for d in documents}) == len(documents)


def test_filters_hold_and_a_call_may_narrow_them_but_not_lift_the_wall(book):
    walled = book.retriever(k=50, until=2)
    assert set(positions(walled.invoke("guitar"))) == {1, 2}
    assert set(positions(walled.invoke("guitar", until=1))) == {1}
    assert set(positions(walled.invoke("guitar", until=4))) == {1, 2}
    assert len(walled.invoke("guitar", k=1)) == 1
    assert set(positions(book.retriever(k=50, chapters=(3, 4), characters="Ruth").invoke("guitar"))) == {3, 4}


def test_reading_order_and_neighbours(book):
    in_order = book.retriever(k=50, order="document").invoke("guitar")
    assert [(d.metadata["chapter"], d.metadata["start"]) for d in in_order] == sorted(
        (d.metadata["chapter"], d.metadata["start"]) for d in in_order
    )
    for document in book.retriever(k=1, around=2, until=1).invoke("guitar"):
        assert "contract" not in document.page_content  # the next scene


def test_async_and_batches_give_the_same(book):
    retriever = book.retriever(k=4)
    plain = [d.page_content for d in retriever.invoke("the van")]
    assert [d.page_content for d in awaited(retriever.ainvoke("the van", k=4))] == plain
    assert [[d.page_content for d in ds] for ds in retriever.batch(["the van", "the van"])] == [plain, plain]


class Heard(BaseCallbackHandler):
    def __init__(self):
        self.starts, self.ends, self.errors = [], [], []

    def on_retriever_start(self, serialized, query, *, tags=None, metadata=None, **kwargs):
        self.starts.append((query, tags, metadata))

    def on_retriever_end(self, documents, **kwargs):
        self.ends.append(len(documents))

    def on_retriever_error(self, error, **kwargs):
        self.errors.append(error)


def test_tags_metadata_and_callbacks_arrive(book):
    heard = Heard()
    retriever = book.retriever(k=2, tags=["novel"], metadata={"shelf": "drafts"})
    retriever.invoke("guitar", {"callbacks": [heard], "tags": ["call"]})
    ((query, tags, metadata),) = heard.starts
    assert query == "guitar"
    assert {"novel", "call"} <= set(tags)
    assert metadata["shelf"] == "drafts"
    assert heard.ends == [2]
    with pytest.raises(NotInBook):
        retriever.invoke("guitar", {"callbacks": [heard]}, characters=("Nobody Atall",))
    assert len(heard.errors) == 1


def test_it_works_in_anybodys_chain(book):
    prompt = ChatPromptTemplate.from_messages([("human", "{context}\n\nQuestion: {question}")])
    seen = []

    def joined(documents):
        seen.extend(documents)
        return "\n\n".join(f"[ch. {d.metadata['chapter']}] {d.page_content}" for d in documents)

    chain = (
        {"context": book.retriever(k=2, until=2) | joined, "question": RunnablePassthrough()}
        | prompt
        | FakeListChatModel(responses=["Dex did."])
        | StrOutputParser()
    )
    assert chain.invoke("Who drove all night?") == "Dex did."
    assert "Dex drove all night" in seen[0].page_content


# -- the vector store ---------------------------------------------------------------------------------------------


def test_it_is_langchains_own_chroma_with_texts_and_places(book):
    store = book.vector_store()
    assert isinstance(store, Chroma)
    found = store.similarity_search_with_score("Ruth sold the guitar", k=2)
    document, distance = found[0]
    assert "sold the guitar" in document.page_content
    assert (document.metadata["chapter"], document.metadata["label"]) == (4, "Chapter Four")
    assert 0 <= distance <= found[1][1]
    assert store.similarity_search_with_relevance_scores("Ruth sold the guitar", k=1)[0][1] == pytest.approx(
        1 - distance, abs=1e-4
    )


def test_its_wall_is_in_every_way_to_look(book):
    store = book.vector_store(until=2)
    looks = [
        store.similarity_search("guitar", k=50),
        store.max_marginal_relevance_search("guitar", k=50, fetch_k=50),
        [d for d, _ in store.similarity_search_with_vectors("guitar", k=50)],
        store.as_retriever(search_kwargs={"k": 50}).invoke("guitar"),
        store.similarity_search("guitar", k=50, filter={"chapter": {"$gte": 1}}),
    ]
    assert all(set(positions(found)) == {1, 2} for found in looks)
    assert {m["chapter"] for m in store.get()["metadatas"]} == {1, 2}
    beyond = [d.id for d in book.vector_store().similarity_search("guitar", k=50, filter={"chapter": 4})]
    assert beyond
    assert store.get_by_ids(beyond) == []


@pytest.mark.parametrize(
    ("condition", "seen"),
    [
        ({"chapter": 3}, {3}),
        ({"chapter": {"$in": [1, 4]}}, {1, 4}),
        ({"$or": [{"chapter": 1}, {"label": "Chapter Four"}]}, {1, 4}),
        ({"$and": [{"chapter": {"$gt": 1}}, {"chapter": {"$lt": 3}}]}, {2}),
        ({"chapter": {"$gt": 1, "$lt": 3}}, {2}),
        ({"chapter": 77}, set()),
        ({"start": {"$gte": 0}}, {1, 2, 3, 4}),
    ],
)
def test_it_can_be_filtered_by_chapter(book, condition, seen):
    assert set(positions(book.vector_store().similarity_search("guitar", k=50, filter=condition))) == seen


def test_it_can_be_filtered_by_text(book):
    store = book.vector_store()
    assert positions(store.similarity_search("guitar", k=50, where_document={"$contains": "petrol"})) == [2]
    assert store.similarity_search("guitar", k=5, where_document={"$contains": "zeppelin"}) == []
    with pytest.raises(NotInBook):
        store.similarity_search("guitar", where_document={"$sounds_like": "x"})


def test_it_cannot_be_written_to(book):
    store = book.vector_store()
    before = store.get()["ids"]
    for write in (
        lambda: store.add_texts(["intruder"]),
        lambda: store.delete(before[:1]),
        store.delete_collection,
        store.reset_collection,
    ):
        with pytest.raises(IndexUnavailable, match="reading"):
            write()
    assert book.vector_store().get()["ids"] == before


def test_before_a_sync_there_is_none(tmp_path):
    engine = Engine(Settings.load(home=tmp_path / "home", model="none"), embedder=HashEmbedder())
    with Companion.open(write_book(tmp_path / "new", BOOK), engine=engine) as made, pytest.raises(NotSynced):
        made.vector_store()
