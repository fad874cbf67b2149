"""Draw the source panel: a whole article with the cited passages marked, the rest of the page greyed.

Takes a document as the store keeps it, gives Markup. The marks are made from offsets, so a mark holds exactly the
characters that are quoted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.types import Answer, Citation, Document, Passage, Span
from ui.markup import Child, Markup, line, tag
from ui.sources import position
from ui.words import Words

MOST_CHARACTERS = 200_000  # of one article on a page; of a longer one, the part around the passage


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a passage to be shown: its number, where it stood, what it said."""

    n: int
    start: int
    end: int
    quote: str
    told: str = ""


def draw_citation(answer: Answer, n: int, document: Document | None, turn: int, words: Words) -> Markup | None:
    """Return the panel for citation `n` of `answer`, whose article is `document` (None when it is gone)."""
    by_number = {citation.n: citation for citation in answer.citations}
    if n not in by_number:
        return None
    cited = by_number[n]
    places = [_place(c, words) for c in answer.citations if (c.file, c.record) == (cited.file, cited.record)]
    steps = [number for number in (n - 1, n + 1) if number in by_number]
    nav = _steps(n, len(by_number), steps, turn, words)
    return _panel(document, cited, places, _place(cited, words), nav, words)


def draw_passage(answer: Answer, index: int, document: Document | None, words: Words) -> Markup | None:
    """Return the panel for a passage that came near, by its place among the answer's passages."""
    if not 0 <= index < len(answer.passages):
        return None
    passage = answer.passages[index]
    place = Place(1, passage.start, passage.end, passage.text)
    return _panel(document, passage, [place], place, None, words)


def draw_preview(document: Document, words: Words) -> Markup:
    """Return the panel for an article alone: what was taken as article, and what as furniture."""
    return _panel(document, document, [], None, None, words)


def _place(citation: Citation, words: Words) -> Place:
    return Place(citation.n, citation.start, citation.end, citation.quote, position(citation, words))


def _panel(
    document: Document | None,
    source: Citation | Passage | Document,
    places: Sequence[Place],
    active: Place | None,
    nav: Markup | None,
    words: Words,
) -> Markup:
    title = line(source.title or "") or line(source.file)
    close = tag("button", "×", type="button", class_="close", data_act="close", aria_label=words("close"))
    dated = getattr(source, "date", None) or words("undated")
    outlet = document.outlet if document is not None else None
    told = [dated, line(outlet or ""), line(source.file), active.told if active else ""]
    head = tag(
        "header",
        tag("div", tag("h2", title, id="panel-title", tabindex=-1), close, class_="panel-top"),
        tag("p", " · ".join(part for part in told if part), class_="panel-about"),
        _address(document.url if document is not None else None, words),
        nav,
    )
    body = _gone(active, words) if document is None else _article(document, places, active, words)
    return tag("section", head, body, class_="panel", role="region", aria_labelledby="panel-title")


def _address(url: str | None, words: Words) -> Markup | None:
    """Return the address as text with a button that copies it; it is never a link."""
    if not url:
        return None
    text = line(url)
    button = tag("button", words("copy_address"), type="button", class_="action", data_act="copy", data_text=text)
    return tag("p", tag("span", text, class_="address"), " ", button, class_="panel-address")


def _steps(n: int, count: int, reachable: Sequence[int], turn: int, words: Words) -> Markup | None:
    if count < 2:
        return None

    def step(name: str, sign: str, to: int) -> Markup:
        return tag(
            "button", sign, type="button", class_="step", data_act="cite", data_place=turn, data_n=to,
            aria_label=words(name), disabled=to not in reachable,
        )  # fmt: skip

    where = tag("span", words("of", n=n, count=count), class_="where")
    return tag("nav", step("previous", "‹", n - 1), where, step("next", "›", n + 1), class_="steps")


def _gone(active: Place | None, words: Words) -> list[Child]:
    parts: list[Child] = [tag("p", words("gone"), class_="panel-note")]
    return [*parts, tag("blockquote", active.quote)] if active is not None else parts


def _article(document: Document, places: Sequence[Place], active: Place | None, words: Words) -> list[Child]:
    parts: list[Child] = []
    found = [place for place in (_today(place, document.text) for place in places) if place is not None]
    now = next((place for place in found if active is not None and place.n == active.n), None)
    if active is not None and now is None:
        parts += [tag("p", words("changed"), class_="panel-note"), tag("blockquote", active.quote)]
    elif active is not None and now is not None and now.start != active.start:
        parts.append(tag("p", words("moved"), class_="panel-note"))
    if document.furniture:
        parts.append(tag("p", words("furniture_note"), class_="panel-hint"))
    shown = _window(document.text, now)
    text = [_piece(piece, document, found, now) for piece in _pieces(document, found, shown)]
    before = tag("p", words("cut_before"), class_="panel-hint") if shown.start > 0 else None
    after = tag("p", words("cut_after"), class_="panel-hint") if shown.end < len(document.text) else None
    return [*parts, before, tag("div", text, class_="article", lang=_language(document)), after]


def _language(document: Document) -> str | None:
    return None if document.language == "und" else document.language


def _today(place: Place, text: str) -> Place | None:
    """Return where a passage stands in today's text, or None when it stands nowhere."""
    if text[place.start : place.end] == place.quote:
        return place
    start = text.find(place.quote) if place.quote.strip() else -1
    return None if start < 0 else replace(place, start=start, end=start + len(place.quote))


def _window(text: str, now: Place | None) -> Span:
    if len(text) <= MOST_CHARACTERS:
        return Span(0, len(text))
    middle = now.start if now is not None else 0
    start = max(0, min(middle - MOST_CHARACTERS // 2, len(text) - MOST_CHARACTERS))
    return Span(start, max(start + MOST_CHARACTERS, now.end if now is not None else 0))


def _pieces(document: Document, places: Sequence[Place], shown: Span) -> Iterator[Span]:
    """Return the runs of text in which nothing begins or ends."""
    edges = {shown.start, shown.end}
    for span in (*document.furniture, *places):
        edges |= {edge for edge in (span.start, span.end) if shown.start < edge < shown.end}
    ordered = sorted(edges)
    for start, end in zip(ordered, ordered[1:], strict=False):
        yield Span(start, end)


def _piece(piece: Span, document: Document, places: Sequence[Place], now: Place | None) -> Child:
    words = piece.of(document.text)
    inside = [place for place in places if place.start <= piece.start and piece.end <= place.end]
    if inside:
        active = now is not None and now in inside
        numbers = " ".join(str(place.n) for place in inside)
        return tag("mark", words, class_="active" if active else None, data_n=numbers)
    before = bisect_right(document.furniture, piece.start, key=lambda span: span.start) - 1
    if before >= 0 and piece.end <= document.furniture[before].end:
        return tag("span", words, class_="furniture")
    return words
