"""For each rule a small judge: which addresses of a site violate it, by what is served; "" is the site as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from benchmarks.random_sites.build import REQUIRED, SYNONYMS
from benchmarks.random_sites.eyes import Sight, path_of, spellings
from benchmarks.random_sites.judges_platforms import accounts, answers, platform
from benchmarks.random_sites.model import INSPECTED, Column
from benchmarks.random_sites.plants_pages import WRONG
from benchmarks.random_sites.walked import Eyes

_OPEN = re.compile(r"(?<!\d)(\d{17}[\dXx])(?!\d)")
_WORD = re.compile(r"\.(docx?|wps|rtf)\b", re.IGNORECASE)
_FIXED = re.compile(r"\.(pdf|ofd)\b", re.IGNORECASE)
_MAGIC = {"pdf": b"%PDF", "doc": b"\xd0\xcf", "docx": b"PK", "xlsx": b"PK", "ofd": b"PK"}
_LABELS = {
    "M01": ("SiteName", "SiteDomain", "SiteIDCode"),
    "M02": ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    "M03": ("ArticleTitle", "PubDate", "ContentSource"),
}
_ELEMENTS = (
    "事项名称", "依据", "条件", "材料", "[理公]地[点址]", "(办理|办公|工作)时间", "电话|联系方式", "流程|程序",
)  # fmt: skip
_NEWS = re.compile(r"动态|工作进展")


Judge = Callable[[Eyes], Iterator[str]]


def _lacks(seen: Sight, names: tuple[str, ...]) -> bool:
    return any(not seen.labels.get(name.lower()) for name in names)


def m01(at: Eyes) -> Iterator[str]:
    if _lacks(at.page("/"), _LABELS["M01"]):
        yield ""


def m02(at: Eyes) -> Iterator[str]:
    for column in at.site.walk():
        if _lacks(at.page(column.path), _LABELS["M02"]):
            yield column.path


def m03(at: Eyes) -> Iterator[str]:
    for article in at.articles:
        if _lacks(at.page(article.path), _LABELS["M03"]):
            yield article.path


def m04(at: Eyes) -> Iterator[str]:
    for article in at.articles:
        seen = at.page(article.path)
        said = seen.labels.get("pubdate", "")
        title = re.sub(r"\s+", "", seen.labels.get("articletitle", ""))
        if said and article.letter is None:
            day = date(*map(int, re.split(r"[-/ T]", said)[:3]))
            if not any(spelling in seen.text for spelling in spellings(day)):
                yield article.path
                continue
        if title and title not in seen.text:
            yield article.path


def marks(at: Eyes, rule: str) -> Iterator[str]:
    seen = at.page("/")
    addresses = " ".join([*(link.url for link in seen.links), seen.code, at.get("/")[2].decode("latin-1")])
    bad = {
        "S01": at.site.code not in seen.text or "bszs.conac.cn" not in addresses,
        "S02": not re.search(r"ICP备\d+号", seen.text) or not re.search(r"公网安备\d+号", seen.text),
        "S03": "zfwzgl.www.gov.cn" not in addresses,
        "S05": not seen.search,
    }[rule]
    if bad:
        yield ""


def c01(at: Eyes) -> Iterator[str]:
    """A column's page is empty when it shows nothing of its own but its name and that nothing is there."""
    for column in at.site.walk():
        own = {piece for piece in at.own(column.path) if piece != column.name and not piece.startswith("link ")}
        own -= {piece for piece in own if re.fullmatch(r"暂无.*|栏目建设中.*|内容更新中|", piece)}
        own -= {f"{column.name}", f"{column.parent.name} {column.name}" if column.parent else ""}
        rows = any(path_of(link.url) in _inside(at, column) for link in at.page(column.path).links)
        if not own and not rows and not at.page(column.path).fields:
            yield column.path


def _inside(at: Eyes, column: Column) -> set[str]:
    return {each.path for each in column.articles} | {each.path for each in column.children}


