"""The names that a module of rules needs, in one place."""

from pipelines.engine import REGISTRY, few, rule, run
from pipelines.model import CannotJudge, Case, Check, Fail, Result, Rule, Skip

__all__ = ["REGISTRY", "CannotJudge", "Case", "Check", "Fail", "Result", "Rule", "Skip", "few", "rule", "run"]
