"""Draw what stands around the conversation: the bar on top, and the welcome of an empty page."""

from __future__ import annotations

from collections.abc import Sequence

from ui.markup import Markup, tag
from ui.words import Words


def draw_bar(words: Words) -> Markup:
    """Return the bar with the name, the switches, and the region that a screen reader listens to."""
    other = "en" if words.language == "it" else "it"
    return tag(
        "header",
        tag("h1", "Fonte", class_="brand"),
        tag("span", words("tagline"), class_="tagline"),
        tag(
            "span",
            tag("button", words("new"), type="button", class_="switch new", data_act="new"),
            _switch(other.upper(), "language", words("language")),
            _switch("◐", "theme", words("theme")),
            class_="switches",
        ),
        tag("div", class_="unseen", id="fonte-status", role="status", aria_live="polite"),
        class_="bar",
        data_language=words.language,
    )  # fmt: skip


def _switch(sign: str, act: str, label: str) -> Markup:
    return tag("button", sign, type="button", class_="switch", data_act=act, aria_label=label)


def draw_welcome(words: Words) -> Markup:
    """Return the welcome of an empty conversation."""
    return tag("section", tag("h2", words("welcome")), tag("p", words("welcome_about")), class_="welcome")


def draw_starters(questions: Sequence[str], words: Words) -> Markup | str:
    """Return questions to start from; nothing when there are none. The page shows them while nothing was asked."""
    if not questions:
        return ""
    buttons = [
        tag("li", tag("button", question, type="button", data_act="starter", data_question=question))
        for question in questions
    ]
    return tag("section", tag("h3", words("starters"), class_="small-title"), tag("ul", buttons, class_="starters"))
