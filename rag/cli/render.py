"""Print answers and passages for people, in the answer's language; text from articles is text, never markup."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from rich.console import Console
from rich.text import Text

from rag.cli.plain import plain
from rag.marking import join_claims
from rag.types import Answer, Citation, Claim, Leg, Passage, Usage

_NEAREST = 3
_SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Labels:
    """Hold the few words that stand around an answer."""

    sources: str
    nearest: str
    undated: str
    unanswered: str
    document: str
    documents: str
    quotes: str
    read_as: str
    only: str
    filters: Mapping[str, str]


ITALIAN = Labels(
    "Fonti", "I passaggi più vicini", "senza data", "Gli articoli non dicono", "documento", "documenti", "«»",
    "Domanda intesa", "Cercato solo", {"since": "dal", "until": "fino al", "file": "file", "outlet": "testata"},
)  # fmt: skip
ENGLISH = Labels(
    "Sources", "The nearest passages", "undated", "The articles do not say", "document", "documents", "“”",
    "Question read as", "Searched only", {"since": "since", "until": "until", "file": "file", "outlet": "outlet"},
)  # fmt: skip


def labels(language: str) -> Labels:
    """Return the words for a language: Italian for Italian, English for any other."""
    return ITALIAN if language == "it" else ENGLISH


def render_claim(claim: Claim) -> None:
    """Print one sentence of an answer that is still being written."""
    _Page().write(join_claims([claim]), style="bold")


def render_answer(answer: Answer, *, told: bool = False) -> None:
    """Print an answer with its numbered sources, or an abstention with what came nearest.

    `told` says that its sentences stand there already.
    """
    page, words = _Page(), labels(answer.answer_language)
    if answer.abstained or not told:
        for line in _lines(answer):
            page.write(line, style="bold")
    if answer.abstained:
        page.write(answer.reason or "")
        page.gap()
        _nearest(page, answer.passages, words)
    for part in answer.unanswered:
        page.write(f"{words.unanswered}: {part}", style="italic")
    if answer.citations:
        page.gap()
        page.write(words.sources, style="dim")
    for citation in answer.citations:
        _source(page, citation, words)
    page.gap()
    _understood(page, answer, words)
    speaker = answer.engine if answer.model is None else f"{answer.engine} ({answer.model})"
    seconds = answer.timings_ms.total / 1000
    count = answer.corpus.documents
    documents = f"{count} {words.document if count == 1 else words.documents}"
    page.write(" · ".join([speaker, f"{seconds:.2f} s", documents, *_spent(answer.usage)]), style="dim")


def _lines(answer: Answer) -> list[str]:
    """Return an answer as it is shown: a list of articles with a line each, any other as one text."""
    count, *items = answer.claims or (None,)
    cited = tuple(number for item in items if item is not None for number in item.citations)
    if count is None or len(items) < 2 or count.citations != cited:
        return [answer.text]
    return [join_claims([claim]) for claim in answer.claims]


def _understood(page: _Page, answer: Answer, words: Labels) -> None:
    """Print what was made of the question and which articles alone were searched; --literal undoes both."""
    read, filters = " ".join(answer.interpreted.question.split()), answer.interpreted.filters
    if read != " ".join(answer.question.split()):
        page.write(f"{words.read_as}: {read} (--literal)", style="dim")
    if filters:
        told = ", ".join(f"{words.filters.get(name, name)} {value}" for name, value in filters.items())
        page.write(f"{words.only}: {told} (--literal)", style="dim")


def _spent(usage: Usage) -> list[str]:
    """Return the tokens of a language model and what they cost, where that is known and not nothing."""
    tokens = usage.prompt_tokens + usage.completion_tokens
    if not tokens:
        return []
    return [f"{tokens} token", *([f"${usage.cost_usd:.4f}"] if usage.cost_usd else [])]


def render_passages(passages: Sequence[Passage]) -> None:
    """Print a ranked list: score, the rank and score of each leg, where the passage stands, how it begins."""
    page = _Page()
    if not passages:
        page.write("nothing found")
    for rank, passage in enumerate(passages, start=1):
        legs = f"meaning {_leg(passage.legs.dense)} · words {_leg(passage.legs.words)}"
        page.write(f"{rank}. {passage.score:.4f} · {legs}", style="bold")
        about = [f"{passage.file}:{passage.start}-{passage.end}", passage.title, passage.date]
        page.write(" · ".join(part for part in about if part), indent=4, style="cyan")
        page.write(_snippet(passage.text), indent=4)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise  # noqa: PLE0704 - the BrokenPipeError that rich is handling; rag.cli ends quietly, rich would exit with 1


class _Page:
    """Write to stdout: wrapped in a terminal, one line a paragraph elsewhere."""

    def __init__(self) -> None:
        self._console = _Console(file=sys.stdout, markup=False, highlight=False, emoji=False)

    def write(self, text: str, *, indent: int = 0, style: str = "") -> None:
        line = Text(plain(text), style=style)
        if not line:
            return
        width = max(self._console.width - indent, 20)
        for part in line.wrap(self._console, width) if self._console.is_terminal else [line]:
            part.rstrip()
            self._console.print(Text(" " * indent) + part, soft_wrap=True)

    def gap(self) -> None:
        self._console.print()


def _source(page: _Page, citation: Citation, words: Labels) -> None:
    page.write(f"[{citation.n}] {citation.title or citation.file}")
    place = citation.file if citation.line is None else f"{citation.file}:{citation.line}"
    about = [citation.date or words.undated, _host(citation.url), place]
    page.write(" · ".join(part for part in about if part), indent=4, style="cyan")
    page.write(f"{words.quotes[0]}{plain(citation.quote)}{words.quotes[1]}", indent=4)


def _nearest(page: _Page, passages: Sequence[Passage], words: Labels) -> None:
    best = {passage.file: passage for passage in reversed(passages)}
    shown = [passage for passage in passages if best[passage.file] is passage][:_NEAREST]
    if shown:
        page.write(words.nearest, style="dim")
    for passage in shown:
        about = [passage.title, passage.date or words.undated, passage.file]
        page.write(" · ".join(part for part in about if part), indent=2, style="cyan")
        page.write(_snippet(passage.text), indent=4)


def _snippet(text: str) -> str:
    line = plain(text)
    return line if len(line) <= _SNIPPET else f"{line[:_SNIPPET].rsplit(' ', 1)[0]} …"


def _leg(leg: Leg | None) -> str:
    return "–" if leg is None else f"{leg.rank} ({leg.score:.3f})"


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None
