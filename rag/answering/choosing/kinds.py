"""Tell whether a sentence holds the kind of thing asked for: a person, a time, a place, an amount, a cause, a list.

Looks at the shape of the sentence alone, beyond what the question itself already says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.answering.choosing.lexicon import Lexicon
from rag.language.cues import Unit
from rag.language.dates import find_dates
from rag.language.names import Name, find_names
from rag.language.numbers import Quantity, find_quantities
from rag.language.questions import Question
from rag.language.words import Word, fold


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Hold a sentence as evidence is measured on it.

    `nearby` are the words of itself, its neighbours and the title, `passage` those of the whole passage and the title.
    """

    text: str
    language: str
    words: tuple[Word, ...]
    nearby: tuple[Word, ...]
    passage: tuple[Word, ...]
    title: tuple[Word, ...]
    cosine: float | None


def holds_kind(question: Question, place: Surroundings, lexicon: Lexicon) -> float:
    """Return 1 when the sentence holds the kind of thing asked for, beyond what the question itself says; else 0."""
    asked = {word.surface for word in question.words}
    if question.kind == "quantity":
        return _holds_quantity(question, place, lexicon, asked)
    if question.kind == "person":
        return _holds_person(question, place, asked)
    if question.kind == "time":
        return float(_holds_time(place.text, question))
    if question.kind == "place":
        return float(_holds_place(place, asked))
    if question.kind == "reason":
        return float(_CAUSE.search(fold(place.text)) is not None)
    if question.kind == "list":
        return _holds_list(question, place, asked)
    if question.kind == "name":
        return float(bears_name(question, place.text, place.language))
    return 1.0


def asks_for_bearer(question: Question) -> bool:
    """Tell whether a thing that bears a name is asked for: "which company", "quali sindacati", "come si chiama"."""
    of_a_class = question.focus is not None and question.focus.surface in _NAMED_THINGS
    return question.kind == "name" or (of_a_class and question.kind in ("list", "thing"))


def bears_name(question: Question, text: str, language: str) -> bool:
    """Tell whether a text names, or has in quotes, what the question does not; a script without capitals may."""
    asked = {word.surface for word in question.words}
    if not any(letter.isupper() or letter.islower() for letter in text):
        return True
    quoted = any(fold(match[1]) not in fold(question.text) for match in _TITLED.finditer(text))
    return quoted or any(_is_new(name.words, asked) for name in find_names(text, language))


_TITLED = re.compile(r"[«“„\"]([^«»“”„\"]{2,60})[»”“\"]")


def _holds_person(question: Question, place: Surroundings, asked: set[str]) -> float:
    """Return how far a sentence names whom is asked for; who is only quoted in it is rarely the one who acted."""
    people = [n for n in find_names(place.text, place.language) if n.person and _is_new(n.words, asked)]
    if not people:
        return 0.0
    if _QUOTATION.search(place.text) is None or _SAYS.search(question.text):
        return 1.0
    before = [0, *(person.end for person in people)]
    return _SPEAKER if all(_speaks(*pair, place.text) for pair in zip(people, before, strict=False)) else 1.0


def _speaks(person: Name, after: int, text: str) -> bool:
    """Tell whether a verb of saying stands beside a name, not before `after`: "ha dichiarato Anna Neri"."""
    before = text[max(after, person.start - _BEFORE_SPEAKER) : person.start]
    return bool(_SAYS.search(before) or _SAYS.search(text[person.end : person.end + _AFTER]))


_SPEAKER = 0.5
_BEFORE_SPEAKER = 40  # characters: "ha dichiarato il presidente dell'Autorità portuale, Anna Neri"
_QUOTATION = re.compile(r"[«»“”„\"]")
_SAYS = re.compile(
    r"\b(?:dichiara\w*|dett[oa]|dice|dicono|dicendo|afferma\w*|spiega\w*|aggiun\w+|sottoline\w+|commenta\w*|osserva\w*|"
    r"ricorda\w*|racconta\w*|precisa\w*|sostien\w*|ritien\w*|assicura\w*|promett\w*|conclu\w+|evidenzia\w*|"
    r"said|says?|told|tells|declared?|stated?|commented|added|explain\w*|according|secondo|"
    r"sagt\w*|erklärt\w*|betont\w*|déclar\w*|affirm\w*|expliqu\w*)\b",
    re.IGNORECASE,
)


