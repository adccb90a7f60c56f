"""The schema for editors of rubric files, generated: `python -m govcrawl.rubric.schema` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from govcrawl.rubric.model import RubricFile

PATH = Path(__file__).with_name("rubric.schema.json")


class _ForEditors(GenerateJsonSchema):
    """Without what editors have no use for: English titles, and null, which the program refuses."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def generate(self, schema: CoreSchema, mode: Any = "validation") -> JsonSchemaValue:
        made = super().generate(schema, mode)
        for part in (made, *made["$defs"].values()):
            part.pop("title", None)
            part.pop("description", None)  # the docstring, which speaks to programmers
        heading = {"$schema": self.schema_dialect, "title": "评分指标文件", "description": "字段含义见 docs/rubric.md"}
        return heading | made


def schema_text() -> str:
    """The content of rubric.schema.json."""
    schema = RubricFile.model_json_schema(schema_generator=_ForEditors)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
