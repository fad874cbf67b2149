"""Tell the language of a text, down to a three-word question.

Takes plain text, gives an ISO 639-1 code or "und". Scripts speak first; Latin text is weighed by function words and by
letter groups. Own code on purpose: the one library that is right on short questions (lingua) brings 96 MB.
Knows no documents.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter

UNKNOWN = "und"

_SAMPLE = 6_000  # characters looked at: enough for any document, quick for all
_ENOUGH = 0.55  # evidence below which no language is named
_NAME_SHARE = 0.3  # weight of a capitalised word, inside a text or opening it without a function: likely a foreign name

_WORDS = {
    "it": """
    il lo la i gli le un uno una di a da in con su per tra fra del dello della dei degli delle al allo alla ai agli alle
    dal dallo dalla dai dagli dalle nel nello nella nei negli nelle sul sullo sulla sui sugli sulle dell' all' dall'
    nell' sull' l' un' c' e ed o ma se che chi cosa cos' quale quali quando quanto quanta quanti quante dove dov' come
    com' perché perche è sono era erano ha hanno ho aveva avevano sia stato stata stati state essere avere fa fatto può
    possono deve devono vuole non più anche ancora già ci si questo questa questi queste quello quella quelli quelle
    quest' dopo prima verso secondo oggi ieri molto poco tutto tutti ogni suo sua suoi loro viene vengono qual qualcuno
    perciò riguardo accordo mercato azienda aziende articolo articoli presidente ministro paesi regione regioni firma
    ricerca quota dipendenti sede dice detto parla parlano spiega spiegami dimmi elenca riassumi confronta firmato
    avviene succede
    """,
    "en": """
    the a an of to in on at by for with from and or but not is are was were be been being has have had do does did what
    who whom whose which when where why how many much it its this that these those there their they he she his her we
    you your i me my as if than then about into over after before between during can could will would should may might
    must more most any some all no yes out up did' isn' doesn' didn' s let tell give list explain summarize compare
    said says happened according signed company agreement market research center article articles president minister
    country countries region regions employees size
    """,
    "fr": """
    le la les un une des du de d' l' au aux en dans sur sous par pour avec sans chez et ou mais si que qu' qui quoi quel
    quelle quels quelles quand où comment pourquoi combien est es sont était étaient a ont avait avaient être avoir fait
    font peut peuvent doit ne n' pas plus ce cet cette ces c' s' se son sa ses leur leurs il elle ils elles nous vous je
    j' on y dont lequel laquelle entre vers après avant depuis selon aussi très tout tous toute toutes été ceux celui
    accord marché entreprise entreprises pays ministre région dit parle signé explique expliquez résume donne
    """,
    "de": """
    der die das den dem des ein eine einen einem einer eines und oder aber nicht ist sind war waren wird werden wurde
    wurden hat haben hatte hatten sein kann können muss müssen soll sollen will wer was wann wo warum wieso weshalb wie
    wen wem wessen welche welcher welches welchen welchem viel viele wieviel in im an am auf aus bei beim mit nach von
    vom zu zum zur für über unter um durch gegen ohne zwischen seit während es er sie wir ihr ich sich auch noch nur
    schon mehr sehr als wenn dass daß ob dieser diese dieses gibt es bedeutet worum wohin woher laut sagt unterzeichnet
    abkommen markt unternehmen artikel länder
    """,
    "es": """
    el la los las un una unos unas de del al a en con por para sin sobre entre desde hasta hacia según y e o u pero si
    no que qué quien quién quienes quiénes cual cuál cuales cuáles cuando cuándo cuanto cuánto cuántos cuántas cuánta
    donde dónde como cómo porque por es son era eran fue fueron está están ha han hay había ser tiene tienen hace hizo
    puede pueden debe lo le les se su sus este esta estos estas ese esa eso esto aquel más muy también ya todo todos
    cada después antes ante acuerdo mercado empresa empresas países ministro artículo dice dijo firmó explica habla
    """,
    "pt": """
    o a os as um uma uns umas de do da dos das em no na nos nas ao à aos às por pelo pela pelos pelas para com sem sobre
    entre desde até e ou mas se que quê quem qual quais quando quanto quanta quantos quantas onde como porque porquê é
    são era eram foi foram está estão há tem têm ser ter fez faz pode podem deve não mais muito também já isso isto este
    esta esse essa aquele seu sua seus suas lhe ele ela eles elas você nós eu depois antes cada todo todos diz disse
    assinou acordo mercado empresa empresas países ministro artigo explique fala num numa
    """,
}

_HINTS = {
    "it": r"zion[ei]$|gli|cch|ggi|zz|tà$|ità$|mente$|ment[oi]$|[ts]ori$|[aeiou]tt[oaie]$|ch[ei]|sc[ei]|^qua|ssi"
    r"|ll[aoie]$|ò$|uo|ia$|ie$|[^s]ti$|ni$|ri$|li$|nz[aei]|aggio$|ari[oae]$|[^ou]i$",
    "en": r"th|wh|ing$|ght|ck|sh|oo|ee|ed$|ly$|y$|^kn|ness$|tion(?:s|al)?$|ough|w[no]$|[^aeiou]s$|[bdgkptv]$|ew",
    "fr": r"eau|eux$|[aeiou]ux$|ç|ê|î|û|œ|ë|[^a]é|ées?$|è|aux$|ois?$|ait$|ai[rn]|tions?$|ments?$|eur|elle|ou[rstv]"
    r"|qu[eio]|ez$|ance$|ère|ille",
    "de": r"sch|ung(?:en)?$|ß|ä|ö|ü|ch[ts]|ich|keit|heit|lich|tz|pf|ei[nst]|ie[rn]|^ge|^ver|en$|er$|z[uw]|ck|ft$|k$",
    "es": r"ci[oó]n$|ciones$|ñ|dad(?:es)?$|ll[aoe]|ue[lnrsv]|ie[nrs]|ó|í|á|ú|[aeo]s$|ado$|ido$|miento|ez$|eza$|rr|ción",
    "pt": r"ção$|ções$|ã|õ|[nl]h[aoe]|ç|dades?$|ê|ô|[eo]u$|[aeo]s$|ado$|ido$|mento|ss|eir[oa]|ei$|gem$|ão$|ões$|m$",
}

_LANGUAGES = tuple(_WORDS)
_OWNERS: Counter[str] = Counter(word for words in _WORDS.values() for word in set(words.split()))
_FUNCTION_WORDS = {
    word: {name: math.log(6.6 / count) for name in _LANGUAGES if word in _WORDS[name].split()}
    for word, count in _OWNERS.items()
}
_HINT_PATTERNS = {name: re.compile(pattern) for name, pattern in _HINTS.items()}

_TOKEN = re.compile(r"[^\W\d_]+(?:['’](?![^\W\d_]*['’])(?=\w))?")
_ENGLISH_TAIL = re.compile(r"(?<=[a-z])['’](?:s|re|ve|ll|m|d)(?!\w)|n['’]t(?!\w)", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?¿¡:»«\"“\n])[\s\"'“«(¿¡]*$")

_SCRIPTS = (
    ("kana", re.compile(r"[\u3041-\u30ff\uff66-\uff9f]"), "ja", 2.5),
    ("hangul", re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"), "ko", 2.5),
    ("han", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"), "zh", 2.5),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]"), "ru", 1.0),
    ("arabic", re.compile(r"[\u0620-\u064a\u066e-\u06d3]"), "ar", 1.0),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), "el", 1.0),
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER_TELLS = {"ru": (re.compile("[іїєґІЇЄҐ]"), "uk"), "ar": (re.compile("[پچژگ]"), "fa")}


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, or "und" when nothing tells it."""
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    latin = len(_LATIN.findall(sample))
    other, weight = _other_script(sample)
    if weight >= latin and other:
        return other
    language, words = _latin_language(sample)
    if other and weight > 0.15 * latin and not words:
        return other
    return language


