"""Put the page behind its guard and serve it: Gradio mounted in FastAPI, uvicorn in front."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read once, when gradio is imported
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr
from fastapi import FastAPI

from rag.assistant import Assistant
from ui.asking import MOST_AT_ONCE, Reception
from ui.desk import Desk
from ui.guard import Guard
from ui.page import build_page
from ui.parts import STYLE
from ui.place import Place
from ui.theme import fonte_theme

MOST_UPLOAD = "20mb"


def build_app(assistant: Assistant, place: Place) -> Guard:
    """Return the ASGI app that serves `assistant`; nothing is opened yet."""
    desk = Desk(assistant)
    reception = Reception(desk, MOST_AT_ONCE)
    key = hashlib.sha256(os.fsencode(assistant.settings.corpus.resolve())).hexdigest()[:12]
    # Uploads lie in a folder of this process alone, until they are taken in; it goes with the process.
    uploads = tempfile.mkdtemp(prefix="fonte-uploads-")
    os.environ["GRADIO_TEMP_DIR"] = uploads
    atexit.register(shutil.rmtree, uploads, ignore_errors=True)
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    page = build_page(desk, reception, corpus_key=key)
    page.has_launched = True  # or Gradio checks no path that a request names: a mounted page counts as not launched
    gr.mount_gradio_app(
        app,
        page,
        path="",
        allowed_paths=[],
        max_file_size=MOST_UPLOAD,
        ssr_mode=False,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        mcp_server=place.mcp,
        show_error=False,
        theme=fonte_theme(),
        css=STYLE,
    )
    passes = None if place.passwords is None else place.passwords.passes
    return Guard(app, place.names, passes=passes, mcp=place.mcp)
