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


def test_rare_terms_are_looked_up_and_common_ones_as_far_as_the_budget_goes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["molo", "nave", "faro"]
    assert len(found(folder, words)) == 13 and found(folder, words)[0] == "rara.txt"
    for name, most in {"MAX_POSTINGS": 5, "SURE_TERMS": 1, "EXACT_UP_TO": 1, "WEIGHED": 1}.items():
        monkeypatch.setattr(lexical, name, most)
    assert len(found(folder, words)) == 13  # common terms are walked over as far as one is sure to be
    monkeypatch.setattr(lexical, "SURE_TERMS", 0)
    assert found(folder, words) == ["rara.txt"]
    assert len(found(folder, words, budget=None)) == 13


@pytest.mark.parametrize("stems", [[], ["nav", "spegn", "mol", "test"]])
def test_common_terms_weigh_what_fts5_says_in_the_chunks_that_are_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stems: list[str]
) -> None:
    snapshot = Snapshot.open(folder, None)
    assert snapshot is not None
    asked = (snapshot, ["nave", "molo", "faro", "testo", "3"], stems)
    with closing(snapshot):
        wanted = {hit.chunk_id: hit.score for hit in lexical.find_by_words(*asked, 40, None, budget=None)}
        monkeypatch.setattr(lexical, "EXACT_UP_TO", 2)
        monkeypatch.setattr(lexical, "COMMON_SHARE", 1.0)
        for files in (None, ["00.txt", "03.txt", "altro3.txt"]):
            hits = lexical.find_by_words(*asked, 40, files)
            assert len(hits) == (3 if files else len(wanted))
            assert {hit.chunk_id: hit.score for hit in hits} == pytest.approx(
                {hit.chunk_id: wanted[hit.chunk_id] for hit in hits}
            )


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
            assert [(-hit.score, hit.chunk_id) for hit in hits] == wanted[:9]
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
        assert store.texts(list(chunks)) == [chunks[name].chunk for name in sorted(chunks)]
        assert np.isclose(max(hit.score for hit in hits), hits[0].score)


def test_terms_are_found_by_how_they_begin(folder: Path) -> None:
    with closing(Store.open(folder, None)) as store:
        assert {"porto"} <= set(store.terms(["po"])) and not set(store.terms(["fa"])) & {"porto"}
        assert store.terms([]) == [] == store.terms(["zz"])
