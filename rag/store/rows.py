"""Turn documents and chunks into rows of the truth file and back; know the keys that vectors are kept under.

A vector's key is the hash of the embedder, the kind and the text, so the same text is embedded once, whatever file or
place it stands in.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, TypeAlias

import numpy as np

from rag.language.words import vocabulary
from rag.naming import article_place
from rag.store.embedding.protocol import Vectors
from rag.types import Chunk, Document, Source, Span

Kind: TypeAlias = Literal["chunk", "sentence", "word"]

KEY_BYTES = 16
_ASK_AT_ONCE = 500  # variables of one statement
_SCALE_BYTES = 4
_MOST_STEPS = 127
_SMALLEST = 1e-12
SOURCE_COLUMNS = "file, sha256, encoding, title, date, outlet, url, language, author, extracted, pages"
SOURCE_VALUES = len(SOURCE_COLUMNS.split(", "))
DOCUMENT_COLUMNS = f"{SOURCE_COLUMNS}, date_source, furniture, text"
CHUNK_COLUMNS = 'id, file, start, "end", line, text, sentences'


@dataclass(frozen=True, slots=True)
class Cut:
    """Hold a document with its chunks: what a sync stages before it goes into the truth.

    `signature` tells whether the file, with what other files say of it, is as it was.
    """

    document: Document
    chunks: tuple[Chunk, ...]
    signature: str

    @property
    def path(self) -> str:
        """Return the path of the document's file."""
        return article_place(self.document.file).path


@dataclass(frozen=True, slots=True)
class Text:
    """Hold one text that needs a vector of its kind."""

    kind: Kind
    text: str

    def key(self, embedder: str) -> bytes:
        """Return the place of its vector."""
        return vector_key(embedder, self.kind, self.text)


def vector_key(embedder: str, kind: Kind, text: str) -> bytes:
    """Return the key of a vector: the first 16 bytes of a SHA-256."""
    return hashlib.sha256(f"{embedder}\0{kind}\0{text}".encode("utf-8", "surrogatepass")).digest()[:KEY_BYTES]


def texts_of(cut: Cut) -> Iterator[Text]:
    """Return everything of a document that needs a vector: its chunks, their sentences, its content words."""
    title, language = cut.document.title, cut.document.language
    for chunk in cut.chunks:
        yield Text("chunk", headed(title, chunk))
        for span in chunk.sentences:
            yield Text("sentence", sentence_text(chunk, span))
    words = set(vocabulary(title or "", language))
    for chunk in cut.chunks:
        words |= vocabulary(chunk.text, language)
    yield from (Text("word", word) for word in sorted(words))


def headed(title: str | None, chunk: Chunk) -> str:
    """Return what is embedded for a chunk: its document's title above its text."""
    return f"{title}\n{chunk.text}" if title else chunk.text


def sentence_text(chunk: Chunk, span: Span) -> str:
    """Return the text of one of the chunk's sentences."""
    return chunk.text[span.start - chunk.start : span.end - chunk.start]


def chunk_keys(embedder: str, title: str | None, chunk: Chunk) -> tuple[bytes, bytes]:
    """Return the key of the chunk's vector, and those of its sentences joined."""
    sentences = (vector_key(embedder, "sentence", sentence_text(chunk, span)) for span in chunk.sentences)
    return vector_key(embedder, "chunk", headed(title, chunk)), b"".join(sentences)


def split_keys(joined: bytes) -> list[bytes]:
    """Return the keys that were joined."""
    return [joined[at : at + KEY_BYTES] for at in range(0, len(joined), KEY_BYTES)]


