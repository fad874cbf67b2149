"""Name the values that flow through Fonte; import nothing, know no stage.

Every value is frozen: a stage returns new values and changes none. Offsets are Python string indexes into the
document's decoded text, end exclusive. Dates are ISO 8601 and may be partial ("2026-01"). Scores grow with goodness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["supported", "partial", "unsupported"]
CheckResult: TypeAlias = Literal["ok", "failed", "n/a"]

CHECKS = ("numbers", "dates", "names", "negation", "hedge", "attribution", "roles", "meaning")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Mark `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the marked part of `text`."""
        return text[self.start : self.end]


# ── the write path ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one article as read: its exact text, what is furniture in it, and what it says of itself.

    `file` is the path relative to the corpus with forward slashes, for one article of many in a file with its number
    (see `rag.naming`); `sha256` is of the file's bytes; `date_source` says how the date is known, None when it is not;
    `language` is ISO 639-1, or "und". `extracted` says that `text` is not the decoded file but what a reader took out
    of it, `pages` where each of its pages begins (empty: it has none).
    """

    file: str
    text: str
    encoding: str
    sha256: str
    title: str | None = None
    date: str | None = None
    date_source: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = "und"
    furniture: tuple[Span, ...] = ()
    author: str | None = None
    extracted: bool = False
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Hold a run of whole sentences of one document; `line` (from 1) is where it starts."""

    id: str
    file: str
    start: int
    end: int
    line: int
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Name a file that could not be taken in, and why, in one line."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Tell what a sync did; every file of the folder stands in exactly one of the lists."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()  # (old, new)
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    failed: tuple[FileProblem, ...] = ()
    embedded: int = 0  # texts sent to the embedder
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class CorpusState:
    """Say which state of the corpus an answer speaks of."""

    documents: int
    state: str


# ── the read path ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Leg:
    """Hold a passage's place in one leg of the search; `rank` counts from 1."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Legs:
    """Hold what each leg said of a passage; None when the leg did not find it."""

    dense: Leg | None = None
    words: Leg | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrow a search: dates are ISO and inclusive, files are paths or shell patterns relative to the corpus.

    A date filter never hides an undated article. `outlets` are names as the articles give them. `from_words` lets the
    words of the question narrow it further ("negli articoli del 2026"), where nothing is set here, and reads misspelt
    ones as those of the articles.
    """

    since: str | None = None
    until: str | None = None
    files: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    from_words: bool = True

    def __bool__(self) -> bool:
        return bool(self.since or self.until or self.files or self.outlets)


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold one chunk as found by a search."""

    file: str
    start: int
    end: int
    text: str
    title: str | None
    date: str | None
    score: float
    legs: Legs


@dataclass(frozen=True, slots=True)
class Source:
    """Hold what is known of a document without its text, as citations need it."""

    file: str
    sha256: str
    encoding: str
    title: str | None
    date: str | None
    outlet: str | None
    url: str | None
    language: str
    author: str | None = None
    extracted: bool = False
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold one citable sentence of a passage.

    `passage` is its passage's place in the search result (from 0), `line` counts from 1.
    """

    file: str
    start: int
    end: int
    line: int
    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hold all that answering may see: passages best first, their sentences, and the documents they come from.

    `rarity` gives, for a folded word of the question, its inverse document frequency scaled to 0..1 (1: no passage uses
    it); `related` gives corpus words of near meaning with a strength in 0..1; `similarities` gives, for the question
    and for each part of it, the cosine with every sentence, in the order of `sentences`; `contrasts` those cosines once
    what the sentences of an article have in common is taken away; both are empty without an embedder. `listed` is
    there when the question asks for every article that mentions something.
    """

    passages: tuple[Passage, ...]
    sentences: Sequence[Sentence]
    sources: Mapping[str, Source]
    state: CorpusState
    rarity: Mapping[str, float] = field(default_factory=dict)
    related: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    similarities: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    contrasts: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold what a scan of the whole corpus for a term found: one sentence of each article that mentions it.

    `places` are indexes into `SearchResult.sentences`; `among` is the number of articles that were scanned. Without a
    term they are the latest articles of all.
    """

    term: str
    places: tuple[int, ...]
    among: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Tell the user something beside the answer; `code` is stable, `message` is one line."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Point at the exact place of a quote; see the contract in README.md, "The Answer"."""

    n: int
    file: str
    title: str | None
    date: str | None
    url: str | None
    encoding: str
    start: int
    end: int
    line: int | None
    page: int | None
    record: int | None
    quote: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold one sentence of an answer with the numbers of its citations and what the checks said of it."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict
    checks: Mapping[str, CheckResult]


@dataclass(frozen=True, slots=True)
class Interpreted:
    """Hold the question as it was understood."""

    question: str
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Usage:
    """Count a model's tokens; `cost_usd` is None when the price is unknown."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = 0.0


@dataclass(frozen=True, slots=True)
class Timings:
    """Hold milliseconds by stage."""

    retrieve: float = 0.0
    generate: float = 0.0
    check: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold an answer, or an abstention, with everything needed to check it."""

    question: str
    interpreted: Interpreted
    language: str
    answer_language: str
    abstained: bool
    reason: str | None
    text: str
    claims: tuple[Claim, ...]
    unanswered: tuple[str, ...]
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    engine: str
    model: str | None
    corpus: CorpusState
    usage: Usage = Usage()
    timings_ms: Timings = Timings()
    warnings: tuple[Notice, ...] = ()
    schema: int = 1


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """Tell which stage has begun: "sync", "search", "answer" or "check"."""

    stage: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class ClaimEvent:
    """Hand over one checked sentence with the citations it uses."""

    claim: Claim
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """Hand over the whole Answer, last."""

    answer: Answer


Event: TypeAlias = StatusEvent | ClaimEvent | AnswerEvent
