import pytest

from spiders.run.soft_404 import Soft404Detector, impossible_url

HOME = "http://127.0.10.1:8000/"
ERROR_PAGE = "<html><title>提示</title><body>抱歉，没有您要的内容。时间 {}</body></html>"
ARTICLE = "<html><title>通知</title><body>关于开展秋季防火工作的通知。各乡镇人民政府：</body></html>"


def learned(status: int, body: str, final: str | None = None) -> Soft404Detector:
    detector = Soft404Detector()
    asked = impossible_url(HOME)
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


def test_impossible_url_is_the_same_on_every_run() -> None:
    assert impossible_url(HOME) == impossible_url(HOME)
    assert impossible_url(HOME) != impossible_url("http://127.0.10.2:8000/")
