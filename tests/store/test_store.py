"""A store is read as one complete state, by words, by meaning and by name."""

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rag.errors import StoreError
from rag.indexing import sync
from rag.language.words import content_terms, index_terms
from rag.settings import Settings
from rag.store.embedding.hashing import HashEmbedder
from rag.store.embedding.protocol import Embedder
from rag.store.rows import headed, sentence_text
from rag.store.store import Store
from tests.store.corpora import ARTICLES, CountingEmbedder, many, settings_for, write


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    sync(settings, embedder=HashEmbedder())
    opened = Store.open(settings.store_path, HashEmbedder())
    yield opened
    opened.close()


def find(store: Store, question: str, files: list[str] | None = None, k: int = 5) -> list[str]:
    terms = index_terms(question, "it")
    hits = store.words(terms.surfaces.split(), terms.stems.split(), k, files)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.score > 0 for hit in hits)
    return [chunk.file for chunk in store.chunks([hit.chunk_id for hit in hits]).values()]


def near(store: Store, question: str, files: list[str] | None = None) -> list[str]:
    hits = store.dense(HashEmbedder().embed_queries([question])[0], 5, files)
    return [chunk.file for chunk in store.chunks([hit.chunk_id for hit in hits]).values()]


def test_nothing_is_created_by_opening_and_nothing_is_found(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "none", HashEmbedder())
    assert store.state() is None
    assert (store.size(), store.files(), store.document("a"), store.chunks(["x"]), store.notices()) == (
        0,
        [],
        None,
        {},
        (),
    )
    assert store.dense(np.zeros(64, np.float32), 3, None) == store.words(["a"], ["a"], 3, None) == []
    assert store.frequency(["a"]) == {"a": 0}
    assert not (tmp_path / "none").exists()
    store.close()


def test_words_are_found_by_folded_form_by_stem_and_in_titles(store: Store) -> None:
    assert find(store, "MEMORANDUM") == ["chip.txt"]
    assert find(store, "firmare i memorandum")[0] == "chip.txt"
    assert find(store, "Génova")[0] == "mare.md"
    assert find(store, "4,2") == ["mare.md"]
    assert find(store, "inesistente") == find(store, "") == []


def test_words_are_narrowed_to_files(store: Store) -> None:
    assert sorted(find(store, "Corea")) == ["chip.txt", "sub/vino.txt"]
    assert find(store, "Corea", ["sub/vino.txt"]) == ["sub/vino.txt"]
    assert find(store, "Corea", []) == []


def test_words_that_look_like_a_query_are_words(store: Store) -> None:
    assert store.words(['"', "AND", "NEAR(", "*", "col:x", ""], ["'", "(", "-"], 3, None) == []


def test_the_rare_term_decides_when_common_ones_are_many(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, many(12))
    sync(settings, embedder=None)
    store = Store.open(settings.store_path, None)
    assert find(store, "sindaco fatto numero parte città Nome7x3", k=1) == ["0007.txt"]
    assert store.frequency(["sindaco", "nome7x3", "zzz"])["sindaco"] == store.size()
    assert store.frequency(["nome7x3", "zzz"]) == {"nome7x3": 1, "zzz": 0}
    store.close()


def test_meaning_is_found_with_scores_of_the_truth(store: Store) -> None:
    assert near(store, "Il porto cresce del 4,2 per cento.")[0] == "mare.md"
    assert near(store, "porto", ["chip.txt"]) == ["chip.txt"]
    assert near(store, "porto", []) == []
    assert store.notices() == ()
    question = HashEmbedder().embed_queries(["porto di Genova"])[0]
    hits = store.dense(question, 2, None)
    for hit, chunk in zip(hits, store.chunks([hit.chunk_id for hit in hits]).values(), strict=True):
        title = store.sources([chunk.file])[chunk.file].title
        (vector,) = HashEmbedder().embed_passages([headed(title, chunk)])
        assert hit.score == pytest.approx(float(vector @ question), abs=5e-4)  # kept as float16


def test_chunks_come_with_their_sketches_in_the_order_asked(store: Store) -> None:
    question = HashEmbedder().embed_queries(["Corea"])[0]
    ids = [hit.chunk_id for hit in store.dense(question, 9, None)][::-1]
    found = store.chunks([*ids, "unknown"])
    assert list(found) == ids
    sketches = store.sketches([*ids, "unknown"])
    assert sketches.ids == ids and sketches.files == [chunk.file for chunk in found.values()]
    texts = [sentence_text(chunk, span) for chunk in found.values() for span in chunk.sentences]
    wanted = HashEmbedder().embed_passages(texts) @ question
    assert np.allclose(sketches.cosines(question[None])[0], wanted, atol=5e-3)
    best = sketches.best_cosines(question)
    assert list(best) == ids and max(best.values()) == pytest.approx(wanted.max(), abs=5e-3)
    terms, texts_of = sketches.terms, store.term_texts(range(1, 200))
    for place, chunk in enumerate(found.values()):
        for bag, span in enumerate(chunk.sentences, 1):
            here = (terms.owners == place) & (terms.bags == bag)
            words = content_terms(sentence_text(chunk, span), "it")
            assert {texts_of[n] for n in terms.numbers[here & terms.forms].tolist()} == {w.surface for w in words}
            stems = {texts_of[n] for n in terms.numbers[here & terms.stems].tolist()}
            assert stems == {word.stem for word in words if len(word.stem) > 2}


