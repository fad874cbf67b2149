"""Find a web page's title among the many places where it stands, without the name of the site and the kicker.

Takes blocks and what the page says to machines, gives a title or None.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from rag.corpus import phrases
from rag.corpus.readers.html_blocks import Block
from rag.corpus.readers.html_data import PageData

_PARTED = re.compile(r"\s+(?:[|│｜·•»›«~]|::|//|[-–—:])\s+|\s*(?:\||»|::)\s*")
_LONGEST = 300
_WORD = re.compile(r"\w+")
_ALIKE = 0.65  # of the words in common: a heading that says what the page's title for machines says
_RELATED = 0.2  # what the only main heading must have in common with it, to be more than the name of a section
_LAST_PART = 0.6  # what stands last in such a title is rather the site than the article
_MAIN = 0.05  # what a main heading is worth more than a lower one
_SPOKEN = re.compile(r"screen-?reader|sr-only|visually-?hidden|h-offscreen|(?:^|\s)hidden(?:$|\s)")  # for the ear alone
_BARS = set("|│»｜")
_ARCHIVE = re.compile(r"\barchive?$", re.IGNORECASE)
_DATED = re.compile(r"\s+\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}\b")
_NO_SITE = phrases.SECTIONS | phrases.NAVIGATION
_LONGEST_NAME = 4  # words of a site's name
_LEAST_TAIL = 12  # characters of a title behind a kicker


def machine_titles(data: PageData, head_title: str) -> list[str]:
    """Return what a page says to machines that its title is, the most trusted first."""
    named = (data.headline, data.first("og:title"), data.first("twitter:title", "dc.title"), head_title)
    return list(dict.fromkeys(html.unescape(title) for title in named if title))


def find_title(page: Sequence[Block], said: Sequence[str], site_names: Sequence[str]) -> str | None:
    """Return the title of a page, or None.

    The heading most like what the page's own JSON-LD, og:title or <title> says is the one a reader sees; without such
    a heading the one written for machines is cut where the name of the site begins.
    """
    names = [name for name in site_names if len(name.split()) < 5 or name not in said]
    headings = [block for block in page if block.tag in ("h1", "h2", "h3") and not block.aside]
    headings = [block for block in headings if not _SPOKEN.search(block.hints)] or headings
    names += [block.text for block in headings if block.tag == "h1" and _is_first_part(block.text, said)]
    headings = [block for block in headings if len(_folded(block.text)) >= 3 and not _is_site(block.text, names)]
    best = max(
        headings, key=lambda block: _likeness(block.text, said, names) + _MAIN * (block.tag == "h1"), default=None
    )
    if best is not None and _likeness(best.text, said, names) >= _ALIKE:
        whole = _with_kicker(best.text, page[page.index(best) - 1].text if page.index(best) else "", said, names)
        return _clean(whole or _without_kicker(best.text, said, names))
    main = list(dict.fromkeys(block.text for block in headings if block.tag == "h1"))
    related = len(main) == 1 and (not said or _likeness(main[0], said, names) >= _RELATED)
    if related and not _is_last_part(main[0], said):
        return _clean(main[0])
    for title in said:
        cut = without_site(title, names)
        if cut and not _is_site(cut, names):
            return _clean(cut)
    return next((_clean(heading) for heading in (*main, *(block.text for block in headings))), None)


def without_site(title: str, site_names: Sequence[str]) -> str:
    """Return a title without the parts at its ends that name the site."""
    parts = _split(title)
    named = next((place for place in range(1, len(parts)) if _is_site(parts[place][0], site_names)), len(parts))
    parts = parts[:named]
    while len(parts) > 1 and _reads_as_site(parts, site_names):
        parts.pop()
    while len(parts) > 1 and _is_site(parts[0][0], site_names):
        parts.pop(0)
    return "".join(text + mark for text, mark in parts[:-1]) + parts[-1][0] if parts else ""


def site_behind(headed: str, title: str) -> str | None:
    """Return the only name that a page's `<title>` puts behind that of the article; sections are none."""
    rest = headed.removeprefix(title)
    parts = _split(rest.strip()) if rest != headed and _PARTED.match(rest) else []
    names = [name for part, _ in parts if (name := part.strip(" -–—|·")) and name.lower() not in _NO_SITE]
    named = len(names) == 1 and names[0][0].isupper() and len(names[0].split()) <= _LONGEST_NAME
    return names[0] if named else None


def _likeness(heading: str, said: Sequence[str], site_names: Sequence[str]) -> float:
    """Return how much a heading is like what is said, from 0 to 1; more by a little for what is said first."""
    words = _folded(heading).split()
    found = 0.0
    for place, title in enumerate(said):
        for form, worth in _forms(title, site_names):
            found = max(found, worth * _in_common(words, form.split()) - 0.01 * place)
    return found