def c02(at: Eyes) -> Iterator[str]:
    if at.site.platform == "policy_qa":
        return
    names = {re.sub(r"\s+", "", link.name) for links in at.reached.values() for link in links}
    names |= {text.strip() for column in at.site.walk() for text in at.page(column.path).texts}
    demanded = [name for name, _, _ in REQUIRED]
    required = ["建议提案办理", "政府购买服务"] if at.site.platform == "disclosure" else demanded
    for name in required:
        if not any(each in said for each in SYNONYMS.get(name, (name,)) for said in names):
            yield ""


def _stale(at: Eyes, column: Column, days: int) -> bool:
    newest = at.newest(column)
    return newest is not None and newest < INSPECTED - timedelta(days=days)


def freshness(at: Eyes, rule: str) -> Iterator[str]:
    for column in at.site.walk():
        if column.form not in ("list", "letters") or not column.articles:
            continue
        age = {"dongtai": 14, "gonggao": 184, "guihua": 365, "caizheng": 365, "jianyi": 365, "renshi": 365}
        held = {"dongtai": "F02", "gonggao": "F03"}.get(column.slug, "F04")
        if held == rule and column.slug in age and _stale(at, column, age[column.slug]):
            yield column.path


def f01(at: Eyes) -> Iterator[str]:
    linked = {path_of(link.url) for link in at.page("/").links}
    days = [at.shown(article) for article in at.articles if article.path in linked]
    if not any(day and day >= INSPECTED - timedelta(days=14) for day in days):
        yield ""


def f05(at: Eyes) -> Iterator[str]:
    for column in at.site.walk():
        plain = [article for article in column.articles if article.letter is None]
        if plain and not any(at.shown(article) for article in plain) and at.newest(column) is None:
            yield column.path


def f06(at: Eyes) -> Iterator[str]:
    column = _find(at, "xjtj")
    pages = [(article.title, at.page(article.path).text) for article in column.articles] if column else []
    text = "".join(title for title, shown in pages if title in shown)
    if column and not re.search(r"2021年(第?[二三]季度|上半年|[4-9]月)", text):
        yield column.path


def f07(at: Eyes) -> Iterator[str]:
    column = _find(at, "jianyi")
    if column and column.articles:
        this_year = any((at.shown(article) or date.min).year == INSPECTED.year for article in column.articles)
        if not this_year and not any(str(INSPECTED.year) in article.title for article in column.articles):
            yield column.path


def f08(at: Eyes) -> Iterator[str]:
    column = _find(at, "dongtai")
    if column and at.newest(column) == INSPECTED - timedelta(days=13):
        yield column.path


def _find(at: Eyes, slug: str) -> Column | None:
    return next((column for column in at.site.walk() if column.slug == slug), None)


def letters(at: Eyes, rule: str) -> Iterator[str]:
    column, tally = _find(at, "xinjian"), _find(at, "xjtj")
    if at.site.platform not in ("department", "portal"):
        return
    if column is None:
        if rule == "H02" and not any(at.page(each.path).fields for each in at.site.walk()):
            yield ""
        return
    if rule == "C03" and tally is None:
        yield ""
    if rule == "H03" and _stale(at, column, 62):
        yield ""
    for article in column.articles if rule == "H01" else ():
        letter = article.letter
        assert letter is not None
        asked = any(each in at.page(article.path).text for each in spellings(letter.asked))
        replied = bool(letter.reply) and re.sub(r"\s", "", letter.reply) in at.page(article.path).text
        if asked and not replied and timedelta(days=92) < INSPECTED - letter.asked < timedelta(days=365):
            yield article.path


def services(at: Eyes, rule: str) -> Iterator[str]:
    if rule == "V02":
        column = _find(at, "bjtj")
        if column is not None and _stale(at, column, 92):
            yield ""
    for article in getattr(_find(at, "bszn"), "articles", ()) if rule == "V01" else ():
        said = "".join(text for text in at.page(article.path).texts if len(text.strip()) < 12)
        if sum(bool(re.search(element, said)) for element in _ELEMENTS) <= 4:
            yield article.path


