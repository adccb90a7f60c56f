"""Words of the inputs, which chance alone would not put together: what extraction and the readers look for."""

from __future__ import annotations

from pathlib import Path

_HTML = (
    '发布时间：|发布日期|成文日期：|来源：|信息来源|发文机关|附件：|附件1|上一篇：|下一页|当前位置：|首页|更多>>|解读|政策原文|共120条|共12页|尾页|〔2021〕5号|2021-08-20|'
    '2021年8月20日|[08-20]|2021/08|09:30:15|<ul>|<li>|</li>|<a href="|</a>|<table>|<tr><td>|<div class="|</div>|'
    '<span>|<b>|<title>|<base href="|<meta name="ArticleTitle" content="|<meta name="PubDate" content="|'
    '<meta name="ColumnName" content="|<meta http-equiv="refresh" content="0;url=|<iframe src="|<script>|'
    '</script>|<!--|-->|<style>|<record><![CDATA[|]]></record>|<datastore>|createPageHTML(|createPageHTML(²,0,"index","html")|²|dataproxy.jsp|'
    'charset=gb2312|.doc|.pdf|.xlsx|download.jsp?|javascript:|http://|https://|//|/t20210820_1.html|'
    '/art/2021/8/20/art_1.html|/202108/|index_1.html|&#x|&nbsp;|&#0;|{"title":"|"url":"|"publishTime":"|'
    '"total":|"docPubTime":|[{|}]|\x00|\ufeff|\x1f|ÿþ'
)  # fmt: skip
_FEED = (
    '<rss version="2.0">|<channel>|<item>|<title>|<link>|<pubDate>|<guid>|<entry>|<updated>|<published>|'
    '<content type="xhtml">|<![CDATA[|]]>|xmlns="http://www.w3.org/2005/Atom"|xml:base="|<!DOCTYPE rss [|'
    '<!ENTITY a "|SYSTEM "|&a;|"items":[|"date_published":"|"jsonfeed.org|'
    '<?xml version="1.0" encoding="gb2312"?>|<dc:date>|<geo:lat>|<georss:point>|<gml:pos>|<enclosure url="|'
    'Wed, 04 Aug 2021 23:30:00 GMT|T17:00:00Z|+08:00'
)  # fmt: skip
_BOOK = (
    '=== xl/workbook.xml\n|=== xl/worksheets/sheet1.xml\n|=== xl/styles.xml\n|=== xl/sharedStrings.xml\n|'
    '=== xl/_rels/workbook.xml.rels\n|t="inlineStr"|t="s"|t="d"|t="n"|t="b"|t="e"|t="str"|s="1"|r="A1"|'
    'r="1048576"|<row r="|<c r="|<v>|</v></c>|<is><t>|</t></is>|<f>|<f t="shared" si="0" ref="A1:A2">|'
    '<f t="array" ref="A1">|<mergeCell ref="A1:B2"/>|<hyperlink ref="A1" r:id="rId1"/>|'
    '<dimension ref="A1:B2"/>|<sheet name="|sheetId="1"|r:id="rId1"|state="hidden"|date1904="1"|numFmtId="14"|'
    '<!DOCTYPE a [<!ENTITY b "c">]>|#N/A|1E+308|-1|44428|2021-08-20T00:00:00|2021-08-20|NaN|inf|是|否|单位名称|'
    '单位类别|县市区|部门|门户网站|网址|http://|；|运行|不属实|属实|已整改|待定|2021Q3|复核意见|编号'
)  # fmt: skip
_DATES = (
    "19|20|年|月|日|时|分|-|/|.|－|:|：|T|\x1f|/t|_1.html|/art/|发布时间|[|]|\n|2021|0820|２０２１|٢|²|①|\u3000|\xa0"
)
_HEADS = (
    'HTTP/1.1 |HTTP/1.0 | 200 OK\r\n|\r\n\r\n|\r\n |\r\n\t|Content-Length: |Transfer-Encoding: chunked|Location: |'
    'Set-Cookie: |expires=|Max-Age=|domain=|Path=/|Content-Type: |text/html|charset=|Content-Disposition: |'
    'attachment; filename="|filename*=UTF-8\'\'|Content-Encoding: |100 Continue|0\r\n\r\n|ffffffffff\r\n|999999999999|'
    'Wed, 04-Aug-2021 23:30:00 GMT|\x00|gb18030|utf-7|idna|xn--'
)  # fmt: skip
_YAML = (
    '&a |*a|<<: |!!python|!!binary |? |: |- |{|}|[|, |\n  |"\\x00"|"\\ud800"|~|1e999|0x|0o|.inf|.nan|2021-13-45|:59:59|'
    '#|%YAML 1.1\n|---\n|...\n|points: |rules: '
)  # fmt: skip
_REFRESH = (
    "0;url=|;|,|url|=|'|\"|//|http://|location|.href=|.replace(|.assign(|window.|function|{|}|if(|=>|setTimeout(|"
    "onload=|/*|*/|`|\\|$("
)
_PAGERS = (
    f"{_HTML}|{_REFRESH}|javascript:|goPage(|onclick=|<option value=|countPage|currentPage|totalRecords=|pageSize=|"
    "?page=|pageNo|第1/12页"
)
_WORDS = {
    "article": _HTML, "listing": _HTML, "feed": _FEED, "dates": _DATES,
    "register-folder": f"{_BOOK}|,|\"|===\n|\r\n", "register-workbook": _BOOK, "review": _BOOK,
    "heads": _HEADS, "content-type": _HEADS, "refresh": _REFRESH, "pagers": _PAGERS, "link-texts": _HTML, "yaml": _YAML,
}  # fmt: skip


def write_words(name: str, path: Path) -> None:
    """The words of a target as a dictionary of libFuzzer."""
    words = (word.encode("latin-1" if word == "\xff\xfe" else "utf-8") for word in _WORDS[name].split("|"))
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in words if word)
    path.write_text("".join(f'"{word}"\n' for word in escaped), "ascii")