def _holds_list(question: Question, place: Surroundings, asked: set[str]) -> float:
    """Return how far a sentence enumerates; things that bear names ("which countries") must be named."""
    if question.focus is None or question.focus.surface not in _NAMED_THINGS:
        return min(1.0, len(_CONJUNCTION.findall(place.text)) / 3)
    new = [name for name in find_names(place.text, place.language) if _is_new(name.words, asked)]
    joined = sum(_SEPARATOR.fullmatch(place.text[a.end : b.start]) is not None for a, b in pairwise(new))
    return min(1.0, joined / 2)


_SEPARATOR = re.compile(r",?\s(?:e|ed|and|und|et|y|e per \S+)\s(?:l['’]|la |il |the )?|,\s(?:la |il |l['’]|the )?")
_NAMED_THINGS = frozenset(
    """paesi paese stati nazioni regioni citta province aziende imprese societa persone ministri politici leader autori
    universita enti organizzazioni squadre fiumi isole countries country states nations regions cities provinces companies
    firms people ministers politicians leaders authors universities bodies organisations organizations teams rivers islands
    lander stadte regionen unternehmen pays etats regions villes entreprises azienda impresa societa regione nazione stato
    persona ministro ente organizzazione squadra fiume isola sindacato sindacati banca banche scuola scuole ospedale ospedali
    giornale giornali museo musei partito partiti fondazione fondazioni agenzia agenzie istituto istituti associazione
    associazioni cooperativa cooperative fornitore fornitori gruppo gruppi comune comuni negozio negozi marchio marchi
    company country state city region firm organisation organization team river island union unions bank banks school schools
    hospital hospitals newspaper newspapers museum museums party parties foundation agency agencies institute institutes
    association associations supplier suppliers brand brands shop shops club clubs""".split()
)


_CAUSE = re.compile(
    r"\b(?:perche|poiche|siccome|giacche|per (?:via|questo|cui|motivi|colpa|effetto|\w+(?:are|ere|ire|rre)(?:[lmnst]?[aeio])?\b)|"
    r"a causa|a seguito|in seguito|di conseguenza|a fronte|di fronte a|vist[oa] che|dato che|dopo che|in risposta|"
    r"grazie a|in quanto|dovut[oaie]|causat[oaie]|provocat[oaie]|al fine|affinche|mira|mirano|obiettivo|intento|scopo|"
    r"volt[oaie] a|cosi da|cosi che|motiv\w+|ragion[ei]|causa|colpa|in modo (?:da|che)|serv(?:e|ono|ira|iranno) (?:a|per)|"
    r"permett\w+ di|consent\w+ di|puntano? a|infatti|"
    r"because|since|due to|owing to|thanks to|in order to|so that|aim(?:s|ed|ing)?|cause[sd]?|reasons?|as a result|after|"
    r"following|amid|in response|given|purpose|goal|to (?:help|avoid|reduce|make|protect|keep|meet|allow|ensure|prevent)|"
    r"weil|denn|wegen|aufgrund|damit|deshalb|daher|grund|grunde[n]?|nachdem|dank|um [^.]{1,80} zu|"
    r"parce qu|car|afin|a cause|en raison|grace a|pour \w+[ei]r\b|puisqu|a la suite|raisons?)\b"
)
_CONJUNCTION = re.compile(r",\s|;\s|\s(?:e|ed|and|und|et|y|o|or|nonché)\s|、|와 |과 |\n\s*[-*•]")
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)|\banni (?:[Vv]enti|[A-Za-z]*anta)\b")
_WEEKDAY = re.compile(
    r"\b(?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"ieri|oggi|yesterday|today)\b|\b\d{1,2}(?:°|º)? (?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|"
    r"ottobre|novembre|dicembre)\b"
)
_TIME = re.compile(
    r"\b(?:1[0-9]|20)\d\d\b|\b(?:secolo|century|secoli)\b|"
    r"\b(?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|january|"
    r"february|march|april|june|july|august|september|october|november|december|oggi|ieri|domani|today|yesterday|"
    r"scors[oa]|prossim[oa]|anni fa|years ago|anni (?:venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta))\b"
)
_BEFORE_PLACE = re.compile(
    r"(?:\b(?:a|ad|in|presso|nel|nell|nella|nelle|nei|negli|di|da|dal|dalla|verso|vicino|tra|fra|al|alla|allo|at|near|from|"
    r"from the|in the|of)|['’])\s?$",
    re.IGNORECASE,
)


