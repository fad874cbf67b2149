"""Ask a program: for each question one process, a JSON object on its stdin and one on its stdout.

In goes `{"id", "question", "history", "corpus"}`; out comes an answer, `{"text", "citations"?, …}` as
`evals.responses` reads it, or `{"answer": {…}, "files"?, "passages"?, "confidence"?}`. Without the field `abstained` an
answer of which every sentence says that there is none is an abstention.
"""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

from evals.adapters.refusals import with_refusal
from evals.questions import Question
from rag.errors import InputError, OutsideError
from rag.wire import Json

SECONDS = 300.0  # for one answer
_TELLING = 200  # characters of what the program says when it fails


class Command:
    """Run `line`, split as a shell would and never given to one. Raises InputError when there is no such program."""

    def __init__(self, line: str, corpus: Path, seconds: float = SECONDS) -> None:
        try:
            self._words = shlex.split(line)
        except ValueError as error:
            raise InputError(f"the command {line[:60]!r} cannot be read: {error}.") from error
        if not self._words or shutil.which(self._words[0]) is None:
            raise InputError(f"no such program: {line[:60]!r}.", hint="Give the whole path, or see your PATH.")
        self._corpus, self._seconds = corpus, seconds

    @property
    def name(self) -> str:
        """Return the name of the program."""
        return Path(self._words[0]).name

    def fingerprint(self) -> Json:
        """Return the words of the command; what the program itself depends on is not known here."""
        return ["command", *self._words, str(self._corpus)]

    def respond(self, question: Question) -> dict[str, Json]:
        """Ask one question. Raises OutsideError when the program fails, takes too long, or gives no answer."""
        told = {"id": question.id, "question": question.question, "history": [[*turn] for turn in question.history]}
        document = json.dumps({**told, "corpus": str(self._corpus.resolve())}, ensure_ascii=False)
        try:
            done = subprocess.run(
                self._words, input=document.encode(), capture_output=True, timeout=self._seconds, check=False
            )
        except subprocess.TimeoutExpired:
            raise OutsideError(f"{self.name} took longer than {self._seconds:g} s.") from None
        except OSError as error:
            raise OutsideError(f"{self.name} cannot be run: {error}.") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()[-_TELLING:]
            raise OutsideError(f"{self.name} ended with {done.returncode}: {said}")
        return whole(_read(done.stdout, self.name))


def whole(answer: Any) -> dict[str, Json]:
    """Return an answer in its envelope, whether it came with one, alone, or as mere text. Raises OutsideError."""
    if isinstance(answer, str):
        return {"answer": with_refusal({"text": answer})}
    if isinstance(answer, dict) and isinstance(answer.get("answer"), dict):
        found = {key: answer[key] for key in ("files", "passages", "confidence", "answer") if key in answer}
        told = isinstance(found["answer"].get("text"), str)
        return {**found, "answer": with_refusal(found["answer"])} if told else found
    if isinstance(answer, dict) and isinstance(answer.get("text"), str):
        return {"answer": with_refusal(answer)}
    raise OutsideError("the system gave no answer with a text.")


def _read(raw: bytes, name: str) -> Any:
    try:
        return json.loads(raw)
    except ValueError as error:
        raise OutsideError(f"{name} gave no JSON: {error}.") from error
