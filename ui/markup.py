"""Write HTML: the one place where text from articles, models, file names and users meets a tag.

Text is escaped, tags and attributes come from short lists, and none of them can load, link or run anything. Knows no
answer and no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

__all__ = ["Child", "Markup", "line", "tag"]

Child = str | Markup | None | Iterable["Child"]

TAGS = frozenset(
    "article aside bdi blockquote button caption circle dd desc details div dl dt figcaption figure footer g h1 h2 h3 "
    "header input label li line mark nav ol p path polyline rect section small span strong summary svg table tbody td "
    "text th thead time title tr ul".split()
)
EMPTY = frozenset({"input"})
ATTRIBUTES = frozenset(
    "accept class cx cy d dateTime datetime disabled dx dy fill for height hidden id lang multiple name open points "
    "placeholder preserveAspectRatio r role rx scope tabindex transform type value viewBox width x x1 x2 y y1 "
    "y2".split()
)
_NAMED = re.compile(r"(?:aria|data)-[a-z]+(?:-[a-z]+)*")
# Characters that show nothing but change what is around them: controls, bidirectional marks, zero-width, tags. The
# joiners (U+200C, U+200D) are kept: Persian and emoji need them.
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def tag(name: str, *children: Child, **attributes: str | int | float | bool | None) -> Markup:
    """Return an element; `class_` is class, `data_x` is data-x, None and False leave an attribute out.

    Raises ValueError for a tag or an attribute that is not on the lists: none that loads, links or runs is.
    """
    if name not in TAGS:
        raise ValueError(f"no tag {name!r}")
    opened = f"<{name}{''.join([_attribute(*pair) for pair in attributes.items()])}>"
    made: list[str] = []
    _inside(children, made)
    return Markup(opened if name in EMPTY else f"{opened}{''.join(made)}</{name}>")  # noqa: S704 - all of it is escaped


def line(text: str) -> str:
    """Return text on one line without characters that hide: for titles, file names, attributes."""
    return " ".join(_ODD.sub("", _SURROGATES.sub("\ufffd", text).replace("\r", "\n")).split())


def _attribute(key: str, value: str | int | float | bool | None) -> str:
    name = _attribute_name(key)
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    return f' {name}="{value if isinstance(value, int | float) else escape(line(value))}"'


@cache
def _attribute_name(key: str) -> str:
    name = key.rstrip("_").replace("_", "-")
    if name not in ATTRIBUTES and not _NAMED.fullmatch(name):
        raise ValueError(f"no attribute {name!r}")
    return name


def _inside(children: Iterable[Child], made: list[str]) -> None:
    for child in children:
        if isinstance(child, Markup):
            made.append(child)
        elif isinstance(child, str):
            _prose(child, made)
        elif child is not None:
            _inside(child, made)


def _prose(text: str, made: list[str]) -> None:
    """Escape a text; a character that hides becomes an empty element that names it, so that it can do nothing."""
    text = _SURROGATES.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    at = 0
    for found in _ODD.finditer(text):
        made.append(escape(text[at : found.start()]))
        made.append(f'<span class="odd" data-code="{ord(found.group()):04X}"></span>')
        at = found.end()
    made.append(escape(text[at:]))
