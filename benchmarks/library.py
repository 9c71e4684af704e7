"""Large libraries that look like official briefings, made by a seeded generator: rows for the catalog, or files.

python benchmarks/library.py COUNT FOLDER     write COUNT briefing files, about 38 items each, into FOLDER
"""

from __future__ import annotations

import random
import sqlite3
import sys
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING

import tomli_w

from hunnan_tui.library import pinyin, search
from hunnan_tui.library.items import Row
from hunnan_tui.model.text import Text
from hunnan_tui.model.units import format_value, parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20260224

_PLACES = """沈阳 Shenyang|浑南 Hunnan|沈北 Shenbei|铁西 Tiexi|大东 Dadong|和平 Heping|皇姑 Huanggu|苏家屯 Sujiatun|大连 Dalian|鞍山 Anshan|
抚顺 Fushun|本溪 Benxi|丹东 Dandong|锦州 Jinzhou|营口 Yingkou|阜新 Fuxin|辽阳 Liaoyang|盘锦 Panjin|铁岭 Tieling|朝阳 Chaoyang|葫芦岛 Huludao|
长春 Changchun|吉林 Jilin|哈尔滨 Harbin|齐齐哈尔 Qiqihar|北京 Beijing|天津 Tianjin|石家庄 Shijiazhuang|太原 Taiyuan|呼和浩特 Hohhot|上海 Shanghai|
南京 Nanjing|苏州 Suzhou|杭州 Hangzhou|宁波 Ningbo|合肥 Hefei|福州 Fuzhou|厦门 Xiamen|南昌 Nanchang|济南 Jinan|青岛 Qingdao|郑州 Zhengzhou|
武汉 Wuhan|长沙 Changsha|长株潭 Chang-Zhu-Tan|广州 Guangzhou|深圳 Shenzhen|南宁 Nanning|海口 Haikou|重庆 Chongqing|成都 Chengdu|贵阳 Guiyang|
昆明 Kunming|西安 Xi'an|兰州 Lanzhou|西宁 Xining|银川 Yinchuan|乌鲁木齐 Urumqi"""
_BODIES = """市科学技术局 science and technology bureau|高新区管委会 high-tech zone committee|大学 University|理工大学 University of Technology|
材料实验室 Academy of Materials|自动化研究所 Institute of Automation|金属研究所 Institute of Metal Research|医疗科技有限公司 Medical Technology|
燃气轮机有限公司 Gas Turbine|机器人股份有限公司 Robotics|航空科技有限公司 Aviation Technology|生物制药集团 Biopharmaceutical Group|重工集团 Heavy Industries|
工商银行分行 ICBC branch|产业投资基金 industry investment fund|国家实验室基地 national laboratory base|中试基地 pilot base|孵化器 incubator|
概念验证中心 proof-of-concept centre|创新研究院 innovation institute|数据标注基地 data annotation base|科技园 science park"""
_SUBJECTS = """负能界面 negative energy interfaces|庞压卡效应 colossal barocaloric effects|光子计数CT photon-counting CT|重型燃气轮机 heavy-duty gas turbines|
具身智能 embodied intelligence|人工智能大模型 large AI models|低空经济 the low-altitude economy|无人机SUNNY-T2000 SUNNY-T2000 drones|氢燃料电池 hydrogen fuel cells|
碳纤维 carbon fibre|镍基合金 nickel-based alloys|集成电路 integrated circuits|工业无线通信芯片 industrial wireless chips|生物医药 biomedicine|高端装备 high-end equipment|
精密仪器 precision instruments|深部工程 deep engineering|岩爆预警 rockburst warning|封严涂层 sealing coatings|脉动装配 pulsating assembly|量子通信 quantum communication|
卫星互联网 satellite internet|新材料 new materials|数控机床 machine tools|智能网联汽车 connected vehicles|粮油作物 grain and oil crops|种业创新 seed innovation|
储能电池 storage batteries|绿色制造 green manufacturing|工业互联网 the industrial internet|科技金融 technology finance|知识产权 intellectual property"""
_VERBS = """推进 advances|加快建设 speeds up|启动 launches|突破 achieves a breakthrough in|率先应用 is first to apply|组织攻关 tackles|发布 announces|完善 improves|
支持 supports|培育 fosters|引进 brings in|实现产业化 brings to market|深化 deepens|打造 builds|共建 jointly builds|转化 transfers|验收 accepts|部署 deploys|
试点 pilots|扩大 expands|优化 optimises|签约落地 signs|调整 adjusts|重点布局 focuses on"""
_OBJECTS = """科技成果转化 technology transfer|技术合同成交额 technology contract turnover|创新平台 innovation platforms|科技型企业 technology enterprises|
高新技术企业 high-tech enterprises|雏鹰瞪羚独角兽企业 eaglet, gazelle and unicorn enterprises|研发经费投入 R&D expenditure|全球创新集群 global innovation clusters|
关键核心技术 core technologies|职务科技成果 job-related inventions|技术经纪人 technology brokers|人才团队 talent teams|应用场景 application scenarios|
长效机制 long-term mechanisms|营商环境 the business environment|新质生产力 new quality productive forces|产业链 industrial chains|银行信贷产品 bank loan products|
创新积分制 innovation points|揭榜挂帅 open competition|中试服务 pilot services|增长率 growth rate|能源效率 energy efficiency|行动方案 action plans|标准体系 standards"""
_FRAMES = """{p}{b}{v}{s}{o}，{n}。|{n}，{p}{v}{s}与{o}。|围绕{s}，{p}{b}{v}{o}，{n}。|{p}{v}{o}，{b}牵头{s}项目，{n}。|今年以来，{p}{s}领域{v}{o}，{n}。"""
_ENGLISH = "{p} {b} {v} {s} and {o}; {n}."
_UNITS = ("亿元", "万元", "家", "个", "项", "人", "%", "万平方米", "台", "公里")
_KINDS = ("point",) * 70 + ("metric",) * 12 + ("source",) * 8 + ("outcome",) * 4 + ("project",) * 3 + ("flag",) * 3


