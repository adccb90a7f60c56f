import pytest

from spiders.run.soft_404 import Soft404Detector, impossible_urls, names_home

HOME = "http://127.0.10.1:8000/"
ERROR_PAGE = "<html><title>提示</title><body>抱歉，没有您要的内容。时间 {}</body></html>"
ARTICLE = "<html><title>通知</title><body>关于开展秋季防火工作的通知。各乡镇人民政府：</body></html>"


def learned(status: int, body: str, final: str | None = None) -> Soft404Detector:
    detector = Soft404Detector()
    asked = impossible_urls(HOME)[0]
    detector.learn(asked, final or asked, status, body.encode())
    return detector


@pytest.mark.parametrize(
    ("detector", "asked", "final", "body", "missing"),
    [
        (learned(200, ERROR_PAGE.format("10:01")), HOME + "a", HOME + "a", ERROR_PAGE.format("23:59"), True),
        (learned(200, ERROR_PAGE.format("10:01")), HOME + "a", HOME + "a", ARTICLE, False),
        # An honest site answers 404: there is nothing to compare with.
        (learned(404, ERROR_PAGE), HOME + "a", HOME + "a", ERROR_PAGE, False),
        # A site that sends lost visitors home: so does a dead link, but the home page itself lives.
        (learned(200, ARTICLE, HOME), HOME + "a", HOME, ARTICLE, True),
        (learned(200, ARTICLE, HOME), HOME, HOME, ARTICLE, False),
        (learned(200, ARTICLE, HOME), HOME + "b", HOME + "b", ARTICLE, False),
    ],
)
def test_matches(detector: Soft404Detector, asked: str, final: str, body: str, missing: bool) -> None:
    assert detector.matches(asked, final, body.encode()) is missing


def test_impossible_addresses_are_the_same_on_every_run() -> None:
    assert impossible_urls(HOME) == impossible_urls(HOME)
    assert len({*impossible_urls(HOME), *impossible_urls("http://127.0.10.2:8000/")}) == 4


def taught(*answers: tuple[int, str, str]) -> Soft404Detector:
    """A detector that knows an answer (status, body, where it led; "" for nowhere) to each impossible address."""
    detector = Soft404Detector()
    for asked, (status, body, final) in zip(impossible_urls(HOME), answers, strict=True):
        detector.learn(asked, final or asked, status, body.replace("@", asked).encode())
    return detector


def bare(text: str, title: str = "提示") -> str:
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"


MENU = "".join(f"<a href='/c{i}/'>栏目{i}</a>" for i in range(9))
LOST = "<p>无法显示您要的内容，请与网站管理员联系。</p>"


@pytest.mark.parametrize(
    "varying", ["<p>编号 {}</p>", "<p>{}</p>", "<p>请求标识：{}</p>", "<!-- {} -->", "<p>时间 2021-08-20 10:{}</p>"]
)
@pytest.mark.parametrize("number", ["9f3c0a11be27", "12", "c0ffee99-11", "A1B2C3D4"])
def test_what_differs_from_answer_to_answer_says_nothing(varying: str, number: str) -> None:
    detector = taught(
        (200, bare(LOST + varying.format("5d41402abc4b")), ""), (200, bare(LOST + varying.format("77")), "")
    )
    url = HOME + "zt/a.html"
    assert detector.matches(url, url, bare(LOST + varying.format(number)).encode())
    assert not detector.matches(url, url, bare("<p>办公时间：工作日八时三十分。</p>" + varying.format(number)).encode())


@pytest.mark.parametrize("echo", ["<p>找不到 {}</p>", "<p>路径：{}</p>", "<p>您输入的是 {}，请核对</p>"])
def test_a_page_that_repeats_the_address_it_was_asked_for(echo: str) -> None:
    detector = taught((200, bare(MENU + echo.format("@")), ""), (200, bare(MENU + echo.format("@")), ""))
    for path in ("zt/旧专题.html", "old/2018/t3.shtml?id=5"):
        assert detector.matches(HOME + path, HOME + path, bare(MENU + echo.format(HOME + path)).encode())
    assert not detector.matches(HOME + "zt/b.html", HOME + "zt/b.html", bare(MENU + "<p>专题正文</p>").encode())