def read_blobs(connection: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    """Return the vectors, as bytes, of those keys that have one."""
    blobs: dict[bytes, bytes] = {}
    wanted = list(dict.fromkeys(keys))
    for at in range(0, len(wanted), _ASK_AT_ONCE):
        some = wanted[at : at + _ASK_AT_ONCE]
        size = 1 << (len(some) - 1).bit_length()  # of few sizes: SQLite keeps a statement that it has seen
        marks = ",".join("?" * size)
        every = [*some, *some[-1:] * (size - len(some))]
        blobs |= dict(connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", every))
    return blobs


def to_blob(kind: Kind, vector: Vectors) -> bytes:
    """Return a vector's bytes, little-endian: float16 for a chunk and for a word.

    A sentence's are whole numbers of -127 to 127 behind the float32 that they are times: half the room of float16, and
    a cosine is off by some 0.0005, a fortieth of what the sentences found for a question differ by.
    """
    if kind == "sentence":
        scale = np.float32(max(float(np.abs(vector).max()), _SMALLEST) / _MOST_STEPS)
        steps = np.rint(vector / scale).astype(np.int8)
        return bytes(scale.astype("<f4").tobytes() + steps.tobytes())
    return vector.astype("<f2").tobytes()


def from_blobs(kind: Kind, blobs: Sequence[bytes]) -> Vectors:
    """Return the vectors in `blobs`, shape (blobs, dimension), float32."""
    if kind == "sentence":
        rows, scales = quantised(blobs, len(blobs[0]) - _SCALE_BYTES)
        return rows * scales[:, None]
    joined = np.frombuffer(b"".join(blobs), dtype="<f2")
    return joined.reshape(len(blobs), -1).astype(np.float32)


def quantised(blobs: Sequence[bytes], dimension: int) -> tuple[Vectors, Vectors]:
    """Return the sentences' vectors in `blobs`, any number in each, as whole numbers, and what each row is times."""
    rows = np.frombuffer(b"".join(blobs), dtype=np.uint8).reshape(-1, sentence_bytes(dimension))
    scales = rows[:, :_SCALE_BYTES].copy().view("<f4")[:, 0]
    return rows[:, _SCALE_BYTES:].view(np.int8).astype(np.float32), scales.astype(np.float32)


def sentence_bytes(dimension: int) -> int:
    """Return the room that a sentence's vector takes."""
    return _SCALE_BYTES + dimension


def renewed(kind: Kind, blob: bytes, dimension: int) -> bytes:
    """Return a blob as `to_blob` writes it, also one of an earlier version: chunks were float32, sentences float16."""
    for changed, dtype, size in (("chunk", "<f4", 4), ("sentence", "<f2", 2)):
        if kind == changed and len(blob) == size * dimension:
            vector = np.frombuffer(blob, dtype=dtype).astype(np.float32)
            return to_blob(kind, vector) if np.isfinite(vector).all() else blob
    return blob


def document_row(document: Document) -> tuple[Any, ...]:
    """Return the values of DOCUMENT_COLUMNS."""
    d = document
    return (d.file, d.sha256, d.encoding, d.title, d.date, d.outlet, d.url, d.language, d.author, int(d.extracted),
            json.dumps(d.pages), d.date_source, spans_to_json(d.furniture), d.text)  # fmt: skip


def document_from(row: Sequence[Any]) -> Document:
    """Return the document of a row of DOCUMENT_COLUMNS."""
    *about, date_source, furniture, text = row
    source = source_from(about)
    said: dict[str, Any] = {field.name: getattr(source, field.name) for field in fields(Source)}
    return Document(text=text, date_source=date_source, furniture=spans_from_json(furniture), **said)


def source_from(row: Sequence[Any]) -> Source:
    """Return the source of a row of SOURCE_COLUMNS."""
    values: list[Any] = [*row[:-2], bool(row[-2]), tuple(json.loads(row[-1]))]
    return Source(*values)


def chunk_row(chunk: Chunk) -> tuple[Any, ...]:
    """Return the values of CHUNK_COLUMNS."""
    c = chunk
    return (c.id, c.file, c.start, c.end, c.line, c.text, spans_to_json(c.sentences))


def chunk_from(row: Sequence[Any]) -> Chunk:
    """Return the chunk of a row of CHUNK_COLUMNS."""
    name, file, start, end, line, text, sentences = row
    return Chunk(name, file, start, end, line, text, spans_from_json(sentences))


def cut_to_json(cut: Cut) -> str:
    """Return a staged document as JSON."""
    return json.dumps(asdict(cut))


def cut_from_json(payload: str) -> Cut:
    """Return the staged document in `payload`."""
    made = json.loads(payload)
    document = made["document"]
    furniture = tuple(Span(**span) for span in document.pop("furniture"))
    pages = tuple(document.pop("pages"))
    chunks = []
    for chunk in made["chunks"]:
        sentences = tuple(Span(**span) for span in chunk.pop("sentences"))
        chunks.append(Chunk(**chunk, sentences=sentences))
    return Cut(Document(**document, furniture=furniture, pages=pages), tuple(chunks), made["signature"])


def spans_to_json(spans: Sequence[Span]) -> str:
    """Return spans as a flat list of numbers."""
    return json.dumps([number for span in spans for number in (span.start, span.end)])


def spans_from_json(text: str) -> tuple[Span, ...]:
    """Return the spans in a flat list of numbers."""
    numbers = json.loads(text)
    return tuple(map(Span, numbers[::2], numbers[1::2]))
