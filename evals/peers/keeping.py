"""Read and write what a peer once answered: a folder a peer, `manifest.json` and `responses.jsonl` as a run has them.

An answer counts as long as its question is asked in the same words and the articles are the same bytes. What has moved
since is left out, counted and told; it is never scored as the answer to another question. The answers are scored
anew in every report, by the metrics of that day.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.articles import Articles
from evals.goldsets import GoldSet
from evals.questions import Question
from evals.responses import Response, read_response
from evals.running.folder import MANIFEST, RESPONSES, Run
from rag.errors import InputError
from rag.wire import Json, to_text

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Peer:
    """Hold a peer's recorded answers by gold set and question; `manifest` says what it was and when."""

    manifest: Mapping[str, Any]
    lines: Mapping[tuple[str, str], Mapping[str, Any]]

    @property
    def name(self) -> str:
        """Return what reports call it."""
        return str(self.manifest["system"])

    def fresh(self, gold: str, questions: Sequence[Question], articles: Articles) -> dict[str, Response]:
        """Return its answers to those questions that it was asked in the same words, over the same articles."""
        told = {str(known["name"]): known for known in self.manifest["gold"]}.get(gold)
        if told is None or told["articles_sha256"] != articles.digest():
            return {}
        return {
            question.id: read_response(line)
            for question in questions
            if (line := self.lines.get((gold, question.id))) is not None and line["key"] == question_key(question)
        }

    def of(self, gold: str) -> int:
        """Return how many of its answers are to questions of a gold set."""
        return sum(name == gold for name, _ in self.lines)


def question_key(question: Question) -> str:
    """Return a hash of what a system is asked: the question and its history."""
    turns: list[Json] = [[*turn] for turn in question.history]
    return hashlib.sha256(to_text([question.question, turns]).encode("utf-8", "replace")).hexdigest()


def shipped_peers(folder: Path = FOLDER) -> tuple[Peer, ...]:
    """Return the peers whose answers travel with the package, by name of their folder."""
    return tuple(read_peer(path.parent) for path in sorted(folder.glob(f"*/{MANIFEST}")))


def read_peer(folder: Path) -> Peer:
    """Return the peer of a folder. Raises InputError when it is not one."""
    run = Run.open(folder)
    manifest, lines = run.read(MANIFEST), run.lines(RESPONSES)
    try:
        return Peer(manifest, {(str(line["gold"]), str(line["id"])): line for line in lines})
    except KeyError as error:
        raise InputError(f"{str(folder)!r} holds no answers of a peer: {error} is missing.") from error


def keep(run: Run, golds: Sequence[GoldSet], asked: Mapping[str, Sequence[Question]], told: Mapping[str, str]) -> Run:
    """Write the answers of a finished run as those of a peer, `told` naming `folder`, `system` and `model`.

    Raises InputError when a question of `asked` has no answer, and for a folder that is no plain name.
    """
    if not re.fullmatch(r"[a-z0-9_]+", told["folder"]):
        raise InputError(f"a peer's folder is small letters, digits and _, got {told['folder'][:40]!r}.")
    manifest, lines = run.read(MANIFEST), {str(line["id"]): line for line in run.lines(RESPONSES)}
    kept = []
    for gold in golds:
        for question in asked[gold.name]:
            line = lines.get(question.id, {})
            if line.get("asked") != question.question or "answer" not in line:
                raise InputError(f"the run holds no answer to {question.id!r}.", hint="Finish it first.")
            head = {"id": question.id, "gold": gold.name, "key": question_key(question), "asked": question.question}
            kept.append({**head, "answer": line["answer"]})
    target = Run(FOLDER / told["folder"])
    target.folder.mkdir(parents=True, exist_ok=True)
    target.write_lines(RESPONSES, kept)
    target.write(
        MANIFEST,
        {
            "schema": manifest["schema"],
            "system": told["system"],
            "model": told["model"],
            "asked_through": manifest["system"],
            "versions": manifest["versions"],
            "sample": manifest.get("sample"),
            "questions_sha256": hashlib.sha256("".join(line["key"] for line in kept).encode()).hexdigest(),
            "gold": [{"name": gold["name"], "articles_sha256": gold["articles_sha256"]} for gold in manifest["gold"]],
        },
    )
    return target