def test_error_pages_that_draw_a_saying_share_the_rest() -> None:
    one, other, third = ("千里之行始于足下", "学而不思则罔", "温故而知新可以为师")
    detector = taught((200, bare(LOST + f"<i>{one}</i>"), ""), (200, bare(LOST + f"<p>{other}</p>"), ""))
    assert detector.matches(HOME + "a", HOME + "a", bare(LOST + f"<p>{third[:6]}</p>").encode())
    assert not detector.matches(HOME + "a", HOME + "a", bare(LOST + f"<p>{third * 5}</p>").encode())


def test_two_answers_with_nothing_but_a_title_in_common_are_two_error_pages() -> None:
    detector = taught((200, bare(LOST), ""), (200, bare("<p>" + "本县概况，历史沿革。" * 20 + "</p>"), ""))
    assert detector.matches(HOME + "a", HOME + "a", bare(LOST).encode())
    assert not detector.matches(HOME + "a", HOME + "a", bare("<p>专题活动介绍</p>").encode())


@pytest.mark.parametrize(
    ("asked", "name", "missing"),
    [
        ("zt/gone.html", "已撤下的专题", True),
        ("index.do", "返回网站首页", False),
        ("default.aspx", "专题", False),
        ("a/b/c/", "首 页", False),
        ("a/b/c/", "[返回主页]", False),
        ("index.do?id=5", "专题", True),
    ],
)
def test_other_addresses_of_the_home_page_live(asked: str, name: str, missing: bool) -> None:
    detector = taught((200, ARTICLE, HOME), (200, ARTICLE, HOME))
    assert detector.matches(HOME + asked, HOME, ARTICLE.encode(), name) is missing


@pytest.mark.parametrize("text", ["首页", "网站首页", "Home", "返回首页 >"])
def test_names_of_the_home_page(text: str) -> None:
    assert names_home(text)
    assert not names_home(text + "建设情况")


def test_redirects_of_one_script_are_told_apart_by_their_query() -> None:
    detector = taught((200, bare(LOST), HOME + "p.do?id=0"), (200, bare(LOST), HOME + "p.do?id=0"))
    assert detector.matches(HOME + "a", HOME + "p.do?id=0", bare(LOST).encode())
    assert not detector.matches(HOME + "b.html", HOME + "p.do?id=31", ARTICLE.encode())
    one, other = impossible_urls(HOME)
    echoing = Soft404Detector()
    for asked in (one, other):
        echoing.learn(asked, HOME + "error.jsp?from=" + asked, 200, LOST.encode())
    assert echoing.matches(HOME + "x/y", HOME + "error.jsp?from=" + HOME + "x/y", LOST.encode())


@pytest.mark.parametrize(
    ("body", "alive"),
    [
        (
            bare(MENU + "<p>优化营商环境专题，各乡镇人民政府、县政府各部门结合实际认真落实各项工作。</p>" * 6, "专题"),
            True,
        ),
        (bare(MENU + LOST + "<p>县政府办公室主办，联系电话见下，欢迎各界群众提出宝贵意见。</p>" * 6, "出错了"), False),
        (
            bare(
                MENU + "<p>抱歉，您访问的页面不存在</p>" + "<p>您可以从首页重新进入，或使用站内搜索查找内容。</p>" * 9,
                "404",
            ),
            False,
        ),
        (bare(""), False),
    ],
)
def test_a_page_with_the_status_of_none(body: str, alive: bool) -> None:
    error = bare(MENU + LOST + "<p>县政府办公室主办，联系电话见下，欢迎各界群众提出宝贵意见。</p>" * 6, "出错了")
    detector = taught((404, error, ""), (404, error, ""))
    assert detector.is_page(HOME + "zt/full.html", body.encode()) is alive
