"""Directories in the forms that real platforms use, and what is none."""

import json

import pytest

from govcrawl.cms import Node, directory, list_sources, read_tree, source_of_address, tree_request

HOME = "http://www.qingshi-demo.gov.cn/zfxxgk/"
WANTED = [
    Node("指南", "http://www.qingshi-demo.gov.cn/zn/", ("指南",)),
    Node("财政", "http://www.qingshi-demo.gov.cn/cz/", ("内容", "财政")),
]


@pytest.mark.parametrize(
    "script",
    [
        '[{id:1,pId:0,name:"指南",url:"/zn/"},{id:2,pId:0,name:"内容"},{id:3,pId:2,name:"财政",url:"/cz/"}]',
        "[{'id':'1','parentId':'','title':'指南','href':'/zn/'},{'id':'2','parentId':'','title':'内容','href':'#'},"
        "{'id':'3','parentId':'2','title':'<b>财政</b>','href':'\\/cz\\/'}]",
        '[{"id":"1","pid":"0","name":"\\u6307\\u5357","link":"/zn/","open":true},{"id":"2","pid":"0","name":"内容"},'
        '{"link":"/cz/","name":"财政","pid":"2","id":"3"}]',
    ],
)
def test_arrays_of_nodes(script: str) -> None:
    assert directory(f"<script>var zNodes = {script};</script>", HOME) == WANTED


def test_endless_parents_end() -> None:
    script = '[{id:1,pId:2,name:"甲",url:"/a/"},{id:2,pId:1,name:"乙",url:"/b/"},{id:3,pId:3,name:"丙",url:"/c/"}]'
    assert [node.name for node in directory(f"<script>{script}</script>", HOME)] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    "data",
    [
        [{"id": 1, "pId": 0, "name": "指南", "url": "/zn/"}, {"id": 2, "pId": 0, "name": "内容"},
         {"id": 3, "pId": 2, "name": "财政", "url": "/cz/"}],
        {"data": [{"name": "指南", "url": "/zn/"}, {"name": "内容", "children": [{"name": "财政", "url": "/cz/"}]}]},
    ],
)  # fmt: skip
def test_json_trees(data: object) -> None:
    assert read_tree(json.dumps(data).encode(), HOME) == WANTED


@pytest.mark.parametrize("body", [b"", b"<html>busy</html>", b"[]", b'{"data": null}', b"[" * 5000, b"\xff\xfe\x00"])
def test_no_tree(body: bytes) -> None:
    assert read_tree(body, HOME) == []


@pytest.mark.parametrize(
    ("script", "url"),
    [
        ('$.getJSON("/api/catalogTree?x=1", f)', "http://www.qingshi-demo.gov.cn/api/catalogTree?x=1"),
        ('$.ajax({type: "get", url: "getTree.do"})', "http://www.qingshi-demo.gov.cn/zfxxgk/getTree.do"),
        ('fetch("/data/mulu.json")', "http://www.qingshi-demo.gov.cn/data/mulu.json"),
    ],
)
def test_endpoint_of_a_tree(script: str, url: str) -> None:
    request = tree_request(f"<script>{script}</script>", HOME)
    assert request is not None
    assert request.url == url


def test_ordinary_pages_have_neither() -> None:
    html = '<script>$.post("/hits", {id: 1});</script><ul><li><a href="/zn/">指南</a></li></ul>'
    assert (directory(html, HOME), tree_request(html, HOME), list_sources(html, HOME)) == ([], None, [])
    assert source_of_address("http://www.qingshi-demo.gov.cn/gkmlpt/index") is None


@pytest.mark.parametrize(
    "html",
    [
        "dataproxy.jsp",
        '<script src="/unitbuild.js" queryData="{" url=></script>',
        "getgovinfolist webBuilderCommon.js",
        '"/messageController/getMessage.do"',
        '"/module/xxgk/search.jsp"',
        "window._CONFIG = {SID: 1, TREE: [{",
    ],
)
def test_fragments_of_systems_are_harmless(html: str) -> None:
    assert (list_sources(html, HOME), directory(html, HOME)) == ([], [])
