"""The names that a script with rules of its own needs, in one place; all rules of the program are registered."""

from pipelines.catalogue import REGISTRY, run
from pipelines.engine import few, rule
from pipelines.model import CannotJudge, Case, Check, Fail, Result, Rule, Skip

__all__ = ["REGISTRY", "CannotJudge", "Case", "Check", "Fail", "Result", "Rule", "Skip", "few", "rule", "run"]
