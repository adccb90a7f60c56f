"""What each frame holds: names, dtypes and meanings of its columns, for the frames, their docstrings and the docs."""

from __future__ import annotations

from dataclasses import dataclass

from govcrawl.domain.fetch_outcomes import FetchOutcome, LinkState
from govcrawl.domain.targets import PLATFORM_TITLES
from govcrawl.register.schema import UNIT_KINDS

TEXT, INTEGER, REAL, YES_NO, CHOICE = "str", "Int64", "float64", "boolean", "category"
TIME, DAY = "datetime64[us, Asia/Shanghai]", "datetime64[us]"

_ANSWERS = tuple(FetchOutcome)
_STATES = tuple(LinkState)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a frame. `among` are all values of a category, in their order; missing is NaN, <NA> or NaT."""

    name: str
    chinese: str
    dtype: str
    meaning: str
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameSchema:
    """A frame: what one row is, by which columns it is told apart, and its columns in order."""

    rows: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def names(self) -> list[str]:
        """Names of the frame's columns, in their order."""
        return [field.name for field in self.fields]

    def describe(self, mark: str = "") -> str:
        """What one row is, as a sentence."""
        keys = ", ".join(f"{mark}{name}{mark}" for name in self.key)
        return f"One row is a {self.rows}; told apart by {keys}."

    def table(self) -> str:
        """The columns as a Markdown table."""
        lines = ["| column | 中文 | dtype | meaning |", "|---|---|---|---|"]
        for each in self.fields:
            among = f" ({', '.join(each.among)})" if each.among else ""
            lines.append(f"| `{each.name}` | {each.chinese} | `{each.dtype}` | {each.meaning}{among} |")
        return "\n".join(lines)

    def describe_columns(self) -> str:
        """The columns as lines of a docstring."""
        return "\n".join(f"    {each.name} ({each.dtype}): {each.chinese}. {each.meaning}" for each in self.fields)


def _day(name: str, chinese: str, meaning: str) -> tuple[Field, Field]:
    return (
        Field(name, chinese, DAY, f"{meaning}; the page's own local date, midnight where it gives no time of day"),
        Field(f"{name}_has_time", f"{chinese}含时刻", YES_NO, f"whether {name} gives a time of day, missing like it"),
    )


ROUND = Field("round", "检查期", TEXT, "name of the round, 2021Q3")
UNIT = Field("unit", "单位", TEXT, "full name of the unit by the round's register")
_TARGET = Field("target", "检查对象", TEXT, "name of the target")
_TARGET_URL = Field("target_url", "网址", TEXT, "address of the target; one address may be two platforms")
_PLATFORM = Field("platform", "平台类型", CHOICE, "what the target is", tuple(PLATFORM_TITLES))
_UNIT_KIND = Field("unit_kind", "单位类别", CHOICE, "what the unit is", tuple(UNIT_KINDS))
PLACE = (ROUND, UNIT, _TARGET, _TARGET_URL, _PLATFORM)
_TARGET_KEY = ("round", "target_url", "platform")

_ANSWER = Field("answer", "访问结果", CHOICE, "how the fetch ended", _ANSWERS)
_REASON = Field("reason", "原因", TEXT, "why it could not be read, in Chinese")
_CERTIFICATE = Field(
    "certificate_fault", "证书问题", TEXT, "what browsers warn of in its certificate; missing where nothing"
)
_FETCHED = Field("fetched_at", "抓取时间", TIME, "when it was fetched")
_OF_COLUMN = (
    Field("column_url", "栏目网址", TEXT, 'address of the column that led here; "" where none did'),
    Field("column", "栏目", TEXT, "name of that column"),
    Field("kind", "栏目类别", TEXT, "its kind, an id of the vocabulary of columns"),
)

