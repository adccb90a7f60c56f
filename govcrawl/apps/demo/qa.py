"""The city's policy Q&A platform: lists of all questions and of each unit, questions with and without answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape

from govcrawl.apps.demo.counties import QINGHE
from govcrawl.apps.demo.departments import EDUCATION, FORESTRY, WATER
from govcrawl.apps.demo.model import INSPECTION_DATE, Expected, Response, Site

HOST, NAME, OFFICE = "127.0.13.1", "云岭市政策问答平台", "云岭市人民政府办公室"
_PER_PAGE = 10
_SUBJECTS = (
    "公租房申请条件", "灵活就业参保", "新生儿落户材料", "老旧小区加装电梯补贴", "义务教育阶段转学", "创业担保贷款额度",
    "高龄津贴发放时间", "农机购置补贴范围", "生育津贴申领", "残疾人证办理",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answerer:
    """A unit on the platform. `shown` is how its answers name it ("": only the list of its questions does)."""

    name: str
    short: str
    shown: str = ""
    count: int = 0
    newest: date = INSPECTION_DATE - timedelta(days=12)
    connected: bool = True
    gap: int = 40  # days between two answers


@dataclass(slots=True)
class _Question:
    number: int
    title: str
    unit: Answerer
    day: date
    reply: str = "您好，您咨询的事项请携带身份证件到政务服务大厅办理，具体材料清单见办事指南。感谢您的关注。"


EDUCATION_QA = Answerer(EDUCATION.name, EDUCATION.short, EDUCATION.name, 13)
WATER_QA = Answerer(WATER.name, WATER.short)
FORESTRY_QA = Answerer(FORESTRY.name, FORESTRY.short, FORESTRY.name, 5, date(2021, 6, 30))
TRANSPORT = Answerer("云岭市交通运输局", "交通局", "云岭市交通运输局", 4, date(2021, 7, 1))
COMMERCE = Answerer("云岭市商务局", "商务局", "市商务局", 6)
CIVIL = Answerer("云岭市民政局", "民政局", "", 3)
_STRANGER = Answerer("云岭市气象台", "气象台", "云岭市气象台", 2, connected=False)
_COUNTY = Answerer(QINGHE.unit, QINGHE.name, QINGHE.unit, 1, connected=False)
ANSWERERS = (EDUCATION_QA, WATER_QA, FORESTRY_QA, TRANSPORT, COMMERCE, CIVIL, _STRANGER, _COUNTY)


@dataclass
class _Platform:
    answerers: tuple[Answerer, ...]
    questions: list[_Question] = field(default_factory=list)
    pages: dict[str, Response] = field(default_factory=dict)

    def add(self, path: str, title: str, main: str) -> None:
        links = [("/", "首页"), ("/qa/", "全部问答")]
        links += [(f"/bm/{place}/", each.short) for place, each in enumerate(self.answerers, 1)]
        menu = "".join(f'<li><a href="{href}">{text}</a></li>' for href, text in links)
        html = (
            '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
            f"<title>{escape(title)}-{NAME}</title></head>"
            f'<body><div class="nav"><ul>{menu}</ul></div><div class="main">{main}</div>'
            f"<div class='footer'><p>主办单位：{OFFICE}</p></div></body></html>"
        )
        self.pages[path] = Response(200, html.encode())

    def add_lists(self, folder: str, title: str, questions: list[_Question]) -> None:
        total = max(1, -(-len(questions) // _PER_PAGE))
        for number in range(1, total + 1):
            shown = questions[(number - 1) * _PER_PAGE : number * _PER_PAGE]
            rows = "".join(
                f'<li><a href="{path_of(q)}">{q.title}</a><span>{q.day.isoformat()}</span></li>' for q in shown
            )
            pager = "".join(f'<a href="{_list(folder, n)}">{n}</a> ' for n in range(1, total + 1))
            following = f'<a href="{_list(folder, number + 1)}">下一页</a>' if number < total else ""
            self.add(
                _list(folder, number),
                title,
                f'<h2>{title}</h2><ul class="list">{rows}</ul><div>{pager}{following}</div>',
            )

    def add_question(self, question: _Question) -> None:
        unit = f"<p>答复单位：{question.unit.shown}</p>" if question.unit.shown else ""
        self.add(
            path_of(question),
            question.title,
            f"<h1>{question.title}</h1><p>提问时间：{question.day - timedelta(days=3)}</p>"
            f"<h3>问题内容</h3><p>请问{question.title}，需要哪些材料，到哪里办理？</p>"
            f"<h3>答复内容</h3><div class='reply'>{question.reply}</div>{unit}<p>答复时间：{question.day}</p>"
            "<p>满意度评价</p>",
        )


def path_of(question: _Question) -> str:
    """Path of a question's page."""
    return f"/qa/detail_{question.number}.html"


def _list(folder: str, number: int) -> str:
    return folder if number == 1 else f"{folder}index_{number}.html"


def build_qa(answerers: tuple[Answerer, ...] = ANSWERERS) -> tuple[Site, list[Expected]]:
    """The platform as it is served, and what an inspection of the units of the small city must find."""
    platform = _Platform(answerers)
    for place, unit in enumerate(answerers, 1):
        for index in range(unit.count):
            title = f"关于{_SUBJECTS[index % len(_SUBJECTS)]}的问题（{unit.short}第{index + 1}问）"
            day = unit.newest - timedelta(days=unit.gap * index)
            platform.questions.append(_Question(place * 100 + index, title, unit, day))
    by_number = {question.number: question for question in platform.questions}
    empty, pending, short = by_number[500], by_number[502], by_number[501]
    empty.reply, pending.reply, short.reply = "", "暂无答复", "可以。"
    everything = sorted(platform.questions, key=lambda q: (q.day, q.number), reverse=True)
    popular = "".join(f'<p><a href="{path_of(q)}">{q.title}</a></p>' for q in everything[:5])
    platform.add("/", NAME, f"<h2>热门问答</h2>{popular}")
    platform.add_lists("/qa/", "全部问答", everything)
    for place, unit in enumerate(answerers, 1):
        platform.add_lists(f"/bm/{place}/", unit.short, [q for q in everything if q.unit is unit])
    for question in platform.questions:
        platform.add_question(question)
    site = Site(OFFICE, NAME, HOST, "", platform.pages)
    return site, _expected(site, empty, pending, short)


def about(site: Site, rule: str, outcome: str, unit: Answerer, note: str) -> Expected:
    """What must be found of `unit` on the platform: `outcome` of `rule`; `note` says why, in Chinese."""
    return Expected(rule, site, "/", outcome, note, unit.name)


def _expected(site: Site, empty: _Question, pending: _Question, short: _Question) -> list[Expected]:
    return [
        about(site, "Q01", "fail", WATER_QA, "没有任何问答"),
        about(site, "Q01", "clean", CIVIL, "答复页不写单位，由部门列表归属"),
        about(site, "Q01", "error", _STRANGER, "答复单位不在台账中"),
        about(site, "Q01", "error", _COUNTY, "台账未登记为接入单位"),
        about(site, "Q02", "fail", FORESTRY_QA, "最新一条为 2021-06-30，本检查期没有更新"),
        about(site, "Q02", "clean", TRANSPORT, "最新一条正好在检查期第一天"),
        about(site, "Q02", "clean", COMMERCE, "答复页写的是“市商务局”"),
        Expected("Q03", site, path_of(empty), "fail", "答复内容为空"),
        Expected("Q03", site, path_of(pending), "fail", "答复内容为“暂无答复”"),
        Expected("Q03", site, path_of(short), "clean", "答复很短，但有内容"),
    ]
