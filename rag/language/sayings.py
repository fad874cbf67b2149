"""List the words of saying: verbs of saying, of wanting and fearing, of judging, and who speaks. Tables only."""

from __future__ import annotations

import re

SAYING = frozenset(
    """
    dire dichiarare affermare sostenere spiegare sottolineare aggiungere ritenere pensare credere commentare
    precisare osservare ricordare raccontare ribadire replicare rispondere ammettere riferire assicurare
    avvertire denunciare lamentare confidare contestare accusare temere ipotizzare ribattere rimproverare
    suggerire negare smentire giudicare obiettare concludere evidenziare rivendicare definire parlare descrivere bollare
    protestare criticare sospettare insistere garantire confidare promettere stimare escludere say state declare
    argue claim explain believe criticise criticize think add note stress tell maintain contend insist suggest
    warn complain accuse fear reply admit recall describe estimate deny suspect judge observe remark comment
    speak assure guarantee allege blame doubt attribute attribuire incolpare dubitare sagen erklaren behaupten
    meinen glauben betonen hinzufugen warnen furchten beschreiben berichten dire declarer affirmer expliquer
    penser croire souligner ajouter estimer craindre soutenir raconter decir declarar afirmar explicar pensar
    creer subrayar anadir temer sostener
    """.split()
)
MINDS = frozenset(
    """
    riconoscere rivelare svelare annunciare comunicare confermare proclamare denunciare sapere scoprire notare
    prevedere predict forecast foresee anticipate project volere desiderare pretendere esigere rifiutare require
    insist call plan intend expect aim pianificare programmare puntare mirare contare
    reveal announce confirm recognise recognize acknowledge spera sperare spera auspicare augurare temere
    paura minacciare intendere proporre chiedere attribuire imputare esprimere aspettarsi elogiare bocciare
    considerare mostrarsi dirsi attribute blame credit praise express expect disposto pronto favorevole
    contrario ready willing protesta protestare lamentela accusa definizione parere opinione avviso
    dubbio critica hope fear ask threaten want wish propose demand doubt protest hoffen furchten fordern
    esperer craindre demander pedir temer
""".split()
)
SAID = frozenset(  # nouns of saying, where what is said follows: "l'ammissione di avere …", "the claim that …"
    """
    ammissione annuncio promessa accusa denuncia dichiarazione affermazione avvertimento garanzia assicurazione timore
    stima previsione giudizio richiesta smentita confessione testimonianza critica convinzione minaccia admission
    announcement promise accusation claim statement warning assurance denial fear estimate forecast judgement
    judgment criticism complaint opinion view request confession testimony belief threat allegation
    """.split()
)
SAYING_FORMS = frozenset("said says told dice dicono detto disse said parole opinione giudizio".split())
PEOPLE = re.compile(
    r"(?:il|la|lo|l['’]|i|gli|le|the|le|der|die)\s*(?:\w+\s)?(?:sindac|giudic|accus|difes|esper|analist|ricercator|student|"
    r"ministr|president|assessor|procur|perit|sindacat|opposizion|maggioranz|inquirent|tecnic|medic|avvocat|autor|judge|"
    r"prosecut|expert|analyst|research|minister|mayor|union|critic|govern|associazion|direttor|allenator|portavoc|genitor|resident|cittadin|lavorator|comitat|commercian)",
    re.I,
)
ANNOUNCING = frozenset(  # what these tell as done is the telling, and what they tell of is yet to be
    """annunciare comunicare promettere garantire assicurare proporre pianificare anticipare announce promise pledge
    plan guarantee propose unveil ankundigen versprechen mitteilen annoncer promettre anunciar""".split()
)
FORECASTING = frozenset("prevedere pronosticare".split())  # of a law or a contract it says nothing of the kind
HOLDING = frozenset("consider considers considera considerano".split())  # an opinion; "considering a sale" is none
JUDGING = frozenset(  # these judge their object without a "that": "la ritiene troppo costosa"
    """
    ritenere giudicare definire temere lamentare accusare contestare criticare bollare considerare descrivere
    stimare escludere ipotizzare parlare sospettare rivendicare incolpare dubitare attribuire attribute blame
    doubt judge fear accuse criticise criticize describe estimate deny suspect consider exclude rule call
    """.split()
)
