"""The rubric (评分指标) as typed data: thresholds that rules ask for, indicators that scores are made of.

The models say what a file may hold; what editors know of it (`rubric.schema.json`) is generated from them.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field

from govcrawl.domain.rounds import months_before
from govcrawl.rubric.fields import (
    GIVEN,
    MISSING,
    UNKNOWN,
    FilePart,
    Flag,
    Groups,
    Kinds,
    Number,
    OptionalNumber,
    OptionalWhole,
    Platforms,
    Rules,
    Source,
    Text,
    Texts,
    Whole,
    one_of,
)

_DAYS_A_MONTH, _DAYS_A_YEAR = 30, 365
_UNITS = ("days", "workdays", "months", "number")
Part = Literal["veto", "deduction", "bonus"]
Per = Literal["finding", "column", "site"]
LinkPlace = Literal["", "home", "other"]
Matters = Literal["", "guides"]
Praise = Literal["", "opened", "round"]
Share = Literal["scale", "average"]
PARTS, PER, PLACES = get_args(Part), get_args(Per), get_args(LinkPlace)
_BASIS = Field(default="", description="数值的出处，source 为 S 时填写")


class Threshold(FilePart):
    """A number that a rule or a score uses. Exactly one of days, workdays, months and number is set."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [unit]} for unit in _UNITS]})

    days: OptionalWhole = None
    workdays: OptionalWhole = None
    months: OptionalWhole = None
    number: OptionalNumber = None
    chinese: Text = Field(description="提示和工作簿中的说法")
    title: Text = Field(
        default_factory=lambda fields: str(fields["chinese"]), description="表格中的名称，不填同 chinese"
    )
    source: Source
    basis: Text = _BASIS

    @classmethod
    def contradictions(cls, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
        if sum(unit in given for unit in _UNITS) != 1:
            yield "days", f"{'、'.join(_UNITS)} 须且只能填写一个"

    @property
    def assumed(self) -> bool:
        """Whether the office has not confirmed it: it prints as 未核实."""
        return self.source != "S"


class Count(FilePart):
    """Which findings count, and as what: each finding, each column once, or the site once."""

    rules: Rules = Field(description="计入哪些规则的问题")
    per: Annotated[Per, one_of(PER)] = Field(description="按处、按栏目、按网站计数")
    kinds: Kinds = Field(default=(), description="只计这些类别的栏目（columns.yaml 的编号）")
    groups: Groups = Field(default=(), description="只计这些组的栏目（columns.yaml 的组）")
    first_level: Flag = Field(default=False, description="只计一级栏目（动态要闻类不限级别）")
    owed: Flag = Field(default=False, description="只计应更新的栏目（有事才发布的栏目不计）")
    place: Annotated[LinkPlace, one_of(PLACES)] = Field(default="", description="只计首页或其他页面上的链接")


class Veto(Count):
    """What vetoes a website, from how many of it on."""

    at_least: Whole
    or_all_of: Annotated[Matters, one_of(get_args(Matters))] = Field(
        default="", description="网站上的事项（guides：办事指南）不足 at_least 时，全部有问题也算"
    )


class Deduction(Count):
    """Points that each counted thing costs."""

    points: Number
    source: Source
    basis: Text = _BASIS
    text: Text


class Indicator(FilePart):
    """An indicator (指标). With neither a veto condition nor deductions it is for people to judge (人工)."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"part": {"const": "veto"}}},
            "then": {"properties": {"cap": False, "deductions": False}},
            "else": {"required": ["cap"], "properties": {"when": False}},
        }
    )

    id: Text
    part: Annotated[Part, one_of(PARTS)]
    group: Text
    title: Text
    source: Source
    basis: Text = _BASIS
    cap: Number = Field(default=0.0, description="该指标最多扣（加）多少分")
    veto: Annotated[Veto | None, GIVEN] = Field(default=None, validation_alias="when", description="否决的条件")
    deductions: tuple[Deduction, ...] = Field(default=(), strict=False, json_schema_extra={"minItems": 1})

    @classmethod
    def contradictions(cls, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
        if given.get("part") == "veto" and "cap" in given:
            yield "cap", UNKNOWN
        if given.get("part") in ("deduction", "bonus") and "cap" not in given:
            yield "cap", MISSING

    @property
    def assumed(self) -> bool:
        """Whether the office has not confirmed it: it prints as 未核实."""
        return self.source != "S"

    @property
    def rules(self) -> tuple[str, ...]:
        """All rules whose findings it counts, each once."""
        counts: list[Count] = [*([self.veto] if self.veto else []), *self.deductions]
        return tuple(dict.fromkeys(rule for count in counts for rule in count.rules))


class IndicatorBlock(FilePart):
    """What the indicators of a group may cost together: the caps of its indicators add up to it."""

    group: Text
    number: Number
    source: Source
    basis: Text = _BASIS


class Scoring(FilePart):
    """The procedure around the indicators (STANDARD P1-P6). `bonus_above` and the service part are the websites'.

    Rubrics that were stored before `applies_to`, `vetoes_need_people` and `praise` mean what their defaults say.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "dependentRequired": {"service_group": ["without_service"], "without_service": ["service_group"]}
        }
    )

    full_marks: Threshold
    fail_below: Threshold
    bonus_above: Annotated[Threshold | None, GIVEN] = None
    without_service: Annotated[Threshold | None, GIVEN] = None
    service_group: Text = ""
    service_share: Annotated[Share, one_of(get_args(Share))] = Field(
        default="scale", description="无对外服务职能单位的服务分：scale 折算，average 平均计入其他部分（须有 blocks）"
    )
    blocks: tuple[IndicatorBlock, ...] = Field(default=(), strict=False, description="各部分的分值")
    applies_to: Platforms = Field(
        default=("portal", "department"), description="扣分、加分指标适用的网站，其余网站只看单项否决"
    )
    vetoes_need_people: Flag = Field(default=False, description="单项否决须经人工复核确认")
    praise: Annotated[Praise, one_of(get_args(Praise))] = Field(
        default="", description="问答平台表扬计哪些问答：opened 开通以来，round 本检查期"
    )
    # P11: a column that cost points by one of these rules costs none by another of them.
    one_fault: Rules = Field(default=(), description="同一栏目只按其中一条规则扣一次分")

    @classmethod
    def contradictions(cls, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
        if ("service_group" in given) != ("without_service" in given):
            yield "service_group", "须与 without_service 同时填写"
        if given.get("service_share") == "average" and not ("service_group" in given and given.get("blocks")):
            yield "service_share", "为 average 时须填写 service_group 和 blocks"
        for name in ("full_marks", "without_service"):
            if isinstance(given.get(name), dict) and not given[name].get("number"):
                yield name, "应填写大于 0 的 number"

    @property
    def numbers(self) -> tuple[Threshold, ...]:
        """Those that this rubric has."""
        every = (self.full_marks, self.fail_below, self.bonus_above, self.without_service)
        return tuple(each for each in every if each is not None)


class RubricFile(FilePart):
    """All that a rubric file holds."""

    limits: dict[Annotated[str, BeforeValidator(str)], Threshold] = Field(validation_alias="thresholds")
    indicators: tuple[Indicator, ...] = Field(strict=False)
    name: Text
    version: Text = Field(description="修改后请更换，写在引号内")
    sources: Texts
    scoring: Scoring
    base: Text = Field(default="", description="由程序填写：所依据的指标")
    changes: tuple[Text, ...] = Field(default=(), strict=False, description="由程序填写：与所依据的指标的差异")

    @classmethod
    def contradictions(cls, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
        rows = given.get("indicators")
        ids = [row.get("id") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        for repeated in sorted({each for each in ids if isinstance(each, str) and ids.count(each) > 1}):
            yield "indicators", f"指标 {repeated} 重复"
        yield from _unequal_blocks(given)


def _unequal_blocks(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Blocks that are not what the caps of their indicators add up to, or together not the full marks."""
    scoring, rows = given.get("scoring"), given.get("indicators")
    blocks = scoring.get("blocks") if isinstance(scoring, dict) else None
    try:
        parts = {each["group"]: Decimal(str(each["number"])) for each in blocks or ()}
        caps = dict.fromkeys(parts, Decimal())
        for row in rows or ():
            if row["part"] == "deduction":
                caps[row["group"]] = caps.get(row["group"], Decimal()) + Decimal(str(row["cap"]))
        full = Decimal(str(scoring["full_marks"]["number"])) if parts and scoring else Decimal()
    except (ArithmeticError, KeyError, TypeError):
        return  # what is wrong in a field is said of the field
    for group, number in parts.items():
        if number != caps[group]:
            yield "scoring", f"blocks 中“{group}”为{number:g}分，该部分各指标的 cap 合计{caps[group]:g}分，两者应相等"
    if parts and sum(parts.values()) != full:
        yield "scoring", f"blocks 合计{sum(parts.values()):g}分，应等于 full_marks 的{full:g}分"


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
    base: str = ""  # of a local pack: what it overlays
    changes: tuple[str, ...] = ()  # of a local pack: where it differs, as workbooks say it
    companions: Mapping[str, "Rubric"] = field(default_factory=dict)  # the city's own, by platform

    @property
    def hash(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def thresholds(self) -> dict[str, Any]:
        """Threshold values by name, as they are stored with a round."""
        return {
            name: {key: value for key in _UNITS if (value := getattr(each, key)) is not None} | {"source": each.source}
            for name, each in self.limits.items()
        }

    def threshold(self, name: str) -> Threshold:
        """KeyError for an unknown name: a rule that asks for one is a fault of the program."""
        return self.limits[name]

    def days(self, name: str) -> int:
        """Length in days; months as 30 days, years as 365, working days as they are. TypeError for what is no time."""
        each = self.limits[name]
        if each.days is not None:
            return each.days
        if each.workdays is not None:
            return each.workdays
        if each.months is None:
            raise TypeError(f"threshold {name} is no time")
        years, months = divmod(each.months, 12)
        return years * _DAYS_A_YEAR + months * _DAYS_A_MONTH

    def number(self, name: str) -> float:
        """Value of a threshold that is no time; TypeError for one that is."""
        value = self.limits[name].number
        if value is None:
            raise TypeError(f"threshold {name} is no number")
        return value

    def cutoff(self, name: str, day: date) -> date:
        """The earliest date within the time of threshold `name`, counted back from `day`; months go by the calendar."""
        each = self.limits[name]
        if each.months is not None:
            return months_before(day, each.months)
        return day - timedelta(days=self.days(name))
