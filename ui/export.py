"""Write an answer to be kept: Markdown with footnotes for people, JSON for `fonte verify`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rag.types import Answer, Citation
from rag.wire import answer_to_json, to_text
from ui.markup import line
from ui.sources import about
from ui.words import Words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!^=+])")


@dataclass(frozen=True, slots=True)
class Saved:
    """Hold a file to be: its name and its text."""

    name: str
    text: str


def to_json(answer: Answer) -> Saved:
    """Return the document that `fonte ask --json` prints and `fonte verify` reads."""
    return Saved(f"{_name(answer)}.json", to_text(answer_to_json(answer), indent=2) + "\n")


def to_markdown(answer: Answer, words: Words) -> Saved:
    """Return the answer with a footnote for each citation; text stays text in any Markdown reader."""
    lines = [f"# {_plain(answer.question)}", ""]
    if answer.claims:
        said = [f"{_plain(c.text)}{''.join(f'[^{number}]' for number in c.citations)}" for c in answer.claims]
        lines += [" ".join(said), ""]
    else:
        lines += [_plain(text) for text in (answer.text, answer.reason or "") if text] + [""]
    lines += [f"- {words('not_told')}: {_plain(part)}" for part in answer.unanswered] + [""]
    for citation in answer.citations:
        lines.append(f"[^{citation.n}]: {_footnote(citation, words)}")
    told = answer.engine if answer.model is None else f"{answer.engine} ({line(answer.model)})"
    lines += ["", f"---\\nFonte · {_plain(told)}".replace("\\n", "\n\n")]
    return Saved(f"{_name(answer)}.md", re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n")


def _footnote(citation: Citation, words: Words) -> str:
    address = f" · `{line(citation.url).replace('`', '')}`" if citation.url else ""
    return f"{_plain(about(citation, words))} · {_plain(citation.file)}{address} «{_plain(citation.quote)}»"


def _plain(text: str) -> str:
    """Return text on one line with everything that Markdown knows escaped."""
    return re.sub(r"^(\d+)([.)])|^([-+])", r"\1\\\2\3", _SPECIAL.sub(r"\\\1", line(text)))


def _name(answer: Answer) -> str:
    folded = unicodedata.normalize("NFKD", answer.question).encode("ascii", "ignore").decode()
    return "fonte-" + ("-".join(re.findall(r"[a-z0-9]+", folded.lower()))[:60].strip("-") or "answer")
