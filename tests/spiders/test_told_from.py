"""The moment that relative dates of a page count from."""

from datetime import UTC, date, datetime

import pytest

from govcrawl.domain.fetch_outcomes import OK
from spiders.fetching import Fetched, Job

URL = "http://www.qingyuan.example/gzdt/1.html"
BODY = (
    "<html><head><title>清源市召开防汛会议</title></head><body><h1>清源市召开防汛会议</h1><div>昨天 来源：本站</div>"
    "<p>会议指出，要切实提高思想认识，压紧压实责任，把各项措施落到实处。</p></body></html>"
)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2021, 8, 19, 17, 0, tzinfo=UTC), date(2021, 8, 19)),  # the 20th in China
        (datetime(2021, 9, 20, 8, 0, tzinfo=UTC), date(2021, 9, 19)),
        (datetime(2021, 8, 19, 8, 0, tzinfo=UTC), None),
        (datetime(2021, 9, 21, 8, 0, tzinfo=UTC), None),
    ],
)
def test_only_a_fetch_near_the_inspection_date_tells_relative_days(at: datetime, day: date | None) -> None:
    fetched = Fetched(Job(URL, lambda _: iter(())), URL, at, OK, 200, BODY.encode(), inspected=date(2021, 8, 20))
    article = fetched.page.article()
    assert (article.published, article.published_source) == (day, "page" if day else "relative")
