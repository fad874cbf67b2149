"""Keep vectors on a real Chroma server on loopback: found there, in step, and made good after the server was killed."""

from __future__ import annotations

import http.server
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import SettingsError
from rag.indexing import Progress, sync
from rag.settings import Settings
from rag.store import server, vectors
from rag.store.embedding.hashing import HashEmbedder
from rag.store.store import Store


class ChromaServer:
    """Run `chroma run` over a folder, and kill it and start it again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [_chroma(), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("chroma does not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def _chroma() -> str:
    import chromadb

    beside = Path(chromadb.__file__).parents[4] / "bin" / "chroma"
    return str(beside) if beside.exists() else "chroma"


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaServer]:
    made = ChromaServer(tmp_path / "server")
    made.start()
    yield made
    made.kill()


@pytest.fixture
def settings(tmp_path: Path, chroma: ChromaServer) -> Settings:
    fill(tmp_path / "corpus", range(30))
    return Settings(corpus=tmp_path / "corpus", store=tmp_path / "store", embedder="hash", vectors=chroma.url)


def fill(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = f"Il borgo numero{number} conta {number + 31} pozzi\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def nearest(settings: Settings, number: int) -> tuple[str, tuple[str, ...]]:
    """Return the file found by meaning, and the codes of the notices."""
    with closing(Store.open(settings.store_path, HashEmbedder(), settings.vectors)) as store:
        question = HashEmbedder().embed_queries([f"Il borgo numero{number} conta {number + 31} pozzi"])[0]
        (hit,) = store.dense(question, 1)
        (chunk,) = store.chunks([hit.chunk_id]).values()
        return chunk.file, tuple(notice.code for notice in store.notices())


def held(settings: Settings) -> int:
    client = server._client(settings.vectors or "")
    (collection,) = client.list_collections()
    assert collection.metadata["dimension"] and collection.metadata["embedder"]
    count = collection.count()
    server._disconnect(client)
    return count


def test_vectors_live_on_the_server_and_follow_the_corpus(settings: Settings) -> None:
    sync(settings, embedder=HashEmbedder())
    assert nearest(settings, 7) == ("7.txt", ()) and held(settings) == 30
    assert not (settings.store_path / "chroma").exists()
    (settings.corpus / "7.txt").unlink()
    fill(settings.corpus, range(30, 33))
    report = sync(settings, embedder=HashEmbedder()).report
    assert report is not None and report.removed == ("7.txt",)
    assert held(settings) == 32 and nearest(settings, 31) == ("31.txt", ())


def test_two_stores_share_a_server(settings: Settings, tmp_path: Path) -> None:
    fill(tmp_path / "other", range(100, 105))
    other = replace(settings, corpus=tmp_path / "other", store=tmp_path / "other-store")
    for each in (settings, other, settings):
        sync(each, embedder=HashEmbedder())
    assert nearest(settings, 3) == ("3.txt", ()) and nearest(other, 102) == ("102.txt", ())


def test_without_its_server_every_vector_is_compared_and_it_is_said(settings: Settings, chroma: ChromaServer) -> None:
    sync(settings, embedder=HashEmbedder())
    chroma.kill()
    assert nearest(settings, 7) == ("7.txt", ("exact_scan",))
    chroma.start()
    assert nearest(settings, 7) == ("7.txt", ())


@pytest.mark.slow
def test_a_server_killed_while_it_is_filled_is_filled_again(
    settings: Settings, chroma: ChromaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SLICE", 4)
    monkeypatch.setattr(vectors, "SLICE", 4)
    real, calls = server._upsert, []

    def upsert(*given: object) -> None:
        calls.append(1)
        if len(calls) == 3:
            chroma.kill()
            chroma.start()
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(server, "_upsert", upsert)
    sync(settings, embedder=HashEmbedder())
    assert held(settings) == 30 and nearest(settings, 7) == ("7.txt", ())


def test_a_server_that_lost_everything_is_filled_again_and_nothing_embedded(
    settings: Settings, chroma: ChromaServer
) -> None:
    sync(settings, embedder=HashEmbedder())
    chroma.kill()
    shutil.rmtree(chroma.folder)
    chroma.start()
    assert nearest(settings, 7) == ("7.txt", ()) and held(settings) == 30
    steps: list[Progress] = []
    report = sync(settings, embedder=HashEmbedder(), progress=steps.append).report
    assert report is not None and report.embedded == 0


def test_one_may_go_from_the_store_to_a_server_and_back(settings: Settings) -> None:
    for url in (None, settings.vectors, None):
        here = replace(settings, vectors=url)
        sync(here, embedder=HashEmbedder())
        assert nearest(here, 9) == ("9.txt", ())


@pytest.fixture
def mute() -> Iterator[str]:
    """Give the address of a server that takes a call and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(20)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture
def web() -> Iterator[str]:
    """Give the address of a server that is no Chroma."""
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as serving:
        thread = threading.Thread(target=serving.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


@pytest.mark.parametrize("kind", ["mute", "web"])
def test_a_server_that_never_answers_or_is_another_costs_seconds_and_a_note(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "GREETING_SECONDS", 0.5)
    fill(tmp_path / "corpus", range(3))
    url = request.getfixturevalue(kind)
    here = Settings(corpus=tmp_path / "corpus", store=tmp_path / "store", embedder="hash", vectors=url)
    began = time.monotonic()
    outcome = sync(here, embedder=HashEmbedder())
    assert [notice.message for notice in outcome.notices] == [
        f"The vector index cannot be built on {url}; every vector is compared."
    ]
    assert nearest(here, 2) == ("2.txt", ("exact_scan",))
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://a", "http://", "http://u:p@a:1", "http://a b"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="vectors must"):
        Settings(corpus=tmp_path, vectors=url)
