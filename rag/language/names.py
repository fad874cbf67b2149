"""Find proper names in a text by the shape of its words; knows languages, not documents.

A name is a run of capitalised words or acronyms, with the particles that join them ("de", "van", "of"). The first
word of a sentence counts only when it cannot be an ordinary word put there: it is an acronym, or the next word is
capitalised too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from rag.language.detect import UNKNOWN
from rag.language.words import Word, find_words, fold

_PARTICLES = frozenset(
    "de di del della dei degli delle d van von der den of for la le el al bin da do dos des du".split()
)
_TITLES = frozenset(
    fold(word)
    for word in """presidente presidentessa vicepresidente premier ministro ministra viceministro sottosegretario
    assessore assessora assessori direttore direttrice segretario segretaria commissario commissaria deputato
    senatore senatrice sindaco sindaca governatore governatrice ceo amministratore delegato cancelliere re regina papa
    imperatore generale professor professore professoressa dottor dottoressa dott prof sig signor signora ing avv onorevole
    capo fondatore autore scrittore regista attore attrice cantante scienziato ricercatore portavoce ambasciatore
    president minister secretary director chairman chairwoman chair chief officer vice prime governor mayor senator
    king queen pope emperor general professor doctor dr mr mrs ms sir lord founder author writer spokesman
    spokeswoman spokesperson ambassador commissioner leader deputy managing executive kanzler prasident ministre
    president directeur directrice chancelier""".split()
)
_BODIES = frozenset(
    fold(word)
    for word in """act alliance association associazione agenzia agency authority autorita banca bank center centre centro
    chamber camera club comitato committee commission commissione company compagnia confederazione consiglio consorzio
    consortium corporation council dipartimento department federation federazione fondazione foundation fund fondo
    gruppo group governo government inc institute istituto ltd memorandum ministero ministry network organization
    organizzazione parlamento parliament partnership partito party programma programme program project progetto
    regione regioni region regions repubblica republic school scuola societa society solutions spa srl summit
    systems technologies trade understanding unione union universita university venture ventures capital trattato
    treaty legge law piano plan premio award guerra war campionato cup coppa festival museo museum""".split()
)
OFFICES = frozenset(
    """consiglio repubblica italy imprese industria giappone commissione ministri state stato turismo economia interno
    interni esteri salute sanita istruzione scuola lavoro ambiente difesa giustizia cultura bilancio trasporti
    infrastrutture agricoltura sport ricerca finanze tesoro urbanistica mobilita welfare""".split()
)
_POINTS = frozenset("sud nord est ovest south north east west orientale occidentale meridionale settentrionale".split())
KINDS = (  # words that say what kind of body, office or place a name is
    _TITLES | _BODIES | _POINTS | frozenset("paese paesi stato stati nazione nazioni citta countries states".split())
)
_ARTICLES = frozenset(("la", "el"))
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n]\s*|[«“\"„(\[*•–—-]\s*)$")


@dataclass(frozen=True, slots=True)
class Name:
    """Hold one proper name: `text[start:end]`, its words, and whether it may be a person's."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    person: bool

    @property
    def telling(self) -> tuple[Word, ...]:
        """Return the words that make the name this one: without titles, kinds of body, compass points, particles."""
        return tuple(word for word in self.words if word.capital and not word.stop and word.surface not in KINDS)

    @property
    def acronym(self) -> bool:
        """Tell whether the name is one word in capitals ("ANIE")."""
        return len(self.words) == 1 and len(self.text) > 1 and self.text.isupper()


def find_names(text: str, language: str) -> list[Name]:
    """Return the proper names of `text` in order of place."""
    words = find_words(text, language)
    names: list[Name] = []
    run: list[Word] = []
    for index, word in enumerate(words):
        if run and not _joined(text, run[-1], word):
            names.extend(_named(text, run, words))
            run = []
        if word.capital and not (word.stop and not run):
            run.append(word)
        elif run and word.surface in _PARTICLES and _capital_follows(text, words, index):
            run.append(word)
        elif run:
            names.extend(_named(text, run, words))
            run = []
    names.extend(_named(text, run, words))
    return names