def test_documents_are_kept_as_they_were_read(store: Store) -> None:
    assert [source.file for source in store.files()] == sorted(ARTICLES)
    document = store.document("mare.md")
    assert document is not None
    assert document.text == ARTICLES["mare.md"]
    assert store.document("none") is None
    assert list(store.sources(["sub/vino.txt", "none"])) == ["sub/vino.txt"]


def test_only_words_of_the_corpus_have_vectors(store: Store) -> None:
    numbers = store.term_numbers(["memorandum", "zzz", "4,2"])
    assert list(numbers) == ["memorandum", "4,2"]
    found = store.word_vectors(np.array(sorted(numbers.values()), dtype=np.int32))
    assert found.numbers.tolist() == [numbers["memorandum"]]  # a number has no vector
    assert np.allclose(found.rows[0], HashEmbedder().embed_words(["memorandum"])[0], atol=1e-2)


def test_vectors_of_another_embedder_are_not_used(settings: Settings, store: Store) -> None:
    class Other(HashEmbedder):
        name = "other/1"

    other: Embedder = Other()
    mixed = Store.open(settings.store_path, other)
    hit = store.dense(HashEmbedder().embed_queries(["porto"])[0], 1, None)[0]
    assert mixed.dense(other.embed_queries(["porto"])[0], 5, None) == []
    assert mixed.sketches([hit.chunk_id]).best_cosines(other.embed_queries(["porto"])[0]) == {}
    memorandum = mixed.term_numbers(["memorandum"])["memorandum"]
    assert not len(mixed.word_vectors(np.array([memorandum], dtype=np.int32)).numbers)
    mixed.close()


def test_a_reader_stays_on_its_state_until_refreshed(settings: Settings, store: Store) -> None:
    before = store.state()
    write(settings.corpus, {"nuovo.txt": "Un drago vola su Torino."})
    (settings.corpus / "chip.txt").unlink()
    sync(settings, embedder=HashEmbedder())
    assert store.state() == before
    assert find(store, "memorandum") == ["chip.txt"]
    assert find(store, "drago") == []
    assert "chip.txt" in near(store, "memorandum")
    pinned = store.reader()
    store.refresh()
    assert pinned.state() == before
    assert pinned.document("chip.txt") is not None
    assert find(store, "drago") == ["nuovo.txt"]
    assert near(store, "Un drago vola su Torino.")[0] == "nuovo.txt"
    assert store.notices() == ()
    store.close()


def test_many_threads_may_read(store: Store) -> None:
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(10):
            if find(store, "memorandum") != ["chip.txt"] or near(store, "memorandum chip Seul")[0] != "chip.txt":
                wrong.append("?")

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_vectors_of_another_embedder_are_not_used_and_that_is_said(settings: Settings, store: Store) -> None:
    assert store.notices() == ()
    with closing(Store.open(settings.store_path, CountingEmbedder())) as other:
        assert near(other, "memorandum chip Seul") == []
        assert find(other, "memorandum") == ["chip.txt"]
        assert [notice.code for notice in other.notices()] == ["no_vectors"]
        assert "no vectors of counting/1" in other.notices()[0].message


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match=r"^the store '.*' is closed\. Open it again\.$"):
        store.chunks(["x"])


def test_a_damaged_truth_is_one_clear_line_for_a_reader(settings: Settings, store: Store) -> None:
    store.close()
    (settings.store_path / "truth.sqlite3").write_bytes(b"nonsense" * 1_000)
    with pytest.raises(StoreError, match=r"the store '.*' is damaged: file is not a database"):
        Store.open(settings.store_path, None)


@pytest.mark.parametrize("rights", [0o555, 0o000])
def test_a_store_that_cannot_be_written_is_read_and_one_that_cannot_be_read_is_one_clear_line(
    settings: Settings, store: Store, rights: int
) -> None:
    store.close()
    settings.store_path.chmod(rights)
    try:
        if os.access(settings.store_path, os.W_OK):
            pytest.skip("this user has every right")
        if rights:
            with closing(Store.open(settings.store_path, HashEmbedder())) as opened:
                assert find(opened, "memorandum") == ["chip.txt"]
                assert near(opened, "memorandum chip Seul")[0] == "chip.txt"
        else:
            with pytest.raises(StoreError, match=r"the store '.*' cannot be used: Permission denied"):
                Store.open(settings.store_path, None)
    finally:
        settings.store_path.chmod(0o755)


def test_another_schema_is_no_state(settings: Settings, store: Store) -> None:
    store.close()
    with sqlite3.connect(settings.store_path / "truth.sqlite3") as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    connection.close()
    assert Store.open(settings.store_path, None).state() is None


def test_the_state_s_name_depends_on_the_articles_alone(tmp_path: Path) -> None:
    names = []
    for place in ("a", "b"):
        settings = settings_for(tmp_path / place)
        sync(settings, embedder=HashEmbedder())
        names.append(Store.open(settings.store_path, None).state())
    assert names[0] == names[1]
    assert json.dumps(names[0].state)  # type: ignore[union-attr]
