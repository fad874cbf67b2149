"""Show what else would pass for an answer: `python -m evals.lookalikes [FOLDER_OR_FILE …] [--corpus DIR]`.

For each question it prints the sentences outside its evidence that tell every vital nugget, or the correction of its
premise. Most are harmless (the name of a person stands in many sentences); the others are either evidence that was
overlooked or a form that catches too much. Numbers are compared as they are written. Exit 0, or 2 for a set that cannot
be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.goldsets import GoldSet, open_gold, shipped_gold
from evals.matching import mentions_any
from evals.questions import Question, load
from rag.corpus import load as load_articles
from rag.corpus import scan
from rag.errors import RagError
from rag.language.sentences import split_sentences

MOST = 5  # sentences printed of a question
WIDTH = 140  # characters printed of a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold one sentence of an article with its string indexes."""

    file: str
    start: int
    end: int
    text: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the look-alikes of the named sets, or of all that are shipped, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.lookalikes", description=__doc__)
    parser.add_argument("sets", nargs="*", help="folders with questions.jsonl and corpus.toml, or such a file")
    parser.add_argument("--corpus", type=Path, help="the folder of articles, in place of corpus.toml")
    options = parser.parse_args(arguments)
    try:
        for gold in [open_gold(path, options.corpus) for path in options.sets] or shipped_gold():
            _show(gold)
    except RagError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def sentences(articles: Path) -> tuple[Sentence, ...]:
    """Return every sentence of a folder of articles that is not page furniture."""
    return tuple(_sentences(articles))


def lookalikes(question: Question, among: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences that would pass for the answer and do not touch the evidence; none where it must abstain."""
    if question.answerable:
        wanted = [nugget.match for nugget in question.vital]
    else:
        wanted = [question.expected.accept] if question.expected.accept else []
    if not wanted:
        return []
    return [s for s in among if all(mentions_any(s.text, forms) for forms in wanted) and not _is_evidence(s, question)]


def _is_evidence(sentence: Sentence, question: Question) -> bool:
    return any(
        evidence.file == sentence.file and evidence.start < sentence.end and sentence.start < evidence.end
        for evidence in question.evidence
    )


def _sentences(articles: Path) -> Iterator[Sentence]:
    for file in scan(articles).files:
        for article in load_articles(articles / file, articles).documents:
            for span in split_sentences(article.text):
                if not any(part.start < span.end and span.start < part.end for part in article.furniture):
                    yield Sentence(article.file, span.start, span.end, article.text[span.start : span.end])


def _show(gold: GoldSet) -> None:
    among, found = sentences(gold.articles), 0
    for question in load([gold.questions]):
        alike = lookalikes(question, among)
        found += bool(alike)
        if alike:
            print(f"{question.id} {question.question}")
        for sentence in alike[:MOST]:
            print(f"    {sentence.file}:{sentence.start} {' '.join(sentence.text.split())[:WIDTH]}")
        if len(alike) > MOST:
            print(f"    and {len(alike) - MOST} more")
    print(f"{gold.name}: {found} questions have look-alikes")


if __name__ == "__main__":
    sys.exit(main())