def opening_name(text: str, language: str) -> Name | None:
    """Return the name that a text opens with ("Nvidia investe in Italia?"), None when an ordinary word opens it.

    `find_names` leaves a lone capitalised word there out. It is a name when a verb or its auxiliary follows, unless it
    looks like a verb itself ("Esistono accordi?"): a question that opens with its verb goes on with the subject.
    """
    words = find_words(text, language)
    if len(words) < 3 or text[: words[0].start].strip():
        return None
    first, second = words[0], words[1]
    apart = text[first.end : second.start] != " " or second.capital or second.number
    if apart or first.stop or not first.capital or _VERB.search(first.surface):
        return None
    present = _PRESENT.get(language, _PRESENT["it"] if language == UNKNOWN else None)
    verb = present is not None and not second.stop and re.search(present, second.surface)
    follows = second.surface in _AUXILIARIES or verb
    return _name(text, [first], False) if follows and first.surface not in KINDS else None


_VERB = re.compile(r"(?:ono|ano|anno|[aei]ra|[aei]va|isce|isti|iste|ete|ate|ami|imi|ala|ale|ali)$")
_PRESENT = {"it": r"(?:[ae]|ano|ono|anno)$", "es": r"(?:[ae]|an|en)$", "fr": r"(?:[aet]|ent|ont)$", "de": r"t$"}
_AUXILIARIES = frozenset(
    """ha hanno e sono era erano fu furono sara saranno non aveva avevano avra avranno puo possono vuole vogliono deve devono
    sta stanno va vanno verra verranno has have had is was were will would does did do can could may might hat
    haben ist war wird werden hatte kann will a ont est sera va peut veut ha han es fue sera puede""".split()
)


def _joined(text: str, before: Word, word: Word) -> bool:
    between = text[before.end : word.start]
    return between in ("", " ", "-", "'", "’", "\u00a0", ". ", " & ", "&", ".") and not (
        between == ". " and len(before.text) > 3
    )


def _capital_follows(text: str, words: list[Word], index: int) -> bool:
    return (
        index + 1 < len(words)
        and words[index + 1].capital
        and len(text[words[index].end : words[index + 1].start]) <= 1
    )


def _named(text: str, run: list[Word], words: list[Word]) -> list[Name]:
    """Turn a run of capitalised words into names: titles in front are left out, a lone sentence start is no name."""
    while run and run[-1].surface in _PARTICLES and not run[-1].capital:
        run = run[:-1]
    if not run:
        return []
    opens = _opens_sentence(text, run[0].start)
    if opens and len(run) > 2 and run[1].surface in _ARTICLES and not run[1].capital:
        run, opens = run[2:], False  # "Partecipa la Francia?": a verb, its subject
    if opens and len(run) == 1 and not _is_acronym(run[0]):
        return []
    titled = False
    while len(run) > 1 and run[0].surface in _TITLES:
        run, titled = run[1:], True
    if len(run) == 1 and run[0].surface in _TITLES:
        return []
    before = _word_before(words, run[0])
    titled = titled or (before is not None and before.surface in _TITLES)
    return [_name(text, piece, titled and piece is run) for piece in _pieces(run)]


def _pieces(run: list[Word]) -> list[list[Word]]:
    """Part a person from the body or office written right before: "KSIA JeongHoi Kim", "Consiglio Giorgia Meloni"."""
    while run and run[0].surface in _PARTICLES and not run[0].capital:
        run = run[1:]
    for index in range(len(run) - 2, 0, -1):
        head, tail = run[index - 1], run[index:]
        full = all(word.capital and not _all_capitals(word) and word.surface not in _BODIES for word in tail)
        if full and 2 <= len(tail) <= 3 and (_all_capitals(head) or head.surface in OFFICES):
            return [run[:index], tail]
    return [run] if run else []


def _name(text: str, run: list[Word], titled: bool) -> Name:
    start, end = run[0].start, run[-1].end
    return Name(start, end, text[start:end], tuple(run), _may_be_person(text, run, titled))


def _opens_sentence(text: str, start: int) -> bool:
    return _SENTENCE_START.search(text[max(0, start - 8) : start]) is not None


def _word_before(words: list[Word], word: Word) -> Word | None:
    earlier = [other for other in words if other.end <= word.start]
    return earlier[-1] if earlier else None


def _is_acronym(word: Word) -> bool:
    return len(word.text) > 1 and (word.text.isupper() or any(c.isupper() for c in word.text[1:]))


def _all_capitals(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _may_be_person(text: str, run: list[Word], titled: bool) -> bool:
    letters = [word for word in run if word.capital]
    if any(word.surface in _BODIES or word.surface in _POINTS or _all_capitals(word) for word in letters):
        return False
    if len(letters) > 1 and all(text[a.end : b.start] == "-" for a, b in pairwise(letters)):
        return False
    return (titled and len(letters) <= 4) or 2 <= len(letters) <= 4
