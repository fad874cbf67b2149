"""List the words by which a language asks: cues of each kind of answer, asking nouns, units, joints.

Tables only; `questions.py` reads them. Cues are written against folded text, so without accents; a language is added by
a key in each table.
"""

from __future__ import annotations

import re

from rag.language.asked_kinds import Kind, Unit
from rag.language.cues_eastern import EASTERN_CUES, EASTERN_UNITS
from rag.language.words import fold

# First match wins; written against the folded text, so without accents.
CUES: dict[str, tuple[tuple[str, Kind], ...]] = {
    "it": (
        (r"\b(?:perche|come mai|come si spiega\w*|per quale (?:motivo|ragione|causa)|per quali (?:motivi|ragioni)|a causa di (?:che|cosa))\b", "reason"),
        (r"\b(?:qual['’]?e?|quali) (?:e|sono|era|erano|fu|furono|e stat[oa]|sono stat[ei]) (?:(?:il|i|la|le|lo) |l['’]?)(?:motiv[oi]|ragion[ei]|caus[ae]|origine)\b", "reason"),
        (r"\b(?:che )?cosa (?:l[oaie] )?(?:ha|hanno|aveva|abbia|avrebbe) (?:causat|provocat|determinat|spint|indott|scatenat|innescat)\w*|"
         r"\ba (?:che )?cosa (?:e|sono|era|erano|sarebbe|si) (?:dovut|legat|imputabil|deve|devono)\w*|\bda (?:che )?cosa (?:e |sono |era )?(?:dipen|deriv|nasc|caus|provoc|dovut)\w*|"
         r"\b(?:per via|per colpa) di (?:chi|(?:che )?cosa)\b", "reason"),
        (r"\bcome si chiam\w+|\b(?:qual|quale) (?:e|era|sara) il nome\b|\b(?:che|quale) nome\b", "name"),
        (r"\b(?:quando|a che ora|(?:in|a|da|entro|fino a|per) (?:che|quale) (?:anno|data|giorno|mese|ora|settimana|periodo|secolo|epoca)|a (?:quando|che data|quale data)|da quanto tempo|fino a quando|entro quando|che giorno)\b", "time"),
        (r"\b(?:quant[oaie]|quanti|quant['’]e|che percentuale|quale percentuale|quale cifra|a (?:che|quale) (?:prezzo|temperatura|velocita|altezza|eta|profondita))\b", "quantity"),
        (r"\b(?:dove|dov)\b", "place"),
        (r"\bchi\b", "person"),
        (r"\b(?:elenca|elencami|elenco|quali)\b|^(?:mi )?(?:fa(?:i|mmi)|da(?:i|mmi)|vorrei|voglio|serve)\b.{0,20}\blista\b", "list"),
        (r"^(?:che )?cos(?:a)? ?(?:'|’)? ?e\b|^(?:che )?cosa (?:e|sono|si intende|vuol dire)\b|\bche cosa significa\b|\bcosa significa\b|\bche vuol dire\b|\bsigla\b.*\bsta per\b|"
         r"\b(?:che|quale) (?:ruolo|incarico|carica|posizione|qualifica) (?:ha|ricopre|riveste|occupa)\b", "definition"),
        (r"\b(?:in che modo|come)\b", "manner"),
    ),
    "en": (
        (r"\b(?:why|for what reason|how come|how is it that|on what grounds|what (?:is|was|are|were) the (?:reason|reasons|cause|causes)|"
         r"what (?:has |have |had )?(?:caused|causes|led to|prompted|triggered|sparked)|what (?:is|was|lies|lay) behind)\b", "reason"),
        (r"\bwhat(?:'s|’s| is| are| was| were) the names? of\b|\bwhat (?:is|are|was|were|will) .{1,60} (?:called|named)\b", "name"),
        (r"\b(?:when|(?:in|on|by|at|for)? ?(?:what|which) (?:year|date|day|month|time|period|century)|since when|until when|how long ago|how soon)\b", "time"),
        (r"\b(?:how (?:many|much|long|old|large|big|small|far|often|high|tall|late|fast|heavy|wide|deep|hot|cold|expensive)|what (?:percentage|share|number|amount|proportion|fraction|percent)|what (?:did|does|do|will|would) .{1,80}\bcost|at what (?:price|temperature|speed|height|age|depth|rate))\b", "quantity"),
        (r"\bwhere\b", "place"),
        (r"\b(?:who|whom|whose)\b", "person"),
        (r"^(?:list|name|enumerate)\b|\b(?:which|what) (?:are|were)\b", "list"),
        (r"^what(?:(?:'|’)s| is| are| does) (?:an? |the )?[\w-]+(?: [\w-]+)?(?: stand for| mean)?$|"
         r"\bwhat (?:role|position|job|post|office) does .{2,60} (?:have|hold)\b", "definition"),
        (r"\bhow\b", "manner"),
    ),
    "de": (
        (r"\b(?:warum|wieso|weshalb|weswegen|wodurch|woran|aus welche[mn] gr[ue]+nd(?:en)?|was (?:ist|war|sind|waren) (?:der|die) (?:grund|grunde|ursachen?|anlass)|"
         r"was (?:hat|haben|hatte)\b.{1,60}\b(?:verursacht|ausgelost|bewirkt)|was (?:verursacht|lost|bewirkt)\w*)\b", "reason"),
        (r"\bwie heiss(?:t|en)\b", "name"),
        (r"\b(?:wann|seit wann|(?:in|an|zu|ab|bis|seit|vor) welche[mnr] (?:jahr|tag|monat|datum|zeitpunkt|woche|termin)|um wie ?viel uhr|um welche uhrzeit)\b", "time"),
        (r"\b(?:wie ?viele?|wie (?:hoch|gross|klein|lange?|alt|teuer|oft|haufig|schnell|weit|schwer|breit|tief|spat|stark)|wieviel|was kostet\w*|was kosten)\b", "quantity"),
        (r"\b(?:wo|wohin|woher)\b", "place"),
        (r"\b(?:wer|wen|wem|wessen)\b", "person"),
        (r"\bwelche\b", "list"),
        (r"\bwie\b", "manner"),
    ),
    "fr": (
        (r"\b(?:pourquoi|comment se fait-il|comment s['’]explique\w*|(?:pour|par) quel(?:le)?s? (?:raison|motif|cause)s?|quel(?:le)?s? (?:est|sont|etait|etaient|fut) (?:la|le|les) (?:raison|motif|cause)s?|"
         r"a cause de quoi|a quoi (?:est|sont|etait|doit)(?:[- ]\w+)? du\w*|qu['’]?est-?ce qui (?:a|ont|avait) (?:cause|provoque|entraine|pousse|declenche)\w*)\b", "reason"),
        (r"\bcomment s['’ ]?appel\w+|\bquel est le nom\b", "name"),
        (r"\b(?:quand|(?:en|a|de|dans|avant|depuis)? ?quel(?:le)? (?:annee|date|heure|jour|mois|semaine)|depuis quand)\b", "time"),
        (r"\b(?:combien|quel pourcentage)\b", "quantity"),
        (r"\bou\b(?! bien)", "place"),
        (r"(?<!ce )\b(?:qui|a qui|par qui)\b", "person"),
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
    **EASTERN_CUES,
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

# What greets, thanks or asks for help, and nothing else: no article answers that either.
TALK = re.compile(
    r"(?:(?:ciao|salve|buongiorno|buonasera|ehi|grazie(?: mille)?|aiuto|chi sei|come stai|cosa (?:sai|puoi) fare|come funzioni?|"
    r"hello|hi|hey|good (?:morning|evening)|thanks|thank you|help(?: me)?|who are you|how are you|what can you do|how do you work|"
    r"hallo|guten (?:tag|morgen|abend)|danke|hilfe|wer bist du|was kannst du|bonjour|bonsoir|salut|merci|aide|qui es-tu|"
    r"que (?:peux|sais)-tu faire|hola|gracias|ayuda|quien eres|que puedes hacer)[\s,.!?¿¡]*)+"
)

WHO_IS = re.compile(
    r"[¿\s]*(?:chi (?:e|era|sono|erano)|chi sarebbe|who(?:['’]s| is| was| are| were)|wer (?:ist|war|sind)|qui (?:est|etait|sont)|"
    r"quien(?:es)? (?:es|era|son))\b"
)

# What a noun after "quale", "which", "what" asks for.
FOCUS_NOUNS: dict[Kind, str] = {
    "person": """presidente ministro ministra ministri assessore assessori direttore leader persona persone capo premier
        amministratore segretario politico politici autore autori manager dirigente dirigenti firmatario firmatari
        president minister ministers director person people chairman ceo secretary official author executive
        executives signatory signatories councillor
        architetto ingegnere artista scrittore scrittrice regista sindaco sindaca giudice professore professoressa medico
        ricercatore ricercatrice scienziato scienziata deputato deputata senatore senatrice consigliere consigliera
        avvocato portavoce commissario commissaria imprenditore fondatore fondatori candidato candidata allenatore
        architect engineer artist writer mayor judge professor doctor researcher scientist lawmaker senator spokesman
        spokeswoman spokesperson commissioner founder founders analyst economist lawyer candidate coach
        ministerin burgermeister burgermeisterin prasident prasidentin sprecher sprecherin richter professorin politiker
        politikerin ministre presidente maire directrice juge chercheur chercheuse depute senateur""",
    "time": """anno data giorno mese periodo secolo decennio momento scadenza
        year date day month period century decade deadline jahr datum tag monat zeitpunkt termin annee jour mois""",
    "place": "citta luogo sede capitale provincia city place location town venue headquarters capital "
    "stadt ort standort sitz ville siege",
    "quantity": """percentuale quota cifra importo valore prezzo costo numero fatturato superficie eta ammontare budget
        bilancio stipendio dimensione altezza peso lunghezza popolazione durata tasso velocita soglia limite tetto
        capienza capacita potenza portata temperatura distanza punteggio tariffa canone debito deficit incasso compenso
        speed threshold limit capacity temperature distance debt fee
        preis kosten zahl anzahl anteil summe betrag umsatz gehalt geschwindigkeit kapazitat leistung auslastung hohe quote
        prix cout taux montant nombre pourcentage duree vitesse puissance capacite somme salaire tarif chiffre
        percentage share amount value price cost number revenue turnover size age height weight length population
        rate budget salary figure""",
    "reason": "motivo motivi ragione ragioni causa cause reason reasons grund grunde ursache motif raison raisons",
}
FOCUS_KINDS = {fold(word): kind for kind, words in FOCUS_NOUNS.items() for word in words.split()}

UNITS: tuple[tuple[str, Unit], ...] = (
    *EASTERN_UNITS,
    (
        r"\bquanti anni (?:ha|aveva|hanno|avevano|compie)\b|\bhow old\b|\bwie alt\b|\bquel age\b|\b(?:che|quale) eta\b",
        "age",
    ),
    (
        r"\b(?:quanto (?:tempo|dur\w+|e durat\w+|sono durat\w+|ci (?:mett|vuol|vorr|e volut)\w*)|quant[ie] (?:anni|mesi|settimane|giorni|ore|minuti)"
        r"|how (?:long (?!is|was|are|were)|many (?:years|months|weeks|days|hours|minutes))|wie ?viele (?:jahre|monate|wochen|tage|stunden|minuten)"
        r"|wie lange|combien (?:de temps|d'annees|de (?:mois|semaines|jours|minutes)))\b",
        "duration",
    ),
    (
        r"\b(?:how fast|(?:a )?che velocita|quale velocita|quanto veloc[ei]|wie schnell|a quelle vitesse|what speed)\b",
        "speed",
    ),
    (
        r"\b(?:percentuale|percento|per cento|tasso|quota|percentage|percent|proportion|share|anteil|prozent\w*|pourcentage|taux)\b",
        "percent",
    ),
    (
        r"\b(?:cost\w*|prezz\w+|pag(?:a|are|ato|ata|ano|o)\b|spes[aoe]|spend\w+|guadagn\w+|stipendi\w*|fatturat\w+|sold[io]|denaro|euros?|dollari|"
        r"valore|vale|valgono|valeva|ammonta\w*|bilancio|budget|finanziat\w+|investit\w+|stanziat\w+|sborsat\w+|sborso|"
        r"import[oi]|tariff\w+|canon[ei]|compens[oi]|debit[oi]|deficit|incass[oi]|ricav[oi]|price|paid|pay|salary|revenue|turnover|worth|money|"
        r"dollars|funding|invest\w*|spent|value|expensive|kosten|kostete?n?|teuer|preis\w*|geld|gehalt|umsatz|bezahl\w*|verdien\w*|"
        r"cout\w*|prix|argent|salaire|subvention\w*|depens\w+|gagn\w+)\b",
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
        r"\b(?:a (?:che|quale) ora|(?:at )?what time|um wie ?viel uhr|um welche uhrzeit|a quelle heure|a que hora)\b",
        "hour",
    ),
    (
        r"\b(?:data (?:esatta|precisa)|quale data|che data|che giorno|quale giorno|giorno esatto|exact date|exactly|which day|"
        r"what day|what date|which date|esattamente|genau|welchem tag|exactement)\b",
        "day",
    ),
    (r"\b(?:anno|year|jahr|annee|ano)\b", "year"),
)

# What counts a noun, which then says what is counted, and the nouns that do no more than ask for its number.
COUNTING = re.compile(r"\b(?:quant[ie](?!\s+(?:e|sono|ha|hanno|ne)\b)|how many|wie ?viele|combien d['e]|cuant[oa]s)\s*")
POWERS = frozenset("milioni miliardi mila migliaia millions billions thousands millionen milliarden milliards".split())
NUMBER_OF = re.compile(
    r"\b(?:numero (?:complessivo |totale |esatto )?(?:di |del |dei |degli |delle |della |dell['’])|(?:total |exact )?number of (?:the )?|"
    r"(?:gesamt)?(?:an)?zahl (?:der |von |an )|nombre (?:total )?(?:de |des |d['’])|numero (?:total )?de )"
)

# The asking word with the verb and the article behind it, each whole: "quale limite" does not begin with "quale l'".
ASKED_NOUN = {
    "it": re.compile(r"\b(?:qual[ei]?|quant[oaie]|quanti|che)\b\s*(?:(?:e|sono|era|erano|fu|sara|e stat[oa])\b)?\s*(?:l['’]|(?:l[aeo]|il|i|gli|un[ao]?)\b)?\W*"),
    "en": re.compile(r"\b(?:which|what(?:['’]s)?|how many|how much|whose)(?!\w)\s*(?:(?:is|are|was|were)\b)?\s*(?:(?:the|an?)\b)?\W*"),
    "de": re.compile(r"\b(?:welche[rsmn]?|wie viele?)\b\s*(?:(?:ist|sind|war)\b)?\s*(?:(?:der|die|das)\b)?\W*"),
    "fr": re.compile(r"\b(?:quel(?:le)?s?|combien d[e'])(?!\w)\s*(?:(?:est|sont)\b)?\s*(?:l'|(?:l[ea]|les)\b)?\W*"),
    "es": re.compile(r"\b(?:cual(?:es)?|que|cuant[oa]s?)\b\s*(?:(?:es|son)\b)?\s*(?:(?:el|la|los|las)\b)?\W*"),
}  # fmt: skip

ASKING = {
    "it": "dimmi spiegami indica indicami elenca elencami sai sapere vorrei articolo articoli testo dice dicono parla "
    "parlano tratta riferisce riferiscono chiama chiamano nome numero tipo genere motivo ragione modo ruolo incarico "
    "carica qualifica ricopre riveste",
    "en": "tell explain list name give know article articles text say says said talk talks mention called kind type "
    "reason way happen happens happened role hold",
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
    "it": re.compile(r"^(?:e|ha|hanno|sono|era|erano|ci (?:sono|sara|saranno)|c'e|esiste|esistono|puo|possono|si (?:puo|possono)|ha mai|e vero|davvero|"
                     r"sara|saranno|verra|verranno|deve|devono|avra|avranno|aveva|avevano|bisogna|conviene)\b"),
    "en": re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|"
                     r"(?:is|are|was|were|do|does|did|has|have|had|could|would|should|wo|ca)n['’]t)\b"),
    "de": re.compile(r"^(?:ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|konnen|darf|durfen|muss|mussen|soll|sollen|"
                     r"gibt es|stimmt es)\b"),
    "fr": re.compile(r"^(?!.*\bquel(?:le)?\b)(?:est-ce que|est-ce qu|[^?]{2,80}-(?:t-)?(?:il|elle|ils|elles|on)\b)"),
}  # fmt: skip
