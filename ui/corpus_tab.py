"""Lay out the tab of the articles, and say which action leads where."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from rag.errors import RagError
from rag.indexing import Progress
from ui.copies import is_shipped
from ui.corpus_view import draw_done, draw_drop, draw_list, draw_mistake, draw_progress, draw_summary
from ui.desk import Desk
from ui.panel import draw_preview
from ui.parts import LOOKING, PRIVATE, number_of, part, text_of
from ui.shelf import Done, Shelf
from ui.starters import Starters
from ui.words import Words, words_for


@dataclass
class CorpusTab:
    """Hold the components of the tab."""

    tab: gr.Tab
    summary: gr.HTML
    drop: gr.HTML
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
        return [self.summary, self.drop, self.index, self.find, self.listed]

    def draw(self, words: Words, wanted: str = "") -> list[Any]:
        """Return the values of `drawn` for the articles as they stand."""
        with self.desk.assistant() as assistant:
            sources, folder, report = assistant.reader().files(), assistant.settings.corpus, assistant.report
        failed = report.failed if report is not None else ()
        return [
            draw_summary(sources, folder, words, shipped=is_shipped(folder), failed=failed),
            draw_drop(words),
            gr.Button(words("reindex")),
            gr.Textbox(label=words("find"), placeholder=words("find_hint")),
            draw_list(sources, words, wanted=wanted, loose=_loose(folder)),
        ]


def lay_out_corpus(tab: gr.Tab, language: gr.BrowserState, desk: Desk, starters: Starters) -> CorpusTab:
    """Return the components, laid out inside `tab`."""
    with tab, gr.Row(elem_id="shelf", elem_classes="sides"):
        with gr.Column(elem_id="shelf-main"):
            summary = part("summary")
            with gr.Row(elem_id="shelf-tools"):
                drop = part("drop")
                index = gr.Button("?", elem_id="reindex", scale=0, min_width=160)
            report = part("report")
            find = gr.Textbox(label="?", elem_id="find", max_length=200)
            listed = part("listed")
        panel = part("preview", elem_classes="beside")
    return CorpusTab(tab, summary, drop, index, report, find, listed, panel, language, desk, starters)


def wire_corpus(corpus: CorpusTab, shelf: Shelf) -> None:
    """Connect every action of the tab."""
    changed = [corpus.report, *corpus.drawn, corpus.panel]

    async def add(language: Any, event: gr.EventData) -> AsyncIterator[Any]:
        uploads = uploads_of(text_of(event, "paths"), Path(get_upload_folder()))
        async for shown in _changing(corpus, shelf.add(uploads, _names(text_of(event, "left"))), language):
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
    corpus.drop.files(add, inputs=corpus.language, **options)
    corpus.index.click(index, inputs=corpus.language, **options)
    corpus.listed.remove(remove, inputs=corpus.language, **options)
    _wire_looking(corpus)


def _wire_looking(corpus: CorpusTab) -> None:
    def opened(language: Any, wanted: str) -> list[Any]:
        return corpus.draw(words_for(language), wanted or "")

    def listed(wanted: str, language: Any, page: int) -> str:
        with corpus.desk.assistant() as assistant:
            sources, folder = assistant.reader().files(), assistant.settings.corpus
        return draw_list(sources, words_for(language), page=page, wanted=wanted or "", loose=_loose(folder))

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
    corpus.listed.preview(preview, corpus.language, corpus.panel, **LOOKING)


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
    yield {**values, corpus.report: report, corpus.panel: ""}


def uploads_of(paths: str, folder: Path) -> list[Path]:
    """Return the uploads that a page names in a JSON list: files of the upload folder, and of no other place."""
    home = folder.resolve()
    named = [Path(path) for path in _names(paths) if "\0" not in path]
    return [path for path in named if path.is_file() and not path.is_symlink() and path.resolve().is_relative_to(home)]


def _names(text: str) -> list[str]:
    """Return the strings of a JSON list, none for anything else."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [name for name in given if isinstance(name, str)] if isinstance(given, list) else []


def _loose(folder: Path) -> Callable[[str], bool]:
    """Return how to tell whether an article is a file of its own, so that it can be removed alone."""
    return lambda file: os.path.isfile(folder / file)
