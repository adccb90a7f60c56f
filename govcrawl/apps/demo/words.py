"""Titles and texts of the demo city, out of `words.yaml`: the same on every run."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from govcrawl.apps.demo.model import County, Department
from govcrawl.domain.yaml_files import read_yaml

_COMPILED_AFTER = timedelta(days=45)  # figures of a quarter are out some weeks after it ends
_NOTICE_ENDINGS = ("的公告", "的通告", "的通知")
# Columns of news: which work each begins with, and which phrase it takes for it, so that no two share a title.
_NEWS_SHIFTS = {"news": (0, 0), "dept": (7, 1), "town": (15, 2)}


@cache
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(Path(__file__).with_name("words.yaml"))
    return loaded


def _pick(name: str, place: int) -> str:
    words: list[str] = _words()[name]
    return words[place % len(words)]


def title(topic: str, county: County, index: int, day: date) -> str:
    """Title of entry number `index`, of `day`, in a column of `county` about `topic`."""
    c = county.name
    match topic:
        case "news" | "dept" | "town":
            shift, phrase = _NEWS_SHIFTS[topic]
            return _pick("news", index + shift + phrase).format(c=c, t=_pick("work", index + shift))
        case "notice":
            return f"关于{_pick('notices', index)}{_NOTICE_ENDINGS[index % 3]}"
        case "policy":
            return f"{county.office}关于做好{day.year}年{_pick('work', index * 5)}工作的通知"
        case "rule":
            return f"{c}{_pick('rules', index)}管理办法"
        case "letter":
            return f"关于{_pick('letters', index)}的咨询"
        case "consult":
            return f"关于《{c}{_pick('work', index * 3)}实施方案（征求意见稿）》公开征求意见的公告"
        case "topic":
            return f"{c}{day.year}年{day.month}月{_pick('work', index * 7)}专题活动启动"
        case "figures":
            return f"{c}{_period(day)}主要经济指标"
        case "tally":
            return f"{c}{_period(day)}信件办理情况统计"
    return _on_platform(topic, county, index, day) or _departmental(topic, department(county, index), index, day)


def _on_platform(topic: str, county: County, index: int, day: date) -> str:
    """Titles of an open-information platform; "" for other topics."""
    if topic.startswith("field:"):
        return f"{county.name}{topic.partition(':')[2]}工作开展情况（{day.year}年{day.month}月第{index + 1}期）"
    title: str = _words()["platform_titles"].get(topic, "")
    which = ("保密审查", "依申请办理")[index % 2]
    who, work = department(county, index), _pick("work", index)
    return title.format(c=county.name, y=day.year, m=day.month, d=day.day, last=day.year - 1, r=which, w=who, t=work)


def _departmental(topic: str, who: str, index: int, day: date) -> str:
    work = _pick("work", index * 5 + 2)
    match topic:
        case "bulletin":
            return f"{who}关于{_pick('notices', index + 5)}情况的公示"
        case "plan":
            return f"{who}{day.year}年{work}工作计划"
        case "budget":
            return f"{who}{day.year}年部门预算公开说明"
        case "staff":
            return f"{who}{day.year}年公开招聘工作人员公告"
        case "purchase":
            return f"{who}{day.year}年政府购买{work}服务项目公告"
        case "emergency":
            return f"{who}{work}应急预案"
        case "guide":
            return f"{_pick('work', index * 5 + 3)}事项办理指南"
        case "service":
            return f"{who.removesuffix('办公室')}{day.year}年{day.month}月政务服务办件情况"
        case "proposal":
            return f"关于对市人大{day.year}年第{40 - index}号建议的答复"
    raise ValueError(f"no titles for topic {topic!r}")


def _period(day: date) -> str:
    day -= _COMPILED_AFTER
    return f"{day.year}年第{'一二三四'[(day.month - 1) // 3]}季度"


def department(county: County, index: int) -> str:
    """The department number `index` of the county, modulo their number."""
    return county.branch(_words()["departments"], index)


def paragraphs(county: County, subject: str, index: int) -> list[str]:
    """The body of article number `index` about `subject`, one text per paragraph."""
    first = f"现将“{subject}”有关事项说明如下。本页内容为模拟演示，所涉单位和事项均为虚构。"
    return [first, *(line.format(c=county.name, t=_pick("work", index)) for line in _words()["body"])]


def guide(subject: str) -> list[str]:
    """The body of a service guide: an introduction, then one paragraph for each key element but the name."""
    elements: list[str] = _words()["guide"]
    return [f"本指南供办理“{subject}”时参考，内容为模拟演示，所涉事项均为虚构。", *elements]


def single(county: County, name: str) -> list[str]:
    """The text of a page that is a column by itself. KeyError for a page that has none."""
    pages = _words()["single_department" if isinstance(county, Department) else "single"]
    return [pages[name].format(c=county.name), _words()["single_end"]]
