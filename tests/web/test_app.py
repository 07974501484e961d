"""Serving: this machine only, our headers on everything, the next free port."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from companion.library import Library
from companion.settings import Settings, book_key
from companion.web.app import ASSETS, _hostname, _listen, build_app, web_app

from .example_book import ExampleBook


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    settings = Settings.load(home=tmp_path / "home", model="none")
    (tmp_path / "book").mkdir()
    page = build_app(Library(settings.data), settings, tmp_path / "book", lambda path, model: ExampleBook(path))  # type: ignore[arg-type,return-value]
    return TestClient(web_app(page), base_url="http://127.0.0.1")


def test_the_page_and_its_files_come_with_our_headers(client: TestClient) -> None:
    for path in ("/", *(f"/companion/{name}" for name in ASSETS)):
        reply = client.get(path)
        assert reply.status_code == 200
        assert "default-src 'self'" in reply.headers["content-security-policy"]
        assert reply.headers["referrer-policy"] == "no-referrer"


def test_the_page_names_no_other_host_to_load_from(client: TestClient) -> None:
    html = client.get("/", headers={"accept-encoding": "br, gzip"}).text
    head = html.partition("</head>")[0]
    assert "/companion/theme.css" in head and "/companion/companion.js" in head
    assert "fonts.googleapis" not in html and "cdnjs" not in html and "companion.js" in html


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", ""])
def test_a_request_that_names_another_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:1", "localhost", "[::1]:7860"])
def test_this_machine_by_any_of_its_names(client: TestClient, host: str) -> None:
    assert client.get("/companion/icon.svg", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://127.0.0.1:7860", 200), ("https://evil.example", 403), ("null", 403), ("http://127.0.0.1:1", 403)],
)
def test_only_our_own_page_may_ask(client: TestClient, origin: str, status: int) -> None:
    headers = {"host": "127.0.0.1:7860", "origin": origin}
    assert client.get("/companion/icon.svg", headers=headers).status_code == status


@pytest.mark.parametrize("name", ["app.py", "../app.py", "..%2Fapp.py", "theme.css/..", "secrets"])
def test_no_other_file_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/companion/{name}").status_code == 404


def test_the_next_free_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        listener = _listen("127.0.0.1", port)
        try:
            assert listener.getsockname()[1] != port
        finally:
            listener.close()


@pytest.mark.parametrize(
    ("header", "name"),
    [("127.0.0.1:7860", "127.0.0.1"), ("localhost", "localhost"), ("[::1]:80", "::1"), ("::1", "::1"), ("", "")],
)
def test_host_names(header: str, name: str) -> None:
    assert _hostname(header) == name


def test_the_bible_is_handed_out_as_a_file(client: TestClient, tmp_path: Path) -> None:
    key = book_key(tmp_path / "book")
    reply = client.get(f"/companion/bible/{key}.md?until=2")
    assert reply.status_code == 200 and reply.text.startswith("# ")
    assert (
        "attachment" in reply.headers["content-disposition"]
        and "story%20bible.md" in reply.headers["content-disposition"]
    )
    assert "default-src 'self'" in reply.headers["content-security-policy"]
    assert client.get(f"/companion/bible/{key}.docx").content.startswith(b"PK")
    assert client.get(f"/companion/bible/{key}.json").headers["content-type"] == "application/json"


@pytest.mark.parametrize("name", ["nobody.md", "", "nobody"])
def test_no_bible_of_an_unknown_book(client: TestClient, name: str) -> None:
    assert client.get(f"/companion/bible/{name}").status_code == 404


@pytest.mark.parametrize("query", ["until=x", "until=0", "until=-1"])
def test_a_wall_that_cannot_be_read_is_never_taken_for_none(client: TestClient, tmp_path: Path, query: str) -> None:
    reply = client.get(f"/companion/bible/{book_key(tmp_path / 'book')}.md?{query}")
    assert reply.status_code >= 400 and "Ida" not in reply.text


def test_the_first_bytes_bring_the_frame_with_the_title(client: TestClient) -> None:
    body = client.get("/").text.partition("<body")[2]
    assert body.index('id="boot"') < body.index("<script"), "before any script has run"
    assert "<strong>Book</strong>" in body
