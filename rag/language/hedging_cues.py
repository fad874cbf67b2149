"""List the words that hedge, by how far they keep from telling a fact. Tables only."""

from __future__ import annotations

FACT, TO_COME, DECIDED, WANTED, POSSIBLE = 0, 1, 2, 3, 4

WORDS = {
    DECIDED: """decidere deliberare stabilire concordare accordarsi decide agree entscheiden beschliessen decider
        convenir decidir""",
    WANTED: """
        mirare puntare volto volere intendere intenzione sperare auspicare auspicio augurarsi augurare
        obiettivo scopo intento desiderare proporre proposta chiedere richiesta minacciare promettere
        impegnarsi impegno tentare cercare contare ambire aspirare progettare candidare
        raccomandare sollecitare esortare recommend urge
        ipotesi valutare valuta studiare aim seek hope want wish intend intention goal objective propose ask
        threaten promise pledge try consider attempt expect ambition target zielen wollen hoffen
        beabsichtigen vorschlagen fordern drohen versprechen anstreben viser vouloir esperer souhaiter
        proposer demander menacer promettre tenter compter querer esperar pretender proponer pedir amenazar
        prometer intentar
    """,
    POSSIBLE: """
        forse probabilmente possibile possibilmente possibilita probabile eventuale eventualmente ipotizzare
        paura se ipotesi sembrare parere presunto presumibilmente rischiare rischio temere stimare credere
        ritenere dubitare sospettare suggerire supporre apparentemente verosimilmente may might could if whether perhaps
        possibly probably likely allegedly alleged reportedly seem appear suspect fear believe estimate
        suppose hypothesise hypothesize suggest possible potentially risk vielleicht moglicherweise
        wahrscheinlich angeblich konnte konnten durfte scheinen vermuten soll sollen befurchten peutetre
        probablement possible sembler presume risquer craindre pourrait quizas probablemente posible parecer
    """,
    TO_COME: """prevedere previsto prossimamente fissare pianificare programma programmare annunciare dovere
        will shall plan scheduled due expected set must
        wird vorgesehen geplant angekundigt prevu prevoir programme previsto""",
}
LEVEL = {word: level for level in (TO_COME, DECIDED, WANTED, POSSIBLE) for word in WORDS[level].split()}
EXACT = {
    "would": POSSIBLE, "should": POSSIBLE, "could": POSSIBLE, "might": POSSIBLE, "may": POSSIBLE, "will": TO_COME,
    "vorrebbe": WANTED, "vorrebbero": WANTED, "soll": POSSIBLE, "sollen": POSSIBLE, "will_de": WANTED,
}  # fmt: skip
PLANNED = frozenset(
    """
    previsto prevista previsti previste fissato fissata fissati programmato programmata atteso attesa attesi attese
    pianificato pianificata ipotizzato ipotizzata stimato stimata planned scheduled expected due set estimated
    proposed geplant vorgesehen prevu prevue prevus
""".split()
)
