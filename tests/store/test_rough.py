"""A rough comparison never loses one of the nearest, and tells most of the others apart."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rag.indexing import sync
from rag.store.embedding.hashing import HashEmbedder
from rag.store.rough import Rough
from rag.store.store import Store
from tests.store.corpora import many, settings_for

pytest.importorskip("onnxruntime")


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


@pytest.mark.parametrize("shared", [0.0, 1.0, 8.0])  # how much all vectors have in common: e5's have a lot
def test_the_nearest_are_among_the_worthy(shared: float) -> None:
    rng = np.random.default_rng(3)
    rows = unit(rng.standard_normal((9_000, 96)) + shared * rng.standard_normal(96)).astype(np.float16)
    rough, exact = Rough(rows), rows.astype(np.float32)
    for vector in [*unit(rng.standard_normal((10, 96))).astype(np.float32), exact[17], np.eye(1, 96)[0]]:
        worthy = rough.worthy(vector, 20, None)
        nearest = np.argsort(-(exact @ vector))[:20]
        assert set(nearest.tolist()) <= set(worthy.tolist())
        assert sorted(worthy.tolist()) == worthy.tolist()
        within = np.arange(9_000) % 7 == 0
        among = rough.worthy(vector, 20, within)
        assert within[among].all()
        assert set(sorted(np.flatnonzero(within), key=lambda at: -(exact[at] @ vector))[:20]) <= set(among.tolist())
    assert len(rough.worthy(unit(rng.standard_normal(96)).astype(np.float32), 20, None)) < 2_000


def test_fewer_than_asked_for_are_all_worthy() -> None:
    rows = unit(np.random.default_rng(4).standard_normal((50, 8))).astype(np.float16)
    rough, vector = Rough(rows), rows[0].astype(np.float32)
    assert rough.worthy(vector, 60, None).tolist() == list(range(50))
    assert rough.worthy(vector, 20, np.arange(50) < 7).tolist() == list(range(7))
    assert rough.worthy(vector, 60, np.arange(50) < 7).tolist() == list(range(7))


def test_a_large_number_beside_small_ones_is_compared_as_well() -> None:
    rows = np.zeros((300, 64), dtype=np.float16)
    rows[:, 0], rows[:, 1] = 1.0, np.arange(300) / 100_000  # less than one step of a row
    assert set(range(290, 300)) <= set(Rough(rows).worthy(np.eye(1, 64, 1, dtype=np.float32)[0], 10, None).tolist())


def test_what_is_no_vector_is_refused() -> None:
    with pytest.raises(ValueError, match="no vector"):
        Rough(np.array([[0.6, 0.8], [np.nan, 1.0]], dtype=np.float16))


def test_without_onnx_runtime_all_are_compared_exactly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_for(tmp_path, many(6))
    sync(settings, embedder=HashEmbedder())
    vector = HashEmbedder().embed_queries(["il sindaco Tizio3"])[0]
    monkeypatch.setattr("rag.store.comparing._MANY", 2)
    found = []
    for missing in (False, True):
        if missing:
            monkeypatch.setitem(sys.modules, "onnxruntime", None)
        with closing(Store.open(settings.store_path, HashEmbedder())) as store:
            found.append((store.dense(vector, 5), store.dense(vector, 5, ["0001.txt"])))
    assert found[0] == found[1] and found[0][0]


def test_a_small_store_does_not_load_onnx_runtime(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, many(6))
    sync(settings, embedder=HashEmbedder())
    said = f"""
import sys
from pathlib import Path
from rag.store.embedding.hashing import HashEmbedder
from rag.store.store import Store
store = Store.open(Path({str(settings.store_path)!r}), HashEmbedder())
assert store.dense(HashEmbedder().embed_queries(["la"])[0], 5)
assert "onnxruntime" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", said], check=True)
