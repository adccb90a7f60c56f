"""Input as a grammar makes it: near enough to real pages to go deep, wrong in every way that chance finds."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Text = SearchStrategy[str]


def bounded(examples: int) -> Callable[[Any], Any]:
    """The same examples on every run, as many as a test has time for."""
    slow = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
    return settings(max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=slow)


_NUMBERS = st.sampled_from(["0", "1", "2", "8", "08", "13", "20", "31", "99", "２０", "٣", "²", ""])
_COUNTS = _NUMBERS | st.just("9" * 5000)
_YEARS = st.sampled_from(["2021", "1989", "1990", "2099", "2100", "0000", "20211", "２０２１", "21", ""])
_MARKS = st.sampled_from(["-", "/", ".", "年", "月", "－", " ", "\x1f", "\n", ""])
_CLOCKS = st.sampled_from(["", " 09:30", "T23:59:59", " 25:61", "9时5分", "08:00:00Z", " 24:00", "：12"])
_LABELS = st.sampled_from(["", "发布时间：", "成文日期:", "[", "（", "/t", "/art/", "截止时间", "更新于", "第"])
_TAILS = st.sampled_from(["", "日", "]", "_1.html", "/c1.htm", "）", "号", "\u3000", "\x00"])
date_texts: Text = st.tuples(_LABELS, _YEARS, _MARKS, _NUMBERS, _MARKS, _NUMBERS, _CLOCKS, _TAILS).map("".join)
any_dates: Text = st.lists(date_texts | st.text(max_size=8), min_size=1, max_size=4).map("\n".join)

_WORDS = st.sampled_from([
    "关于做好防汛工作的通知", "政策解读", "附件1：", "附件", "来源：市政府办公室", "下一页", "尾页", "共120条",
    "更多>>", "首页", "当前位置：", ">",
    "〔2021〕5号", "上一篇：", "{{item.title}}", "暂无内容", "网站标识码", "&#0;", "&#xD800;", "&nbsp;", "\ufeff",
    "\x1f", "<", "&",
])  # fmt: skip
_texts = st.lists(_WORDS | date_texts | st.text(max_size=6), max_size=4).map("".join)
addresses: Text = st.sampled_from([
    "/a/t20210820_1.html", "../b/", "?page=2", "#top", "index_1.html",
    "http://www.b-demo.gov.cn/col/col1/index.html", "//", "///x.html",
    "https:///x.html", "http://[::1", "http://:80/a", "//user@/a.doc", "javascript:void(0)", "/f/附件 1.DOC",
    "/down?file=a.pdf", "http:\\\\a\\b",
    "http://a.example:99999999/", "mailto:a@b", "http://ａ。ｃｏｍ/", "&#10;/x", "/a%zz", "http://a..b/", "",
]) | st.text(max_size=12)  # fmt: skip
_NAMES = st.sampled_from([
    "ArticleTitle", "PubDate", "ColumnName", "ContentSource", "SiteName", "SiteIDCode", "keywords", "publishdate", "",
])  # fmt: skip
_BOXES = st.sampled_from([
    "div", "ul", "li", "table", "tr", "td", "p", "span", "dl", "dd", "h1", "form", "b", "center", "textarea", "xmp",
    "svg", "select", "nav",
])  # fmt: skip
_CLASSES = st.sampled_from(
    ["", "nav", "footer", "list", "content", "TRS_Editor", "position", "page", "hidden", "side", "tab"]
)


def _element(inner: Text) -> Text:
    def put(tag: str, kind: str, content: str, closed: int) -> str:
        return f'<{tag} class="{kind}">{content}' + ("", f"</{tag}>", f"</{tag}></{tag}>", "</div>")[closed]

    return st.builds(put, _BOXES, _CLASSES, inner, st.integers(0, 3))


def _list(inner: Text) -> Text:
    rows = st.lists(st.tuples(addresses, _texts, date_texts), max_size=6)
    return rows.map(
        lambda found: "<ul>" + "".join(f'<li><a href="{u}">{t}</a><span>{d}</span>' for u, t, d in found) + "</ul>"
    ) | inner.map(lambda content: f"<table><tr><td>{content}<td><a href=x.html>{content}</table>")


_leaves: Text = st.one_of(
    _texts,
    st.builds(lambda url, text: f"<a href=\"{url}\" title='{text}'>{text}</a>", addresses, _texts),
    st.builds(lambda name, text: f'<meta name="{name}" content="{text}">', _NAMES, _texts | date_texts),
    st.builds(lambda url, n: f'<base href="{url}"><iframe src="{url}" height="{n}"></iframe>', addresses, _COUNTS),
    st.builds(lambda url: f'<meta http-equiv="refresh" content="0;url={url}">', addresses),
    st.builds(lambda url, text: f"<record><![CDATA[<a href={url}>{text}</a>]]></record>", addresses, _texts),
    st.builds(lambda url: f"<script>location.href='{url}';dataproxy.jsp</script>", addresses),
    st.builds(lambda a, b: f'<script>createPageHTML({a},{b},"index","html")</script>共{a}条', _COUNTS, _COUNTS),
    _texts.map(lambda text: f"<title>{text}</title>"),
    _texts.map(lambda text: f"<!-- {text}"),
    _texts.map(lambda text: f"<p>{text * 40}</p>"),
    st.sampled_from(
        ["<datastore><nextgroup><![CDATA[", "<style>", "-->", "</body></html>", "<?xml?>", "<img src=a.jpg>"]
    ),
)
html: Text = st.recursive(
    _leaves,
    lambda inner: st.one_of(_element(inner), _list(inner), st.lists(inner, max_size=4).map("".join)),
    max_leaves=14,
)

_KEYS = st.sampled_from(
    ["title", "url", "publishTime", "total", "content", "data", "rows", "docId", "files", "source", "\x00"]
)
_UNSTORABLE = st.sampled_from(["\ud800", "\x00"])
_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _texts, addresses, date_texts, _UNSTORABLE),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=20,
)  # fmt: skip
_records = st.fixed_dictionaries(
    {"title": _texts, "url": addresses}, optional={"publishTime": date_texts, "total": _values}
)
json_bodies: Text = st.builds(
    lambda value, wrapping: wrapping.format(json.dumps(value)),
    st.dictionaries(_KEYS, st.lists(_records, max_size=4) | _values, max_size=4) | _values,
    st.sampled_from(["{}", "callback({});", "\ufeff{}", "{} ", "[{}"]),
)

_ENCODINGS = st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-8-sig", "utf-32", "big5", "latin-1"])
content_types = st.sampled_from([
    None, "", "text/html", "text/html; charset=gbk", "application/json", "text/html; charset=unicode_escape",
    "text/html;charset=utf-16", "text/html; charset=no-such-thing",
])  # fmt: skip
urls = st.sampled_from([
    "http://www.qinghe-demo.gov.cn/zwgk/2021-08/20/content_1.html", "https://czj.yunting-demo.gov.cn:8443/col/col1/",
    "http://192.0.2.7/?a=1",
])  # fmt: skip


def _damaged(body: bytes, places: list[int], junk: bytes) -> bytes:
    for place in places:
        at = place % (len(body) + 1)
        body = body[:at] + junk + body[at + len(junk) // 2 :]
    return body


def bodies(texts: Text) -> SearchStrategy[bytes]:
    """The texts as bytes: in some encoding, some of them damaged."""
    junk = st.sampled_from([b"", b"", b"\x00", b"\xff\xfe", b"\xb2", b"<", b'"', b"\xed\xa0\x80", b"</div>"])
    encoded = st.builds(lambda text, codec: text.encode(codec, "ignore"), texts, _ENCODINGS)
    return st.builds(_damaged, encoded, st.lists(st.integers(0, 10_000), max_size=3), junk)


_ITEMS = st.builds(
    lambda title, link, day, tag: (
        f"<{tag}><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate><updated>{day}</updated></{tag}>"
    ),
    _texts, addresses, date_texts | st.sampled_from(["Wed, 04 Aug 2021 23:30:00 GMT", "9999-12-31T23:59:59-23:00",
    "0001-01-01T00:00:00+23:00"]),
    st.sampled_from(["item", "entry"]),
)  # fmt: skip
feeds: Text = st.builds(
    lambda head, items, tail: head + "".join(items) + tail,
    st.sampled_from([
        '<rss version="2.0"><channel>', '<feed xmlns="http://www.w3.org/2005/Atom">',
        '<?xml version="1.0" encoding="gb2312"?><rss version="2.0">',
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel>', '<rdf:RDF xmlns="http://purl.org/rss/1.0/">',
        "<?xml encoding='punycode'?><rss>",
    ]),
    st.lists(_ITEMS, max_size=4),
    st.sampled_from(["</channel></rss>", "</feed>", "", "<![CDATA["]),
)  # fmt: skip
json_feeds: Text = st.lists(st.dictionaries(
    st.sampled_from(["title", "url", "id", "date_published", "date_modified", "content_text"]),
    _values | st.sampled_from(["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2021-08-04T17:00:00Z"]),
    max_size=4,
), max_size=4).map(lambda items: json.dumps({"version": "https://jsonfeed.org/version/1.1",
"items": items}))  # fmt: skip
