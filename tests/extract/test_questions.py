"""Questions and answers as such pages lay them out."""

from datetime import date

import pytest

from govcrawl.extract import Page
from govcrawl.extract.questions import Question

REPLY = "您好，请携带身份证到大厅办理。"


def read(body: str) -> Question:
    return Page(f"<html><body>{body}</body></html>".encode(), "http://www.qingshi-demo.gov.cn/q.html").question()


@pytest.mark.parametrize(
    "body",
    [
        f"<p>答复单位：市教育局</p><p>答复时间：2021-07-02</p><p>答复内容：</p><div>{REPLY}</div><p>满意度评价</p>",
        f"<table><tr><th>回复部门</th><td>市教育局</td></tr><tr><th>回复日期</th><td>2021年7月2日</td></tr>"
        f"<tr><th>回复内容</th><td>{REPLY}</td></tr></table><p>打印</p>",
        "<dl><dt>办理单位：</dt><dd>市教育局</dd><dt>回复时间：</dt><dd>2021-07-02 09:30</dd></dl>"
        f"<h3>官方回复</h3><p>{REPLY}</p><p>上一篇：没有了</p>",
        f"<h4>市教育局回复：</h4><p>回复时间：2021/07/02</p><p>{REPLY}</p><p>相关链接</p><p>别的内容</p>",
    ],
)
def test_layouts(body: str) -> None:
    assert read(body) == Question("市教育局", None, date(2021, 7, 2), REPLY)


@pytest.mark.parametrize("empty", ["", "暂无答复", "（待回复）", "办理中", "--"])
def test_empty_answers(empty: str) -> None:
    assert (
        read(f"<h3>问题内容</h3><p>怎样办理？</p><h3>答复内容</h3><div>{empty}</div><p>答复单位：市教育局</p>").reply
        == ""
    )


def test_an_answer_in_a_file_or_picture_is_none_of_the_empty_ones() -> None:
    assert read("<h3>答复内容</h3><p>附件：关于您来信的答复.pdf</p><p>满意度评价</p>").reply
    assert read('<div id="zoom"><h3>答复内容</h3><p><img src="/upload/reply.jpg" width="800" height="1200"></p></div>'
                "<p>满意度评价</p>").reply is None  # fmt: skip


@pytest.mark.parametrize(
    ("alt", "reply"),
    [
        ("请携带身份证和居住证明到街道便民服务中心窗口办理", "请携带身份证和居住证明到街道便民服务中心窗口办理"),
        ("答复扫描件", None),
        ("IMG_20210805_093011.jpg", None),
        ("", None),
    ],
)
def test_a_picture_that_is_put_into_words_is_the_answer(alt: str, reply: str | None) -> None:
    picture = f'<img src="/upload/7.png" alt="{alt}">'
    table = f"<table><tr><th>问</th><td>怎样办理？</td></tr><tr><th>回答</th><td>{picture}</td></tr></table>"
    assert read(f'<div id="zoom">{table}</div><p>打印</p>').reply == reply


def test_what_stands_below_a_pending_answer_is_not_the_answer() -> None:
    assert read("<p>答复内容：</p><p>待回复</p><p>网站地图</p><p>联系我们</p>").reply == ""


@pytest.mark.parametrize(
    "answer", ["", "<p>您好，请到大厅办理。</p>", "<p><a href='/f/1.pdf'>关于来信的答复.pdf</a></p>"]
)
@pytest.mark.parametrize("heading", ["<h4>大家关注</h4>", "<p>近期更新</p>"])
def test_a_box_below_an_empty_answer_is_not_the_answer(answer: str, heading: str) -> None:
    days = (("zwdt", 13), ("zwdt", 11), ("zwdt", 9), ("tzgg", 5))
    rows = "".join(
        f"<li><a href='/{where}/{day}.html'>鹤山市推进第{day}批项目</a> 2021-08-{day:02}</li>" for where, day in days
    )
    letter = f"<p>来信内容</p><p>您好，想了解公园何时开放，谢谢。</p><p>答复内容</p>{answer}"
    crumb = "<p>您所在的位置：<a href='/'>首页</a> &gt; <a href='/xjxd/'>信件选登</a></p>"
    page = (
        f"<title>公园何时开放</title>{crumb}<h1>公园何时开放</h1><div>{letter}</div><div>{heading}<ul>{rows}</ul></div>"
    )
    assert bool(read(page).reply) is bool(answer)


def test_no_place_for_an_answer() -> None:
    found = read("<h1>怎样办理落户？</h1><p>提问时间：2021-07-01</p>")
    assert (found.reply, found.asked) == (None, date(2021, 7, 1))


def test_the_question_is_not_the_answer() -> None:
    assert read("<p>咨询内容：请问答复要多久？</p><p>回复内容：五个工作日。</p>").reply == "五个工作日。"


@pytest.mark.parametrize("rest", ["　2021-07-31", " 答复时间：2021年7月31日", "（2021.7.31）", " | 2021/7/31", ""])
def test_the_name_of_the_unit_ends_where_other_facts_begin(rest: str) -> None:
    assert read(f"<h1>怎样办理落户？</h1><p>答复单位：清源市信访局{rest}</p>").unit == "清源市信访局"


@pytest.mark.parametrize("words", ["尚未答复", "还没有回复", "待办理。", "正在办理中", "目前暂未处理"])
def test_words_for_an_answer_yet_to_come(words: str) -> None:
    assert read(f"<h1>怎样办理落户？</h1><p>回复内容：{words}</p>").reply == ""
