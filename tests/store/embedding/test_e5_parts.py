"""The parts of e5: its weight file, its tokenizer, and the ONNX bytes, each by values known by eye."""

from pathlib import Path

import numpy as np
import pytest

from rag.store.embedding.e5.tokens import Tokenizer
from rag.store.embedding.e5.weights import Vocabulary, read_weights
from rag.store.onnx.session import Session
from rag.store.onnx.wire import Graph

PIECES = ["<s>", "</s>", "<unk>", "▁", "a", "b", "ab", "▁ab", "▁a", "é", "日", "日本"]
SCORES = [0, 0, 0, -3, -4, -4, -5, -6, -5.5, -4, -4, -5]


@pytest.fixture
def tokenizer() -> Tokenizer:
    scores = np.array(SCORES, dtype=np.float32)
    return Tokenizer(Vocabulary(PIECES, scores, {9: " ", 8: "", 0xAA: "a", 0x3C8: "ab"}, start=0, end=1, unknown=2))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", ["▁"]),
        ("ab", ["▁ab"]),
        ("aba", ["▁ab", "a"]),
        ("abab", ["▁ab", "ab"]),
        ("ab  \t ab", ["▁ab", "▁ab"]),
        ("ab ", ["▁ab", "▁"]),
        (" ab", ["▁ab"]),
        ("a\bbªψ", ["▁ab", "a", "ab"]),
        ("zzz", ["▁", "<unk>", "<unk>", "<unk>"]),
        ("<unk>", ["▁", "<unk>", "<unk>", "<unk>", "<unk>", "<unk>"]),
        ("<s>", ["▁", "<s>"]),
        ("日本日", ["▁", "日本", "日"]),
        ("▁▁ab", ["▁", "▁ab"]),
    ],
)
def test_text_is_cut_into_the_likeliest_pieces(tokenizer: Tokenizer, text: str, pieces: list[str]) -> None:
    assert [PIECES[number] for number in tokenizer.ids(text)] == pieces


def test_a_word_too_long_to_be_kept_is_cut_as_well(tokenizer: Tokenizer) -> None:
    assert list(tokenizer.ids("ab" * 5_000)) == [PIECES.index("▁ab")] + [PIECES.index("ab")] * 4_999


@pytest.mark.parametrize("content", [b"", b"E5S1", b"x" * 100, b"E5S1" + b"\0" * 100])
def test_a_file_that_is_no_weight_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "weights").write_bytes(content)
    with pytest.raises(ValueError, match="cannot mmap an empty file|is not a whole E5S1 file"):
        read_weights(tmp_path / "weights")


def doubled() -> bytes:
    graph = Graph()
    graph.add("Mul", "x", graph.constant(np.float32(2)), result="y")
    return graph.file(("x", ("rows", 2)), ("y", ("rows", 2)))


def test_the_bytes_of_a_graph_are_what_onnx_runtime_reads() -> None:
    pytest.importorskip("onnxruntime")
    graph = Graph()
    summed = graph.add("ReduceSum", "words", graph.integers(-1), keepdims=0)
    matrix = graph.constant(np.array([[1, 2], [3, 4]], dtype=np.float32))
    graph.add("LeakyRelu", graph.add("MatMul", summed, matrix), alpha=0.5, result="means")
    session = Session(graph.file(("words", ("n", "m", 2, 2)), ("means", ("n", "m", 2))), "words", "means")
    words = np.array([[[[1, 0], [1, 1]]], [[[-1, 0], [-1, -1]]]], dtype=np.float32)
    assert session.run(words).tolist() == [[[7, 10]], [[-3.5, -5]]]
