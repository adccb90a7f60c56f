"""How sure a finding is: how often findings of its kind were right where the truth was known.

`confidence.yaml` holds the steps, written by `python -m benchmarks.accuracy --calibrate` from measured cases. A rule
with few cases has those of its family, a family with few those of all rules. Steps are told apart by how sure the
reading of the page is that the finding rests on.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from govcrawl.domain.yaml_files import parse_yaml

FILE = Path(__file__).with_name("confidence.yaml")
UNWEIGHED = "unweighed"
_STRICT = ConfigDict(extra="forbid", frozen=True)
Share = Annotated[float, Field(ge=0, le=1)]


class CalibrationStep(BaseModel):
    """Findings whose reading is at most `reading` sure, and more than the step before; 1 for those not weighed too."""

    model_config = _STRICT
    reading: Share = Field(description="how sure the reading is at most")
    confidence: Share
    right: int = Field(ge=0, description="measured findings of this step that were right")
    of: int = Field(ge=1, description="measured findings of this step")


class Steps(BaseModel):
    """The whole file: steps of rules, of families (first letters) and of all rules, each from unsure to sure."""

    model_config = _STRICT
    measured: str = Field(description="the sources, with the commits at which they were measured")
    everything: list[CalibrationStep] = Field(min_length=1)
    families: dict[str, list[CalibrationStep]] = {}
    rules: dict[str, list[CalibrationStep]] = {}

    def of(self, rule: str, reading: float | None) -> float:
        """How sure a finding of `rule` is; `reading`: how sure the page's reading is, None where it was not weighed."""
        steps = self.rules.get(rule) or self.families.get(rule[0]) or self.everything
        sure = 1.0 if reading is None else reading
        return next((step.confidence for step in steps if sure <= step.reading), steps[-1].confidence)


@cache
def load_steps(path: Path = FILE) -> Steps:
    """The steps in the file at `path`. ValueError when it is not what `Steps` says."""
    try:
        return Steps.model_validate(parse_yaml(path.read_text(encoding="utf-8")))
    except ValidationError as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
