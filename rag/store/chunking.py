"""Cut a document into chunks: runs of whole sentences with exact places, never holding page furniture.

Takes a Document, gives Chunks. llama-index's SentenceSplitter packs the sentences; our own splitter finds them, because
llama-index's breaks Italian after "dott." and "art.". Places are found again by walking forward over white space only,
so that a repeated sentence keeps its own place.
"""

from __future__ import annotations

import hashlib
import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rag.language.sentences import split_sentences
from rag.types import Chunk, Document, Span

CHUNK_WORDS = 150  # at most; e5 reads 512 tokens, an Italian word is about two
_LONG_WORD = 24  # a longer one is a URL, or a script without spaces
_CHARACTERS_PER_WORD = 4  # what a long one then counts as
_BYTE_ORDER_MARK = "\ufeff"
_UNSEEN = "\u200b"  # a line of it parts sentences and is in none: counted, a sentence could be longer than a chunk
_WORD = re.compile(r"\S+")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def chunk_document(document: Document) -> list[Chunk]:
    """Return the chunks of `document` in order; a sentence longer than a chunk is cut at its spaces."""
    text = document.text
    breaks = [match.end() for match in _LINE_BREAK.finditer(text)]
    chunks: list[Chunk] = []
    for run in _runs(text, document.furniture):
        sentences = [piece for span in split_sentences(run.of(text)) for piece in _pieces(text, _moved(span, run))]
        for place in _packed(text, sentences):
            inside = tuple(span for span in sentences if place.start <= span.start and span.end <= place.end)
            chunks.append(_chunk(document, place, bisect_right(breaks, place.start) + 1, inside))
    return chunks


def _chunk(document: Document, place: Span, line: int, sentences: tuple[Span, ...]) -> Chunk:
    text = place.of(document.text)
    said = f"{document.file}\0{place.start}\0{place.end}\0{text}"
    name = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Chunk(name, document.file, place.start, place.end, line, text, sentences)


def _runs(text: str, furniture: Sequence[Span]) -> Iterator[Span]:
    """Return the stretches between furniture, without white space at their edges."""
    start = 1 if text.startswith(_BYTE_ORDER_MARK) else 0
    for span in sorted(furniture):
        yield from _stripped(text, start, min(span.start, len(text)))
        start = max(start, span.end)
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _moved(span: Span, run: Span) -> Span:
    return Span(run.start + span.start, run.start + span.end)


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """Return the sentence, or its parts of at most CHUNK_WORDS words when it is longer."""
    start = end = sentence.start
    count = 0
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        for word in _bounded(match):
            size = _weight(word.end - word.start)
            if count and count + size > CHUNK_WORDS:
                yield Span(start, end)
                start, count = word.start, 0
            end = word.end
            count += size
    yield Span(start, end)


def _bounded(word: re.Match[str]) -> Iterator[Span]:
    """Return a word, in parts when it alone is longer than a chunk may be."""
    most = CHUNK_WORDS * _CHARACTERS_PER_WORD
    for start in range(word.start(), word.end(), most):
        yield Span(start, min(start + most, word.end()))


def _weight(characters: int) -> int:
    return 1 if characters <= _LONG_WORD else math.ceil(characters / _CHARACTERS_PER_WORD)


def _count_words(text: str) -> list[int]:
    """Return a list as long as `text` has words: the token counter of the splitter."""
    words = sum(_weight(len(word)) for word in text.split() if word.strip(_UNSEEN))
    return [0] * max(words, 1)  # the splitter takes what counts for nothing twice


def _packed(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """Return the places of the chunks that llama-index's splitter makes of the sentences."""
    start, end = sentences[0].start, sentences[-1].end
    bounds = [*(span.start for span in sentences), end]
    parts = [text[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]
    if sum(len(_count_words(part)) for part in parts) <= CHUNK_WORDS:  # all in one: no need to load the splitter
        yield Span(start, end)
        return
    from llama_index.core.node_parser import SentenceSplitter

    splitter = SentenceSplitter(
        chunk_size=CHUNK_WORDS,
        chunk_overlap=0,
        tokenizer=_count_words,
        chunking_tokenizer_fn=lambda _: parts,
        paragraph_separator=text[start:end] + "\0",  # occurs nowhere: the sentences alone decide
        secondary_chunking_regex=None,
    )
    at = start
    for made in splitter.split_text(text[start:end]):
        while text[at].isspace():
            at += 1
        if not text.startswith(made, at):
            raise AssertionError(f"llama-index changed the text at character {at}")
        yield Span(at, at + len(made))
        at += len(made)