def _pairs(text: str) -> list[tuple[str, str]]:
    return [tuple(entry.split(" ", 1)) for entry in text.replace("\n", "").split("|")]  # type: ignore[misc]


class Generator:
    """Rows of a library, the same for the same seed; oldest first."""

    def __init__(self, seed: int = SEED) -> None:
        self._random = random.Random(seed)
        self._lists = {
            name: _pairs(text)
            for name, text in (
                ("p", _PLACES),
                ("b", _BODIES),
                ("s", _SUBJECTS),
                ("v", _VERBS),
                ("o", _OBJECTS),
            )
        }
        self._frames = _FRAMES.split("|")
        self._weights = {
            len(entries): list(accumulate(1 / (rank + 3) for rank in range(len(entries))))
            for entries in self._lists.values()
        }
        # a long tail of rarer words, so that pairs of characters are spread as in real prose
        self._tail = sorted(pinyin.table().words)

    def _choice(self, name: str) -> tuple[str, str]:
        """An entry of a list, earlier ones more often, as words are spread in prose."""
        entries = self._lists[name]
        return self._random.choices(entries, cum_weights=self._weights[len(entries)])[0]

    def _number(self) -> tuple[str, str, Decimal, str]:
        unit = self._random.choice(_UNITS)
        value = Decimal(
            self._random.choice((self._random.randint(1, 99999), self._random.randint(10, 9999) / Decimal(10)))
        )
        return f"{value}{unit}", format_value(value, unit, "en"), value, unit

    def sentence(self) -> Text:
        """A sentence in both languages, with a figure."""
        chosen = {name: self._choice(name) for name in self._lists}
        zh_number, en_number, _, _ = self._number()
        year = self._random.randint(2019, 2026)
        tail = self._random.choice(self._tail) if self._random.random() < 0.5 else ""
        frame = self._random.choice(self._frames)
        zh = frame.format(**{n: c[0] for n, c in chosen.items()}, n=f"{year}年{tail}达到{zh_number}")
        en = _ENGLISH.format(**{n: c[1] for n, c in chosen.items()}, n=f"{en_number} in {year}")
        return Text(zh, en)

    def title(self) -> Text:
        """A title in both languages."""
        p, s, o, v = (self._choice(name) for name in "psov")
        zh = self._random.choice((f"{p[0]}{s[0]}{o[0]}", f"{s[0]}{v[0]}{o[0]}", f"{p[0]}{v[0]}{s[0]}"))
        return Text(zh, f"{p[1]}: {s[1]}, {o[1]}".capitalize())

    def place(self) -> tuple[str, str]:
        """A place in both languages."""
        return self._choice("p")

    def briefing(self, number: int) -> dict[str, object]:
        """A briefing as its file has it: 2 sources, 2 outcomes, a project, 2 sections of 12 points, 9 metrics."""

        def both(text: Text) -> dict[str, str]:
            return {"zh": str(text.zh), "en": str(text.en)}

        evidence = [{"source": f"source-{n}", "anchor": self._choice("s")[0]} for n in (1, 2)]
        area = self._choice("p")
        return {
            "schema": 1,
            "id": f"generated-{number}",
            "title": both(self.title()),
            "date": date(2016, 1, 1) + timedelta(days=number % 3650),
            "sources": [{"id": f"source-{n}", "publisher": both(self.title())} for n in (1, 2)],
            "areas": [{"id": area[1].lower().replace("'", ""), "name": {"zh": area[0], "en": area[1]}}],
            "outcomes": [
                {
                    "id": f"outcome-{n}",
                    "title": both(self.title()),
                    "summary": both(self.sentence()),
                    "evidence": evidence,
                }
                for n in range(2)
            ],
            "projects": [{"id": "project", "title": both(self.title()), "evidence": evidence}],
            "sections": [
                {
                    "kind": kind,
                    "title": both(self.title()),
                    "points": [{"text": both(self.sentence()), "evidence": evidence[:1]} for _ in range(12)],
                }
                for kind in ("keywords", "narrative")
            ],
            "metrics": [
                {
                    "id": f"metric-{self._random.randint(0, 999)}-{n}",
                    "area": area[1].lower().replace("'", ""),
                    "name": both(self.title()),
                    "observations": [self._observation(evidence)],
                }
                for n in range(9)
            ],
        }

    def _observation(self, evidence: list[dict[str, str]]) -> dict[str, object]:
        _, _, value, unit = self._number()
        number = int(value) if value == int(value) else float(value)
        year = self._random.randint(2019, 2025)
        return {"period": str(year), "value": number, "unit": unit, "nature": "actual", "evidence": evidence}

    def rows(self, count: int) -> Iterator[tuple[Row, list[tuple[object, ...]]]]:
        """Rows of the catalog's `items`, each with its observations (period, year, value, plain, unit, dimension, nature)."""
        day, briefing, left = date(2016, 1, 1), "", 0
        step = timedelta(days=1) if count < 100_000 else timedelta(hours=3)
        moment = timedelta()
        for number in range(count):
            if left == 0:
                moment += step
                left = self._random.randint(20, 56)
                briefing = f"b{number}-{self._choice('p')[1].lower().replace(' ', '-')}"
            left -= 1
            yield self._row(number, briefing, (day + moment).isoformat())

    def _row(self, number: int, briefing: str, day: str) -> tuple[Row, list[tuple[object, ...]]]:
        kind = self._random.choice(_KINDS)
        body = self._choice("b")
        place = self._choice("p")
        row = Row(key=f"{briefing}/{kind}/{number}", kind=kind, briefing=briefing, date=day)  # type: ignore[arg-type]
        observed: list[tuple[object, ...]] = []
        if kind != "point":
            row.title = self.title()
        if kind == "metric":
            row.key = f"metric/{place[1].lower()}/{number}"
            row.area = place[1].lower()
            row.name = f"metric-{number}\n{row.area}\n{place[0]}\n{place[1]}"
            lines = []
            for year in range(2023, 2023 + self._random.randint(1, 4)):
                zh, en, value, unit = self._number()
                lines.append(f"{zh} {value:,} {en} {year}")
                plain = float(parse_unit(unit).plain(value))
                nature = "target" if year == 2026 else "actual"
                observed.append((str(year), year, str(value), plain, unit, parse_unit(unit).dimension, nature))
            row.figures = "\n".join(lines)
        else:
            row.name = f"{place[0]}{body[0]}\n{place[1]} {body[1]}"
            sentences = [self.sentence() for _ in range(self._random.choice((1, 1, 2)))]
            row.text = Text("\n".join(str(s.zh) for s in sentences), "\n".join(str(s.en) for s in sentences))
        return row, observed


