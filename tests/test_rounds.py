"""Rounds and inspection dates."""

from datetime import date

import pytest

from govcrawl.domain.errors import InputError
from govcrawl.domain.rounds import Round, parse_date, parse_round, quarter_of


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2021, 1, 1), "2021Q1"),
        (date(2021, 3, 31), "2021Q1"),
        (date(2021, 4, 1), "2021Q2"),
        (date(2021, 8, 20), "2021Q3"),
        (date(2021, 12, 31), "2021Q4"),
    ],
)
def test_quarter_of(day: date, quarter: str) -> None:
    assert quarter_of(day) == quarter


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("2021Q3", "2021-08-20", Round("2021Q3", date(2021, 8, 20))),
        (None, "2021-08-20", Round("2021Q3", date(2021, 8, 20))),
        (None, date(2021, 12, 31), Round("2021Q4", date(2021, 12, 31))),
        (" 2021q3 ", " 2021-08-20 ", Round("2021Q3", date(2021, 8, 20))),
        ("２０２１Ｑ３", "２０２１－０８－２０", Round("2021Q3", date(2021, 8, 20))),
        ("2021Q2", "2021-07-05", Round("2021Q2", date(2021, 7, 5))),
    ],
)
def test_parse_round(name: str | None, day: str | date, expected: Round) -> None:
    assert parse_round(name, day) == expected


def test_year_and_quarter() -> None:
    when = parse_round("2021Q3", "2021-08-20")
    assert (when.year, when.quarter) == (2021, 3)


def test_without_a_date_the_round_is_that_of_today() -> None:
    when = parse_round()
    assert when.name == quarter_of(when.date)


@pytest.mark.parametrize("name", ["2021Q5", "2021Q0", "2021", "Q3", "21Q3", "2021Q3x", "0000Q1", "三季度"])
def test_bad_round(name: str) -> None:
    with pytest.raises(InputError, match=f"检查期“{name}”无法识别，请按 2021Q3"):
        parse_round(name, "2021-08-20")


@pytest.mark.parametrize(
    "text", ["", "2021-02-30", "2021-13-01", "2021-8-5", "20210820", "2021-W33-5", "0001-01-01", "9999-12-31", "今天"]
)
def test_bad_date(text: str) -> None:
    with pytest.raises(InputError, match=f"监测时间点“{text}”不是有效日期"):
        parse_date(text)