def _holds_quantity(question: Question, place: Surroundings, lexicon: Lexicon, asked: set[str]) -> float:
    quantities = [q for q in find_quantities(place.text, place.language) if fold(q.text) not in asked]
    if not quantities:
        return 0.0
    if question.unit is not None:
        return max((_fits(quantity, question.unit, place.text) for quantity in quantities), default=0.0)
    if question.focus is None:
        return 1.0
    counted = [word for word in place.words if lexicon.match(question.focus, [word]) >= _SAME_THING]
    near = any(_beside(quantity, word) for word in counted for quantity in quantities if quantity.kind == "count")
    return 1.0 if near else 0.3


_SAME_THING = 0.45  # a match of this strength is the thing that is counted
_AFTER, _BEFORE = 24, 16  # characters: "300 nuovi dipendenti", "i dipendenti sono 300"


def _beside(quantity: Quantity, counted: Word) -> bool:
    """Tell whether a quantity counts the thing named by `counted`."""
    return 0 <= counted.start - quantity.end <= _AFTER or 0 <= quantity.start - counted.end <= _BEFORE


def _fits(quantity: Quantity, unit: Unit, text: str) -> float:
    """Return how well a quantity is of the unit asked for; a large round count may be money left unsaid."""
    if unit == "percent":
        return 1.0 if quantity.kind == "percent" else 0.3
    if unit == "money":
        return 1.0 if quantity.kind == "money" else 0.2 * (_LARGE.match(fold(quantity.text)) is not None)
    if unit == "age":
        return float(_AGE.search(text[max(0, quantity.start - 12) : quantity.end + 12]) is not None)
    return 1.0 if _MEASURE.match(text, quantity.end) else 0.2


_LARGE = re.compile(
    r"\d{4}|\d{1,3}[.,\u202f\u00a0 ]\d{3}|.*(?:mila|milion|miliard|million|billion|thousand|mln|mld|\bbn|tausend|mille)"
)
_AGE = re.compile(
    r"(?:\b(?:di|ha|aveva|a|compie|compì|età di|aged?|is|was)\s\w{1,12}\sann[oi]\b|\d+\s?enne|years?[ -]old|\baged?\s\d)",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"[\s\u00a0-]*(?:m|km|cm|mm|metri|metro|chilometri|km²|kmq|ettari|acri|miglia|piedi|pollici|kg|g|chili|tonnellate|litri|"
    r"meters?|metres?|miles?|feet|ft|inches|kilometers?|kilometres?|tons?|tonnes?|pounds|acres|nm|anni luce)\b",
    re.IGNORECASE,
)


def _holds_time(text: str, question: Question) -> bool:
    asked = fold(question.text)
    if question.unit == "day":
        return any(len(mention.iso) > 7 for mention in find_dates(text)) or bool(_WEEKDAY.search(fold(text)))
    if question.unit == "year":
        return any(match.group() not in asked for match in _YEAR.finditer(text))
    return bool(find_dates(text)) or any(match.group() not in asked for match in _TIME.finditer(fold(text)))


def hints_at_time(text: str) -> bool:
    """Tell whether a text says of anything when it is, however loosely: "nel corso dell'anno", "alle 18", "soon"."""
    return _LOOSE_TIME.search(fold(text)) is not None


_LOOSE_TIME = re.compile(
    r"\b(?:ann[oi]|mes[ei]|settiman[ae]|giorn[oi]|giornata|or[ae]|minuti|weekend|estate|autunno|inverno|primavera|natale|"
    r"pasqua|presto|subito|futuro|mattina|sera|notte|pomeriggio|mezzogiorno|mezzanotte|scadenza|years?|months?|weeks?|days?|"
    r"hours?|minutes?|summer|autumn|winter|spring|christmas|easter|soon|future|morning|evening|night|noon|jahr\w*|monat\w*|"
    r"woche\w*|tag\w*|stunde\w*|uhr|annee?s?|mois|semaines?|jours?|heures?|ano|anos|meses|semanas?|dias?)\b|\b\d{1,2}[.:]\d\d\b"
)


def _holds_place(place: Surroundings, asked: set[str]) -> bool:
    return any(
        _is_new(name.words, asked)
        and not name.acronym
        and _BEFORE_PLACE.search(place.text[max(0, name.start - 12) : name.start]) is not None
        for name in find_names(place.text, place.language)
    )


def _is_new(words: Sequence[Word], asked: set[str]) -> bool:
    return any(word.surface not in asked for word in words if word.capital)
