"""What each rule looks for and what it stands on, in Chinese, as data: for reports, the review desk and the docs."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from govcrawl.domain.errors import RubricError
from govcrawl.domain.yaml_files import read_yaml

_FILE = Path(__file__).with_name("meanings.yaml")


@dataclass(frozen=True, slots=True)
class Meaning:
    """meaning: when the problem is raised and when it is not. basis: the clause or requirement."""

    meaning: str
    basis: str


@cache
def load_meanings() -> dict[str, Meaning]:
    """By rule id; RubricError when the file is no such list."""
    try:
        data = read_yaml(_FILE)
        return {str(rule): Meaning(**row) for rule, row in data.items()}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise RubricError(f"规则说明文件 {_FILE.name} 应为“规则: {{meaning: …, basis: …}}”的形式：{error}") from error
