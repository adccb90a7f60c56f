"""The rubric (评分指标) as typed data: thresholds that rules ask for, indicators that scores are made of."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from govcrawl.errors import RubricError
from govcrawl.rounds import months_before
from govcrawl.standard.columns import GROUPS, load_vocabulary
from govcrawl.standard.rubric_fields import Fields

DEFAULT = Path(__file__).with_name("rubric-2019.yaml")
PARTS = ("veto", "deduction", "bonus")
PER = ("finding", "column", "site")
PLACES = ("", "home", "other")
_DAYS_A_MONTH, _DAYS_A_YEAR = 30, 365


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a rule or a score uses. Exactly one of days, months and number is set."""

    name: str
    chinese: str
    title: str
    source: str  # S or assumed
    days: int | None = None
    months: int | None = None
    number: float | None = None

    @property
    def assumed(self) -> bool:
        return self.source != "S"


@dataclass(frozen=True, slots=True)
class Count:
    """Which findings count, and as what: each finding, each column once, or the site once."""

    rules: tuple[str, ...]
    per: str
    kinds: tuple[str, ...] = ()  # ids of the column vocabulary; empty = any
    groups: tuple[str, ...] = ()  # groups of the column vocabulary; empty = any
    first_level: bool = False  # first-level columns alone (news columns on any level)
    place: str = ""  # of a link: "home", "other", or "" for anywhere


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points that each counted thing costs."""

    count: Count
    points: float
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator (指标). With neither a veto condition nor deductions it is for people to judge (人工)."""

    id: str
    part: str
    group: str
    title: str
    source: str
    cap: float = 0.0
    veto: Count | None = None
    at_least: int = 0
    deductions: tuple[Deduction, ...] = ()

    @property
    def assumed(self) -> bool:
        return self.source != "S"

    @property
    def rules(self) -> tuple[str, ...]:
        """All rules whose findings it counts, each once."""
        counts = ([self.veto] if self.veto else []) + [each.count for each in self.deductions]
        return tuple(dict.fromkeys(rule for count in counts for rule in count.rules))


@dataclass(frozen=True, slots=True)
class Scoring:
    """The procedure around the indicators (STANDARD P1-P6)."""

    full_marks: Threshold
    fail_below: Threshold
    bonus_above: Threshold
    without_service: Threshold
    service_group: str
    # P11: a column that cost points by one of these rules costs none by another of them.
    one_fault: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[Threshold, ...]:
        return (self.full_marks, self.fail_below, self.bonus_above, self.without_service)


@dataclass(frozen=True, eq=False)
class Rubric:
    """One version of the rubric; `text` and `hash` are the file as it was, for the round's record."""

    name: str
    version: str
    text: str
    sources: tuple[str, ...]
    limits: Mapping[str, Threshold]
    indicators: tuple[Indicator, ...]
    scoring: Scoring
    companions: Mapping[str, "Rubric"] = field(default_factory=dict)  # the city's own, by platform

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def thresholds(self) -> dict[str, Any]:
        """Threshold values by name, as they are stored with a round."""
        return {
            name: {
                key: value
                for key, value in (("days", each.days), ("months", each.months), ("number", each.number))
                if value is not None
            }
            | {"source": each.source}
            for name, each in self.limits.items()
        }

    def threshold(self, name: str) -> Threshold:
        """KeyError for an unknown name: a rule that asks for one is a fault of the program."""
        return self.limits[name]

    def days(self, name: str) -> int:
        """Length in days; months as 30 days, years as 365."""
        each = self.limits[name]
        if each.days is not None:
            return each.days
        if each.months is None:
            raise TypeError(f"threshold {name} is no time")
        years, months = divmod(each.months, 12)
        return years * _DAYS_A_YEAR + months * _DAYS_A_MONTH

    def number(self, name: str) -> float:
        value = self.limits[name].number
        if value is None:
            raise TypeError(f"threshold {name} is no number")
        return value

    def cutoff(self, name: str, day: date) -> date:
        """The earliest date that is still within the time, counted back from `day`; months go by the calendar."""
        each = self.limits[name]
        if each.months is not None:
            return months_before(day, each.months)
        return day - timedelta(days=self.days(name))


