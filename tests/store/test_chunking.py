"""Chunks are whole sentences at exact places, whatever the text."""

import itertools
import re
import sys
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llama_index.core.node_parser import SentenceSplitter

from rag.language.sentences import split_sentences
from rag.store import chunking
from rag.store.chunking import CHUNK_WORDS, chunk_document
from rag.types import Chunk, Document, Span

SENTENCES = [
    "Il dott. Rossi ha firmato l’art. 3 il 4 febbraio.",
    "«Bene», ha detto. ",
    "Si ripete.",
    "Si ripete.",
    "Nell'accordo: 4,2 mld. di euro!\n",
    "\n\n",
    "# Titolo\n\n",
    "- una voce\n- altra voce\n",
    "È 🇮🇹 caffe\u0301\u00a0con latte?\r\n\r\n",
    "半導体は重要だ。東京で署名。",
    "[pubblicità] ",
    " ".join(f"parola{i % 5}" for i in range(400)) + ".",
    "x" * 10_000,
    "\t \x1c\u2028",
    "\0.",
    "fine",
]


def documents() -> st.SearchStrategy[Document]:
    texts = st.one_of(st.lists(st.sampled_from(SENTENCES), max_size=30).map("".join), st.text(max_size=300))
    return texts.flatmap(
        lambda text: spans(text).map(lambda marked: Document("a.txt", text, "utf-8", "", furniture=marked))
    )


def spans(text: str) -> st.SearchStrategy[tuple[Span, ...]]:
    places = st.lists(st.integers(0, len(text)), max_size=8).map(sorted)
    return places.map(lambda cuts: tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b))


def words(text: str) -> int:
    return len(text.split())


@given(documents())
def test_chunks_hold_every_sentence_once_at_its_exact_place(document: Document) -> None:
    text = document.text
    chunks = chunk_document(document)
    at = 0
    covered = [False] * len(text)
    for chunk in chunks:
        assert at <= chunk.start < chunk.end
        assert text[chunk.start : chunk.end] == chunk.text == chunk.text.strip()
        assert not any(span.start < chunk.end and chunk.start < span.end for span in document.furniture)
        assert words(chunk.text) <= CHUNK_WORDS
        assert len(chunk.text) <= CHUNK_WORDS * 26
        assert chunk.line == 1 + len(re.findall(r"\r\n|\r|\n", text[: chunk.start]))
        assert chunk.sentences[0].start == chunk.start
        assert chunk.sentences[-1].end == chunk.end
        before = chunk.start
        for span in chunk.sentences:
            assert before <= span.start < span.end <= chunk.end
            assert not text[before : span.start].strip()
            before = span.end
        covered[chunk.start : chunk.end] = [True] * (chunk.end - chunk.start)
        at = chunk.end
    for span in document.furniture:
        covered[span.start : span.end] = [True] * (span.end - span.start)
    mark = text.startswith("\ufeff")
    assert all(done or text[i].isspace() or (mark and i == 0) for i, done in enumerate(covered))
    assert len({chunk.id for chunk in chunks}) == len(chunks)


@given(documents())
def test_a_sentence_that_fits_is_never_cut(document: Document) -> None:
    document = Document("a.txt", document.text.removeprefix("\ufeff"), "utf-8", "")
    found = {span for chunk in chunk_document(document) for span in chunk.sentences}
    start = len(document.text) - len(document.text.lstrip())
    body = document.text.strip()
    for span in split_sentences(body):
        if all(len(word) <= 24 for word in span.of(body).split()) and words(span.of(body)) <= CHUNK_WORDS:
            assert Span(span.start + start, span.end + start) in found


def cut(text: str, *furniture: Span) -> list[Chunk]:
    return chunk_document(Document("a.txt", text, "utf-8", "", furniture=furniture))


def test_a_repeated_sentence_keeps_its_own_place() -> None:
    text = "La stessa frase torna sempre qui. " * 60
    chunks = cut(text)
    assert len(chunks) > 1
    assert [span.start for chunk in chunks for span in chunk.sentences] == [34 * i for i in range(60)]


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "Il dott. Rossi cita l'art. 3. Poi tace."
    assert [span.of(text) for span in cut(text)[0].sentences] == ["Il dott. Rossi cita l'art. 3.", "Poi tace."]


def test_furniture_parts_chunks_and_is_in_none() -> None:
    text = "Prima frase.\nLEGGI ANCHE: altro.\nSeconda frase."
    mark = Span(text.index("LEGGI"), text.index("Seconda"))
    assert [chunk.text for chunk in cut(text, mark)] == ["Prima frase.", "Seconda frase."]


def test_furniture_may_lie_in_other_furniture() -> None:
    text = "Prima.\nPubblicità: compra ora il vino.\nSeconda."
    outer, inner = Span(7, text.index("Seconda")), Span(19, 25)
    assert [chunk.text for chunk in cut(text, inner, outer)] == ["Prima.", "Seconda."]


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "\ufeff \r\n"])
def test_nothing_gives_no_chunk(text: str) -> None:
    assert cut(text) == []


def test_a_byte_order_mark_stays_outside() -> None:
    assert cut("\ufeffCiao.")[0].sentences == (Span(1, 6),)


def test_a_line_of_ten_thousand_characters_becomes_chunks_of_bounded_size() -> None:
    text = ("parola " * 1_500).strip()
    chunks = cut(text)
    assert [words(chunk.text) for chunk in chunks] == [CHUNK_WORDS] * 10
    assert all(len(chunk.sentences) == 1 for chunk in chunks)


def test_an_id_depends_on_file_and_place() -> None:
    first, other = (chunk_document(Document(file, "Ciao.", "utf-8", ""))[0].id for file in ("a.txt", "b.txt"))
    assert first != other
    assert first == cut("Ciao.")[0].id


def test_a_short_article_is_one_chunk_and_the_splitter_is_not_loaded_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Prima frase.  Seconda frase, con l'art. 3.\n\nTerza [1] frase… E una quarta.\n"
    monkeypatch.setitem(sys.modules, "llama_index.core.node_parser", None)
    (chunk,) = chunk_document(Document("a.txt", text, "utf-8", ""))
    assert chunk.text == text.strip() and len(chunk.sentences) == 4
    with pytest.raises(ImportError):
        chunk_document(Document("a.txt", text * 30, "utf-8", ""))


@given(documents())
def test_what_fits_into_a_chunk_is_cut_as_the_splitter_cuts_it(document: Document) -> None:
    def as_ever(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
        parts = [text[a.start : b.start] for a, b in itertools.pairwise(sentences)] + [sentences[-1].of(text)]
        splitter = SentenceSplitter(
            chunk_size=CHUNK_WORDS, chunk_overlap=0, tokenizer=chunking._count_words,
            chunking_tokenizer_fn=lambda _: parts, paragraph_separator=text + "\0", secondary_chunking_regex=None,
        )  # fmt: skip
        yield from (Span(0, len(made)) for made in splitter.split_text(text[sentences[0].start : sentences[-1].end]))

    for chunk in chunk_document(document):
        assert [span.of(chunk.text) for span in as_ever(document.text, chunk.sentences)] == [chunk.text]


def test_a_line_that_nobody_sees_below_a_sentence_as_long_as_a_chunk_is_cut() -> None:
    text = " ".join(["parola"] * (CHUNK_WORDS * 2)) + "\n\u200b\n\nE una fine.\n"
    chunks = chunk_document(Document("a.txt", text, "utf-8", ""))
    assert [text[chunk.start : chunk.end] for chunk in chunks] == [chunk.text for chunk in chunks] and len(chunks) == 3