FRAMES: dict[str, FrameSchema] = {
    "units": FrameSchema(
        "unit (单位) of a round's register",
        ("round", "unit"),
        (
            ROUND,
            UNIT,
            _UNIT_KIND,
            Field("aliases", "简称", TEXT, 'short names, joined by ；, "" for none'),
            Field("serves_public", "对外服务", YES_NO, "whether it serves the public"),
            Field("on_policy_qa", "接入问答平台", YES_NO, "whether it is connected to the policy Q&A platform"),
            Field("targets", "检查对象数", INTEGER, "number of its targets in the round"),
        ),
    ),
    "targets": FrameSchema(
        "target (检查对象) of a round: a website, platform or account",
        _TARGET_KEY,
        (
            *PLACE,
            _UNIT_KIND,
            Field("inspection_date", "监测时间点", DAY, "the date from which all ages are counted"),
            Field("progress", "进度", CHOICE, "how far the inspection is", ("pending", "running", "done")),
            Field("inspected", "已检查", YES_NO, "whether it was inspected"),
            Field("missed", "未检查原因", TEXT, "why it was not, in Chinese; missing where it was"),
            _ANSWER,
            Field("title", "标题", TEXT, "title of the home page"),
            _FETCHED,
            Field("columns_read", "栏目数", INTEGER, "columns that were found and read"),
            Field("pages_fetched", "页面数", INTEGER, "pages that were fetched"),
            Field("links_checked", "检查链接数", INTEGER, "links that were checked"),
            Field("rendered", "浏览器渲染页面数", INTEGER, "pages that the browser rendered"),
            Field("bounds", "达到的上限", TEXT, 'names of bounds that cut it short, joined by ；, or ""'),
            Field("home_newest", "首页最新日期", DAY, "newest date on the home page"),
            Field("system", "内容管理系统", TEXT, "content management system, where it was recognised"),
            Field("https", "支持 HTTPS", YES_NO, "whether the home page answers by HTTPS"),
            Field("ipv6", "支持 IPv6", YES_NO, "whether its name has an AAAA record"),
            _CERTIFICATE,
        ),
    ),
    "columns": FrameSchema(
        "column (栏目) that a round has found",
        (*_TARGET_KEY, "column_url"),
        (
            *PLACE,
            Field("column_url", "栏目网址", TEXT, "address of the column"),
            Field("column", "栏目", TEXT, "name of the column"),
            Field("kind", "栏目类别", TEXT, "its kind, an id of the vocabulary of columns"),
            Field("kind_title", "类别名称", TEXT, "the kind in Chinese"),
            Field("level", "级别", INTEGER, "1 for first-level columns (一级栏目)"),
            Field("form", "形式", CHOICE, "what the page is", ("list", "single", "parent", "empty")),
            _ANSWER,
            _REASON,
            _FETCHED,
            Field("first_seen", "首次发现", TIME, "when any round first saw it"),
            Field("entries", "条目数", INTEGER, "entries that were read"),
            Field("dated_entries", "有日期条目数", INTEGER, "entries with a date"),
            Field("dates_from", "日期出处", TEXT, "where dates come from: row, url, article"),
            Field("truncated", "未读完", YES_NO, "whether the list was not read to its end"),
            Field("newest", "最新日期", DAY, "date of the newest entry not later than the inspection date"),
            Field("newest_url", "最新条目网址", TEXT, "address of that entry"),
            Field("age_days", "距监测时间点天数", INTEGER, "days from newest to the inspection date"),
            Field("period_days", "更新期限天数", INTEGER, "days within which it must be updated; missing: not judged"),
            Field("due", "更新截止日", DAY, "the last day on which newest is still within the period"),
            Field("doubt", "存疑原因", TEXT, "why newest may not be the newest, in Chinese; missing: no doubt"),
            Field("responsible", "责任单位", TEXT, 'unit that answers for it by the register, "" for none'),
        ),
    ),
    "entries": FrameSchema(
        "row of a column's list (列表条目), as a round read it",
        (*_TARGET_KEY, "column_url", "position"),
        (
            *PLACE,
            *_OF_COLUMN,
            Field("position", "序号", INTEGER, "place in the list, from 0"),
            Field("url", "网址", TEXT, "address of the entry"),
            Field("title", "标题", TEXT, "title in the list"),
            Field("published", "发布日期", DAY, "publication date; the page's own local date"),
            Field("published_source", "日期出处", TEXT, "row, url or article"),
        ),
    ),
    "pages": FrameSchema(
        "page (页面/稿件) that a round has read",
        (*_TARGET_KEY, "url"),
        (
            *PLACE,
            Field("url", "网址", TEXT, "address of the page"),
            *_OF_COLUMN,
            Field("title", "标题", TEXT, "title of the page"),
            *_day("published", "发布日期", "publication date"),
            Field("published_source", "日期出处", TEXT, "where it was read; relative, unread: seen only"),
            Field("number", "文号", TEXT, "document number"),
            Field("source", "来源", TEXT, "source as the page names it"),
            _ANSWER,
            _REASON,
            _FETCHED,
            Field("attachments", "附件数", INTEGER, "attachments that it offers"),
            Field("interpretation_links", "解读链接数", INTEGER, "links to interpretations (政策解读)"),
            Field("policy_links", "政策链接数", INTEGER, "links to policies"),
        ),
    ),
    "attachments": FrameSchema(
        "file (附件) that a page offers",
        (*_TARGET_KEY, "page_url", "position"),
        (
            *PLACE,
            Field("page_url", "页面网址", TEXT, "address of the page that offers it; `url` of pages"),
            *_OF_COLUMN,
            Field("page_title", "页面标题", TEXT, "title of that page"),
            *_day("published", "发布日期", "publication date of that page"),
            Field("position", "序号", INTEGER, "place on the page, from 0"),
            Field("url", "网址", TEXT, "address of the file"),
            Field("link_text", "链接文字", TEXT, "text of the link"),
            Field("extension", "扩展名", TEXT, "lower case, without dot"),
            Field("state", "下载情况", CHOICE, "what is known of the file", _STATES),
            Field("content", "实际内容", TEXT, "what its first bytes say: pdf, ofd, ole, docx, html, empty …"),
            Field("size", "大小（字节）", INTEGER, "bytes, where known"),
            _REASON,
        ),
    ),
    "findings": FrameSchema(
        "finding (问题, 未能判定, 不适用), with how it stands after reviews and exceptions",
        ("round", "key"),
        (
            *PLACE,
            Field("key", "问题编号", TEXT, "stable over rounds and crawls"),
            Field("rule", "规则", TEXT, "id of the rule, F02"),
            Field("rule_title", "问题类别", TEXT, "title of the rule in Chinese"),
            Field("outcome", "结果", CHOICE, "问题, 未能判定, 不适用", ("fail", "error", "skip")),
            Field("severity", "性质", CHOICE, "only problems cost points", ("problem", "warning", "clue")),
            Field("url", "网址", TEXT, "the page or column in question; `url` of pages, `column_url` of columns"),
            Field("column", "栏目", TEXT, "name of the column"),
            Field("title", "标题", TEXT, "title of the page or name of the column"),
            Field("message", "说明", TEXT, "what is wrong, in Chinese"),
            *_day("published", "发布日期", "publication date of the page"),
            Field("value", "内容", TEXT, "the link, attachment or measured value in question"),
            Field("found_at", "发现时间", TIME, "when it was found"),
            Field("counts", "计入", YES_NO, "a problem that costs points: not dismissed, excepted or a repeat"),
            Field("standing", "复核情况", TEXT, '例外, 重复, or the decision of the review that holds; "" for none'),
            Field("standing_reason", "复核说明", TEXT, 'who, when, why, or what it repeats, in Chinese; "" for none'),
        ),
    ),
    "scores": FrameSchema(
        "score (得分) of a website or an open-information platform",
        _TARGET_KEY,
        (
            *PLACE,
            _UNIT_KIND,
            Field("grade", "等次", CHOICE, "the result", ("合格", "不合格", "疑似不合格（待复核）", "未完成检查")),
            Field("total", "得分", REAL, "points of 100 and bonus; NaN after a veto or an unfinished inspection"),
            Field("deducted", "扣分", REAL, "points deducted; NaN where nothing was scored"),
            Field("bonus", "加分", REAL, "points added; NaN where nothing was scored"),
            Field("veto", "单项否决", TEXT, 'titles of the vetoes that hold, joined by ；, or ""'),
            Field("reason", "原因", TEXT, 'why there is no total, in Chinese, or ""'),
            Field("problems", "问题数", INTEGER, "problems that count, whatever they cost"),
            Field("undecided", "未能判定数", INTEGER, "what could not be judged: the score may be too high by it"),
            Field("assumed", "含未核实分值", YES_NO, "whether points that are not confirmed went into it"),
        ),
    ),
    "probes": FrameSchema(
        "look (探测) at a home page; probes belong to no round",
        ("target_url", "platform", "at"),
        (
            *PLACE[1:],
            Field("at", "探测时间", TIME, "when"),
            _ANSWER,
            _REASON,
            Field("status", "状态码", INTEGER, "HTTP status"),
            Field("milliseconds", "总耗时（毫秒）", INTEGER, "until the whole answer, or until it was given up"),
            Field("dns_ms", "解析耗时（毫秒）", INTEGER, "until the name was resolved"),
            Field("connect_ms", "连接耗时（毫秒）", INTEGER, "until the connection stood"),
            Field("tls_ms", "握手耗时（毫秒）", INTEGER, "until TLS stood"),
            Field("first_byte_ms", "首字节耗时（毫秒）", INTEGER, "until the first byte"),
            Field("certificate_until", "证书有效期至", DAY, "last day on which the certificate is valid"),
            _CERTIFICATE,
        ),
    ),
    "posts": FrameSchema(
        "post (发布内容) of a new-media account",
        (*_TARGET_KEY, "url"),
        (
            *PLACE,
            Field("url", "网址", TEXT, "address of the post"),
            Field("title", "标题", TEXT, "its title"),
            Field("published", "发布日期", DAY, "publication date; the page's own local date"),
            Field("route", "来源", CHOICE, "what gave it", ("feed", "page", "sheet")),
            _FETCHED,
        ),
    ),
}  # fmt: skip
TEXT_OF_PAGES = Field("text", "正文", TEXT, "the page's text; only with text=True")