def interpretations(at: Eyes, rule: str) -> Iterator[str]:
    policies, explained = _find(at, "zhengce"), _find(at, "jiedu")
    if policies is None or explained is None:
        return
    for article in policies.articles if rule in ("I01", "I03") else explained.articles:
        name = (re.search(r"《(.*)》", article.title) or [""])[0]
        others = explained.articles if article.column is policies else policies.articles
        beside = {other.path for other in others if name in other.title}
        linked = {path_of(link.url) for link in at.page(article.path).links}
        if rule == "I03" and not beside and re.search(r"办法|规定|细则", name):
            yield article.path
        if rule != "I03" and beside and not beside & linked:
            yield article.path


def files(at: Eyes, rule: str) -> Iterator[str]:
    for article in at.articles:
        found = [(link, file) for link in at.page(article.path).links for file in article.files
                 if path_of(link.url) == file.path]  # fmt: skip
        words = [link.name for link, file in found if _WORD.search(f"{file.path} {link.name}")]
        fixed = [link.name for link, file in found if _FIXED.search(f"{file.path} {link.name}")]
        if rule == "T03" and any(not at.get(file.path)[2].startswith(_MAGIC[file.ext]) for _, file in found):
            yield article.path
        if rule == "T01" and words and not fixed:
            yield article.path
        if rule == "T02" and fixed and any(_stem(word) not in map(_stem, fixed) for word in words):
            yield article.path


def _stem(name: str) -> str:
    return re.sub(r"[（(]?(docx?|pdf|ofd)(版)?[）)]?|[\s.]|附件\d?[：:]?", "", name, flags=re.IGNORECASE)


def a03(at: Eyes) -> Iterator[str]:
    for path in at.reached:
        status, _, body = at.get(path)
        if status in (404, 410) and len(body) < 800:
            yield path


def x01(at: Eyes) -> Iterator[str]:
    for article in at.articles:
        if any(wrong in at.page(article.path).text for wrong, _ in WRONG):
            yield article.path


def x02(at: Eyes) -> Iterator[str]:
    for article in at.articles:
        away = [link for link in at.page(article.path).links if link.hidden and at.site.host not in link.url]
        if any(".gov.cn" not in link.url for link in away if "hanweb" not in link.url):
            yield article.path


def x03(at: Eyes) -> Iterator[str]:
    for article in at.articles:
        if any(map(_is_identity, _OPEN.findall("\n".join(at.page(article.path).texts)))):
            yield article.path


def _is_identity(number: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return (
        "10X98765432"[total % 11] == number[-1].upper() and 1900 < int(number[6:10]) < 2022 and int(number[10:12]) < 13
    )


JUDGES: dict[str, Judge] = {
    "A03": a03, "C01": c01, "C02": c02, "F01": f01, "F05": f05, "F06": f06, "F07": f07, "F08": f08,
    "M01": m01, "M02": m02, "M03": m03, "M04": m04, "X01": x01, "X02": x02, "X03": x03,
    **{rule: partial(platform, rule=rule) for rule in ("C04", "C05", "D01", "D02", "D03")},
    **{rule: partial(marks, rule=rule) for rule in ("S01", "S02", "S03", "S05")},
    **{rule: partial(freshness, rule=rule) for rule in ("F02", "F03", "F04")},
    **{rule: partial(letters, rule=rule) for rule in ("C03", "H01", "H02", "H03")},
    **{rule: partial(answers, rule=rule) for rule in ("Q01", "Q02", "Q03")},
    **{rule: partial(accounts, rule=rule) for rule in ("N02", "N05")},
    **{rule: partial(services, rule=rule) for rule in ("V01", "V02")},
    **{rule: partial(interpretations, rule=rule) for rule in ("I01", "I02", "I03")},
    **{rule: partial(files, rule=rule) for rule in ("T01", "T02", "T03")},
}  # fmt: skip