def build(path: Path, count: int, seed: int = SEED) -> sqlite3.Connection:
    """A catalog with `count` generated items at `path`, indexed."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
    schema = (Path(search.__file__).parent / "schema.sql").read_text("utf-8")
    connection.executescript(schema + search.SCHEMA)
    rows = Generator(seed).rows(count)
    number = 0
    while True:
        portion = list(islice(rows, 5000))
        if not portion:
            break
        connection.execute("BEGIN")
        records = []
        for row, observed in portion:
            number += 1
            insert(connection, number, row, observed)
            records.append((number, search.record(row)))
        search.index(connection, records)
        connection.execute("COMMIT")
    search.optimize(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return connection


def insert(connection: sqlite3.Connection, number: int, row: Row, observed: list[tuple[object, ...]]) -> None:
    """Put a row and its observations into the catalog's tables."""
    title = row.title or Text()
    texts = (title.zh, title.en, row.name, row.text.zh, row.text.en, row.figures, row.area, row.section)
    connection.execute(
        "INSERT INTO items(id, key, kind, briefing, date, title_zh, title_en, name, text_zh, text_en, figures,"
        " area, section, file, body) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,1,?)",
        (number, row.key, row.kind, row.briefing, row.date, *texts, b"{}"),
    )
    connection.executemany(
        "INSERT INTO observations VALUES(?,?,?,?,?,?,?,?,?,'exact',NULL,?)",
        [(number, period, f"{year}-12-31", year, *rest, row.briefing) for period, year, *rest in observed],
    )


def write(folder: Path, count: int, seed: int = SEED) -> None:
    """Write `count` briefing files of 38 items each into `folder`, dated day by day from 2016 on."""
    folder.mkdir(parents=True, exist_ok=True)
    generator = Generator(seed)
    for number in range(count):
        text = tomli_w.dumps(generator.briefing(number))
        (folder / f"briefing-{number:05}.toml").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
