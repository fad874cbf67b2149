"""Lay the chunks that were found out as the passages and sentences that answering sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.types import Chunk, Legs, Passage, Sentence, Source


def passage_of(chunk: Chunk, sources: Mapping[str, Source], score: float, legs: Legs) -> Passage:
    """Return a chunk as a passage, with what is known of its article."""
    source = sources[chunk.file]
    return Passage(chunk.file, chunk.start, chunk.end, chunk.text, source.title, source.date, round(score, 6), legs)


def sentences_of(chunks: Sequence[Chunk]) -> tuple[Sentence, ...]:
    """Return the sentences of the chunks in order, each with its place in its file and its passage's number, from 0."""
    sentences: list[Sentence] = []
    for place, chunk in enumerate(chunks):
        line, at = chunk.line, chunk.start
        on_one_line = not _line_breaks(chunk.text)
        for span, text in zip(chunk.sentences, sentence_texts(chunk), strict=True):
            if not on_one_line:
                line += _line_breaks(chunk.text[at - chunk.start : span.start - chunk.start])
                at = span.start
            sentences.append(Sentence(chunk.file, span.start, span.end, line, text, place))
    return tuple(sentences)


def sentence_texts(chunk: Chunk) -> list[str]:
    """Return the texts of a chunk's sentences."""
    return [chunk.text[span.start - chunk.start : span.end - chunk.start] for span in chunk.sentences]


def _line_breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
