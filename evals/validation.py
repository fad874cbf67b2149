"""Prove a gold set before anything is measured with it: `python -m evals.validation [FOLDER_OR_FILE …]`.

Every quote stands where it says in the very file it was taken from, every question can be answered from its evidence
word for word, nothing right is forbidden, no cluster lies in both halves, and the quotas hold. It prints each fault
with file and line. Exit 0 when there is none, 1 when there are, 2 when a set cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from evals.goldsets import GoldSet, open_gold, shipped_gold
from evals.matching import fold
from evals.questions import Entry, Evidence, Question, entries
from evals.soundness import faults_of
from rag.corpus import is_extracted, texts
from rag.errors import InputError, RagError

SMALLEST_HALF = 0.4  # of the questions; fewer in dev or test and its figures say nothing


@dataclass(frozen=True, slots=True)
class Fault:
    """Hold what is wrong in a file of questions; line 0 speaks of the file as a whole."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Validate the named sets, or all that are shipped, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.validation", description=__doc__)
    parser.add_argument("sets", nargs="*", help="folders with questions.jsonl and corpus.toml, or such a file")
    parser.add_argument("--corpus", type=Path, help="the folder of articles, in place of corpus.toml")
    options = parser.parse_args(arguments)
    try:
        golds = [open_gold(path, options.corpus) for path in options.sets] or list(shipped_gold())
        found = validate(golds)
        counted = [(gold, [entry.question for entry in entries(gold.questions)]) for gold in golds]
    except RagError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    for fault in found:
        print(fault)
    for gold, questions in counted:
        print(f"{gold.name}: {summary(questions)}")
    print(f"{len(found)} faults" if found else "every quote, hash and quota holds")
    return 1 if found else 0


def validate(golds: Sequence[GoldSet]) -> list[Fault]:
    """Return what is wrong in the gold sets, nothing when they are sound.

    Raises InputError naming file and line when a line is not a question at all.
    """
    faults: list[Fault] = []
    ids: dict[str, str] = {}
    for gold in golds:
        known = entries(gold.questions)
        for entry in known:
            place = f"{gold.questions}:{entry.line}"
            faults += (Fault(gold.questions, entry.line, f"{entry.question.id}: {m}") for m in _line(gold, entry))
            first = ids.setdefault(entry.question.id, place)
            if first != place:
                faults.append(Fault(gold.questions, entry.line, f"the id {entry.question.id!r} stands in {first} too"))
        faults += _together(gold, known)
    return faults


def summary(questions: Sequence[Question]) -> str:
    """Return one line that counts the questions by half, answerability, language and type."""
    refused = sum(not q.answerable for q in questions)
    languages = " ".join(f"{name} {n}" for name, n in Counter(q.lang for q in questions).most_common())
    types = " ".join(f"{name} {n}" for name, n in Counter(q.type for q in questions).most_common())
    halves = Counter(q.split for q in questions)
    share = f"{refused / len(questions):.0%}" if questions else "0%"
    return (
        f"{len(questions)} questions, dev {halves['dev']}, test {halves['test']}, not answerable {refused} ({share}); "
        f"{languages}; {types}"
    )


def _line(gold: GoldSet, entry: Entry) -> Iterator[str]:
    yield from faults_of(entry.question)
    for number, evidence in enumerate(entry.question.evidence):
        fault = _unproved(gold.articles, evidence)
        if fault:
            yield f"evidence {number}: {fault}"


def _unproved(articles: Path, evidence: Evidence) -> str | None:
    """Return why the place does not prove what it says, None when it does."""
    relative = PurePosixPath(evidence.file)
    if relative.is_absolute() or ".." in relative.parts or "\\" in evidence.file:
        return f"{evidence.file!r} is not a path below the articles"
    try:
        raw = _raw(articles / relative)
        text = _text(evidence, raw)
    except (OSError, ValueError, LookupError, InputError) as error:
        return f"{evidence.file} cannot be read as {evidence.encoding}: {error}"
    if text is None:
        return f"{evidence.file} has no article number {evidence.record}"
    if hashlib.sha256(raw).hexdigest() != evidence.sha256:
        return f"{evidence.file} is no longer the file that was hashed; look again at the quote and take its sha256"
    if not evidence.quote or not 0 <= evidence.start < evidence.end <= len(text):
        return f"the place {evidence.start} to {evidence.end} is empty or outside {evidence.file} (0 to {len(text)})"
    if text[evidence.start : evidence.end] != evidence.quote:
        at = text.find(evidence.quote)
        where = f"it begins at {at}" if at >= 0 else "it stands nowhere in the file"
        return f"the quote is not what stands in {evidence.file} at {evidence.start}; {where}"
    return None


def _text(evidence: Evidence, raw: bytes) -> str | None:
    """Return the text that the place counts in: of a foreign format what is taken out of it, as the store keeps it."""
    if not is_extracted(evidence.file):
        return raw.decode(evidence.encoding)
    return _extracted(evidence.file, raw).get(evidence.record)


@lru_cache(maxsize=64)
def _extracted(file: str, raw: bytes) -> dict[int | None, str]:
    return texts(file, raw)


@lru_cache(maxsize=64)
def _raw(path: Path) -> bytes:
    return path.read_bytes()


def _together(gold: GoldSet, known: Sequence[Entry]) -> Iterator[Fault]:
    """Yield what is wrong among the lines of one file and with the file as a whole."""
    halves: dict[str, str] = {}
    asked: dict[tuple[str, ...], int] = {}
    for entry in known:
        q = entry.question
        half = halves.setdefault(q.cluster, q.split)
        if half != q.split:
            yield Fault(gold.questions, entry.line, f"{q.id}: the cluster {q.cluster!r} lies in {half} as well")
        key = (fold(q.question), *(fold(text) for turn in q.history for text in turn))
        first = asked.setdefault(key, entry.line)
        if first != entry.line:
            yield Fault(gold.questions, entry.line, f"{q.id}: line {first} asks the same")
    yield from (Fault(gold.questions, 0, message) for message in _quotas(gold, [entry.question for entry in known]))


def _quotas(gold: GoldSet, questions: Sequence[Question]) -> Iterator[str]:
    wanted, total = gold.quotas, len(questions)
    if not total:
        yield "there is no question in it"
        return
    if total < wanted.questions:
        yield f"it holds {total} questions, its quota is {wanted.questions}"
    refused = sum(not q.answerable for q in questions) / total
    if refused < wanted.not_answerable:
        yield f"{refused:.1%} of its questions are not answerable, its quota is {wanted.not_answerable:.0%}"
    languages, types = Counter(q.lang for q in questions), Counter(q.type for q in questions)
    kinds = [("language", str(name), languages[name], least) for name, least in wanted.languages.items()]
    kinds += [("type", name, types[name], least) for name, least in wanted.types.items()]
    for kind, name, found, least in kinds:
        if found < least:
            yield f"{kind} {name}: {found} questions, its quota is {least}"
    if wanted.questions:
        for half, n in Counter({"dev": 0, "test": 0, **Counter(q.split for q in questions)}).items():
            if n < SMALLEST_HALF * total:
                yield f"{half} holds {n} of {total} questions, less than {SMALLEST_HALF:.0%}"


if __name__ == "__main__":
    sys.exit(main())
