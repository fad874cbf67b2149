"""Draw the page with Gradio: components, and which action leads where. Everything shown comes from the drawing modules.

The thread lives in the browser (its local storage); every action brings it along, so the server keeps nothing of it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

import gradio as gr

from rag.errors import InputError
from rag.naming import article_name
from rag.types import Filters
from ui.asking import Reception
from ui.conversation import View, converse
from ui.desk import Desk
from ui.frame import draw_bar, draw_welcome
from ui.markup import Markup
from ui.panel import draw_citation, draw_passage
from ui.thread import from_browser, to_browser
from ui.turns import draw_thread
from ui.words import words_for

SCRIPT = resources.files("ui").joinpath("page.js").read_text(encoding="utf-8")
STYLE = resources.files("ui").joinpath("look.css").read_text(encoding="utf-8")
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_BROWSER_LANGUAGE = """(language, thread) => [language === 'it' || language === 'en' ? language
    : (navigator.language || '').toLowerCase().startsWith('it') ? 'it' : 'en', thread]"""


def part(name: str, **options: Any) -> gr.HTML:
    """Return a part of the page that holds Markup and speaks through `page.js`."""
    return gr.HTML("", elem_id=name, js_on_load=SCRIPT, apply_default_css=False, **options)


@dataclass
class Chat:
    """Hold the components of the chat."""

    bar: gr.HTML
    past: gr.HTML
    now: gr.HTML
    box: gr.Textbox
    ask: gr.Button
    stop: gr.Button
    panel: gr.HTML
    thread: gr.BrowserState
    language: gr.BrowserState

    @property
    def told(self) -> list[Any]:
        """Return the components that an answer changes."""
        return [self.past, self.now, self.box, self.ask, self.stop, self.thread]


def build_page(desk: Desk, reception: Reception, *, corpus_key: str) -> gr.Blocks:
    """Return the page; `corpus_key` parts the threads of different corpora in one browser."""
    with gr.Blocks(title="Fonte", analytics_enabled=False, fill_width=True) as page:
        chat = _lay_out(corpus_key)
        _wire_asking(chat, reception)
        _wire_reading(chat, desk)
        _wire_opening(page, chat, desk)
    page.queue(default_concurrency_limit=None, api_open=False)
    return page


def _lay_out(corpus_key: str) -> Chat:
    secret = "fonte"  # the browser's own copy of its own conversation: Gradio wants a name for it, nothing is hidden
    thread = gr.BrowserState([], storage_key=f"fonte.thread.{corpus_key}", secret=secret)
    language = gr.BrowserState(None, storage_key="fonte.language", secret=secret)
    bar = part("bar")
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="talk"):
            past, now = part("past"), part("now")
            with gr.Row(elem_id="composer"):
                box = gr.Textbox(
                    lines=1, max_lines=6, max_length=4000, label="?", container=False, elem_id="box", scale=9
                )
                ask = gr.Button("?", variant="primary", elem_id="ask", min_width=88, scale=0)
                stop = gr.Button("?", variant="secondary", elem_id="stop", min_width=88, scale=0, visible=False)
        panel = part("panel")
    return Chat(bar, past, now, box, ask, stop, panel, thread, language)


# ── asking ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _wire_asking(chat: Chat, reception: Reception) -> None:
    async def ask(question: str, thread: Any, language: Any, request: gr.Request) -> AsyncIterator[Any]:
        async for shown in _asked(chat, reception, request, question, from_browser(thread), language):
            yield shown

    async def again(thread: Any, language: Any, event: gr.EventData, request: gr.Request) -> AsyncIterator[Any]:
        turns = from_browser(thread)
        place = _number(event, "place")
        if not 0 <= place < len(turns):
            return
        how, before = getattr(event, "how", None), turns[:place]
        answer = turns[place].answer
        filters = Filters()
        if how != "unfiltered" and answer is not None:
            told = answer.interpreted.filters
            files = tuple(part for part in told.get("file", "").split(", ") if part)
            filters = Filters(told.get("since"), told.get("until"), files)
        async for shown in _asked(
            chat, reception, request, turns[place].question, before, language, filters=filters, follow=how != "plain"
        ):
            yield shown

    def stop(request: gr.Request) -> None:
        reception.stop(str(request.session_hash))

    options: dict[str, Any] = {"outputs": chat.told, "concurrency_limit": None, **_PRIVATE}
    gr.on([chat.box.submit, chat.ask.click], ask, inputs=[chat.box, chat.thread, chat.language], **options)
    for shown in (chat.past, chat.now):
        shown.again(again, inputs=[chat.thread, chat.language], **options)
        shown.starter(_starter, outputs=chat.box, **_PRIVATE).then(
            ask, inputs=[chat.box, chat.thread, chat.language], **options
        )
        shown.edit(_edited, inputs=chat.thread, outputs=chat.box, **_PRIVATE)
    chat.stop.click(stop, queue=False, **_PRIVATE)
    chat.bar.new(
        lambda language: ["", draw_welcome(words_for(language)), [], ""],
        inputs=chat.language, outputs=[chat.past, chat.now, chat.thread, chat.panel], **_PRIVATE,
    )  # fmt: skip


async def _asked(
    chat: Chat, reception: Reception, request: gr.Request, question: str, thread: Any, language: Any, **how: Any
) -> AsyncIterator[Any]:
    """Yield the changes of the page for one question, as Gradio wants them."""
    session = str(request.session_hash)
    try:
        async for view in converse(reception, session, question, thread, words_for(language), **how):
            yield _changes(chat, view)
    except InputError:
        yield {chat.box: gr.Textbox(value="")}


def _changes(chat: Chat, view: View) -> dict[Any, Any]:
    changes: dict[Any, Any] = {chat.now: view.now}
    if view.past is not None:
        changes |= {chat.past: view.past, chat.box: "", chat.ask: gr.Button(visible=False)}
        changes |= {chat.stop: gr.Button(visible=True)}
    if view.thread is not None:
        changes |= {chat.thread: to_browser(view.thread), chat.ask: gr.Button(visible=True)}
        changes |= {chat.stop: gr.Button(visible=False)}
    return changes


def _edited(thread: Any, event: gr.EventData) -> str:
    turns, place = from_browser(thread), _number(event, "place")
    return turns[place].question if 0 <= place < len(turns) else ""


def _starter(event: gr.EventData) -> str:
    return str(getattr(event, "question", ""))


def _number(event: gr.EventData, name: str) -> int:
    """Return a whole number that a button carries, -1 when it carries none."""
    value = str(getattr(event, name, ""))
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else -1


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _wire_reading(chat: Chat, desk: Desk) -> None:
    def cite(thread: Any, language: Any, event: gr.EventData) -> Markup | str:
        return _drawn(desk, thread, language, event, near=False)

    def near(thread: Any, language: Any, event: gr.EventData) -> Markup | str:
        return _drawn(desk, thread, language, event, near=True)

    options: dict[str, Any] = {"inputs": [chat.thread, chat.language], "outputs": chat.panel, **_PRIVATE}
    for shown in (chat.past, chat.now, chat.panel):
        shown.cite(cite, **options)
        shown.near(near, **options)


def _drawn(desk: Desk, thread: Any, language: Any, event: gr.EventData, *, near: bool) -> Markup | str:
    turns, place, n = from_browser(thread), _number(event, "place"), _number(event, "n")
    answer = turns[place].answer if 0 <= place < len(turns) else None
    if answer is None:
        return ""
    words = words_for(language)
    with desk.assistant() as assistant:
        reader = assistant.reader()
        if near:
            file = answer.passages[n].file if 0 <= n < len(answer.passages) else ""
            return draw_passage(answer, n, reader.document(file), words) or ""
        names = (article_name(citation.file, citation.record) for citation in answer.citations if citation.n == n)
        return draw_citation(answer, n, reader.document(next(names, "")), place, words) or ""


# ── opening, and the language ─────────────────────────────────────────────────────────────────────────────────────


def _wire_opening(page: gr.Blocks, chat: Chat, desk: Desk) -> None:
    outputs = [chat.language, chat.bar, chat.past, chat.now, chat.box, chat.ask, chat.stop, chat.panel]

    def opened(language: Any, thread: Any) -> list[Any]:
        words, turns = words_for(language), from_browser(thread)
        return [
            words.language,
            draw_bar(words),
            draw_thread(turns, words),
            "" if turns else draw_welcome(words),
            gr.Textbox(label=words("question"), placeholder=words("placeholder")),
            gr.Button(words("ask")),
            gr.Button(words("stop")),
            "",
        ]

    def switched(language: Any, thread: Any) -> list[Any]:
        return opened("en" if language == "it" else "it", thread)

    inputs = [chat.language, chat.thread]
    page.load(opened, inputs, outputs, js=_BROWSER_LANGUAGE, **_PRIVATE)
    chat.bar.language(switched, inputs, outputs, **_PRIVATE)
