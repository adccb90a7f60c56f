"""What people read of rules, from `rules.yaml`: titles, meanings, remedies, headings, labels of evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails

from govcrawl.domain.errors import RubricError
from govcrawl.domain.yaml_files import parse_yaml
from govcrawl.rubric.folder import rubric_folder

DEFAULT = Path(__file__).with_name("rules.yaml")
SCHEMA = DEFAULT.with_name("rules.schema.json")

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{2}$")]
Part = Literal["websites", "disclosure", "policy_qa", "new_media"]
_STRICT = ConfigDict(extra="forbid", frozen=True, strict=True)


class RuleText(BaseModel):
    """What people read of one rule."""

    model_config = _STRICT
    title: Text = Field(description="the problem, as lists and workbooks call it")
    meaning: Text = Field(description="when the problem is raised, and when it is not")
    basis: Text = Field(description="the clause or requirement")
    remedy: str = Field("", description="what a unit must do about it")
    notice: dict[Part, Text] = Field(default_factory=dict, description="its heading, by the part of the notice")
    labels: dict[str, Text] = Field(default_factory=dict, description="what evidence of this rule alone is called")


class RuleTexts(BaseModel):
    """The whole file."""

    model_config = _STRICT
    headings: dict[Part, list[Text]] = Field(description="headings of the notice, by its parts, in its order")
    rules: dict[Id, RuleText]
    labels: dict[str, Text] = Field(description="what evidence is called that several rules give")
    values: dict[str, dict[str, Text]] = Field(description="what stands in evidence as a code")

    @model_validator(mode="after")
    def _headings_are_known(self) -> RuleTexts:
        for rule, text in self.rules.items():
            for part, heading in text.notice.items():
                if heading not in self.headings.get(part, ()):
                    raise ValueError(f"规则 {rule} 的通报标题“{heading}”不在 headings 的 {part} 中")
        return self

    def of(self, rule: str) -> RuleText:
        """The texts of a rule; of one that the file does not know, its id as its title."""
        return self.rules.get(rule) or RuleText.model_construct(
            title=rule, meaning="", basis="", remedy="", notice={}, labels={}
        )

    def label(self, rule: str, key: str) -> str:
        """What a rule's evidence of that key is called; the key itself where it has no name."""
        return self.of(rule).labels.get(key) or self.labels.get(key, key)


@cache
def load_texts() -> RuleTexts:
    """The texts of the file in the folder GOVCRAWL_RUBRICS, else of the one that comes with the program.

    Read once in a process. Raises RubricError with every mistake, each naming the rule and the reason.
    """
    folder = rubric_folder()
    own = folder / DEFAULT.name if folder else DEFAULT
    path = own if own.exists() else DEFAULT
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError(f"规则说明文件 {path.name} 无法读取：{error}") from error
    return parse_texts(text, path.name)


def parse_texts(text: str, name: str) -> RuleTexts:
    """The texts that a file's text holds; `name` is what errors call it. Raises RubricError with every mistake."""
    try:
        data = parse_yaml(text)
    except yaml.YAMLError as error:
        raise RubricError(f"规则说明文件 {name} 不是有效的 YAML：{' '.join(str(error).split())}") from error
    try:
        return RuleTexts.model_validate(data)
    except ValidationError as error:
        mistakes = "；".join(f"规则说明文件 {name}：{_chinese(each)}" for each in error.errors())
        raise RubricError(mistakes) from error


_REASONS = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这样的项",
    "string_type": "应为文字（数字、日期等请加引号）",
    "string_too_short": "不能为空",
    "string_pattern_mismatch": "不是规则编号（一个大写字母加两位数字）",
    "literal_error": "没有通报的这一部分",
    "dict_type": "应为“项: 内容”的形式",
    "list_type": "应为列表",
    "model_type": "应为“项: 内容”的形式",
}


def _chinese(error: ErrorDetails) -> str:
    """One mistake, with the rule and field that it is about."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    place = [str(part) for part in error["loc"] if part != "[key]"]
    if place[:1] == ["rules"] and len(place) > 1:
        place = [f"规则 {place[1]}", *place[2:]]
    return f"{' 的 '.join(place) or '文件'} {_REASONS.get(error['type'], error['msg'])}"


def unexplained(texts: RuleTexts, severities: Mapping[str, str]) -> Iterator[str]:
    """What the file lacks of the program's rules, in Chinese; `severities` are those of the rules, by id."""
    for rule, severity in severities.items():
        if rule not in texts.rules:
            yield f"缺少规则 {rule} 的说明"
        elif severity == "problem" and not texts.rules[rule].remedy:
            yield f"规则 {rule} 缺少 remedy（整改要求）"
    yield from (f"程序中没有规则 {rule}" for rule in texts.rules if rule not in severities)


def schema() -> str:
    """The JSON Schema of the file, for editors."""
    return json.dumps(RuleTexts.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
