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
    """Pass on the text of a reply without its thoughts; feed it piece by piece, then finish.

    Where a thought ends that never began, its opening stood in the prompt: all before it was thought. What was passed
    on by then is taken back by counting one of `restarts`. From a model known to do so nothing is passed on until its
    thought has ended (`unopened`), or its reply.
    """

    def __init__(self, *, unopened: bool = False) -> None:
        self._held = ""
        self._thinking = False
        self._waiting = unopened
        self.restarts = 0

    @property
    def held(self) -> str:
        """Return the text of which it cannot be told yet what it is."""
        return self._held

    def feed(self, piece: str) -> str:
        """Return what of the text so far may be read; after a restart, what follows it."""
        self._held += piece
        if self._waiting and _CLOSE.search(self._held) is None:
            return ""
        self._waiting = False
        return self._passed(final=False)

    def finish(self) -> str:
        """Return the rest; a thought that never ended is no text."""
        return self._passed(final=True)

    def _passed(self, *, final: bool) -> str:
        out = ""
        while True:
            found = _CLOSE.search(self._held)
            opened = None if self._thinking else _OPEN.search(self._held)
            if opened is not None and (found is None or opened.start() <= found.start()):
                out += self._held[: opened.start()]
                self._held, self._thinking = self._held[opened.end() :], True
            elif found is not None:
                if not self._thinking:
                    out, self.restarts = "", self.restarts + 1
                self._held, self._thinking = self._held[found.end() :], False
            else:
                break
        held = None if final else _UNFINISHED.search(self._held)
        ready, self._held = (self._held, "") if held is None else (self._held[: held.start()], held.group())
        return _TOKEN.sub("", out if self._thinking else out + ready)
