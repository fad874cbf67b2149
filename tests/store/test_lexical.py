"""The word leg looks up the rare terms first and stops where the common ones would cost too much."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rag.indexing import sync
from rag.store import lexical
from rag.store.embedding.hashing import HashEmbedder
from rag.store.reading import Snapshot
from rag.store.shelf import Shelf
from rag.store.store import Store
from tests.store.corpora import settings_for, write

COMMON = {f"{n:02}.txt": f"Il molo accoglie la nave numero {n}.\n" for n in range(12)}
RARE = {"rara.txt": "Il faro di Trani si spegne.\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    settings = settings_for(tmp_path)
    write(settings.corpus, COMMON | RARE | {f"altro{n}.txt": f"Altro testo {n}.\n" for n in range(20)})
    sync(settings, embedder=HashEmbedder())
    yield settings.store_path


def found(folder: Path, words: list[str], **options: int | None) -> list[str]:
    snapshot = Snapshot.open(folder, None)
    assert snapshot is not None
    with closing(snapshot):
        hits = lexical.find_by_words(snapshot, words, [], 20, None, **options)
        return [chunk.file for hit in hits for chunk in Shelf(snapshot).texts([hit.chunk_id])]


def test_the_rarest_terms_are_looked_up_as_far_as_the_budget_goes(folder: Path) -> None:
    words = ["molo", "nave", "faro"]
    assert len(found(folder, words)) == 13 and found(folder, words)[0] == "rara.txt"
    assert found(folder, words, budget=1) == ["rara.txt"]
    assert len(found(folder, words, budget=None)) == 13


def test_a_term_that_most_chunks_hold_counts_only_when_there_is_no_rarer_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "COMMON_SHARE", 0.2)
    assert found(folder, ["molo", "faro"]) == ["rara.txt"]
    assert len(found(folder, ["molo"])) == 12


@pytest.mark.parametrize("files", [None, ["00.txt", "rara.txt", "altro3.txt", "nope.txt"]])
def test_the_scores_are_those_that_fts5_gives_the_whole_query(folder: Path, files: list[str] | None) -> None:
    terms, stems = ["nave", "molo", "faro", "testo"], ["nav", "spegn"]
    columns = [*(f'{{title surfaces}} : "{term}"' for term in ("faro", "molo", "nave", "testo"))]
    columns += [f'{{title stems}} : "{term}"' for term in ("spegn", "nav")]
    snapshot = Snapshot.open(folder, None)
    assert snapshot is not None
    with closing(snapshot):
        with snapshot.reading() as connection:
            statement = "SELECT id, -bm25(words, 2.0, 1.0, 1.0), file FROM words JOIN chunks ON number = words.rowid "
            rows = connection.execute(f"{statement} WHERE words MATCH ?", (" OR ".join(columns),)).fetchall()
        wanted = sorted(((-score, name) for name, score, file in rows if files is None or file in files))
        for _ in range(2):  # read, and at hand
            hits = lexical.find_by_words(snapshot, terms, stems, 9, files, budget=None)
            assert [hit.chunk_id for hit in hits] == [name for _, name in wanted[:9]]
            assert [-hit.score for hit in hits] == pytest.approx([score for score, _ in wanted[:9]], rel=1e-6)
        assert lexical.find_by_words(snapshot, terms, stems, 9, []) == []
        assert lexical.find_by_words(snapshot, ["zzz"], [], 9, None) == []


def test_cosines_and_texts_are_those_of_the_chunks(folder: Path) -> None:
    embedder = HashEmbedder()
    with closing(Store.open(folder, embedder)) as store:
        vector = embedder.embed_queries(["porto"])[0]
        hits = store.dense(vector, 4)
        assert store.cosines(vector, [hit.chunk_id for hit in hits]) == {hit.chunk_id: hit.score for hit in hits}
        assert store.cosines(vector, ["nope"]) == {} and store.texts(["nope"]) == []
        chunks = store.chunks([hit.chunk_id for hit in hits])
        assert store.texts(list(chunks)) == [chunks[name] for name in sorted(chunks)]
        assert np.isclose(max(hit.score for hit in hits), hits[0].score)


def test_terms_are_found_by_how_they_begin(folder: Path) -> None:
    with closing(Store.open(folder, None)) as store:
        assert {"porto"} <= set(store.terms(["po"])) and not set(store.terms(["fa"])) & {"porto"}
        assert store.terms([]) == [] == store.terms(["zz"])
