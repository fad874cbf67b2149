"""Say how often a follow-up finds its article: `python -m evals.conversations`.

`conversations.jsonl` holds talks of two and three turns over the shipped articles and over those of the gold set
"valdora", half of them changing the subject. A turn lists the files any of which answers it. Each turn is asked with
the exchanges before it, as a reader's would be; counted are the turns after the first whose best passage comes from
one of their files. Beside it: the same questions asked alone, which shows what the history is worth.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.assistant import Assistant
from rag.settings import EMBEDDERS, shipped_corpus

HERE = Path(__file__).parent
CORPORA = {"seeds": shipped_corpus(), "valdora": HERE / "gold" / "valdora" / "articles"}


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold one question of a talk and the files any of which answers it."""

    question: str
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Talk:
    """Hold the turns of one talk, in order, and the corpus they are about."""

    id: str
    corpus: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """Hold what became of one follow-up: the file found first with the history and alone, and how it was rewritten."""

    talk: Talk
    turn: Turn
    found: str | None
    alone: str | None
    interpreted: str

    @property
    def right(self) -> bool:
        """Tell whether the history led to the right article."""
        return self.found in self.turn.files


def main(argv: Sequence[str] | None = None) -> int:
    """Print the shares and each follow-up that went astray; return 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.conversations", description=__doc__.split("\n")[0])
    parser.add_argument("--embedder", choices=EMBEDDERS, default="e5")
    given = parser.parse_args(argv)
    followed = [each for name in CORPORA for each in follow(read_talks(), name, given.embedder)]
    for each in followed:
        if not each.right:
            asked = f"{each.turn.question} (searched: {each.interpreted})"
            print(f"{each.talk.id}: {asked} found {each.found}, not {' or '.join(sorted(each.turn.files))}")
    for name in (*CORPORA, "all"):
        chosen = [each for each in followed if name in (each.talk.corpus, "all")]
        right = sum(each.right for each in chosen)
        alone = sum(each.alone in each.turn.files for each in chosen)
        print(f"{name:8} follow-ups {len(chosen):3}  right file first: {right / len(chosen):.3f}"
              f"  asked alone: {alone / len(chosen):.3f}")  # fmt: skip
    return 0


def read_talks(path: Path = HERE / "conversations.jsonl") -> list[Talk]:
    """Return the talks of a file, one a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Talk(row["id"], row["corpus"], tuple(Turn(t["question"], frozenset(t["files"])) for t in row["turns"]))
        for row in rows
    ]


def follow(talks: Sequence[Talk], corpus: str, embedder: str) -> Iterator[Followed]:
    """Hold the talks about one corpus and yield every turn after the first."""
    with (
        tempfile.TemporaryDirectory() as store,
        Assistant.open(corpus=CORPORA[corpus], store=store, engine="extractive", embedder=embedder) as assistant,
    ):
        for talk in talks:
            history: list[tuple[str, str]] = []
            for number, turn in enumerate(talk.turns if talk.corpus == corpus else ()):
                answer = assistant.ask(turn.question, history=history)
                if number:
                    alone = assistant.search(turn.question, k=1)
                    yield Followed(
                        talk,
                        turn,
                        answer.passages[0].file if answer.passages else None,
                        alone[0].file if alone else None,
                        answer.interpreted.question,
                    )
                history.append((turn.question, answer.text))


if __name__ == "__main__":
    sys.exit(main())
