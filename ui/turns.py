"""Draw an exchange: the question, then the answer sentence by sentence with its citations, or a calm abstention.

Takes values of rag.types, gives Markup. Every action is a button that names itself in `data-act`, which
`page.js` hands on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.types import CHECKS, Answer, Citation, Claim, Passage
from ui.markup import Child, Markup, line, tag
from ui.sources import about, draw_sources, snippet
from ui.thread import Exchange
from ui.words import Words

_NEAREST = 3


def draw_thread(thread: Sequence[Exchange], words: Words, *, first: int = 0) -> Markup:
    """Return the exchanges, numbered from `first`; empty for none."""
    return Markup("").join(draw_exchange(turn, first + place, words) for place, turn in enumerate(thread))


def draw_exchange(turn: Exchange, place: int, words: Words) -> Markup:
    """Return one finished exchange; `place` is where it stands in the thread, from 0."""
    body: list[Child] = []
    if turn.answer is not None:
        body += _answer(turn.answer, place, words, turn.outlets)
    if turn.note is not None:
        body.append(_note(turn, words))
    return _frame(turn.question, place, words, [*body, _foot(turn, place, words)])


def draw_stream(question: str, place: int, said: Sequence[Markup], stage: str, words: Words) -> Markup:
    """Return an exchange while it is answered: the sentences drawn so far, and what is being done."""
    name = {"answer": "writing", "check": "checking"}.get(stage, "searching")
    waiting = tag("p", tag("span", class_="dots", aria_hidden="true"), words(name), class_="stage")
    return _frame(question, place, words, [tag("div", said, class_="claims") if said else None, waiting])


# ── parts of an exchange ──────────────────────────────────────────────────────────────────────────────────────────


def _frame(question: str, place: int, words: Words, body: Sequence[Child]) -> Markup:
    label = f"turn-{place}"
    title = tag("h2", tag("span", words("you_asked"), class_="unseen"), " ", question, class_="asked", id=label)
    return tag("article", title, body, class_="turn", aria_labelledby=label, data_turn=place)


def _answer(answer: Answer, place: int, words: Words, outlets: Mapping[str, str]) -> list[Child]:
    by_number = {citation.n: citation for citation in answer.citations}
    parts: list[Child] = [_interpreted(answer, place, words)]
    if answer.claims:
        claims = [draw_claim(claim, by_number, place, words, outlets) for claim in answer.claims]
        parts.append(tag("div", claims, class_="claims", lang=answer.answer_language))
    elif answer.abstained:
        parts += _abstention(answer, place, words)
    if answer.unanswered:
        parts += [
            tag("p", tag("strong", f"{words('not_told')}: "), part, class_="unanswered") for part in answer.unanswered
        ]
    return [*parts, draw_sources(answer, place, words, outlets), _notices(answer, words)]


def _interpreted(answer: Answer, place: int, words: Words) -> Markup | None:
    chips = []
    asked, understood = answer.question, answer.interpreted.question
    if line(understood) != line(asked):
        chips.append(_chip(f"{words('understood')}: {understood}", "again", words("as_written"), place, how="plain"))
    for name, value in answer.interpreted.filters.items():
        told = words(name) if name in ("since", "until", "file", "outlet") else name
        chips.append(_chip(f"{told} {value}", "again", words("without_filter"), place, how="unfiltered"))
    return tag("div", chips, class_="chips") if chips else None


def _chip(text: str, act: str, label: str, place: int, **data: str) -> Markup:
    extra = {f"data_{key}": value for key, value in data.items()}
    cross = tag("button", "×", type="button", data_act=act, data_place=place, aria_label=label, **extra)
    return tag("span", tag("span", text), cross, class_="chip")


def draw_claim(
    claim: Claim, citations: Mapping[int, Citation], place: int, words: Words, outlets: Mapping[str, str]
) -> Markup:
    """Return one sentence with its citations and its verdict; `outlets` are those of the cited files."""
    cited = [citations[number] for number in claim.citations if number in citations]
    buttons = [_cite(citation, place, words, outlets.get(citation.file)) for citation in cited]
    marks = tag("span", buttons, _verdict(claim, words), class_="marks")
    return tag("p", tag("bdi", claim.text, class_="said"), "\u00a0", marks, class_="claim")


def _cite(citation: Citation, place: int, words: Words, outlet: str | None) -> Markup:
    number, told = citation.n, about(citation, words, outlet)
    button = tag(
        "button", str(number), type="button", class_="cite", data_act="cite", data_place=place, data_n=number,
        aria_label=f"{words('citation', n=number)}: {told}",
    )  # fmt: skip
    card = tag(
        "span",
        tag("span", told, class_="card-about"),
        tag("bdi", snippet(citation.quote), class_="card-quote"),
        class_="card", aria_hidden="true",
    )  # fmt: skip
    return tag("span", button, card, class_="hover")


def _verdict(claim: Claim, words: Words) -> Markup:
    told = [_check(name, str(claim.checks[name]), words) for name in CHECKS if claim.checks.get(name, "n/a") != "n/a"]
    heading = words(claim.verdict)
    detail = words("checked", what=", ".join(told)) if told else ""
    sign = {"supported": "✓", "partial": "◐"}.get(claim.verdict, "!")
    button = tag(
        "button", sign, type="button", class_=f"verdict {claim.verdict}", data_act="hint",
        aria_label=f"{heading}. {detail}".strip(),
    )  # fmt: skip
    card = tag(
        "span", tag("strong", heading), tag("span", detail) if detail else None, class_="card", aria_hidden="true"
    )
    return tag("span", button, card, class_="hover")


def _check(name: str, result: str, words: Words) -> str:
    told = words(f"check_{name}")
    return told if result == "ok" else words("failed_check", what=told)


def _abstention(answer: Answer, place: int, words: Words) -> list[Child]:
    seen: dict[str, Passage] = {}
    for passage in answer.passages:
        seen.setdefault(passage.file, passage)
    nearest = [
        tag(
            "li",
            tag(
                "button", tag("span", about(passage, words), class_="source-about"),
                tag("bdi", snippet(passage.text), class_="source-quote"),
                type="button", data_act="near", data_place=place, data_n=answer.passages.index(passage),
            ),
        )
        for passage in list(seen.values())[:_NEAREST]
    ]  # fmt: skip
    parts: list[Child] = [tag("p", answer.text, class_="abstained", lang=answer.answer_language)]
    if answer.reason:
        parts.append(tag("p", answer.reason, class_="reason", lang=answer.answer_language))
    if nearest:
        parts.append(tag("h3", words("nearest"), class_="small-title"))
        parts.append(tag("ul", nearest, class_="sources nearest"))
    return [*parts, tag("p", words("suggest"), class_="suggest")]


def _notices(answer: Answer, words: Words) -> Markup | None:
    messages = list(dict.fromkeys(notice.message for notice in answer.warnings))
    if not messages:
        return None
    count = len(messages)
    title = words("notes_one") if count == 1 else words("notes_many", count=count)
    return tag(
        "details", tag("summary", title), tag("ul", [tag("li", message) for message in messages]), class_="notes"
    )


def _note(turn: Exchange, words: Words) -> Markup:
    detail = turn.detail and tag("span", turn.detail, class_="detail")
    return tag("p", words(turn.note or "failed"), " ", detail or None, class_=f"note {turn.note}")


def _foot(turn: Exchange, place: int, words: Words) -> Markup:
    told: list[str] = []
    if turn.answer is not None and turn.answer.engine:
        told = _speaker(turn.answer, words)
    buttons = [_action("again", "retry", place, words), _action("edit", "edit", place, words)]
    if turn.answer is not None and turn.note is None:
        buttons += [
            _action("save", kind, place, words, label=words(f"save_{kind}"), data_kind=kind)
            for kind in ("markdown", "json")
        ]
    return tag(
        "footer",
        tag("span", " · ".join(told), class_="speaker") if told else None,
        tag("span", buttons, class_="actions", role="group", aria_label=words("actions")),
    )


def _speaker(answer: Answer, words: Words) -> list[str]:
    spent = answer.usage.prompt_tokens + answer.usage.completion_tokens
    seconds = f"{answer.timings_ms.total / 1000:.1f}"
    told = [answer.engine if answer.model is None else f"{answer.engine} ({line(answer.model)})"]
    told.append(words("seconds", count=seconds.replace(".", ",") if words.language == "it" else seconds))
    return [*told, words("tokens", count=spent)] if spent else told


def _action(act: str, name: str, place: int, words: Words, *, label: str | None = None, **data: str) -> Markup:
    return tag(
        "button", words(name), type="button", class_="action", data_act=act, data_place=place, aria_label=label, **data
    )
