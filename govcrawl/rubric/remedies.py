"""整改要求: what a unit must do about a problem, by rule, as data."""

from functools import cache
from pathlib import Path

import yaml

from govcrawl.domain.errors import RubricError
from govcrawl.domain.yaml_files import read_yaml

_FILE = Path(__file__).with_name("remedies.yaml")


@cache
def load_remedies() -> dict[str, str]:
    """Sentences by rule; RubricError when the file is no such list."""
    try:
        data = read_yaml(_FILE)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RubricError(f"整改要求文件 {_FILE.name} 无法读取：{error}") from error
    if not isinstance(data, dict) or not all(isinstance(each, str) for pair in data.items() for each in pair):
        raise RubricError(f"整改要求文件 {_FILE.name} 应为“规则: 整改要求”的形式。")
    return dict(data)