def _forms(title: str, site_names: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield what of a title for machines may be the article's, and its worth."""
    yield _folded(without_site(title, site_names)), 1.0
    parts = _split(title)
    if len(parts) > 1:
        first_is_site = _is_site(parts[0][0], site_names)
        yield _folded(parts[0][0]), _LAST_PART if first_is_site else 0.97
        yield _folded(" ".join(text for text, _ in parts[:-1])), 0.97
        yield _folded(parts[-1][0]), 0.97 if first_is_site else _LAST_PART


def _in_common(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of words in common, F1; of a title cut short for machines the part that is there counts."""
    if not one or not other:
        return 0.0
    if len(other) >= 5 and list(one[: len(other) - 1]) == list(other[:-1]):
        return 0.99 if list(one) != list(other) else 1.0
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other))


def _with_kicker(heading: str, above: str, said: Sequence[str], site_names: Sequence[str]) -> str | None:
    """Return the title for machines that is what stands above a heading, and the heading."""
    both = _folded(f"{above} {heading}")
    opening = " ".join(above.split()).rstrip(" :").casefold() + ":"
    if len(above.split()) < 2 or _folded(heading) in map(_folded, said):
        return None  # a single word is rather the section
    cuts = (without_site(title, site_names) for title in said)
    return next((cut for cut in cuts if _folded(cut) == both and cut.casefold().startswith(opening)), None)


def _without_kicker(heading: str, said: Sequence[str], site_names: Sequence[str]) -> str:
    """Return the part of a heading that the titles for machines repeat, when a kicker or the site is beside it."""
    bares = [cut for cut in (without_site(title, site_names) for title in said) if len(cut) >= _LEAST_TAIL]
    words = [(match.start(), _folded(match[0])) for match in _WORD.finditer(heading)]
    if _folded(heading) in map(_folded, said[:1]):
        return heading
    for bare in bares:
        wanted = _folded(bare).split()
        if wanted == [word for _, word in words]:
            return heading
        rest = heading[len(bare) :] if heading.casefold().startswith(bare.casefold()) else ""
        agreed = len({_folded(other) for other in bares}) == 1
        if agreed and (rest.strip()[:1].isupper() or _DATED.match(rest)):  # a subtitle or a day, with no mark before it
            return heading[: len(bare)]
        if heading.casefold().endswith(bare.casefold()):
            return heading[-len(bare) :]
        if 2 <= len(wanted) < len(words) and [word for _, word in words[-len(wanted) :]] == wanted:
            start = words[-len(wanted)][0]
            opening = re.search(r"[\"“„«‘'¿¡(]+$", heading[:start])
            return heading[opening.start() if opening else start :]
        parts = _split(heading)
        if len(parts) > 1 and _BARS & set(parts[0][1]) and _folded(parts[0][0]) == _folded(bare):
            return parts[0][0]
    return heading


def _split(title: str) -> list[tuple[str, str]]:
    """Return the parts of a title, each with the mark behind it."""
    parts = []
    place = 0
    for match in _PARTED.finditer(title):
        if "»" in match[0] and "«" in title:
            continue
        parts.append((title[place : match.start()], match[0]))
        place = match.end()
    parts.append((title[place:], ""))
    return [part for part in parts if part[0].strip()]


def _is_first_part(heading: str, said: Sequence[str]) -> bool:
    """Tell whether a heading names the site in a title such as "My blog » Blog Archive » The article"."""
    for parts in map(_split, said):
        if len(parts) > 2 and _folded(parts[0][0]) == _folded(heading) and _ARCHIVE.search(parts[-2][0].strip()):
            return True
    return False


def _is_last_part(heading: str, said: Sequence[str]) -> bool:
    """Tell whether a heading is what stands behind a bar in a title for machines: the name of the site."""
    for parts in map(_split, said):
        if len(parts) > 1 and _folded(parts[-1][0]) == _folded(heading) and _BARS & set(parts[-2][1]):
            return True
    return False


def _reads_as_site(parts: Sequence[tuple[str, str]], site_names: Sequence[str]) -> bool:
    """Tell whether the last part of a title is a site's name: behind a bar, or with a word of the site's own names."""
    rest = sum(len(text.split()) for text, _ in parts[:-1])
    last = parts[-1][0].split()
    if rest < 2 or len(last) > 8 or len(last) > rest + 3:
        return False
    if _BARS & set(parts[-2][1]) or parts[-2][1].strip() == "::":
        return True
    own = "".join(_folded(name).replace(" ", "") for name in site_names)
    return any(len(word) >= 4 and word in own for word in _folded(parts[-1][0]).split())


def _is_site(text: str, site_names: Sequence[str]) -> bool:
    folded = _folded(text).replace(" ", "")
    return not folded or any(folded == _folded(name).replace(" ", "") for name in site_names if name)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _clean(text: str) -> str | None:
    return " ".join(text.split()).lstrip(" :|–—-")[:_LONGEST].rstrip() or None
