"""Pages that say something of themselves in place of content, and pages that only speak of such things."""

import time

import pytest

from govcrawl.net.verdict import judge_response


def page(text: str, title: str = "提示", head: str = "", before: str = "") -> str:
    return (
        f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{before}<p>{text}</p></body></html>"
    )


MENU = "<ul>" + "".join(f"<li><a href='/c{i}/'>栏目名称{i}</a></li>" for i in range(20)) + "</ul>"
ROWS = (
    "<ul>"
    + "".join(f"<li><a href='/c/{i}'>示例县召开第{i}次重点工作推进会议</a>2021-08-1{i}</li>" for i in range(5))
    + "</ul>"
)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("您的访问请求可能对网站造成威胁，已被网防拦截", "blocked"),
        ("Access Denied", "blocked"),
        ("403 Forbidden", "blocked"),
        ("The requested URL was rejected. Please consult with your administrator.", "blocked"),
        ("请向右拖动滑块完成验证", "blocked"),
        ("Checking your browser before accessing www.example.test", "blocked"),
        ("系统检测到您的网络存在异常流量", "blocked"),
        ("您所在的IP地址被限制访问本网站", "blocked"),
        ("尊敬的用户，政务服务系统正在升级维护，给您带来不便敬请谅解", "blocked"),
        ("Service Temporarily Unavailable", "blocked"),
        ("系统维护中", "blocked"),
        ("哎呀，您访问的页面飞走了～", "gone"),
        ("您要访问的资源已被删除、已更名或暂时不可用", "gone"),
        ("该内容已被作者删除", "gone"),
        ("HTTP 错误 404.0 - Not Found", "gone"),
        ("Sorry, the page you requested could not be found", "gone"),
        ("文章不存在！", "gone"),
        ("没有您要的页面。", "gone"),
        ("本站已永久关闭", "closed"),
        ("该网站已迁移至新平台", "closed"),
        ("This domain is for sale", "closed"),
    ],
)
def test_what_a_page_says_of_itself(text: str, state: str) -> None:
    assert judge_response(200, page(text).encode()).link.value == state
    assert judge_response(200, page(text).encode("gb18030").replace(b"=utf-8", b"=gbk")).link.value == state
    shown = page(f"<span><b>{text}</b></span><br>", title="", before="<script>var a='1'</script><div hidden>栏目</div>")
    assert judge_response(200, shown.encode()).link.value == state


@pytest.mark.parametrize(
    "text",
    [
        "您申请公开的政府信息不存在，根据《政府信息公开条例》第三十六条，现予告知。",
        "没有找到相关信息",
        "该栏目下没有文章",
        "本栏目正在建设中……",
        "我局已拒绝其申请，并责令停止非法行为",
        "本单位负责网络安全防护和攻击风险监测工作",
        "系统维护科：负责信息系统维护",
        "身份认证流程：请携带身份证到窗口办理",
        "拒绝酒驾，从你我做起",
        "什么是“页面不存在”？请看说明",
        "各乡镇要落实责任，加强值守，确保安全度汛。<span style='display:none'>信息不存在</span>",
        "各乡镇要落实责任。<script>function f(){alert('文件不存在')}var tip='请完成验证'</script>",
        "各乡镇要落实责任。<!-- 您访问的页面不存在 --><noscript>请开启脚本并完成验证</noscript>",
    ],
)
def test_what_a_page_speaks_of(text: str) -> None:
    assert judge_response(200, page(text, title="办公").encode()).ok


@pytest.mark.parametrize(
    "body",
    [
        page("关于旧版网址的说明", head="<meta name=ArticleTitle content=x><meta name=PubDate content=2021-06-01>"),
        page(
            "发布时间：2021-06-01 来源：县府办</p><p>您访问的页面不存在时请按提示操作",
            title="关于页面不存在的说明",
            before=MENU,
        ),
        page("<a href='/1.html'>政府信息不存在告知书</a>", before=ROWS),
        page("<a href='/2.html'>关于社保系统维护中暂停办理业务的公告</a>", before=ROWS),
        page("", before="<form><input name=u><input type=password name=p></form>" + ROWS),
        page(
            "姓名 电话 内容 请输入验证码",
            before="<form><input name=a><input name=b><textarea name=c></textarea></form>",
        ),
    ],
)
def test_pages_with_content_of_their_own(body: str) -> None:
    assert judge_response(200, body.encode()).ok


def test_a_notice_in_the_frame_of_its_site_must_say_it_plainly() -> None:
    assert judge_response(200, page("抱歉，您访问的页面不存在", before=MENU).encode()).link.value == "gone"
    assert judge_response(200, page("文件资料已整理归档，过期资料不再提供", before=MENU).encode()).ok


def test_a_script_that_says_it_alone() -> None:
    script = "<script>alert('该信息不存在！');history.back()</script>"
    assert judge_response(200, f"<html><body>{script}</body></html>".encode()).link.value == "gone"


def test_a_challenge_is_known_by_what_its_script_does() -> None:
    script = "<script>document.cookie='k='+calc()+';path=/';setTimeout(function(){location.reload()},9)</script>"
    assert judge_response(200, f"<html><body>{script}</body></html>".encode()).link.value == "blocked"
    language = "<script>document.cookie='lang=zh';location.href='/index.html'</script><div id=app></div>"
    assert judge_response(200, f"<html><body>{language}</body></html>".encode()).ok


@pytest.mark.parametrize(
    "body",
    ["被" * 119, "该页面" + "被一二三四五六" * 17, "block" * 24, "<a " * 20_000, "<div>" * 12_000, "<script>" * 8_000],
)
def test_hostile_pages_take_no_time(body: str) -> None:
    begun = time.thread_time()  # its own work, whatever else the machine does meanwhile
    judge_response(200, body.encode())
    assert time.thread_time() - begun < 2
