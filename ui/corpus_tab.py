"""Lay out the tab of the articles, and say which action leads where."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from rag.corpus.folder import KNOWN_SUFFIXES
from rag.errors import RagError
from rag.indexing import Progress
from rag.types import Source
from ui.copies import is_shipped
from ui.corpus_view import draw_done, draw_list, draw_mistake, draw_progress, draw_summary
from ui.desk import Desk
from ui.panel import draw_preview
from ui.parts import PRIVATE, number_of, part, text_of
from ui.shelf import Done, Shelf
from ui.starters import Starters
from ui.words import Words, words_for


@dataclass
class CorpusTab:
    """Hold the components of the tab."""

    tab: gr.Tab
    summary: gr.HTML
    upload: gr.File
    index: gr.Button
    report: gr.HTML
    find: gr.Textbox
    listed: gr.HTML
    panel: gr.HTML
    language: gr.BrowserState
    desk: Desk
    starters: Starters

    @property
    def drawn(self) -> list[Any]:
        """Return the components that `draw` gives the values of."""
        return [self.summary, self.upload, self.index, self.find, self.listed]

    def draw(self, words: Words, wanted: str = "") -> list[Any]:
        """Return the values of `drawn` for the articles as they stand."""
        with self.desk.assistant() as assistant:
            sources, folder = assistant.reader().files(), assistant.settings.corpus
        return [
            draw_summary(sources, folder, words, shipped=is_shipped(folder)),
            gr.File(label=words("add")),
            gr.Button(words("reindex")),
            gr.Textbox(label=words("find"), placeholder=words("find_hint")),
            draw_list(sources, words, wanted=wanted, loose=_loose(sources, folder)),
        ]


def lay_out_corpus(tab: gr.Tab, language: gr.BrowserState, desk: Desk, starters: Starters) -> CorpusTab:
    """Return the components, laid out inside `tab`."""
    with tab, gr.Row(elem_id="shelf", elem_classes="sides"):
        with gr.Column(elem_id="shelf-main"):
            summary = part("summary")
            with gr.Row(elem_id="shelf-tools"):
                upload = gr.File(
                    label="?", file_count="multiple", file_types=list(KNOWN_SUFFIXES), elem_id="upload", height=120
                )
                index = gr.Button("?", elem_id="reindex", scale=0, min_width=160)
            report = part("report")
            find = gr.Textbox(label="?", elem_id="find", max_length=200)
            listed = part("listed")
        panel = part("preview", elem_classes="beside")
    return CorpusTab(tab, summary, upload, index, report, find, listed, panel, language, desk, starters)


def wire_corpus(corpus: CorpusTab, shelf: Shelf) -> None:
    """Connect every action of the tab."""
    changed = [corpus.report, *corpus.drawn, corpus.panel]

    async def add(files: list[str] | None, language: Any) -> AsyncIterator[Any]:
        uploads = [Path(file) for file in files or []]
        if uploads:
            async for shown in _changing(corpus, shelf.add(uploads), language):
                yield shown
        for upload in uploads:
            upload.unlink(missing_ok=True)

    async def remove(language: Any, event: gr.EventData) -> AsyncIterator[Any]:
        async for shown in _changing(corpus, shelf.remove(text_of(event, "file")), language):
            yield shown

    async def index(language: Any) -> AsyncIterator[Any]:
        async for shown in _changing(corpus, shelf.index(), language):
            yield shown

    options: dict[str, Any] = {"outputs": changed, "concurrency_limit": None, **PRIVATE}
    corpus.upload.upload(add, inputs=[corpus.upload, corpus.language], **options)
    corpus.index.click(index, inputs=corpus.language, **options)
    corpus.listed.remove(remove, inputs=corpus.language, **options)
    _wire_looking(corpus)


def _wire_looking(corpus: CorpusTab) -> None:
    def opened(language: Any, wanted: str) -> list[Any]:
        return corpus.draw(words_for(language), wanted or "")

    def listed(wanted: str, language: Any, page: int) -> str:
        with corpus.desk.assistant() as assistant:
            sources, folder = assistant.reader().files(), assistant.settings.corpus
        return draw_list(sources, words_for(language), page=page, wanted=wanted or "", loose=_loose(sources, folder))

    def found(wanted: str, language: Any) -> str:
        return listed(wanted, language, 0)

    def turned(wanted: str, language: Any, event: gr.EventData) -> str:
        return listed(wanted, language, number_of(event, "to"))

    def preview(language: Any, event: gr.EventData) -> str:
        with corpus.desk.assistant() as assistant:
            document = assistant.reader().document(text_of(event, "file"))
        return "" if document is None else draw_preview(document, words_for(language))

    looking = [corpus.find, corpus.language]
    corpus.tab.select(opened, [corpus.language, corpus.find], corpus.drawn, **PRIVATE)
    corpus.find.change(found, looking, corpus.listed, trigger_mode="always_last", **PRIVATE)
    corpus.listed.turn(turned, looking, corpus.listed, **PRIVATE)
    corpus.listed.preview(preview, corpus.language, corpus.panel, **PRIVATE)


async def _changing(corpus: CorpusTab, steps: AsyncIterator[Progress | Done], language: Any) -> AsyncIterator[Any]:
    """Yield what the tab shows while the articles change, and after."""
    words = words_for(language)
    report = draw_done(Done(None), words)
    try:
        async for step in steps:
            if isinstance(step, Progress):
                yield {corpus.report: draw_progress(step, words)}
            else:
                report = draw_done(step, words)
    except RagError as error:
        report = draw_mistake(str(error))
    corpus.starters.refresh()
    values = dict(zip(corpus.drawn, corpus.draw(words), strict=True))
    yield {**values, corpus.report: report, corpus.panel: "", corpus.upload: gr.File(value=None, label=words("add"))}


def _loose(sources: list[Source], folder: Path) -> set[str]:
    """Return the articles that are files of their own, so that they can be removed alone."""
    return {source.file for source in sources if os.path.isfile(folder / source.file)}
