"""Put the page together: the bar on top, a tab for the chat, one for the articles, one for the evaluations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from ui.asking import Reception
from ui.chat_tab import lay_out_chat, wire_chat
from ui.corpus_tab import lay_out_corpus, wire_corpus
from ui.desk import Desk
from ui.evals_tab import lay_out_evals, wire_evals
from ui.frame import draw_bar, draw_starters, draw_welcome
from ui.parts import BROWSER_SECRET, PRIVATE, part
from ui.programs import offer
from ui.shelf import Shelf
from ui.starters import Starters
from ui.words import words_for

_WORKERS = 1_000
_BROWSER_LANGUAGE = """(language, thread) => [language === 'it' || language === 'en' ? language
    : (navigator.language || '').toLowerCase().startsWith('it') ? 'it' : 'en', thread]"""


def build_page(desk: Desk, reception: Reception, *, corpus_key: str) -> gr.Blocks:
    """Return the page; `corpus_key` parts the threads of different corpora in one browser."""
    starters = Starters(desk)
    starters.refresh()
    with gr.Blocks(title="Fonte", analytics_enabled=False, fill_width=True) as page:
        language = gr.BrowserState(None, storage_key="fonte.language", secret=BROWSER_SECRET)
        bar = part("bar")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("?", elem_id="tab-chat") as chat_tab:
                chat = lay_out_chat(corpus_key, bar, language)
            corpus = lay_out_corpus(gr.Tab("?", elem_id="tab-corpus"), language, desk, starters)
            evals = lay_out_evals(gr.Tab("?", elem_id="tab-evals"), language)
        wire_chat(chat, desk, reception)
        wire_corpus(corpus, Shelf(desk))
        wire_evals(evals)
        offer(desk, reception)
        tabs = [chat_tab, corpus.tab, evals.tab]
        outputs = [language, bar, *tabs, *chat.drawn, *corpus.drawn, corpus.report, corpus.panel, *evals.drawn]

        def drawn(chosen: Any, thread: Any, others: Sequence[Any]) -> list[Any]:
            words = words_for(chosen)
            names = [gr.Tab(label=words(name)) for name in ("chat", "corpus", "evals")]
            talk = chat.draw(words, thread, starters.of(words.language))
            return [words.language, draw_bar(words), *names, *talk, *others]

        def opened(chosen: Any, thread: Any) -> list[Any]:
            # The other tabs are drawn when they are opened: ten thousand articles need not be listed for a question.
            return drawn(chosen, thread, [gr.skip()] * (len(outputs) - len(chat.drawn) - 5))

        def switched(chosen: Any, thread: Any) -> list[Any]:
            other = words_for("en" if chosen == "it" else "it")
            return drawn(other.language, thread, [*corpus.draw(other), "", "", *evals.draw(other)])

        def anew(chosen: Any) -> list[Any]:
            words = words_for(chosen)
            return ["", draw_welcome(words), [], ""]

        def welcomed(chosen: Any) -> Any:
            words = words_for(chosen)
            return draw_starters(starters.awaited(words.language), words)

        first = page.load(opened, [language, chat.thread], outputs, js=_BROWSER_LANGUAGE, **PRIVATE)
        first.then(welcomed, language, chat.starters, **PRIVATE)
        bar.language(switched, [language, chat.thread], outputs, **PRIVATE)
        bar.new(anew, language, [chat.past, chat.now, chat.thread, chat.panel], **PRIVATE)
    # Who may ask is the reception's affair: Gradio's queue lets everybody through at once (when its workers are all
    # busy it spins), and does not tell everybody how long the line is whenever somebody moves.
    page.max_threads = _WORKERS
    page.queue(default_concurrency_limit=None, api_open=False, status_update_rate=600)
    return page
