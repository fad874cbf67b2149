"""Lay out the chat, and say which action leads where. Everything shown comes from the drawing modules.

The thread lives in the browser (its local storage); every action brings it along, so the server keeps nothing of it.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.errors import InputError
from rag.types import Filters
from ui.asking import Reception
from ui.conversation import View, converse
from ui.desk import Desk
from ui.export import to_json, to_markdown
from ui.filters import filters_from
from ui.frame import draw_starters, draw_welcome
from ui.markup import Markup
from ui.parts import BROWSER_SECRET, LOOKING, PRIVATE, number_of, part, text_of
from ui.reading import open_citation, open_passage
from ui.thread import Exchange, from_browser, to_browser
from ui.turns import draw_exchange, draw_thread
from ui.words import Words, words_for


@dataclass
class Chat:
    """Hold the components of the chat."""

    bar: gr.HTML
    past: gr.HTML
    now: gr.HTML
    starters: gr.HTML
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    narrow: gr.Accordion
    since: gr.Textbox
    until: gr.Textbox
    files: gr.Textbox
    panel: gr.HTML
    courier: gr.HTML
    thread: gr.BrowserState
    language: gr.BrowserState

    @property
    def told(self) -> list[Any]:
        """Return the components that an answer changes."""
        return [self.past, self.now, self.box, self.thread]

    @property
    def asking(self) -> list[Any]:
        """Return the components that a question is made of."""
        return [self.box, self.thread, self.language, self.since, self.until, self.files]

    @property
    def drawn(self) -> list[Any]:
        """Return the components that `draw` gives the values of."""
        narrowing = [self.narrow, self.since, self.until, self.files]
        return [self.past, self.now, self.starters, self.box, self.ask, self.stop, *narrowing, self.panel]

    def draw(self, words: Words, thread: Any, starters: Sequence[str]) -> list[Any]:
        """Return the values of `drawn` for a thread as the browser keeps it."""
        turns = from_browser(thread)
        return [
            draw_thread(turns, words),
            "" if turns else draw_welcome(words),
            draw_starters(starters, words),
            gr.Textbox(label=words("question"), placeholder=words("placeholder")),
            gr.Button(words("ask")),
            gr.Button(words("stop")),
            gr.Accordion(label=words("filters")),
            *(gr.Textbox(label=words(f"{name}_label")) for name in ("since", "until", "file")),
            "",
        ]


def lay_out_chat(corpus_key: str, bar: gr.HTML, language: gr.BrowserState) -> Chat:
    """Return the components, laid out; `corpus_key` parts the threads of different corpora in one browser."""
    thread = gr.BrowserState([], storage_key=f"fonte.thread.{corpus_key}", secret=BROWSER_SECRET)
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk"):
            past, now, starters = part("past"), part("now"), part("starters")
            with gr.Row(elem_id="composer"):
                box = gr.Textbox(
                    lines=1, max_lines=6, max_length=4000, label="?", container=False, elem_id="box", scale=9
                )
                ask = gr.Button("?", variant="primary", elem_id="ask", min_width=88, scale=0)
                stop = gr.Button("?", variant="secondary", elem_id="stop", min_width=88, scale=0)
                with gr.Accordion("?", open=False, elem_id="narrow") as narrow, gr.Row(elem_id="narrowing"):
                    since, until = (gr.Textbox(label="?", max_length=10, min_width=120) for _ in range(2))
                    files = gr.Textbox(label="?", max_length=400, min_width=180)
        panel = part("panel", elem_classes="beside")
    courier = part("courier", html_template="<span></span>")
    return Chat(bar, past, now, starters, box, ask, stop, narrow, since, until, files, panel, courier, thread, language)


def wire_chat(chat: Chat, desk: Desk, reception: Reception) -> None:
    """Connect every action of the chat."""
    _wire_asking(chat, reception)
    _wire_reading(chat, desk)
    _wire_saving(chat)


# ── asking ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _wire_asking(chat: Chat, reception: Reception) -> None:
    async def ask_here(
        question: str, thread: Any, language: Any, since: str, until: str, files: str, request: gr.Request
    ) -> AsyncIterator[Any]:
        try:
            filters = filters_from(since or "", until or "", files or "")
        except InputError as mistake:  # shown, and the question stays in its box
            turns = from_browser(thread)
            wrong = Exchange(question, note="failed", detail=str(mistake))
            yield {chat.now: draw_exchange(wrong, len(turns), words_for(language))}
            return
        async for shown in _asked(chat, reception, request, question, from_browser(thread), language, filters=filters):
            yield shown

    async def ask_again(thread: Any, language: Any, event: gr.EventData, request: gr.Request) -> AsyncIterator[Any]:
        turns = from_browser(thread)
        place = number_of(event, "place")
        if not 0 <= place < len(turns):
            return
        how, before = text_of(event, "how"), turns[:place]
        answer = turns[place].answer
        filters = Filters(from_words=False)
        if how != "unfiltered" and answer is not None:
            told = answer.interpreted.filters
            files = tuple(part for part in told.get("file", "").split(", ") if part)
            outlets = tuple(part for part in told.get("outlet", "").split(", ") if part)
            filters = Filters(told.get("since"), told.get("until"), files, outlets, from_words=how != "plain")
        async for shown in _asked(
            chat, reception, request, turns[place].question, before, language, filters=filters, follow=how != "plain"
        ):
            yield shown

    def stop(request: gr.Request) -> None:
        reception.stop(str(request.session_hash))

    options: dict[str, Any] = {"outputs": chat.told, "concurrency_limit": None, **PRIVATE}
    gr.on([chat.box.submit, chat.ask.click], ask_here, inputs=chat.asking, **options)
    for shown in (chat.past, chat.now):
        shown.again(ask_again, inputs=[chat.thread, chat.language], **options)
        shown.edit(_edited, inputs=chat.thread, outputs=chat.box, **PRIVATE)
    chat.starters.starter(_starter, outputs=chat.box, **PRIVATE).then(ask_here, inputs=chat.asking, **options)
    chat.stop.click(stop, queue=False, **PRIVATE)


async def _asked(
    chat: Chat, reception: Reception, request: gr.Request, question: str, thread: Any, language: Any, **how: Any
) -> AsyncIterator[Any]:
    """Yield the changes of the page for one question, as Gradio wants them."""
    session = str(request.session_hash)
    words = words_for(language, request.headers.get("accept-language"))  # who asks at once is before the page's own
    if reception.is_asking(session):
        gr.Info(words("one_at_a_time"), duration=4)
        yield {chat.box: gr.skip()}
        return
    try:
        async for view in converse(reception, session, question, thread, words, **how):
            yield _changes(chat, view)
    except InputError:
        yield {chat.box: gr.Textbox(value="")}


def _changes(chat: Chat, view: View) -> dict[Any, Any]:
    """Return what changes; which of the two buttons is shown follows from the page alone, in `look.css`."""
    changes: dict[Any, Any] = {chat.now: view.now}
    if view.past is not None:
        changes |= {chat.past: view.past, chat.box: ""}
    if view.thread is not None:
        changes |= {chat.thread: to_browser(view.thread)}
    return changes


def _edited(thread: Any, event: gr.EventData) -> str:
    turns, place = from_browser(thread), number_of(event, "place")
    return turns[place].question if 0 <= place < len(turns) else ""


def _starter(event: gr.EventData) -> str:
    return text_of(event, "question")


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _wire_reading(chat: Chat, desk: Desk) -> None:
    def cite(thread: Any, language: Any, event: gr.EventData) -> Markup | str:
        return _drawn(desk, thread, language, event, near=False)

    def near(thread: Any, language: Any, event: gr.EventData) -> Markup | str:
        return _drawn(desk, thread, language, event, near=True)

    options: dict[str, Any] = {"inputs": [chat.thread, chat.language], "outputs": chat.panel, **LOOKING}
    for shown in (chat.past, chat.now, chat.panel):
        shown.cite(cite, **options)
        shown.near(near, **options)


def _drawn(desk: Desk, thread: Any, language: Any, event: gr.EventData, *, near: bool) -> Markup | str:
    turns, place, n = from_browser(thread), number_of(event, "place"), number_of(event, "n")
    answer = turns[place].answer if 0 <= place < len(turns) else None
    if answer is None:
        return ""
    words = words_for(language)
    return (open_passage(desk, answer, n, words) if near else open_citation(desk, answer, n, place, words)) or ""


# ── saving ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _wire_saving(chat: Chat) -> None:
    def save(thread: Any, language: Any, event: gr.EventData) -> str:
        turns, place = from_browser(thread), number_of(event, "place")
        answer = turns[place].answer if 0 <= place < len(turns) else None
        if answer is None:
            return ""
        saved = to_markdown(answer, words_for(language)) if text_of(event, "kind") == "markdown" else to_json(answer)
        # `page.js` makes the file; the number makes every save a new one.
        return json.dumps({"name": saved.name, "text": saved.text, "number": time.monotonic_ns()})

    for shown in (chat.past, chat.now):
        shown.save(save, inputs=[chat.thread, chat.language], outputs=chat.courier, **PRIVATE)