def _other_script(sample: str) -> tuple[str | None, float]:
    """Return the language that the non-Latin letters speak for, and their weight in Latin letters."""
    if sample.isascii():
        return None, 0.0
    weights = {name: len(pattern.findall(sample)) * factor for name, pattern, _, factor in _SCRIPTS}
    if weights["kana"] > 0.1 * weights["han"]:
        weights["kana"] += weights.pop("han")
    best = max(weights, key=lambda name: weights[name])
    if not weights[best]:
        return None, 0.0
    language = next(code for name, _, code, _ in _SCRIPTS if name == best)
    tell, instead = _LETTER_TELLS.get(language, (None, language))
    return instead if tell is None or tell.search(sample) else language, weights[best]


def _latin_language(sample: str) -> tuple[str, bool]:
    """Return the best of the Latin languages, and whether function words spoke for it."""
    scores = dict.fromkeys(_LANGUAGES, 0.0)
    spoken = dict.fromkeys(_LANGUAGES, 0.0)
    shouting = sample.isupper()
    for match in _TOKEN.finditer(sample):
        word = match[0]
        functions, hints = _evidence(word.lower().replace("’", "'"), word.isupper())
        share = _NAME_SHARE if not shouting and _looks_like_a_name(sample, match.start(), word) else 1.0
        if not match.start() and word[0].isupper() and hints:  # "Samsung investe in Italia?"
            share = _NAME_SHARE
        for name, weight in functions:
            spoken[name] += weight * share
        for name, weight in hints:
            scores[name] += weight * share
    spoken["en"] += 0.8 * len(_ENGLISH_TAIL.findall(sample))
    for mark, name in (("¿", "es"), ("¡", "es"), ("ñ", "es"), ("ß", "de"), ("ã", "pt"), ("õ", "pt")):
        scores[name] += 1.5 * sample.count(mark)
    for name in _LANGUAGES:
        scores[name] += spoken[name]
    best = max(_LANGUAGES, key=lambda name: scores[name])
    return (best if scores[best] >= _ENOUGH else UNKNOWN), spoken[best] >= _ENOUGH


@functools.lru_cache(maxsize=4096)
def _evidence(word: str, acronym: bool) -> tuple[tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]]:
    """Return what a lower-case word says as a function word, and, unless it is an acronym, by its letter groups."""
    known = _FUNCTION_WORDS.get(word) or _FUNCTION_WORDS.get(word.rstrip("'"))
    if known is not None:
        return tuple(known.items()), ()
    if len(word) < 4 or acronym:
        return (), ()
    found = {name: min(3, len(pattern.findall(word))) for name, pattern in _HINT_PATTERNS.items()}
    total = sum(found.values())
    return (), tuple((name, 0.6 * count / total) for name, count in found.items() if count)


def _looks_like_a_name(sample: str, start: int, word: str) -> bool:
    return word[0].isupper() and not _SENTENCE_START.search(sample[max(0, start - 4) : start])
