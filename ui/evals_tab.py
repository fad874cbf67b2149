"""Lay out the tab of the evaluations: the latest run's figures, and how they went over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from ui.evals_view import draw_runs
from ui.parts import PRIVATE, part
from ui.runs import read_runs
from ui.words import Words, words_for


@dataclass
class EvalsTab:
    """Hold the components of the tab."""

    tab: gr.Tab
    shown: gr.HTML
    language: gr.BrowserState

    @property
    def drawn(self) -> list[Any]:
        """Return the components that `draw` gives the values of."""
        return [self.shown]

    def draw(self, words: Words) -> list[Any]:
        """Return the values of `drawn` for the runs as they are on disk."""
        return [draw_runs(read_runs(), words)]


def lay_out_evals(tab: gr.Tab, language: gr.BrowserState) -> EvalsTab:
    """Return the components, laid out inside `tab`."""
    with tab:
        shown = part("runs")
    return EvalsTab(tab, shown, language)


def wire_evals(evals: EvalsTab) -> None:
    """Read the runs again each time the tab is opened."""
    evals.tab.select(lambda language: evals.draw(words_for(language)), evals.language, evals.drawn, **PRIVATE)
