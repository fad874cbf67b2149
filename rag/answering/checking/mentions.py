"""Find who and what a sentence tells of: people, bodies and places, with their place. Used by the check of roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.checking.reading import Reading
from rag.language.given_names import is_given_name
from rag.language.lemmas import is_word
from rag.language.names import KINDS, Name

_ROOT = 5  # letters that a body's name shares in two languages: "university", "università"


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold one person, body or place: the words `first` to `last` (exclusive), its kind, and what names it."""

    first: int
    last: int
    kind: str  # "person", "body" or "place"
    keys: frozenset[str]
    aliases: frozenset[str] = frozenset()

    def is_same(self, other: Mention) -> bool:
        """Tell whether two mentions may be one: a person by one name, a body by all of the shorter's."""
        if not self.aliases.isdisjoint(other.aliases):
            return True
        if (self.kind, other.kind) == ("person", "person"):
            return not self.keys.isdisjoint(other.keys)
        mine, theirs = ({key[:_ROOT] for key in mention.keys} for mention in (self, other))
        return mine <= theirs or theirs <= mine


def find_mentions(reading: Reading) -> tuple[Mention, ...]:
    """Return the mentions of a sentence, in order; found once for each Reading."""
    known: tuple[Mention, ...] | None = reading.__dict__.get("_mentions")  # beside its cached properties
    if known is None:
        known = reading.__dict__["_mentions"] = _find_mentions(reading)
    return known


def _find_mentions(reading: Reading) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for inside in (part for name in reading.names for part in _parts(reading, name)):
        places = [place for place in reading.places if place.first in inside]
        if places and all(places[0].first <= i < places[-1].last or reading.words[i].stop for i in inside):
            continue  # it is a place and nothing else
        capital = [i for i in inside if reading.words[i].capital and not reading.words[i].stop]
        if capital and all(_in_moment(reading, i) for i in capital):
            continue
        if len(capital) == 1 and _is_common(reading, capital[0]):
            continue
        acronym = any(_is_acronym(reading.words[i].text) for i in capital)
        name = next(n for n in reading.names if n.start <= reading.words[inside[0]].start < n.end)
        apart = len(_parts(reading, name)) > 1 and len(capital) in (2, 3)  # "JeongHoi Kim" of "JeongHoi Kim for KSIA"
        apart = apart and all(reading.words[i].surface not in KINDS for i in capital)
        person = (name.person or len(capital) == 1 or apart) and not acronym and not places
        keys = frozenset(reading.words[i].surface for i in capital)
        kind = "person" if person else "body"
        found.append(Mention(inside[0], inside[-1] + 1, kind, keys, _initials(reading, inside)))
    covered = {i for mention in found for i in range(mention.first, mention.last)}
    for place in reading.places:
        if reading.words[place.first].capital and place.first not in covered:
            found.append(Mention(place.first, place.last, "place", frozenset((place.code,))))
    return _with_brackets(reading, sorted(found, key=lambda mention: mention.first))


def _in_moment(reading: Reading, index: int) -> bool:
    return any(moment.start <= reading.words[index].start < moment.end for moment in reading.moments)


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and (text.isupper() or (len(text) <= _ROOT and any(c.isupper() for c in text[1:])))


def _is_common(reading: Reading, index: int) -> bool:
    """Tell a common word with a capital from a name: "le Imprese", "The Region"."""
    word = reading.words[index]
    if word.surface in reading.known and word.surface not in KINDS:
        return False
    after_article = index > 0 and reading.words[index - 1].surface in _ARTICLES
    return is_word(word.text, reading.language) and (after_article or index == 0 or word.surface in KINDS)


_ARTICLES = frozenset(
    "il lo la i gli le l un una del dello della dei degli delle dell dal dalla al alla nel nella the".split()
)


def _parts(reading: Reading, name: Name) -> list[list[int]]:
    """Cut a name at a preposition that ties two, and before a person: "Rummolo di Benevento", "Cgil Bruno Taddei"."""
    parts: list[list[int]] = [[]]
    for index, word in enumerate(reading.words):
        if name.start <= word.start < name.end and not _in_moment(reading, index):
            after = reading.words[index + 1].text if index + 1 < len(reading.words) else ""
            body = word.surface == "for" and after.isupper()  # "JeongHoi Kim for KSIA"
            if (word.surface in _TIES or body) and not word.capital:
                parts.append([])
            else:
                parts[-1].append(index)
    return [piece for part in parts if part for piece in _before_a_person(reading, part)]


def _before_a_person(reading: Reading, part: list[int]) -> list[list[int]]:
    """Cut a run of capitals where a given name begins a person's: "Regione Tommaso Guarini"."""
    for at in range(1, len(part) - 1):
        word, before = reading.words[part[at]], reading.words[part[at - 1]]
        if word.capital and is_given_name(word.surface) and before.capital and not is_given_name(before.surface):
            return [part[:at], part[at:]]
    return [part]


_TIES = frozenset("di da del della dei degli delle dell d a al alla".split())


def _initials(reading: Reading, inside: Sequence[int]) -> frozenset[str]:
    """Return what an acronym of a name would be, and the name itself when it is one."""
    capitals = [reading.words[i].surface for i in inside if reading.words[i].capital]
    letters = "".join(word[0] for word in capitals)
    return frozenset((letters,)) if len(letters) > 2 else frozenset(capitals) if len(capitals) == 1 else frozenset()


def _with_brackets(reading: Reading, found: list[Mention]) -> tuple[Mention, ...]:
    """Let a name and the one in brackets right after it stand for each other: "Automotive Regions Alliance (Ara)"."""
    for index in range(1, len(found)):
        one, two = found[index - 1], found[index]
        between = reading.text[reading.words[one.last - 1].end : reading.words[two.first].start]
        if between.strip() == "(":
            both = one.aliases | two.aliases | two.keys
            found[index - 1], found[index] = replace(one, aliases=both), replace(two, aliases=both)
    return tuple(found)
