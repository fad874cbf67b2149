"""Leave out what a model says to itself: thinking blocks, channels, the tokens of chat templates.

Works on a text that comes in pieces; a tag that is not whole yet is held back until it is. Knows no protocol.
"""

from __future__ import annotations

import re

_NAMES = "think(?:ing)?|thoughts?|reason(?:ing)?|reflection|scratchpad|analysis|seed:think"
_OPEN = re.compile(
    rf"<(?:{_NAMES})>|◁think▷|\[THINK\]|<\|channel\|>(?:analysis|commentary)[^<]{{0,40}}<\|message\|>", re.IGNORECASE
)
_CLOSE = re.compile(rf"</(?:{_NAMES})>|◁/think▷|\[/THINK\]|<\|channel\|>final(?:<\|message\|>)?", re.IGNORECASE)
_TOKEN = re.compile(
    r"<\|[a-zA-Z0-9_]{1,40}\|>|</?s>|<(?:start|end)_of_turn>(?:model\n?)?|</?(?:answer|response|output|final)>",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"(?:<[^<>]{0,60}|◁[^▷]{0,10}|\[/?[A-Z]{0,5}|<\|channel\|>[^<]{0,60}(?:<[^<>]{0,20})?)$")


class ThoughtFilter:
    """Pass on the text of a reply without its thoughts; feed it piece by piece, then finish."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False

    def feed(self, piece: str) -> str:
        """Return what of the text so far may be read."""
        self._held += piece
        return self._passed(final=False)

    def finish(self) -> str:
        """Return the rest; a thought that never ended is no text."""
        return self._passed(final=True)

    def _passed(self, *, final: bool) -> str:
        out = ""
        while True:
            pattern = _CLOSE if self._thinking else _OPEN
            found = pattern.search(self._held)
            if found is None:
                break
            if not self._thinking:
                out += self._held[: found.start()]
            self._held = self._held[found.end() :]
            self._thinking = not self._thinking
        stray = None if self._thinking else _CLOSE.search(self._held)
        if stray is not None:  # the opening stood in the prompt: all before it was thought
            out, self._held = "", self._held[stray.end() :]
        held = None if final else _UNFINISHED.search(self._held)
        ready, self._held = (self._held, "") if held is None else (self._held[: held.start()], held.group())
        return _TOKEN.sub("", out if self._thinking else out + ready)
