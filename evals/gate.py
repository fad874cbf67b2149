"""Ask ten questions of the shipped articles and fail when an answer is wrong: `python -m evals.gate`.

A smoke test of the whole path on the real corpus: facts that must be told and from where, questions that must not be
answered, and what always holds of a citation. Exit 0 when all pass, 1 naming those that do not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag.assistant import Assistant
from rag.settings import shipped_corpus
from rag.types import Answer

QUESTIONS = Path(__file__).with_name("gate.jsonl")


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, print one line a question, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description=__doc__)
    parser.add_argument("--store", type=Path, help="where to keep the store")
    options = parser.parse_args(arguments)
    failed = 0
    with Assistant.open(corpus=shipped_corpus(), store=options.store, engine="extractive") as assistant:
        items = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
        for item in items:
            faults = judge(item, assistant.ask(item["question"]), shipped_corpus())
            failed += bool(faults)
            sys.stdout.write(f"{'FAIL' if faults else 'ok  '} {item['id']} {item['question']} {'; '.join(faults)}\n")
    sys.stdout.write(f"gate: {len(items) - failed} of {len(items)} questions pass\n")
    return 1 if failed else 0


def judge(item: dict[str, Any], answer: Answer, corpus: Path) -> list[str]:
    """Return what is wrong with an answer, nothing when it is right."""
    faults = _broken_citations(answer, corpus)
    if item.get("abstain"):
        return faults + ([] if answer.abstained else [f"should abstain, said {answer.text!r}"])
    if answer.abstained:
        return [*faults, "abstained"]
    missing = [either[0] for either in item["must"] if not any(text in answer.text for text in either)]
    if missing:
        faults.append(f"does not tell {', '.join(missing)}: {answer.text!r}")
    if item["file"] not in {citation.file for citation in answer.citations}:
        faults.append(f"does not cite {item['file']}")
    return faults


def _broken_citations(answer: Answer, corpus: Path) -> list[str]:
    faults = []
    for citation in answer.citations:
        try:
            text = (corpus / citation.file).read_bytes().decode(citation.encoding)
        except (OSError, ValueError, LookupError) as error:
            faults.append(f"citation {citation.n} cannot be looked up: {error}")
            continue
        if text[citation.start : citation.end] != citation.quote:
            faults.append(f"citation {citation.n} is not what stands in {citation.file}")
        if not any(
            p.file == citation.file and p.start <= citation.start and citation.end <= p.end for p in answer.passages
        ):
            faults.append(f"citation {citation.n} lies outside the passages")
    return faults


if __name__ == "__main__":
    sys.exit(main())
