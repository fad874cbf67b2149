"""List the words by which Korean, Japanese and Chinese ask: cues of each kind of answer, and of the units of amounts.

Tables only; `cues.py` takes them in. What marks a voiced sound folds away as accents do ("ど" → "と"), so the cues are
written as they are read, and folded here.
"""

from __future__ import annotations

from rag.language.asked_kinds import Kind, Unit
from rag.language.words import fold

_CUES: dict[str, tuple[tuple[str, Kind], ...]] = {
    "ko": (
        (r"왜|이유|원인|때문", "reason"), (r"이름은 무엇|이름이 무엇", "name"),
        (r"언제|몇 ?년(?:도|에|까지|부터|쯤|인가|이)|몇 월|며칠|몇 시(?!간)", "time"),
        (r"몇|얼마", "quantity"), (r"어디", "place"),
        (r"누가|누구", "person"), (r"어느|어떤", "list"), (r"어떻게", "manner"),
    ),
    "ja": (
        (r"なぜ|どうして|理由|原因", "reason"), (r"名前は何|何という名前", "name"),
        (r"どの(?:くらい|ぐらい|程度)|何(?:年間|[かヶカケ]月間?|週間|日間|時間)", "quantity"),
        (r"いつ|何年|何月|何日|何時", "time"),
        (r"いくつ|いくら|何(?:人|名|社|隻|台|個|件|回|校|歳|才|本|枚|万|億|倍|割|票|点|トン|メートル|キロ|ユーロ|ドル|円|%|パーセント|[かヶカケ]国|[かヶカケ]所)|年齢", "quantity"),
        (r"どこ", "place"), (r"誰|だれ|どなた", "person"), (r"どのように|どうやって", "manner"),
    ),
    "zh": (
        (r"为什么|為什麼|为何|為何|原因", "reason"), (r"叫什么|叫什麼|名字是什么", "name"),
        (r"什么时候|什麼時候|何时|何時|哪(?:一)?年|哪(?:一)?天|几月|几号|几点", "time"),
        (r"多少|几|幾|多(?:大|长|長|久|高|远|重|快)", "quantity"), (r"哪里|哪裡|哪儿|何处|什么地方|哪个城市", "place"),
        (r"谁|誰|哪位", "person"), (r"哪些", "list"), (r"怎么|怎麼|如何", "manner"),
    ),
}  # fmt: skip
_UNITS: tuple[tuple[str, Unit], ...] = (
    (r"何[歳才]|年齢|몇 ?살|나이|몇 ?세|几岁|幾歲|多大年纪|年龄", "age"),
    (r"何(?:年間|[かヶカケ]月|週間|日間|時間|分間)|どの(?:くらい|ぐらい)の期間|몇 ?(?:년간|년 동안|달|개월|주|일간|시간|분간)|얼마나 오래|"
     r"多久|多长时间|几(?:年|个月|周|天|小时|分钟)", "duration"),
    (r"何(?:%|パーセント|割)|몇 ?(?:%|퍼센트)|百分之几|百分比", "percent"),
    (r"いくら|費用|価格|値段|何(?:ユーロ|ドル|円)|비용|가격|얼마입니까|얼마를|몇 유로|多少(?:钱|錢|欧元|美元)|费用|花费|价格", "money"),
)  # fmt: skip

EASTERN_CUES = {language: tuple((fold(pattern), kind) for pattern, kind in cues) for language, cues in _CUES.items()}
EASTERN_UNITS = tuple((fold(pattern), unit) for pattern, unit in _UNITS)
