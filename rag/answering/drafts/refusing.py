"""Know a model's "the articles do not tell" when it says so: the sentinel, or its paraphrases in several languages.

A refusal speaks of the articles, the text, the information at hand, or of the speaker's own inability; a sentence in
which a minister "did not specify the amount" is an answer. Works on one sentence; knows no protocol.
"""

from __future__ import annotations

import re

from rag.language.words import fold

SENTINEL = "NO_ANSWER"
_SENTINEL = re.compile(r"\bno[_ -]answer\b|\bnot[_ ]found\b(?=\W*$)", re.IGNORECASE)
_CUT = 400  # characters looked at

_MATERIAL = {
    "it": r"(?:gli |l'|il |i |le |la |nell'|negli |nel |nei |nelle |dai |dagli |dal |dalle |sulla base )?(?:articol[oi]|test[oi]|font[ei]|frasi|passagg[io]|brani|document[oi]|materiale|contesto|informazioni)",
    "en": r"(?:articles?|texts?|sources?|sentences?|passages?|documents?|context|excerpts?|information|material)",
    "de": r"(?:artikeln?|texte?n?|quellen?|satze?n?|dokumente?n?|kontext|informationen)",
    "fr": r"(?:articles?|textes?|sources?|phrases?|passages?|documents?|contexte|informations?)",
    "es": r"(?:articulos?|textos?|fuentes?|frases?|pasajes?|documentos?|contexto|informacion)",
    "pt": r"(?:artigos?|textos?|fontes?|frases?|documentos?|contexto|informac(?:ao|oes))",
}  # fmt: skip
_TELL = {
    "it": r"(?:dic(?:e|ono)|specific\w+|menzion\w+|indic\w+|forni\w+|contien\w+|contengono|rispond\w+|riport\w+|precis\w+|parl\w+|chiari\w+|afferm\w+|cit\w+|nomin\w+|fa(?:nno)? riferimento|trov\w+|emerg\w+|include\w*|includono)",
    "en": r"(?:say|tell|specif\w+|mention\w*|state|indicate|provide|contain|answer|report|give|include|address|discuss|reveal|disclose|clarify|offer|cover|name|identify|have|refer)",
    "de": r"(?:sag\w+|nenn\w+|erwahn\w+|enthalt\w*|geben|gibt|beantwort\w+|angeb\w+|angegeben|liefer\w+|hervor)",
    "fr": r"(?:di(?:t|sent)|precis\w+|mentionn\w+|indiqu\w+|fourni\w+|contien\w+|repond\w*|donn\w+|parl\w+)",
    "es": r"(?:dic\w+|especific\w+|mencion\w+|indic\w+|proporcion\w+|contien\w+|respond\w+|ofrec\w+|da\b|dan\b|habla\w*)",
    "pt": r"(?:diz\w*|especific\w+|mencion\w+|indic\w+|fornec\w+|cont\w+|respond\w+|informa\w*)",
}  # fmt: skip
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_MATERIAL['it']}\b[^.;]{{0,60}}\bnon\b(?: lo| ne| ci| vi| si| viene| vengono| e| sono)?[^.;]{{0,24}}\b{_TELL['it']}",
        rf"\bnon (?:e|sono|viene|vengono|risulta|risultano|si)\b[^.;]{{0,60}}\b(?:specificat|menzionat|indicat|fornit|precisat|riportat|presente|presenti|disponibil|contenut|trova|dice|dett)\w*[^.;]{{0,40}}\b{_MATERIAL['it']}",
        rf"\b{_MATERIAL['it']}\b[^.;]{{0,30}}\bnon (?:e|sono|viene|vengono|si|c'e)\b[^.;]{{0,50}}\b(?:specificat|menzionat|indicat|fornit|precisat|riportat|presente|disponibil|dett|dice|parla|alcun|nessun)\w*",
        r"\bnon (?:ci sono|c'e|vi sono|v'e|ho|abbiamo|trovo|dispongo di|contengono|contiene)\b[^.;]{0,30}\b(?:informazion|dati|element|riferiment|risposta|menzion)\w*",
        r"\b(?:nessun\w*) (?:informazion\w*|menzione|riferimento|articol\w*|fonte|dato)\b",
        r"\bnon (?:posso|sono in grado di|riesco a|e possibile|si puo) (?:\w+ ){0,2}(?:risponder|determinar|stabilir|dir|trovar|fornir|saper)\w*",
        r"^\W*(?:non (?:lo )?so|non e noto|non e specificato|non e indicato|non viene (?:specificato|indicato|menzionato|detto)|informazione non (?:disponibile|presente))\b",
        rf"\b{_MATERIAL['en']}\b[^.;]{{0,60}}\b(?:do|does|did) ?(?:not|n't|n’t)\b[^.;]{{0,40}}\b{_TELL['en']}",
        rf"\b(?:is|are|was|were) (?:not|n't)(?: \w+){{0,2}} (?:mentioned|specified|stated|provided|given|included|indicated|disclosed|found|reported|available|named|said|discussed)\b[^.;]{{0,40}}\b{_MATERIAL['en']}",
        rf"\b(?:no|there is no|there's no|there are no|i found no)\b[^.;]{{0,30}}\b(?:information|mention|indication|answer|details?|data|reference)\b[^.;]{{0,80}}(?:\b{_MATERIAL['en']}|available|provided|given|about|on|of|$)",
        r"\b(?:i|we) (?:can ?not|can't|can’t|could not|couldn't|am unable to|are unable to|do not|don't|don’t) (?:\w+ ){0,2}(?:answer|determine|find|tell|say|provide|know|have (?:any |enough |the )?(?:information|details))",
        r"^\W*(?:not (?:mentioned|specified|stated|provided|available|known)|unknown|i don'?t know|unable to answer|n/?a)\W*$",
        rf"\bnone of (?:the|these|those)(?: \w+)? {_MATERIAL['en']}\b",
        rf"\bnessun[oa] (?:degli|dei|delle|di quest[ei])(?: \w+)? {_MATERIAL['it']}\b",
        rf"\b{_MATERIAL['de']}\b[^.;]{{0,60}}\b(?:nicht|keine?\w*)\b[^.;]{{0,50}}",
        r"\b(?:ich|wir) (?:kann|konnen|weiss|wissen|habe|haben)\b[^.;]{0,40}\b(?:nicht|keine?\w*)\b[^.;]{0,40}\b(?:beantwort\w+|sagen|wissen|informationen|antwort)?",
        rf"\b{_TELL['de']}[^.;]{{0,30}}\bnicht\b[^.;]{{0,30}}\b{_MATERIAL['de']}",
        r"\bes gibt keine\w* (?:informationen|angaben|hinweise)",
        rf"\b{_MATERIAL['fr']}\b[^.;]{{0,40}}\bne\b[^.;]{{0,24}}\b{_TELL['fr']}\w*[^.;]{{0,12}}\b(?:pas|aucun\w*|rien|point)\b",
        r"\b(?:je ne (?:peux|sais|trouve)|il n'y a (?:pas|aucun\w*)|aucune? (?:information|mention))\b",
        rf"\b{_MATERIAL['es']}\b[^.;]{{0,40}}\bno (?:se |lo )?{_TELL['es']}",
        r"\b(?:no (?:puedo|se puede|hay|tengo|encuentro)|ningun\w*)\b[^.;]{0,24}\b(?:respond\w+|informacion|responder|datos|mencion|respuesta)",
        rf"\b{_MATERIAL['pt']}\b[^.;]{{0,40}}\bnao (?:se |o )?{_TELL['pt']}",
        r"\bnao (?:ha|posso|tenho|encontr\w+)\b[^.;]{0,24}\b(?:informac\w+|respond\w+|resposta|menc\w+)",
        r"(?:기사|본문|문장)\S*[^.]{0,40}(?:없|않|언급되지)",
        r"(?:記事|本文|文章|情報)[^。]{0,40}(?:ない|ありません|いません|ません)",
        r"(?:文章|文中|资料)[^。]{0,30}(?:没有|未|无法)",
    )
)  # fmt: skip


def refuses(sentence: str) -> bool:
    """Tell whether `sentence` says that there is no answer."""
    if says_sentinel(sentence):
        return True
    folded = fold(sentence[:_CUT]).replace("’", "'")
    return any(pattern.search(folded) for pattern in _PATTERNS)


def without_sentinel(text: str) -> str:
    """Return what a refusal says beside the sentinel: the part of a question that has no answer, or nothing."""
    rest = _SENTINEL.sub(" ", text).strip(" \t\"'“”«»*_`.:;,–—-")
    return rest if any(character.isalnum() for character in rest) else ""


def says_sentinel(text: str) -> bool:
    """Tell whether `text` holds the sentinel, in whatever dress: bold, quoted, with a full stop."""
    return _SENTINEL.search(text[:_CUT]) is not None