@lru_cache(maxsize=8)
def load_rubric(path: Path | None = None) -> Rubric:
    """The rubric of `path`, or the one that comes with the program.

    Raises RubricError with every mistake, each naming file and field.
    """
    path = path or DEFAULT
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError(f"评分指标文件 {path.name} 无法读取：{error}") from error
    known = {"kinds": load_vocabulary().kinds.__contains__, "groups": GROUPS.__contains__, "rules": _is_rule}
    return parse_rubric(text, path.name, known)


def parse_rubric(text: str, name: str, known: Mapping[str, Callable[[str], bool]] | None = None) -> Rubric:
    """The rubric that `text` holds, for example as it was stored with a round; `name` is what errors call it.

    known: which column kinds, groups and rules there are. A stored rubric is read without: what it names may be gone.
    Raises RubricError with every mistake, each naming file and field.
    """
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise RubricError(f"评分指标文件 {name} 不是有效的 YAML：{_first_line(error)}") from error
    mistakes: list[str] = []
    fields = Fields(data, name, mistakes, known)
    rubric = _rubric(fields, text)
    if mistakes:
        raise RubricError("；".join(mistakes))
    return rubric


def _is_rule(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][0-9]{2}", name))


def _first_line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"第{mark.line + 1}行 " if mark else ""
    return f"{where}{getattr(error, 'problem', None) or str(error).partition(chr(10))[0]}"


def _rubric(top: Fields, text: str) -> Rubric:
    scoring = top.child("scoring")
    limits = {name: _threshold(row, name) for name, row in top.child("thresholds").children()}
    indicators = tuple(_indicator(row) for row in top.rows("indicators"))
    ids = [each.id for each in indicators]
    for repeated in sorted({each for each in ids if ids.count(each) > 1}):
        top.wrong("indicators", f"指标 {repeated} 重复")
    rubric = Rubric(
        name=top.text("name"),
        version=top.text("version"),
        text=text,
        sources=top.texts("sources"),
        limits=limits,
        indicators=indicators,
        scoring=Scoring(
            full_marks=_threshold(scoring.child("full_marks"), "full_marks"),
            fail_below=_threshold(scoring.child("fail_below"), "fail_below"),
            bonus_above=_threshold(scoring.child("bonus_above"), "bonus_above"),
            without_service=_threshold(scoring.child("without_service"), "without_service"),
            service_group=scoring.text("service_group"),
            one_fault=scoring.texts("one_fault") if "one_fault" in scoring else (),
        ),
    )
    for fields in (scoring, top):
        fields.nothing_else()
    return rubric


def _threshold(row: Fields, name: str) -> Threshold:
    given = [key for key in ("days", "months", "number") if key in row]
    if len(given) != 1:
        row.wrong("days", "days、months、number 须且只能填写一个")
    chinese = row.text("chinese")
    threshold = Threshold(
        name=name,
        chinese=chinese,
        title=row.text("title") if "title" in row else chinese,
        source=row.choice("source", ("S", "assumed")),
        days=row.whole("days") if "days" in row else None,
        months=row.whole("months") if "months" in row else None,
        number=row.number("number") if "number" in row else None,
    )
    row.nothing_else()
    return threshold


def _indicator(row: Fields) -> Indicator:
    part = row.choice("part", PARTS)
    when = row.child("when") if "when" in row else None
    indicator = Indicator(
        id=row.text("id"),
        part=part,
        group=row.text("group"),
        title=row.text("title"),
        source=row.choice("source", ("S", "assumed")),
        cap=row.number("cap") if part != "veto" else 0.0,
        veto=_count(when) if when else None,
        at_least=when.whole("at_least") if when else 0,
        deductions=tuple(_deduction(each) for each in row.rows("deductions")) if "deductions" in row else (),
    )
    if when:
        when.nothing_else()
    row.nothing_else()
    return indicator


def _deduction(row: Fields) -> Deduction:
    deduction = Deduction(
        count=_count(row),
        points=row.number("points"),
        source=row.choice("source", ("S", "assumed")),
        text=row.text("text"),
    )
    row.nothing_else()
    return deduction


def _count(row: Fields) -> Count:
    return Count(
        rules=row.texts("rules"),
        per=row.choice("per", PER),
        kinds=row.texts("kinds") if "kinds" in row else (),
        groups=row.texts("groups") if "groups" in row else (),
        first_level=row.flag("first_level"),
        place=row.choice("place", PLACES) if "place" in row else "",
    )
