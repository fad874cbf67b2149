"""Make the pieces that every tab is built of: a part that holds Markup, and the options of an action of our own."""

from __future__ import annotations

from importlib import resources
from typing import Any

import gradio as gr

BROWSER_SECRET = "fonte"  # for the browser's own copy of its own conversation; Gradio wants one, nothing is hidden
# Actions of the page are no public API; `programs.py` is.
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# Of two clicks on what is to be looked at the last one counts, though the first is still on its way.
LOOKING: dict[str, Any] = {**PRIVATE, "trigger_mode": "multiple"}
STYLE = resources.files("ui").joinpath("look.css").read_text(encoding="utf-8")
_SCRIPT = resources.files("ui").joinpath("page.js").read_text(encoding="utf-8")


def part(name: str, **options: Any) -> gr.HTML:
    """Return a part of the page that holds Markup and speaks through `page.js`."""
    return gr.HTML("", elem_id=name, js_on_load=_SCRIPT, apply_default_css=False, **options)


def text_of(event: gr.EventData, name: str) -> str:
    """Return what a button carries under a name, empty when it carries nothing."""
    return str(getattr(event, name, "") or "")


def number_of(event: gr.EventData, name: str) -> int:
    """Return a whole number that a button carries, -1 when it carries none."""
    value = text_of(event, name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else -1
