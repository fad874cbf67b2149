"""List the words by which a language asks: cues of each kind of answer, asking nouns, units, joints.

Tables only; `questions.py` reads them. Cues are written against folded text, so without accents; a language is added by
a key in each table.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from rag.language.words import fold

Kind: TypeAlias = Literal[
    "person", "time", "place", "quantity", "reason", "name", "manner", "list", "definition", "yesno", "thing", "task"
]
Unit: TypeAlias = Literal["money", "percent", "measure", "age", "year", "day"]

# First match wins; written against the folded text, so without accents.
CUES: dict[str, tuple[tuple[str, Kind], ...]] = {
    "it": (
        (r"\b(?:perche|come mai|per quale (?:motivo|ragione|causa)|per quali (?:motivi|ragioni)|a causa di (?:che|cosa))\b", "reason"),
        (r"\b(?:quali? (?:e|sono) (?:il|i|la|le|lo) (?:motiv[oi]|ragion[ei]|caus[ae]))\b", "reason"),
        (r"\bcome si chiam\w+|\b(?:qual|quale) (?:e|era|sara) il nome\b|\b(?:che|quale) nome\b", "name"),
        (r"\b(?:quando|a che ora|in (?:che|quale) (?:anno|data|giorno|mese|periodo|secolo|epoca)|a (?:quando|che data|quale data)|da quanto tempo|fino a quando|entro quando|che giorno)\b", "time"),
        (r"\b(?:quant[oaie]|quanti|che percentuale|quale percentuale|quale cifra|a (?:che|quale) (?:prezzo|temperatura|velocita|altezza|eta|profondita))\b", "quantity"),
        (r"\b(?:dove|dov)\b", "place"),
        (r"\bchi\b", "person"),
        (r"\b(?:elenca|elencami|elenco|quali)\b", "list"),
        (r"^(?:che )?cos(?:a)? ?(?:'|’)? ?e\b|^che cosa (?:e|sono)\b|\bche cosa significa\b|\bcosa significa\b|\bche vuol dire\b|\bsigla\b.*\bsta per\b", "definition"),
        (r"\b(?:in che modo|come)\b", "manner"),
    ),
    "en": (
        (r"\b(?:why|for what reason|what (?:is|was|are|were) the (?:reason|reasons|cause|causes))\b", "reason"),
        (r"\bwhat(?:'s|’s| is| are| was| were) the names? of\b|\bwhat (?:is|are|was|were|will) .{1,60} (?:called|named)\b", "name"),
        (r"\b(?:when|(?:in|on|by|at|for)? ?(?:what|which) (?:year|date|day|month|time|period|century)|since when|until when|how long ago)\b", "time"),
        (r"\b(?:how (?:many|much|long|old|large|big|far|often|high|tall)|what (?:percentage|share|number|amount|proportion|fraction|percent)|what (?:did|does|do|will|would) .{1,80}\bcost|at what (?:price|temperature|speed|height|age|depth|rate))\b", "quantity"),
        (r"\bwhere\b", "place"),
        (r"\b(?:who|whom|whose)\b", "person"),
        (r"^(?:list|name|enumerate)\b|\b(?:which|what) (?:are|were)\b", "list"),
        (r"^what(?:'|’)?s? (?:is|does|are)? ?(?:an? |the )?[\w-]+(?: [\w-]+)?(?: stand for| mean)?$", "definition"),
        (r"\bhow\b", "manner"),
    ),
    "de": (
        (r"\b(?:warum|wieso|weshalb|aus welchem grund)\b", "reason"),
        (r"\bwie heiss(?:t|en)\b", "name"),
        (r"\b(?:wann|seit wann|in welchem jahr|an welchem tag|um wie ?viel uhr|um welche uhrzeit)\b", "time"),
        (r"\b(?:wie ?viele?|wie (?:hoch|gross|lange|alt)|wieviel)\b", "quantity"),
        (r"\b(?:wo|wohin|woher)\b", "place"),
        (r"\b(?:wer|wen|wem|wessen)\b", "person"),
        (r"\bwelche\b", "list"),
        (r"\bwie\b", "manner"),
    ),
    "fr": (
        (r"\b(?:pourquoi|pour quelle raison)\b", "reason"),
        (r"\bcomment s['’ ]?appel\w+|\bquel est le nom\b", "name"),
        (r"\b(?:quand|en quelle annee|a quelle date|a quelle heure|depuis quand)\b", "time"),
        (r"\b(?:combien|quel pourcentage)\b", "quantity"),
        (r"\bou\b(?! bien)", "place"),
        (r"\b(?:qui|a qui|par qui)\b", "person"),
        (r"\b(?:quels|quelles)\b", "list"),
        (r"\bcomment\b", "manner"),
    ),
    "es": (
        (r"\b(?:por que)\b", "reason"),
        (r"\bcomo se llam\w+|\bcual es el nombre\b", "name"),
        (r"\b(?:cuando|en que ano|a que hora)\b", "time"),
        (r"\b(?:cuant[oa]s?)\b", "quantity"),
        (r"\b(?:donde|adonde)\b", "place"),
        (r"\b(?:quien|quienes)\b", "person"),
        (r"\bcuales\b", "list"),
        (r"\bcomo\b", "manner"),
    ),
    "ko": (
        (r"왜|이유", "reason"), (r"언제|몇 년|몇년", "time"), (r"몇|얼마", "quantity"), (r"어디", "place"),
        (r"누가|누구", "person"), (r"어느|어떤", "list"), (r"어떻게", "manner"),
    ),
    "ja": (
        (r"なぜ|どうして|理由", "reason"), (r"いつ|何年", "time"), (r"いくつ|いくら|何人|どのくらい|何%|何カ国", "quantity"),
        (r"どこ", "place"), (r"誰|だれ", "person"), (r"どの|どれ", "list"), (r"どのように", "manner"),
    ),
}  # fmt: skip

# What asks for a text to be made, or for a premise to be made up: no article answers that.
TASKS: dict[str, str] = {
    "it": r"^(?:\W|per favore|per piacere|ti prego|puoi|potresti)*(?:(?:scriv|compon|invent|improvvis|recit|cant)\w*\b.{0,60}\b"
    r"(?:poesi[ae]|filastrocc\w+|racconto|raccontino|storia|storiella|favola|barzellett\w|canzone|sonetto|haiku|rima|rime|email|"
    r"lettera|codice|programma|script|battuta|slogan|tweet|tema)\b|(?:fa(?:i|cciamo)? finta|fingi|immagina|supponi|ipotizza)\b)",
    "en": r"^(?:\W|please|can you|could you|would you|will you)*(?:(?:writ|compos|invent|improvis|recit|sing|make up|generat)\w*\b.{0,60}\b"
    r"(?:poems?|rhymes?|stor(?:y|ies)|tales?|jokes?|songs?|sonnets?|haikus?|emails?|letters?|code|programs?|scripts?|slogans?|tweets?|"
    r"essays?)\b|tell (?:me |us )?an? (?:joke|story)\b|(?:pretend|imagine|suppose)\b)",
    "de": r"^(?:\W|bitte|kannst du|konnten sie)*(?:(?:schreib|dichte|erfinde|sing)\w*\b.{0,60}\b(?:gedicht\w*|geschichte|marchen|witz|"
    r"lied|e-?mail|brief|code|programm|slogan)\b|(?:stell dir vor|tu so|nimm an)\b)",
    "fr": r"^(?:\W|s'il (?:te|vous) plait|peux-tu|pouvez-vous)*(?:(?:ecri|compos|invent|chant)\w*\b.{0,60}\b(?:poemes?|histoire|conte|"
    r"blague|chanson|sonnet|lettre|e-?mail|code|programme|slogan)\b|(?:fais semblant|imagine[zr]?|suppose[zr]?)\b)",
    "es": r"^(?:\W|por favor|puedes|podrias)*(?:(?:escrib|compon|invent|cant)\w*\b.{0,60}\b(?:poema|poesia|cuento|historia|chiste|cancion|"
    r"carta|correo|codigo|programa|eslogan)\b|(?:finge|imagina|supon)\b)",
}  # fmt: skip

# What a noun after "quale", "which", "what" asks for.
FOCUS_NOUNS: dict[Kind, str] = {
    "person": """presidente ministro ministra ministri assessore assessori direttore leader persona persone capo premier
        amministratore segretario politico politici autore autori manager dirigente dirigenti firmatario firmatari
        president minister ministers director person people chairman ceo secretary official author executive
        executives signatory signatories councillor""",
    "time": """anno data giorno mese periodo secolo decennio momento scadenza
        year date day month period century decade deadline""",
    "place": "citta luogo sede capitale provincia city place location town venue headquarters capital",
    "quantity": """percentuale quota cifra importo valore prezzo costo numero fatturato superficie eta ammontare budget
        bilancio stipendio dimensione altezza peso lunghezza popolazione durata tasso
        percentage share amount value price cost number revenue turnover size age height weight length population
        rate budget salary figure""",
    "reason": "motivo motivi ragione ragioni causa cause reason reasons",
}
FOCUS_KINDS = {fold(word): kind for kind, words in FOCUS_NOUNS.items() for word in words.split()}

UNITS: tuple[tuple[str, Unit], ...] = (
    (r"\bquanti anni (?:ha|aveva|hanno|avevano|compie)\b|\bhow old\b|\bwie alt\b|\bquel age\b", "age"),
    (r"\b(?:percentuale|percento|per cento|tasso|quota|percentage|percent|proportion|share|anteil)\b", "percent"),
    (
        r"\b(?:cost\w*|prezz\w+|pag(?:a|are|ato|ata|ano|o)\b|spes[aoe]|spend\w+|guadagn\w+|stipendi\w*|fatturat\w+|sold[io]|euro|dollari|"
        r"valore|vale|valgono|valeva|ammonta\w*|bilancio|budget|finanziat\w+|investit\w+|stanziat\w+|sborsat\w+|sborso|"
        r"price|paid|pay|salary|revenue|turnover|worth|money|dollars|funding|invest\w*|spent|value)\b",
        "money",
    ),
    (
        r"\b(?:lung[oa]|alt[oa]|larg[oa]|profond[oa]|pes[oa]|pesa|distante|dista|misura|lunghezza|altezza|superficie|peso|"
        r"tall|high|wide|deep|far|heavy|weigh\w*|length|height|width|depth|area)\b",
        "measure",
    ),
)

TIME_UNITS: tuple[tuple[str, Unit], ...] = (
    (
        r"\b(?:data (?:esatta|precisa)|quale data|che data|che giorno|quale giorno|giorno esatto|exact date|exactly|which day|"
        r"what day|what date|which date|esattamente|genau|welchem tag|exactement)\b",
        "day",
    ),
    (r"\b(?:anno|year|jahr|annee|ano)\b", "year"),
)

ASKED_NOUN = {
    "it": re.compile(r"\b(?:qual[ei]?|quant[oaie]|quanti|che)\b\s*(?:e|sono|era|erano|fu|sara|e stat[oa])?\s*(?:l[aeo']?|il|i|gli|un[ao]?)?\W*"),
    "en": re.compile(r"\b(?:which|what|how many|how much|whose)\b\s*(?:is|are|was|were)?\s*(?:the|an?)?\W*"),
    "de": re.compile(r"\b(?:welche[rsmn]?|wie viele?)\b\s*(?:ist|sind|war)?\s*(?:der|die|das)?\W*"),
    "fr": re.compile(r"\b(?:quel(?:le)?s?|combien d[e'])\b\s*(?:est|sont)?\s*(?:l[ea']|les)?\W*"),
    "es": re.compile(r"\b(?:cual(?:es)?|que|cuant[oa]s?)\b\s*(?:es|son)?\s*(?:el|la|los|las)?\W*"),
}  # fmt: skip

ASKING = {
    "it": "dimmi spiegami indica indicami elenca elencami sai sapere vorrei articolo articoli testo dice dicono parla "
    "parlano tratta riferisce riferiscono chiama chiamano nome numero tipo genere motivo ragione modo",
    "en": "tell explain list name give know article articles text say says said talk talks mention called kind type "
    "reason way happen happened",
    "de": "sag nenne artikel text heisst name", "fr": "dis donne article articles appelle nom", "es": "di articulo nombre",
}  # fmt: skip
ASKING_WORDS = {language: frozenset(words.split()) for language, words in ASKING.items()}

AND = {"it": r"e(?:d)?", "en": "and", "de": "und", "fr": "et", "es": "y"}
STARTS = {
    "it": r"(?:(?:di|a|da|in|con|su|per) )?(?:chi|quando|dove|quant[oaie]|quanti|qual[ei]?|che cosa|cosa|che)|perch[eé]|come",
    "en": r"(?:(?:by|with|in|on|at|for|to|of) )?(?:who|whom|when|where|how|which|what|whose)|why",
    "de": r"wer|wann|wo|wie|welche[rsmn]?|was|warum|wem|wen", "fr": r"qui|quand|o[uù]|combien|quels?|quelles?|pourquoi|comment",
    "es": r"qui[eé]n|cu[aá]ndo|d[oó]nde|cu[aá]nt[oa]s?|cu[aá]l(?:es)?|por qu[eé]|c[oó]mo",
}  # fmt: skip
QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{4,300})[»”\"]")
YESNO = {
    "it": re.compile(r"^(?:e|ha|hanno|sono|era|erano|ci sono|c'e|esiste|esistono|puo|possono|ha mai|e vero)\b"),
    "en": re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"),
}
