"""Whether more or less of a thing is aimed at, by its name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hunnan_tui.model.text import Text


class _Words(NamedTuple):
    """What a name may have: Chinese words parted by |, and regular expressions for both languages.

    Those are compiled when first asked for: that takes milliseconds, which the first frame does not have.
    """

    plain: str
    zh: str
    en: str

    def are_in(self, name: Text) -> bool:
        """Whether the name has any of them: the Chinese one, or, where there is none, the English one."""
        if not name.zh:
            return bool(_compiled(self.en).search(name.en or ""))
        if any(word in name.zh for word in self.plain.split("|")):
            return True
        return bool(self.zh and _compiled(self.zh).search(name.zh))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_LESS = _Words(
    "用水量|取水量|排放|二氧化碳|失业|死亡|事故|伤亡|债务|负债|赤字|逾期|不良贷款|不良率|浓度|投诉|时限"
    "|用时|流失|故障|缺陷|次品|废品|空置|发病|犯罪|发案|成本|库存|亏损|漏损|颗粒物|污染|噪声|黑臭|超标"
    "|缺口|差距|收入比|基尼|恩格尔|抚养比|吨钢|碳强度|煤炭消费|化肥|农药|审批事项|证明事项|隐患|火灾|违法"
    "|违规|欠薪|失信|积压|闲置|辍学|近视|患病|感染率|差错|误差|退货|召回|负面清单|三公经费|二氧化硫"
    "|氮氧化物|氨氮|化学需氧量|重金属|扬尘|碳足迹|化石能源|煤炭占|拥堵|信访|警情|内涝|积水点|低收入"
    "|困难群众|文盲|不合格|违约|停电|废水|废气|废物|垃圾产生|垃圾填埋|臭氧|空气质量指数|超采|荒漠|沙化"
    "|水土流失面积|工伤|通胀|物价|危房|撂荒|落后产能|过剩产能|依存度|弃风|弃光|弃电|线损|产销差|空驶|吸烟"
    "|肥胖|出生缺陷|班额|住院日|药占比|税负|收费项目|环节|申请材料|申报材料|要件|跑动|纠纷|败诉|举报|上访"
    "|诉讼|罚款|燃煤|散煤|降尘|挥发性|物流费用|管理费用|运营费用|价格|电价|气价|房价|利率|应收账款"
    "|僵尸企业|返工|返修|停机|宕机|误报|漏报|误码|时延|延迟|延误|噪音|泄漏|衰减|损失|损伤|误判|油耗|留守"
    "|缺勤|酒驾|溺水|自杀|欺凌|自付|自费|生师比|候诊|轮候|低保|棚户区|断头路|断面超|待售|滞销|重量|自重"
    "|单价|进口占比|进口依赖|洪涝|旱灾|受灾|病虫害|受害率|盗窃|诈骗|偷漏|施肥|塑料袋|离职",
    r"耗(?!材)|(?<!脱)贫(?!血)|PM ?2\.?5|PM ?10|劣[Ⅴ五V]|手续(?!费)",
    r"\b(?:energy (?:use|consumption|intensity)|water (?:use|consumption)|emission|unemploy|death|mortality|accident"
    r"|casualt|debt|liabilit|deficit|overdue|(?:bad|non-performing) loan|pollut|complaint|waiting|time limit"
    r"|concentration|vacanc|povert|crime|defect|loss(?:es)?\b|costs?\b|inventory|PM ?2\.?5|PM ?10|particulate|noise"
    r"|gap\b|Gini|Engel|backlog|arrears|violation|incidence|dropout|idle|errors?\b|recalls?\b"
    r"|items? (?:that need|requiring) approval|coal consumption|sulphur|sulfur|nitrogen oxide|congestion|low-income"
    r"|people in (?:need|hardship)|illitera|power cut|outage|waste|landfill|ozone|air quality index|fatalit|injur"
    r"|disease|inflation|jobless|(?:per|by) (?:unit|CNY 10,000|10,000 yuan) of (?:GDP|output)|negative list"
    r"|curtailment|line loss|smok|obes|tax burden|dependence|carbon footprint|fossil|steps? of|procedures?\b"
    r"|(?:documents|papers) (?:to|required|needed)|class size|per class|dispute|lawsuit|prices?\b|weight|unsold"
    r"|imported (?:key )?(?:parts|components|energy)|interest rate|latenc|delay|downtime|rework|scrap|leak|attrition"
    r"|suicide|out-of-pocket|shanty|inequalit|(?:logistics|operating|administrative) expenses|fines?\b|theft|fraud"
    r"|floods?\b|droughts?\b|infection|absen|erosion|CO2|SO2|NOx|VOCs?\b|AQI|COD\b"
    r"|fertili|pesticide|plastic bag|staff turnover|churn)",
)
_HANDLED = _Words(
    "处理|处置|治理|利用|回收|修复|达标|整改|办结|及时|满意|覆盖|防治|防控|治愈|救治|监测|完成率"
    "|可支配收入|人均收入|脱贫",
    r"[零低无非免](?:能耗|排放|污染|化石|碳排|废|事故|违|缺陷|故障|投诉)",
    r"\b(?:disposable|settle|resolve|treat|recycl|reus|re-us|utilis|utiliz|recover|satisf|coverage|cure|surviv|prevent"
    r"|control|lifted|(?:non|zero|low)[- ](?!income|performing))|[- ]free\b",
)
"""Of what is put right with a thing that there should be less of, or is free of it, more is aimed at."""
_LASTING = _Words(
    "优良|良好天|晴天|利用小时|续航|寿命|待机|无故障|开放时间|学时|课时",
    "",
    r"\b(?:good(?:-air)? days|days (?:with|of) (?:good|clean|clear|blue|fine)|clear days"
    r"|endurance|life(?:time|span)?\b|battery range|between failures|utili[sz]ation hours|opening hours)",
)
"""What says of days and hours that more is better; others are mostly waited for."""
_EITHER = _Words(
    "时间|时长|周期|天数|下降|降低|减少|压减|削减|节约|节省|减排|缩短|下调|减量|降幅|去除|清偿|化解|消除",
    "",
    r"\b(?:time|duration|days|declin|decreas|reduc|saving|saved|cuts?\b|lower|falls?\b|drop|shorten|removal|removed"
    r"|eliminat|repaid)",
)


@lru_cache(maxsize=1024)
def less_is_aimed_at(name: Text, dimension: str = "") -> bool | None:
    """True of energy use, accidents, debts; None of times and of what speaks of a fall: either may be meant."""
    if _LASTING.are_in(name):
        return False
    if dimension == "duration" or _EITHER.are_in(name):
        return None
    return _LESS.are_in(name) and not _HANDLED.are_in(name)
